"""Lines on a terminal: what may be shown, in how many cells, with or without colour.

Everything that people or recognisers wrote passes `Look.text`, which leaves no
control character and no escape sequence in it. `Page` breaks lines so that none is
wider than the look; text is never read as markup.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

from interviewer.printable import printable

MIN_WIDTH = 40  # cells; a narrower terminal wraps by itself
MAX_WIDTH = 100  # longer lines are hard to read, however wide the window is

# The mark itself and what stands for it in ASCII. No meaning hangs on colour alone.
GLYPHS = {
    "covered": ("✓", "+"),
    "partial": ("◐", "-"),
    "missing": ("✗", "x"),
    "contradicted": ("‼", "!"),
    "present": ("✓", "+"),
    "absent": ("·", "."),
    "not expected": ("–", "-"),
    "full": ("█", "#"),
    "empty": ("░", "."),
    "ellipsis": ("…", "..."),
    "open quote": ("“", '"'),
    "close quote": ("”", '"'),
    "separator": ("·", "|"),
}

_ASCII = str.maketrans(
    {
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "…": "...",
        "·": "|",
        "×": "x",
        "≤": "<=",
        "≥": ">=",
        "≈": "~",
        "→": "->",
        "✓": "+",
        "✗": "x",
        "ß": "ss",
    }
)

_ONE_CELL = str.maketrans(dict.fromkeys("…–—·“”’‘█░✓◐✗‼×", "x"))
_CHARACTERS_A_CELL = 8  # far more than any script puts upon one another
COLORS = ColorSystem.STANDARD  # the terminal's own sixteen, which suit its background

Piece = str | tuple[str, str]  # text, or text and its style


@dataclass(frozen=True, slots=True)
class Look:
    """How a page may look. ``width``: the terminal's, in cells; ``unicode``: False for ASCII only."""

    width: int
    color: bool = False
    unicode: bool = True

    @property
    def columns(self) -> int:
        """The cells that are really used."""
        return min(max(self.width, MIN_WIDTH), MAX_WIDTH)

    def glyph(self, name: str) -> str:
        return GLYPHS[name][0 if self.unicode else 1]

    def text(self, raw: str) -> str:
        """Foreign text made harmless: one line, nothing that steers a terminal, encodable."""
        shown = printable(raw)
        if self.unicode or shown.isascii():
            return shown
        shown = unicodedata.normalize("NFKD", shown.translate(_ASCII))
        shown = "".join(character for character in shown if not unicodedata.combining(character))
        return " ".join(shown.encode("ascii", "replace").decode("ascii").split())

    def trim(self, raw: str, cells: int) -> str:
        """Text cut to so many cells, between words where that is possible, with an ellipsis."""
        text = self.text(raw)
        if (len(text) if _narrow(text) else cell_len(text)) <= cells:
            return text
        ellipsis = self.glyph("ellipsis")
        if _narrow(text):
            text = text[: max(0, cells - cell_len(ellipsis))]
        text = text[: _CHARACTERS_A_CELL * max(0, cells)]  # a word of a megabyte would be cut for minutes
        while text and cell_len(text) + cell_len(ellipsis) > cells:
            text = text[:-1]
        words = text.rsplit(" ", 1)[0]
        return (words if 2 * cell_len(words) > cells else text).rstrip(" ,;:.") + ellipsis

    def quote(self, raw: str, cells: int | None = None) -> str:
        """Words of the candidate in quotation marks, cut to ``cells`` where given."""
        marks = self.glyph("open quote"), self.glyph("close quote")
        return (self.text(raw) if cells is None else self.trim(raw, cells - 2)).join(marks)

    def bar(self, share: float, cells: int) -> str:
        """``share`` 0 to 1 of a bar; only nothing looks empty and only all looks full."""
        filled = round(share * cells)
        if 0 < share < 1:
            filled = min(max(filled, 1), cells - 1)
        return self.glyph("full") * filled + self.glyph("empty") * (cells - filled)


def can_show(encoding: str | None) -> bool:
    """Whether a stream of that encoding can show the marks; else the look is ASCII."""
    try:
        "".join(mark for mark, _ in GLYPHS.values()).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def clock(seconds: float) -> str:
    """m:ss, as on a recorder."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def points(value: float) -> str:
    """One decimal, and none where it would be a zero."""
    return f"{value:.1f}".removesuffix(".0")


def score_style(share: float) -> str:
    return "green" if share >= 0.75 else "yellow" if share >= 0.4 else "red"


class Page:
    """Lines under one another, each at most ``look.columns`` cells wide."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._console = Console(
            file=StringIO(),
            width=look.columns,
            color_system="standard" if look.color else None,
            force_terminal=look.color,
            no_color=not look.color,
            legacy_windows=False,
        )
        self._lines: list[Text | list[tuple[str, str]]] = []  # a short line stays in its pieces

    def blank(self) -> None:
        self._lines.append([])

    def heading(self, title: str, note: str = "") -> None:
        """A section's title, and in the same line what it comes to."""
        self.blank()
        self.item((title.upper(), "bold"), (f"  {note}" if note else "", ""))

    def item(self, *pieces: Piece, label: Piece = "", indent: int = 0) -> None:
        """A paragraph. ``label`` stands before its first line, and the others below its first word."""
        whole = [(" " * indent, ""), _pair(label), *map(_pair, pieces)]
        text = "".join(piece for piece, _ in whole)
        if len(text) <= self.look.columns and _narrow(text):
            self._lines.append(_rstripped(whole))  # a list of thousands of questions is made of these
            return
        front = Text(" " * indent).append(*_pair(label))
        body = Text()
        for piece in pieces:
            body.append(*_pair(piece))
        lines = body.wrap(self._console, max(1, self.look.columns - front.cell_len), overflow="fold") or [
            Text()
        ]
        for number, line in enumerate(lines):
            line.rstrip()
            self._lines.append((front if number == 0 else Text(" " * front.cell_len)) + line)

    def room(self, indent: int) -> int:
        """The cells that are left in a line after so many."""
        return self.look.columns - indent

    def render(self) -> str:
        """The page as one string that ends in a newline, with ANSI colours where the look has them."""
        return "".join(self._rendered(line) + "\n" for line in self._lines)

    def _rendered(self, line: Text | list[tuple[str, str]]) -> str:
        if not self.look.color:
            text = line.plain if isinstance(line, Text) else "".join(piece for piece, _ in line)
            return text.rstrip()
        if isinstance(line, Text):
            with self._console.capture() as capture:
                self._console.print(line, soft_wrap=True, highlight=False, markup=False, emoji=False, end="")
            return capture.get()
        return "".join(Style.parse(style).render(text, color_system=COLORS) for text, style in line)


def _pair(piece: Piece) -> tuple[str, str]:
    return (piece, "") if isinstance(piece, str) else piece


def _narrow(text: str) -> bool:
    """Whether every character is printed in one cell; False also where that isn't plain to see."""
    text = text.translate(_ONE_CELL)
    return text.isascii() and text.isprintable()


def _rstripped(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pieces of a line without the spaces at its end, and without empty ones."""
    while pieces and not pieces[-1][0].rstrip():
        pieces = pieces[:-1]
    if pieces:
        text, style = pieces[-1]
        pieces = [*pieces[:-1], (text.rstrip(), style)]
    return [piece for piece in pieces if piece[0]]
