"""A design note: one document about one system, with its "Clarifying questions" as a list.

It becomes one design question. The clarifying questions are the facts of its scenario, the sections of the
note its key points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interviewer.bank.importing.asking import unlabelled
from interviewer.bank.importing.draft import Asked, Block, Draft
from interviewer.bank.importing.nodes import Node
from interviewer.bank.importing.rich_text import from_html, from_markdown, spoken

_CLARIFYING = re.compile(
    r"\W*(\d+[.)]\s*)?clarif(ying|ication|y)\b.{0,20}\bquestions?\b.{0,20}", re.IGNORECASE
)
_EXAMPLES = re.compile(r"\(?\s*(e\.?g\b|for example|such as|click\b)", re.IGNORECASE)
_MAX_FACTS = 30


def find_note(nodes: Sequence[Node], found: list[str], name: str) -> Draft | None:
    """The note as a draft, None where the file has no list of clarifying questions."""
    title = next((node for node in nodes if node.kind == "heading"), None)
    blocks = from_html("\n".join(node.html for node in nodes if node is not title), found)
    start = next((at for at, block in enumerate(blocks) if _CLARIFYING.fullmatch(block.text)), None)
    if start is None:
        return None
    end = _end(blocks, start)
    facts = tuple(_facts(blocks[start + 1 : end]))[:_MAX_FACTS]
    if not facts:
        return None
    about = name.rsplit(".", 1)[0].replace("-", " ").replace("_", " ")
    if title is not None:
        about = spoken(from_markdown(unlabelled(title.text), found)) or about
    line = title.line if title is not None else 1
    return Draft((_task(about),), line, answer=(*blocks[:start], *blocks[end:]), facts=facts)


def _task(title: str) -> Block:
    """What is asked for, from the note's title."""
    about = title.strip(" .:")
    if not re.match(r"(design|build|create|develop)\b", about, re.IGNORECASE):
        first, rest = about[:1], about[1:]
        about = f"Design a system for {first.lower() if rest[:1].islower() else first}{rest}"
    return Block("text", f"{about}.", f"{about}.")


def _end(blocks: Sequence[Block], start: int) -> int:
    """Where the list under the block ends: at what stands as far out as the block itself, or at a heading."""
    here = blocks[start]
    for at in range(start + 1, len(blocks)):
        block = blocks[at]
        if block.kind == "heading" or (here.kind == "item" and block.depth <= here.depth):
            return at
        if here.kind != "item" and at > start + 1 and block.depth == 0:
            return at
    return len(blocks)


def _facts(blocks: Sequence[Block]) -> Iterator[Asked]:
    """The questions of the list. What stands below a question answers it, unless it asks as well."""
    top = min((block.depth for block in blocks), default=0)
    groups: list[list[Block]] = []
    for block in blocks:
        if block.depth <= top or not groups:
            groups.append([])
        groups[-1].append(block)
    for first, *below in groups:
        asked = [_split(block.spoken) for block in below if "?" in block.spoken]
        told = [block.spoken for block in below if "?" not in block.spoken]
        question = _split(first.spoken)
        if question.question and (not asked or "?" in question.question or question.answer):
            yield Asked(question.question, question.answer or "; ".join(told))
        yield from (one for one in asked if one.question)


def _split(line: str) -> Asked:
    """ "How many users? 100 million" as question and answer; examples in brackets belong to the question."""
    question, mark, rest = line.partition("?")
    rest = rest.strip(" :-–")
    if not mark or rest.rstrip(" )").endswith("?") or _EXAMPLES.match(rest):
        return Asked(line.strip(" :-–"))
    inner = re.fullmatch(r"\((.*)\)\.?", rest)
    return Asked(f"{question.strip()}?", (inner[1] if inner else rest).strip())
