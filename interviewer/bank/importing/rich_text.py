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
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
_REFERENCE = re.compile(r"\[(?:\d+|sound:[^\]]{1,200}|anki:[^\]]{1,200})\]")  # [3], and Anki's own marks
# Emphasis is undone here and not by the Markdown reader, which would eat the stars of "w*x + b*y".
_EMPHASIS = (
    re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])"),
    re.compile(r"(?<!\\)\*\*\*?(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*\*\*?"),
    re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]{1,300}?)(?<=[^\s_])_(?!\w)"),
    re.compile(r"(?<![\w\\])__(?=[^\s_])([^_\n]{1,500}? [^_\n]{1,500}?)(?<=[^\s_])__(?!\w)"),
    re.compile(r"~~(?=\S)([^~\n]{1,300}?)(?<=\S)~~"),
)
_LIST_LINE = re.compile(r"\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+(?=\S)")
_PARAGRAPHS = frozenset(
    ["p", "div", "section", "blockquote", "dl", "dt", "dd", "ul", "ol", "hr", "details", "summary", "center"]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_UNSEEN = frozenset(["script", "style", "head", "title"])


@lru_cache(maxsize=2)
def markdown_reader(lines: bool = False) -> MarkdownIt:
    """The reader; ``lines``: a line's end is one, as in a cell or a JSON string."""
    options = {"html": True, "breaks": lines}
    return MarkdownIt("commonmark", options).enable("table").disable(["emphasis", "entity"])


def from_text(text: str) -> tuple[Block, ...]:
    """Blocks of a cell, field or JSON string: HTML where it has tags, otherwise text with some Markdown."""
    hidden, found = formulas.hide(text.replace("\r\n", "\n").replace("\r", "\n"))
    if _HTML.search(hidden):
        return from_html(hidden, found)
    return from_html(markdown_reader(lines=True).render(hidden), found)


def from_markdown(text: str, found: list[str]) -> tuple[Block, ...]:
    """Blocks of Markdown whose formulas are hidden already."""
    return from_html(markdown_reader().render(text), found)


def from_html(html: str, found: list[str] | None = None) -> tuple[Block, ...]:
    """Blocks of HTML, however broken, whose formulas are hidden already."""
    reader = _Reader(found or [])
    reader.feed(html)
    reader.close()
    reader.flush()
    return tuple(reader.blocks)


def written(blocks: Sequence[Block]) -> str:
    """The blocks as plain text to read, items with a dash, blocks on lines of their own."""
    return "\n".join(f"- {block.text}" if block.kind == "item" else block.text for block in blocks)


def spoken(blocks: Sequence[Block]) -> str:
    """The blocks as one line to say aloud."""
    return " ".join(" ".join(block.spoken for block in blocks).split())


def without_emphasis(text: str) -> str:
    """The text without Markdown's stars and underscores around words."""
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
        self._inside = {"li": 0, "table": 0, "pre": 0, "unseen": 0, "heading": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self._image(dict(attrs))
        elif tag == "br":
            self._add("\n")
        elif tag in ("sub", "sup"):
            self._written.append("_" if tag == "sub" else "^")
            self._spoken.append(" ")
        elif tag in _UNSEEN:
            self._inside["unseen"] += 1
        elif tag in ("tr", "td", "th"):
            self._cell(tag)
        elif tag in ("li", "table", "pre"):
            self.flush()
            self._inside[tag] += 1
        elif tag in _HEADINGS:
            self.flush()
            self._inside["heading"] += 1
        elif tag in _PARAGRAPHS:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        kind = "heading" if tag in _HEADINGS else "unseen" if tag in _UNSEEN else tag
        if kind in ("li", "table", "pre", "heading"):
            self.flush()
        if kind in self._inside:
            self._inside[kind] = max(0, self._inside[kind] - 1)
        elif tag in _PARAGRAPHS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if self._inside["unseen"]:
            return
        if self._inside["pre"]:
            self._written.append(formulas.raw(data, self._found))
            return
        text = " ".join(re.split(r"[^\S\n]*\n[^\S\n]*|[^\S\n]+", data))  # as HTML does: any space is one space
        self._written.append(formulas.show(text, self._found, spoken=False))
        self._spoken.append(formulas.show(text, self._found, spoken=True))

    def flush(self) -> None:
        """End the block that is being collected."""
        if self._inside["table"]:
            if not self._rows:
                self._rows = [[]]
            return
        text, spoken_text = self._take()
        if self._rows:
            rows = (" | ".join(filter(None, row)) for row in self._rows)
            self._append("table", "\n".join(filter(None, rows)), "")
            self._rows = []
        if self._inside["pre"]:
            self._append("code", text, "")
        elif self._inside["heading"]:
            self._append("heading", text, spoken_text)
        else:
            self._lines(text, spoken_text)

    def close(self) -> None:
        super().close()
        self._end_cell()
        self._inside = dict.fromkeys(self._inside, 0)

    def _lines(self, text: str, spoken_text: str) -> None:
        """A paragraph, or items where its lines are written as a list."""
        kind: BlockKind = "item" if self._inside["li"] else "text"
        lines = text.split("\n")
        says = spoken_text.split("\n")
        if len(lines) == len(says) and any(_LIST_LINE.match(line) for line in lines):
            for line, said in zip(lines, says, strict=True):
                listed = _LIST_LINE.match(line) is not None
                self._append(
                    "item" if listed else kind, _LIST_LINE.sub("", line, 1), _LIST_LINE.sub("", said, 1)
                )
        else:
            self._append(kind, text, spoken_text)

    def _append(self, kind: BlockKind, text: str, spoken_text: str) -> None:
        if kind != "code":
            text, spoken_text = without_emphasis(text), without_emphasis(spoken_text)
            text = "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
        said = _REFERENCE.sub(" ", _ADDRESS.sub(" ", spoken_text))
        said = "\n".join(filter(None, (" ".join(line.split()) for line in said.split("\n"))))
        said = re.sub(r"\(\s*\)|\[\s*\]", "", said).replace(" .", ".").replace(" ,", ",").replace(" ?", "?")
        text = _REFERENCE.sub("", text).strip()
        if text:
            self.blocks.append(Block(kind, plain(text), plain(said)))

    def _add(self, text: str) -> None:
        self._written.append(text)
        self._spoken.append(text)

    def _take(self) -> tuple[str, str]:
        text, spoken_text = "".join(self._written).strip("\n"), "".join(self._spoken).strip("\n")
        self._written, self._spoken = [], []
        return text, spoken_text

    def _image(self, attributes: dict[str, str | None]) -> None:
        _, query, formula = (attributes.get("src") or "").partition("math=")  # a renderer's address holds it
        spelled = formulas.spell(unquote(formula)) if query else ""
        alt = attributes.get("alt") or (unquote(formula) if query else "")
        self._written.append(spelled or (f" (image: {alt}) " if alt else " (image) "))
        self._spoken.append(spelled)

    def _cell(self, tag: str) -> None:
        self._end_cell()
        if not self._inside["table"]:
            self.flush()
        elif tag == "tr":
            self._rows.append([])
        elif not self._rows:
            self._rows = [[]]

    def _end_cell(self) -> None:
        if self._inside["table"] and self._rows:
            text, _ = self._take()
            self._rows[-1].append(" ".join(text.split()))
