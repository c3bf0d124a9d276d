"""Markdown, HTML and plain text as blocks: what can be spoken kept apart from what can only be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown_it import MarkdownIt

from interviewer.bank.importing import formulas
from interviewer.bank.importing.draft import Block, BlockKind
from interviewer.bank.importing.words import plain

_HTML = re.compile(
    r"</?(p|div|br|b|i|u|em|strong|span|ul|ol|li|img|table|code|pre|sub|sup|a|h[1-6]|font)\b[^<>]*>|&\w{2,8};",
    re.IGNORECASE,
)
_NO_TAG = re.compile(
    r"<(?!/?[A-Za-z])"
)  # "x < y"; and "<!", over thousands of which the parser takes minutes
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
_REFERENCE = re.compile(r"\[(?:\d+|sound:[^\]]{1,200}|anki:[^\]]{1,200})\]")  # [3], and Anki's own marks
# Emphasis is undone here and not by the Markdown reader, which would eat the stars of "w*x + b*y".
_EMPHASIS = (
    re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])"),
    re.compile(r"(?<!\\)\*\*\*?(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*\*\*?"),
    re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]{1,300}?)(?<=[^\s_])_(?!\w)"),
    re.compile(r"(?<![\w\\])__(?![a-z]+__)(?=[^\s_])([^_\n]{1,500}?)(?<=[^\s_])__(?!\w)"),  # not __init__
    re.compile(r"~~(?=\S)([^~\n]{1,300}?)(?<=\S)~~"),
)
_PUNCTUATION_GAP = re.compile(r" +(?=[.,;:?!](?!\.))")  # where something before it was left out
_LIST_LINE = re.compile(r"\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+(?=\S)")
_PARAGRAPHS = frozenset(
    ["p", "div", "section", "blockquote", "dl", "dt", "dd", "ul", "ol", "hr", "details", "summary", "center"]
)
_INLINE = frozenset(
    """
    a abbr b big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup tt u
    var wbr tbody thead tfoot caption col colgroup html body main article header footer nav figure figcaption
    picture source video audio svg path iframe button input form meta link address aside center
    """.split()  # noqa: SIM905 - a block of words is easier to keep in order
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_UNSEEN = frozenset(["script", "style", "head", "title"])
_COUNTED = frozenset(["li", "pre", "table"])


@lru_cache(maxsize=2)
def markdown_reader(lines: bool = False) -> MarkdownIt:
    """The reader; ``lines``: a line's end is one, as in a cell or a JSON string."""
    options = {"html": True, "breaks": lines}
    return MarkdownIt("commonmark", options).enable("table").disable("emphasis")


def without_comments(text: str) -> str:
    """The text without HTML comments; lines keep their numbers. A comment that is never closed is text."""
    first, *others = text.split("<!--")
    kept = [first]
    for other in others:
        comment, closed, rest = other.partition("-->")
        kept += ["\n" * comment.count("\n"), rest] if closed else [other]
    return "".join(kept)


def from_text(text: str) -> tuple[Block, ...]:
    """Blocks of a cell, field or JSON string: HTML where it has tags, otherwise text with some Markdown."""
    hidden, found = formulas.hide(without_comments(text.replace("\r\n", "\n").replace("\r", "\n")))
    if _HTML.search(hidden):
        return from_html(hidden, found)
    return from_html(markdown_reader(lines=True).render(hidden), found)


def from_markdown(text: str, found: list[str]) -> tuple[Block, ...]:
    """Blocks of Markdown whose formulas are hidden already."""
    return from_html(markdown_reader().render(text), found)


def from_html(html: str, found: list[str] | None = None) -> tuple[Block, ...]:
    """Blocks of HTML, however broken, whose formulas are hidden already."""
    reader = _Reader(found or [])
    reader.feed(_NO_TAG.sub("&lt;", html))
    reader.close()
    return tuple(reader.blocks)


def written(blocks: Sequence[Block]) -> str:
    """The blocks as plain text to read, items with a dash, blocks on lines of their own."""
    return "\n".join(f"- {block.text}" if block.kind == "item" else block.text for block in blocks)


def spoken(blocks: Sequence[Block]) -> str:
    """The blocks as one line to say aloud."""
    return _PUNCTUATION_GAP.sub("", " ".join(" ".join(block.spoken for block in blocks).split()))


def without_emphasis(text: str) -> str:
    """The text without Markdown's stars and underscores around words."""
    if not re.search("[*_~]", text):
        return text
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    return text


