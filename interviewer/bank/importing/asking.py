"""Whether a line asks something, and what stands before it without being part of it."""

from __future__ import annotations

import re
from typing import Literal

from interviewer.bank.importing.guesses import level_of
from interviewer.bank.importing.rich_text import without_emphasis

# "Q1.", "Q:", "Question 12)", "3.", "1.2 )"; not the Q of "Q-learning" nor the 3 of "3D convolution".
_LABEL = re.compile(
    r"^\W{0,4}?(?:(?:q|ques|question)\s*(?:\d+(?:\.\d+)*\s*[.:)–—-]?|[.:)])|\d+(?:\.\d+)*\s*[.:)])(?=\W|$)\s*",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^\W{0,4}(q|ques|question)\s*(\d+\s*([.:)–—-]|\W*$)|[:.)])", re.IGNORECASE)
_ANSWER = re.compile(
    r"^\W{0,4}((show|view|see|click|toggle|reveal)\b.{0,30})?\b(answers?|solutions?|a)\b.{0,3}$",
    re.IGNORECASE,
)
_WH = re.compile(
    r"(what|why|how|when|which|who|where|is|are|do|does|can|could|should|would|will|did)\b", re.IGNORECASE
)
_TASK = re.compile(
    r"(explain|describe|compare|define|derive|discuss|design|name|list|tell|give|walk|show|prove|implement|write"
    r"|outline|illustrate|differentiate|distinguish|state|mention|suppose|imagine|contrast)\b",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(
    r"\W*(table of contents?|contents?|toc|references?|resources?|further reading|licen[sc]e|contribut\w*"
    r"|acknowledge?ments?|credits?|introduction|about|overview|links?|sources?|bibliography|legend|disclaimer"
    r"|how to (use|contribute)( this.*)?|summary|todo|changelog|authors?|contact|support|bonus|notes?)\W*",
    re.IGNORECASE,
)


def asks(text: str, *, strictly: bool) -> bool:
    """Whether a line asks: by its question mark, its level mark or its "Q:", or as a task ("Explain ...").

    ``strictly``: a first word such as "how" alone is not enough.
    """
    bare, level = level_of(text)
    line = without_emphasis(bare).strip().strip("*_ ")
    if not re.search(r"\w", line) or label_of(text) == "answer":
        return False
    if level is not None or _QUESTION.match(line) or line.rstrip(" )\"'”’.!*_").endswith(("?", "？")):
        return True
    line = unlabelled(line)
    if line.endswith(":") or len(line.split()) < 2:
        return False
    return _TASK.match(line) is not None or (not strictly and _WH.match(line) is not None)


def label_of(text: str) -> Literal["question", "answer"] | None:
    """What a line is labelled as: "Q3: ..." or "Question:", and "Show answer"."""
    if _QUESTION.match(text):
        return "question"
    return "answer" if _ANSWER.match(text.strip()) else None


def unlabelled(text: str) -> str:
    """The line without its number or "Q:", and without Markdown's stars."""
    return _LABEL.sub("", without_emphasis(text.strip()), count=1).strip()


def is_structure(text: str) -> bool:
    """Whether a heading belongs to the document rather than to its subject: "Contents", "License"."""
    return _STRUCTURE.fullmatch(without_emphasis(text).strip()) is not None
