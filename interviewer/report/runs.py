"""A transcript cut for showing: turns, lines of some seconds, runs under a highlight or none. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.report.highlights import Highlight
from interviewer.scoring.scorecard import Evidence
from interviewer.transcript import Speaker, Transcript, Turn, Word

LINE_S = 8.0  # a line holds at least so much speech, and goes on to the end of the sentence ...
LONGEST_LINE_S = 16.0  # ... but no further than this


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring characters of one word, or between words. ``tone``: how it was said.

    ``start_s`` is that of the word, None for what is not its beginning: it is spoken once.
    """

    text: str
    start_s: float | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Chunks under one highlight or under none. ``opens``, ``closes``: the highlight's first, last run."""

    chunks: tuple[Chunk, ...]
    highlight: Highlight | None = None
    opens: bool = False
    closes: bool = False

    @property
    def text(self) -> str:
        return "".join(chunk.text for chunk in self.chunks)


@dataclass(frozen=True, slots=True)
class Line:
    """``start_s`` is that of its first word, None where no times are known."""

    start_s: float | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class TurnLines:
    speaker: Speaker
    lines: tuple[Line, ...]


PlacedWord = tuple[int, int, Word]  # first character, the one after the last, the word
Tones = Mapping[str, Sequence[Evidence]]  # places in the candidate's text, by how they were said


def cut(
    transcript: Transcript, highlights: Sequence[Highlight] = (), tones: Tones | None = None
) -> tuple[TurnLines, ...]:
    """The turns in lines and runs. Every character of every turn is in exactly one chunk."""
    found = []
    base = 0  # of the turn in the candidate's text, in which highlights and tones count
    for turn in transcript.turns:
        own = turn.speaker == "candidate"
        place = _Place(
            turn.text, _placed(turn), base, highlights if own else (), (tones or {}) if own else {}
        )
        lines = tuple(Line(start_s, tuple(place.runs(start, end))) for start_s, start, end in _lines(turn))
        found.append(TurnLines(turn.speaker, lines))
        base += (len(turn.text) + 1) * own
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Place:
    """A turn and what is marked in it."""

    text: str
    words: Sequence[PlacedWord]
    base: int
    highlights: Sequence[Highlight]
    tones: Tones

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """Characters ``start`` to ``end`` of the turn, run by run."""
        at = start
        for highlight in self.highlights:
            first, last = highlight.start - self.base, highlight.end - self.base
            if last <= at or first >= end:
                continue
            if first > at:
                yield Run(tuple(self._chunks(at, first)))
            low, high = max(first, at), min(last, end)
            yield Run(tuple(self._chunks(low, high)), highlight, opens=first >= start, closes=last <= end)
            at = high
        if at < end:
            yield Run(tuple(self._chunks(at, end)))

    def _chunks(self, start: int, end: int) -> Iterator[Chunk]:
        placed = [(first, last, word) for first, last, word in self.words if first < end and last > start]
        marks = {start, end}
        for first, last, _ in placed:
            marks |= {first, last}
        for evidence in (one for group in self.tones.values() for one in group):
            marks |= {evidence.start - self.base, evidence.end - self.base}
        borders = sorted(mark for mark in marks if start <= mark <= end)
        for low, high in pairwise(borders):
            starts = [word.start_s for first, last, word in placed if first == low and high <= last]
            yield Chunk(self.text[low:high], starts[0] if starts else None, self._tone(low, high))

    def _tone(self, start: int, end: int) -> str:
        low, high = start + self.base, end + self.base
        for tone, places in self.tones.items():
            if any(place.start <= low and high <= place.end for place in places):
                return tone
        return ""


def _placed(turn: Turn) -> tuple[PlacedWord, ...]:
    """Where each word stands in the turn's text; one that was edited away stands nowhere."""
    found = []
    at = 0
    for word in turn.words:
        place = turn.text.find(word.text, at) if word.text else -1
        if place >= 0:
            at = place + len(word.text)
            found.append((place, at, word))
    return tuple(found)


def _lines(turn: Turn) -> Iterator[tuple[float | None, int, int]]:
    """The turn's text in lines: the time of the first word, start and end."""
    placed = _placed(turn)
    line_s = turn.words[0].start_s if turn.words else turn.start_s
    start = 0
    for place, _, word in placed:
        so_far_s = 0.0 if line_s is None else word.start_s - line_s
        ends = turn.text[max(start, place - 4) : place].rstrip().endswith((".", "?", "!"))
        if place > start and so_far_s >= (LINE_S if ends else LONGEST_LINE_S):
            yield line_s, start, place
            line_s, start = word.start_s, place
    yield line_s, start, len(turn.text)
