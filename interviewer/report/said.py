"""What was said, with times in the margin; and with what is worth looking at in it marked."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.report.highlights import KINDS, LETTERS, Highlight, Kind
from interviewer.report.layout import Look, Page, Piece, clock
from interviewer.report.runs import Line, cut
from interviewer.transcript import Transcript

STYLES: dict[Kind, str] = {
    "jump": "bold red",
    "wrong": "red",
    "avoid": "magenta",
    "question": "cyan",
    "point": "green",
    "partial": "yellow",
    "step": "blue",
    "habit": "green",
}


def render_transcript(
    transcript: Transcript, *, width: int, color: bool = False, unicode: bool = True
) -> str:
    """What was said: a line for about ten seconds with its time, or a paragraph a turn without times."""
    page = Page(Look(width, color, unicode))
    _turns(page, transcript, ())
    return page.render()


def render_marked(
    transcript: Transcript,
    highlights: Sequence[Highlight],
    look: Look,
    *,
    detail: bool = False,
    play: str = "",
) -> str:
    """The transcript with each highlight as ``[2QK its words]``: its number and its letters.

    A legend and the list of highlights follow; ``play`` says there how to hear one. ``detail`` shows
    what was found in full.
    """
    page = Page(look)
    _turns(page, transcript, highlights)
    if highlights:
        page.blank()
        _legend(page, highlights)
        page.heading("Highlights", play)
        for highlight in highlights:
            _highlight(page, highlight, detail=detail)
    return page.render()


def _legend(page: Page, highlights: Sequence[Highlight]) -> None:
    there = {finding.kind for highlight in highlights for finding in highlight.findings}
    pieces: list[Piece] = []
    for kind in KINDS:
        if kind in there:
            pieces += [", " * bool(pieces), (LETTERS[kind], f"bold {STYLES[kind]}"), f" {KINDS[kind]}"]
    page.item(*pieces, label=("Marks: ", "dim"))


def _highlight(page: Page, highlight: Highlight, *, detail: bool) -> None:
    """Number, time, letters, and what was found; one line of it, or with ``detail`` a line a finding."""
    time = "" if highlight.start_s is None else f"{clock(highlight.start_s):>5}  "
    label = f"{highlight.number:>4}  {time}{highlight.letters:<5}"
    found = list(dict.fromkeys((finding.kind, finding.what) for finding in highlight.findings))
    if not detail:
        text = "; ".join(what for _, what in found)
        page.item(page.look.trim(text, page.room(len(label))), label=(label, STYLES[highlight.kind]))
        return
    for number, (kind, what) in enumerate(found):
        front = label if number == 0 else " " * len(label)
        page.item((f"{KINDS[kind]}: ", STYLES[kind]), page.look.text(what), label=(front, STYLES[kind]))


def _turns(page: Page, transcript: Transcript, highlights: Sequence[Highlight]) -> None:
    look = page.look
    if not any(look.text(turn.text) for turn in transcript.turns):
        page.item("No words were heard." if transcript.duration_s is not None else "No words.")
        return
    named = len({turn.speaker for turn in transcript.turns}) > 1
    for number, turn in enumerate(cut(transcript, highlights)):
        if named:
            if number:
                page.blank()
            page.item((f"{turn.speaker}:", "cyan" if turn.speaker == "interviewer" else "bold"))
        for line in turn.lines:
            time = "" if line.start_s is None else f"{clock(line.start_s):>5}  "
            page.item(*_pieces(look, line), label=(time, "dim"))


def _pieces(look: Look, line: Line) -> list[Piece]:
    """A line in pieces: plain ones, and the highlights in their brackets."""
    pieces: list[tuple[str, str]] = []
    for run in line.runs:
        text = _spaced(look, run.text)
        if run.highlight is None:
            pieces.append((text, ""))
            continue
        style = STYLES[run.highlight.kind]
        if run.opens:
            pieces.append((f"[{run.highlight.number}{run.highlight.letters} ", f"bold {style}"))
        pieces.append((text, style))
        if run.closes:
            pieces.append(("]", f"bold {style}"))
    if pieces:  # a line neither begins nor ends with a blank
        pieces[0] = pieces[0][0].lstrip(), pieces[0][1]
        pieces[-1] = pieces[-1][0].rstrip(), pieces[-1][1]
    return list(pieces)


def _spaced(look: Look, raw: str) -> str:
    """Harmless text that keeps one blank at either end, where pieces of one line meet."""
    text = look.text(raw)
    if not text:
        return " " if raw else ""
    return " " * raw[0].isspace() + text + " " * raw[-1].isspace()
