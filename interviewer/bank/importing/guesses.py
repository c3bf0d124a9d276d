"""What a source does not say outright: level, type of question, facet of a fact, whether an answer is one."""

from __future__ import annotations

import re

from interviewer.bank.models import Facet, Level, QuestionType

_LEVEL_MARKS: dict[str, Level] = {
    "👶": "entry", "🟢": "entry", "⭐": "mid", "🟡": "mid", "🚀": "expert", "🔴": "expert",
}  # fmt: skip
_LEVEL_WORDS: dict[str, Level] = {
    **dict.fromkeys(("entry", "easy", "beginner", "basic", "junior", "simple", "fundamental"), "entry"),
    **dict.fromkeys(("mid", "medium", "intermediate", "middle", "moderate", "regular"), "mid"),
    **dict.fromkeys(("expert", "hard", "advanced", "senior", "difficult", "challenging"), "expert"),
}
_ORDER: tuple[Level, ...] = ("entry", "mid", "expert")
# A mark, what belongs to it (joiners, variation selectors), and at the end of a line stray letters after it.
_MARKS = re.compile(rf"\s*[\u200d\ufe0f]*[{''.join(_LEVEL_MARKS)}][\u200d\ufe0f]*(?:\s*\w{{0,2}}\s*$)?")

_TYPES: tuple[tuple[QuestionType, re.Pattern[str]], ...] = (
    (
        "behavioural",
        re.compile(
            r"\btell (me|us) about (a|the|your) |\bhave you ever|\ba time (when|you)"
            r"|\b(describe|recall|share|give me an example of) (a|an|the|one) (time|situation|project)"
        ),
    ),
    ("design", re.compile(r"^(how (would|do|can|should) you )?(design|architect)\b|\bdesign (a|an|the) ")),
    (
        "compare",
        re.compile(
            r"\bdiffer(s|ence|ences|ent from)?\b|\bcompar(e|es|ed|ison)\b|\bvs\b|\bversus\b|\bbetter than\b"
            r"|\bprefer\b.* or \b|\bwhen .* and when\b|\bdistinguish\b|\btrade-?off"
        ),
    ),
    (
        "howto",
        re.compile(r"^(how (do|would|can|could|should|to|we|you)|walk (me|us)|what would you|implement)\b"),
    ),
)

_FACETS: tuple[tuple[Facet, re.Pattern[str]], ...] = (
    ("objective", re.compile(r"objective|goal|business|purpose|use case|problem|revenue")),
    ("metric", re.compile(r"metric|measure|success|accura|evaluat")),
    (
        "constraints",
        re.compile(
            r"latency|budget|privacy|legal|ethic|expla|interpret|constrain|real.?time|comput|cost|fast"
        ),
    ),
    ("operations", re.compile(r"how many|volume|scale|traffic|daily|continual|retrain|deploy|monitor|updat")),
    ("data", re.compile(r"data|label|log|annotat|sample|source|language|feedback|report|feature|descri")),
    ("users", re.compile(r"user|who|customer|audience|personal|friend|age|location|segment")),
    ("baseline", re.compile(r"baseline|current|existing|today|already")),
)

_PLACEHOLDER = re.compile(
    r"(your |add |an? |the |no )?(answers?|solutions?)?[\s:]*"
    r"(goes |comes )?(here|tbd|tba|todo|to do|wip|n/?a|yet|coming soon"
    r"|to be (added|written|done|answered|completed|determined))?[\s.…!?*_-]*",
    re.IGNORECASE,
)


def level_of(text: str) -> tuple[str, Level | None]:
    """The text without its level marks, and the highest level they name."""
    found = {level for mark, level in _LEVEL_MARKS.items() if mark in text}
    return (_MARKS.sub(" ", text).strip(), max(found, key=_ORDER.index)) if found else (text, None)


def level_named(text: str) -> Level | None:
    """A level by one of its usual names ("Easy", "senior", ours), as in a column or a tag."""
    _, level = level_of(text)
    words = re.findall(r"[a-z]+", text.lower())
    return level or next((_LEVEL_WORDS[word] for word in words if word in _LEVEL_WORDS), None)


def type_of(prompt: str) -> QuestionType:
    """The type that the prompt's wording suggests; concept where it suggests none."""
    text = prompt.lower().strip()
    return next((kind for kind, pattern in _TYPES if pattern.search(text)), "concept")


def facet_of(question: str) -> Facet:
    """What a clarifying question asks about; scope where its words don't say."""
    text = question.lower()
    return next((facet for facet, pattern in _FACETS if pattern.search(text)), "scope")


def is_placeholder(text: str) -> bool:
    """Whether a text only keeps the place of an answer: empty, "Answer here", "TODO", "...", a dash."""
    return len(text) < 60 and _PLACEHOLDER.fullmatch(" ".join(text.split()).strip("()[]<>")) is not None