class _Reader(HTMLParser):
    """Collects blocks. Two buffers are filled side by side: what is written and what can be spoken."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._found = found
        self._written: list[str] = []
        self._spoken: list[str] = []
        self._rows: list[list[str]] = []
        self._inside = dict.fromkeys((*_COUNTED, "unseen", "heading"), 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._inside["unseen"] += 1
        elif tag == "img":
            self._image(dict(attrs))
        elif tag == "br":
            self._add("\n")
        elif tag in ("sub", "sup"):
            self._written.append("_" if tag == "sub" else "^")
            self._spoken.append(" ")
        elif tag in ("tr", "td", "th"):
            self._end_cell()
            if tag == "tr":
                self._rows.append([])
        elif tag in _COUNTED or tag in _HEADINGS or tag in _PARAGRAPHS:
            self.flush()
            self._count(tag, 1)
        elif tag not in _INLINE:
            self._written.append(self.get_starttag_text() or "")  # "a list of <user> pairs" is no HTML
            self._spoken.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._inside["unseen"] = max(0, self._inside["unseen"] - 1)
        elif tag == "table" and self._inside["table"] == 1:
            self._end_table()
        elif tag in _COUNTED or tag in _HEADINGS or tag in _PARAGRAPHS:
            self.flush()
            self._count(tag, -1)

    def handle_data(self, data: str) -> None:
        if self._inside["unseen"]:
            return
        if self._inside["pre"]:
            self._written.append(formulas.raw(data, self._found))
            return
        text = re.sub(r"\s+", " ", data)  # as HTML does: any space is one space
        self._written.append(formulas.show(text, self._found, spoken=False))
        self._spoken.append(formulas.show(text, self._found, spoken=True))

    def close(self) -> None:
        super().close()
        if self._inside["table"]:  # never closed
            self._end_table()
        self.flush()

    def flush(self) -> None:
        """End the block that is being collected; a table's cells are one block."""
        if self._inside["table"]:
            self._add(" ")
            return
        text, said = "".join(self._written), "".join(self._spoken)
        self._written, self._spoken = [], []
        if self._inside["pre"]:
            self._append("code", text.strip("\n"), "")
        elif self._inside["heading"]:
            self._append("heading", text, said)
        else:
            self._lines(text.strip(), said.strip())

    def _count(self, tag: str, by: int) -> None:
        kind = "heading" if tag in _HEADINGS else tag
        if kind in self._inside:
            self._inside[kind] = max(0, self._inside[kind] + by)

    def _lines(self, text: str, said: str) -> None:
        """A paragraph, or items where its lines are written as a list."""
        kind: BlockKind = "item" if self._inside["li"] else "text"
        lines, spoken_lines = text.split("\n"), said.split("\n")
        if len(lines) != len(spoken_lines) or not any(map(_LIST_LINE.match, lines)):
            self._append(kind, text, said)
            return
        for line, spoken_line in zip(lines, spoken_lines, strict=True):
            own: BlockKind = "item" if _LIST_LINE.match(line) else kind
            self._append(own, _LIST_LINE.sub("", line, count=1), _LIST_LINE.sub("", spoken_line, count=1))

    def _append(self, kind: BlockKind, text: str, said: str) -> None:
        if kind in ("text", "item", "heading"):
            text = _tidy(without_emphasis(_REFERENCE.sub("", text)))
            said = _tidy(without_emphasis(_REFERENCE.sub(" ", _ADDRESS.sub(" ", said))))
        said = re.sub(r"\(\s*\)|\[\s*\]", "", said)
        said = _PUNCTUATION_GAP.sub("", said)
        if text.strip():
            self.blocks.append(Block(kind, plain(text), plain(said).strip(), self._inside["li"]))

    def _add(self, text: str) -> None:
        self._written.append(text)
        self._spoken.append(text)

    def _image(self, attributes: dict[str, str | None]) -> None:
        _, query, formula = (attributes.get("src") or "").partition("math=")  # a renderer's address holds it
        formula = unquote(formula)
        spelled = formulas.spell(formula) if query else ""
        alt = attributes.get("alt") or formula
        self._written.append(spelled or (f" (image: {alt}) " if alt else " (image) "))
        self._spoken.append(spelled)

    def _end_cell(self) -> None:
        if not self._inside["table"]:
            self.flush()
            return
        text = " ".join("".join(self._written).split())
        self._written, self._spoken = [], []
        if text:
            self._rows = self._rows or [[]]
            self._rows[-1].append(text)

    def _end_table(self) -> None:
        self._end_cell()
        rows, self._rows = self._rows, []
        self._inside["table"] = 0
        self._append("table", "\n".join(" | ".join(row) for row in rows if row), "")


def _tidy(text: str) -> str:
    """Single spaces, no empty lines."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
