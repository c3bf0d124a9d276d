"""The picture of an answer in time: who spoke when, pauses, pace, and where highlights lie. Pure.

Across, everything is in percent of the recording, so that the picture fits any width without
stretching its letters; down, in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.report.highlights import Highlight, Kind
from interviewer.report.layout import clock
from interviewer.report.told import Told
from interviewer.report.usual import Usual
from interviewer.scoring.scorecard import Pause
from interviewer.scoring.speaking import PACE_STEP_S, PacePoint
from interviewer.transcript import Span

PACE_PX = 56.0  # height of the pace curve
PACE_RANGE_WPM = (80.0, 240.0)  # always the same scale: two answers can be compared by eye
ROWS = 3  # of markers: one that would cover its neighbour goes a row down
NEAR_PERCENT = 8.0  # markers closer than this cover one another on a narrow screen
TICKS = 6  # at most so many times below


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of time: ``x`` and ``width`` in percent, seconds to play, and what it is."""

    x: float
    width: float
    start_s: float
    end_s: float
    title: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A highlight's place: ``row`` 0 is the uppermost."""

    x: float
    row: int
    label: str
    kind: Kind
    start_s: float
    end_s: float
    title: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of the pace curve; x in percent, y in pixels from its upper edge."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """``speech``: the candidate's voice; ``lines``: what the interviewer said; ``ticks``: percent, label.

    ``usual``: the pace that is usual for the speaker, upper edge and height in pixels.
    """

    duration_s: float
    speech: tuple[Block, ...]
    lines: tuple[Block, ...]
    pauses: tuple[Block, ...]
    markers: tuple[Marker, ...]
    pace: tuple[Stroke, ...]
    usual: tuple[float, float] | None
    ticks: tuple[tuple[float, str], ...]

    @property
    def rows(self) -> int:
        """Rows of markers."""
        return max((marker.row + 1 for marker in self.markers), default=0)


def draw_timeline(told: Told, measures: Sequence[str]) -> Timeline | None:
    """The picture; None where nothing has a time. Pauses and pace are drawn if they are in ``measures``."""
    transcript, speaking = told.transcript, told.speaking
    duration_s = transcript.duration_s
    if not duration_s or not speaking.speech:
        return None
    scale = _Scale(duration_s)
    lines = [
        (turn.start_s, turn.end_s, turn.text)
        for turn in transcript.turns
        if turn.speaker == "interviewer" and turn.start_s is not None and turn.end_s is not None
    ]
    return Timeline(
        duration_s=duration_s,
        speech=tuple(scale.block(span, "you speak") for span in speaking.speech),
        lines=tuple(scale.block((start_s, end_s), f"Interviewer: {text}") for start_s, end_s, text in lines),
        pauses=_pauses(scale, speaking.pauses if "pauses" in measures else ()),
        markers=_markers(scale, told.highlights),
        pace=_pace(scale, speaking.pace if "pace" in measures else ()),
        usual=_band(told.usually.get("pace")) if "pace" in measures else None,
        ticks=_ticks(scale),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    duration_s: float

    def x(self, at_s: float) -> float:
        return round(100 * min(1.0, max(0.0, at_s / self.duration_s)), 3)

    def block(self, span: Span, title: str) -> Block:
        start_s, end_s = span
        x = self.x(start_s)
        return Block(x, round(self.x(end_s) - x, 3), start_s, end_s, title)


def _pauses(scale: _Scale, pauses: Sequence[Pause]) -> tuple[Block, ...]:
    return tuple(
        scale.block((pause.start_s, pause.end_s), f"{pause.end_s - pause.start_s:.1f} s") for pause in pauses
    )


def _markers(scale: _Scale, highlights: Sequence[Highlight]) -> tuple[Marker, ...]:
    last = [-NEAR_PERCENT * 2] * ROWS  # where the last marker of each row stands
    markers = []
    for highlight in highlights:
        if highlight.start_s is None or highlight.end_s is None:
            continue
        x = scale.x(highlight.start_s)
        row = next((row for row in range(ROWS) if x - last[row] >= NEAR_PERCENT), last.index(min(last)))
        last[row] = x
        what = "; ".join(dict.fromkeys(finding.what for finding in highlight.findings))
        label = f"{highlight.number}{highlight.letters[0]}"
        title = f"{clock(highlight.start_s)} {what}"
        markers.append(Marker(x, row, label, highlight.kind, highlight.start_s, highlight.end_s, title))
    return tuple(markers)


def _pace(scale: _Scale, points: Sequence[PacePoint]) -> tuple[Stroke, ...]:
    return tuple(
        Stroke(scale.x(a.at_s), _pace_y(a.wpm), scale.x(b.at_s), _pace_y(b.wpm))
        for a, b in pairwise(points)
        if b.at_s - a.at_s <= PACE_STEP_S + 0.1  # not over the interviewer's turn
    )


def _pace_y(wpm: float) -> float:
    low, high = PACE_RANGE_WPM
    return round(PACE_PX * (1 - (min(high, max(low, wpm)) - low) / (high - low)), 1)


def _band(usually: Usual | None) -> tuple[float, float] | None:
    if usually is None:
        return None
    top = _pace_y(usually.highest)
    return top, round(max(1.0, _pace_y(usually.lowest) - top), 1)


def _ticks(scale: _Scale) -> tuple[tuple[float, str], ...]:
    step_s = next(
        (step_s for step_s in (5, 10, 15, 30, 60, 120, 300, 600) if scale.duration_s / step_s <= TICKS), 1800
    )
    count = int(scale.duration_s / step_s) + 1
    return tuple((scale.x(at * step_s), clock(at * step_s)) for at in range(count))
