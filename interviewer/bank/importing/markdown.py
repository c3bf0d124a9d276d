"""Markdown question banks. Which kind of line holds the questions is told from the whole file.

Banks write a question as a heading, a line in bold, "Q: ...", the summary of something folded, a list item
or a row of a table. One file keeps to one of these; the one most of whose lines ask something is taken, so
that bold text inside answers is no question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interviewer.bank.importing import formulas
from interviewer.bank.importing.asking import asks, is_structure, label_of, unlabelled
from interviewer.bank.importing.columns import NOTHING_TO_SAY, asked_of, roles_of
from interviewer.bank.importing.design_note import find_note
from interviewer.bank.importing.draft import Block, Draft, Remark, Source
from interviewer.bank.importing.nodes import Node, nodes_of
from interviewer.bank.importing.rich_text import from_html, from_markdown, spoken, without_comments
from interviewer.bank.importing.tables import read_rows
from interviewer.bank.importing.words import shortened, slug

FORMAT = "Markdown"
_ANSWER_LABEL = re.compile(r"^\W{0,4}(?:a\d{0,3}|ans|answer|solution)\s*\d{0,3}\s*:\W{0,4}\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A question as it stands: the node that asks it, and those up to the next one."""

    section: str
    node: Node
    answer: list[Node]


def read_markdown(text: str, name: str) -> Source:
    """The questions of a Markdown file; a design note with clarifying questions is one of its own."""
    hidden, found = formulas.hide(without_comments(text.replace("\r\n", "\n").replace("\r", "\n")))
    nodes = nodes_of(hidden)
    kind = _kind(nodes)
    note = find_note(nodes, found, name)
    if note is not None and (kind is None or sum(_is_question(node, kind) for node in nodes) < 2):
        return Source("Markdown design note", "line", (note,))
    if kind is None:
        return Source(FORMAT, "line", ())
    if kind == "table":
        return _tables(nodes, found)
    drafts: list[Draft] = []
    skipped: list[Remark] = []
    for question in _questions(nodes, kind):
        draft = _draft(question, found)
        if spoken(draft.prompt):
            drafts.append(draft)
        else:
            skipped.append(Remark(draft.at, NOTHING_TO_SAY))
    return Source(FORMAT, "line", tuple(drafts), tuple(skipped), tuple(_doubts(nodes, kind)))


def _kind(nodes: Sequence[Node]) -> str | None:
    """The kind of node that most often asks something; None where nothing does."""
    counts: Counter[str] = Counter()
    for node in nodes:
        if node.kind == "table" and "question" in roles_of(node.cells[0] if node.cells else ()):
            counts["table"] += len(node.cells) - 1
        elif node.kind in ("heading", "bold", "label", "summary", "item"):
            counts[node.kind] += asks(node.text, strictly=node.kind in ("bold", "item"))
    # Items last: a bank with other questions may list some more inside an answer.
    best = max(("label", "summary", "heading", "bold", "table"), key=lambda kind: counts[kind])
    if counts[best]:
        return best
    return "item" if counts["item"] else None


def _is_question(node: Node, kind: str) -> bool:
    return node.kind == kind and asks(node.text, strictly=kind in ("bold", "item"))


def _questions(nodes: Sequence[Node], kind: str) -> Iterator[_Found]:
    """Each question with its section and everything up to the next one."""
    main = _main_level(nodes, kind)
    path: list[tuple[int, str]] = []  # the headings above, with their levels
    open_question: _Found | None = None
    for at, node in enumerate(nodes):
        begins = _begins(nodes, at, kind, main)
        ends = node.kind == "heading" and node.level <= main
        if open_question is not None and (begins or ends):
            yield open_question
            open_question = None
        if begins:
            section = "/".join(name for level, name in path if name and (kind != "heading" or level < main))
            open_question = _Found(section, node, [])
        elif ends:
            path = [
                *((level, name) for level, name in path if level < node.level),
                (node.level, _section(node)),
            ]
        elif open_question is not None:
            open_question.answer.append(node)
    if open_question is not None:
        yield open_question


