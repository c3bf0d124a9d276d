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

_CLARIFYING = re.compile(r"\W*(\d+[.)]\s*)?clarif(ying|ication|y)\b.{0,20}\bquestions?\b.{0,20}", re.IGNORECASE)
_EXAMPLES = re.compile(r"\(?\s*(e\.?g\b|for example|such as|click\b)", re.IGNORECASE)
_MAX_FACTS = 30


def find_note(nodes: Sequence[Node], found: list[str], name: str) -> Draft | None:
    """The note as a draft, None where the file has no list of clarifying questions."""
    blocks = [(node, block, depth) for node in nodes for block, depth in _with_depth(node, found)]
    start = next((at for at, (_, block, _) in enumerate(blocks) if _CLARIFYING.fullmatch(block.text)), None)
    if start is None:
        return None
    end = _end(blocks, start)
    facts = tuple(_facts([(block, depth) for _, block, depth in blocks[start + 1 : end]]))[:_MAX_FACTS]
    if not facts:
        return None
    title = next((node for node in nodes if node.kind == "heading"), None)
    asked = unlabelled(title.text) if title is not None else name.rsplit(".", 1)[0].replace("-", " ")
    answer = tuple(
        block
        for at, (node, block, _) in enumerate(blocks)
        if not start <= at < end and node is not title
    )
    prompt = from_markdown(_task(spoken(from_markdown(asked, found))), [])
    return Draft(prompt, title.line if title is not None else 1, answer=answer, facts=facts)
