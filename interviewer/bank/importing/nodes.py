"""A Markdown file as a row of nodes with their lines: headings, bold lines, items, tables, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from interviewer.bank.importing.asking import asks, label_of
from interviewer.bank.importing.rich_text import markdown_reader

NodeKind = Literal["heading", "bold", "label", "summary", "item", "table", "other"]

# A line of nothing but tags would swallow the lines below it, up to the next empty one, as HTML.
_BARE_TAGS = re.compile(
    r"^[ \t]*(?:</?(?:br|hr|p|div|center|details|blockquote|span|a)\b[^<>\n]*>[ \t]*)+$", re.I | re.M
)
_SUMMARY = re.compile(
    r"(?:<details[^<>]*>\s*)?<summary[^<>]*>((?:(?!<summary).){0,2000}?)</summary>",
    re.IGNORECASE | re.DOTALL,
)
_HTML_HEADING = re.compile(r"^\s*<h([1-6])\b[^<>]*>(.*)</h\1>\s*$", re.IGNORECASE)
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_BOLD = re.compile(r"^(\*\*|__|<b>|<strong>)(?P<asked>(?:(?!\1)[^\n])+)(?:\1|</b>|</strong>)(?P<rest>\W*)$")
_SUMMARY_MARK = "\ue002"
_LINK_ONLY = re.compile(r"\[[^\]]*\]\(#[^)]*\)")


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of the file.

    ``text``: what it says, as written; of a line that may be a question only that line. ``rest``: the lines
    below it in the same paragraph; ``after``: what else a list item holds, as HTML. ``html``: all of it;
    ``level``: of a heading, 1 to 6; ``cells``: the rows of a table.
    """

    kind: NodeKind
    line: int
    text: str = ""
    rest: str = ""
    html: str = ""
    after: str = ""
    level: int = 0
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def source(self) -> str:
        return "\n".join(filter(None, (self.text, self.rest)))


def nodes_of(text: str) -> list[Node]:
    """The nodes of a text whose formulas are hidden. ``line`` counts from 1 in the text as given."""
    text, numbers = _prepared(text)
    reader = markdown_reader()
    nodes: list[Node] = []
    for group in _groups(reader.parse(text)):
        nodes.extend(_nodes(group, str(reader.renderer.render(group, reader.options, {})), numbers))
    return nodes


def _nodes(group: Sequence[Token], html: str, numbers: Sequence[int]) -> Iterator[Node]:
    first = group[0]
    start = (first.map or [0])[0]
    content = next((token.content for token in group if token.type == "inline"), "")
    if first.type == "heading_open":
        yield Node("heading", numbers[start], content, html=html, level=int(first.tag[1]))
    elif first.type == "paragraph_open":
        yield from _paragraph(content.split("\n"), html, numbers[start:])
    elif first.type == "table_open":
        yield Node("table", numbers[start], html=html, cells=tuple(_rows(group)))
    elif first.type in ("bullet_list_open", "ordered_list_open"):
        yield from _list(group, html, numbers)
    else:
        yield Node("other", numbers[start], content or first.content, html=html)


def _paragraph(lines: Sequence[str], html: str, numbers: Sequence[int]) -> Iterator[Node]:
    """The paragraph, parted before each line that is a label, a summary or bold as a whole."""
    starts = [at for at, line in enumerate(lines) if _marked(line)[0] != "other"]
    if not starts:
        yield Node("other", numbers[0], "\n".join(lines), html=html)
        return
    if starts[0] != 0:
        starts.insert(0, 0)
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        kind, text = _marked(lines[at])
        html = markdown_reader().render("\n".join(lines[at:end]).replace(_SUMMARY_MARK, ""))
        if kind == "other":
            yield Node(kind, numbers[at], "\n".join(lines[at:end]), html=html)
        else:
            yield Node(kind, numbers[at], text, "\n".join(lines[at + 1 : end]), html=html)


def _marked(line: str) -> tuple[NodeKind, str]:
    if line.startswith(_SUMMARY_MARK):
        return "summary", line[1:].strip()
    if label_of(line) == "question":
        return "label", line
    bold = _BOLD.match(line.strip())
    return ("other", line) if bold is None else ("bold", bold["asked"] + bold["rest"])


def _list(group: Sequence[Token], html: str, numbers: Sequence[int]) -> Iterator[Node]:
    """Items of their own where most of them ask something; otherwise the list as one node."""
    items = [_item(item, numbers) for item in _groups(group[1:-1])]
    asking = sum(asks(item.text, strictly=True) and not _LINK_ONLY.fullmatch(item.text) for item in items)
    if 2 * asking > len(items):
        yield from items
    else:
        yield Node("other", numbers[(group[0].map or [0])[0]], html=html)


def _item(tokens: Sequence[Token], numbers: Sequence[int]) -> Node:
    reader = markdown_reader()
    line = numbers[(tokens[0].map or [0])[0]]
    inner = list(_groups(tokens[1:-1]))
    asked, rest = "", ""
    if inner and inner[0][0].type == "paragraph_open":
        asked, _, rest = inner.pop(0)[1].content.partition("\n")
    bold = _BOLD.match(asked.strip())
    below = "".join(str(reader.renderer.render(group, reader.options, {})) for group in inner)
    html = f"<ul>{reader.renderer.render(list(tokens), reader.options, {})}</ul>"
    return Node("item", line, bold["asked"] + bold["rest"] if bold else asked, rest, html=html, after=below)


def _rows(group: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    row: list[str] = []
    for token in group:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(token.content)
        elif token.type == "tr_close":
            yield tuple(row)


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each outermost block."""
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _prepared(text: str) -> tuple[str, list[int]]:
    """The text with folded summaries and lines of bare tags set apart; the old number of each line."""
    lines: list[str] = []
    numbers: list[int] = []
    fence = ""
    for number, line in enumerate(_summaries_marked(text).split("\n"), start=1):
        opened = _FENCE.match(line)
        if opened and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else opened[1]
        parts = [line] if fence else _parted(line)
        lines += parts
        numbers += [number] * len(parts)
    return "\n".join(lines), [*numbers, len(numbers)]


def _summaries_marked(text: str) -> str:
    """Each summary in one line with a mark before and after it; lines keep their numbers."""

    def mark(match: re.Match[str]) -> str:
        asked = " ".join(re.sub(r"</?(b|strong|h\d|p|i|em|u|font)\b[^<>]*>", "", match[1]).split())
        return f"{_SUMMARY_MARK}{asked}{_SUMMARY_MARK}" + "\n" * match.group().count("\n")

    return _SUMMARY.sub(mark, text)


def _parted(line: str) -> list[str]:
    """A line outside of code, as the reader should see it."""
    if _SUMMARY_MARK in line:
        before, asked, after = [*line.split(_SUMMARY_MARK, 2), "", ""][:3]
        return [before, "", _SUMMARY_MARK + asked, "", re.sub(r"</details>", "", after)]
    if _BARE_TAGS.match(line):
        return [""]
    heading = _HTML_HEADING.match(line)
    return ["", f"{'#' * int(heading[1])} {heading[2].strip()}", ""] if heading else [line]