def _begins(nodes: Sequence[Node], at: int, kind: str, main: int) -> bool:
    """Whether a question begins at this node."""
    node = nodes[at]
    if node.kind != kind:
        return False
    if _is_question(node, kind):
        following = nodes[at + 1] if at + 1 < len(nodes) else None
        titles = kind == "heading" and node.level < main  # "# What you should know" over the questions
        return not (
            titles and following is not None and following.kind == "heading" and following.level > node.level
        )
    if kind == "item" or (kind == "summary" and label_of(node.text) != "answer"):
        return True  # the items of one list, and what is folded, are questions together
    # A bank's headings on the questions' own level are questions too, such as "Precision versus recall".
    return kind == "heading" and node.level == main and not is_structure(node.text)


def _main_level(nodes: Sequence[Node], kind: str) -> int:
    """The heading level of the questions; for other kinds the deepest level right above a question."""
    if kind == "heading":
        levels = Counter(node.level for node in nodes if _is_question(node, kind))
        return max(levels, key=lambda level: (levels[level], level))
    above = [
        node.level
        for node, following in pairwise(nodes)
        if node.kind == "heading" and _is_question(following, kind)
    ]
    return max(above, default=min((node.level for node in nodes if node.kind == "heading"), default=0))


def _section(node: Node) -> str:
    """A heading as part of a section's name; the document's title is none."""
    return "" if node.level == 1 else slug(unlabelled(node.text))


def _draft(question: _Found, found: list[str]) -> Draft:
    node, answer = question.node, question.answer
    asked, below = node.text, node.rest
    if (
        not unlabelled(asked).strip(" *_:.") and not below and answer
    ):  # "### Question 1", and below it what it is
        asked, below = answer[0].text, answer[0].rest
        answer = answer[1:]
    html = node.after + "\n".join(one.html for one in answer)
    blocks = (*from_markdown(below, found), *from_html(html, found))
    prompt = from_markdown(unlabelled(asked), found)
    return asked_of(Draft(prompt, node.line, answer=_without_label(blocks), section=question.section))


def _without_label(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The answer without an "Answer:" before it."""
    if not blocks:
        return ()
    first = blocks[0]
    if label_of(first.text) == "answer":
        return tuple(blocks[1:])
    bare = replace(
        first,
        text=_ANSWER_LABEL.sub("", first.text, count=1),
        spoken=_ANSWER_LABEL.sub("", first.spoken, count=1),
    )
    return (bare, *blocks[1:]) if bare.text.strip() else tuple(blocks[1:])


def _tables(nodes: Sequence[Node], found: list[str]) -> Source:
    drafts: list[Draft] = []
    skipped: list[Remark] = []
    for node in nodes:
        header = roles_of(node.cells[0]) if node.cells else {}
        if "question" in header:
            rows = (
                (node.line + 1 + at, [formulas.raw(cell, found) for cell in row])  # below the line of dashes
                for at, row in enumerate(node.cells[1:], start=1)
            )
            more, without = read_rows(rows, header)
            drafts += more
            skipped += without
    return Source(FORMAT, "line", tuple(drafts), tuple(skipped))


def _doubts(nodes: Sequence[Node], kind: str) -> Iterator[Remark]:
    """What might be a question, but is not written as this file writes them; it stays in the answer above."""
    begun = False
    for node in nodes:
        begun = begun or _is_question(node, kind)
        marked = node.kind in ("heading", "bold", "label", "summary")
        if not begun or not marked or label_of(node.text) == "answer":
            continue
        unlike = node.kind != kind and asks(node.text, strictly=True)
        bare = node.kind == kind == "bold" and not asks(node.text, strictly=True)
        if unlike or bare:
            yield Remark(node.line, f"not taken for a question: {shortened(node.text, 60)}")
