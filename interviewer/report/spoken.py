"""How an answer was spoken: figures with their places, beside what is usual for the speaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewer.report.layout import Look, Page, Piece, clock, points
from interviewer.report.usual import RATES, Usual, rates
from interviewer.scoring.delivery import LONG_PAUSE_S
from interviewer.scoring.scorecard import Evidence
from interviewer.scoring.speaking import PACE_WINDOW_S, PacePoint, Speaking

PLACES = 6  # places named on a terminal; the rest is counted
CURVE_CELLS = 24
LEVELS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class SpokenPlace:
    """Where in the sound: ``text`` is a quote or the length of a pause."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class SpokenFact:
    """One measure: its name, its value in words, its places, and how it compares with what is usual."""

    name: str
    value: str
    places: tuple[SpokenPlace, ...] = ()
    beside: str = ""


def spoken_facts(
    speaking: Speaking, usually: Mapping[str, Usual], measures: Sequence[str]
) -> tuple[SpokenFact, ...]:
    """What can be told of ``measures``, in their order; nothing of a typed answer."""
    if speaking.spoken_s is None:
        return ()
    now = rates(speaking)
    found = []
    for name in measures:
        value, places = _fact(name, speaking)
        if value:
            found.append(SpokenFact(name, value, places, _beside(name, usually.get(name), now.get(name))))
    return tuple(found)


def render_speaking(speaking: Speaking, facts: Sequence[SpokenFact], look: Look) -> str:
    """The section "how you spoke", a line a fact; empty without facts."""
    page = Page(look)
    if not facts:
        return ""
    by = "by the voice in the recording" if speaking.by_voice else "by word times"
    page.heading("How you spoke", f"for information, {by}")
    for fact in facts:
        line: list[Piece] = [fact.value]
        if fact.name == "pace":
            line += _curve(page.look, speaking.pace)
        if fact.places:
            line.append(f": {_listed(page.look, fact.places)}")
        if fact.beside:
            line.append((f"  ({fact.beside})", "dim"))
        page.item(*line, label=(f"{fact.name:<9}", "bold"), indent=2)
    return page.render()


def _fact(name: str, speaking: Speaking) -> tuple[str, tuple[SpokenPlace, ...]]:
    match name:
        case "pace" if speaking.wpm is not None:
            return f"{speaking.wpm:.0f} words a minute", ()
        case "pauses":
            return _pauses(speaking)
        case "talking" if speaking.talk_share is not None and speaking.by_voice:
            return f"{speaking.talk_share:.0%} of your time", ()
        case "fillers":
            return _counted(speaking.fillers, "none heard")  # Whisper leaves many out
        case "repeats":
            return _counted(speaking.repeated, "none")
        case "hedges":
            return _counted(speaking.hedges, "none")
    return "", ()


def _pauses(speaking: Speaking) -> tuple[str, tuple[SpokenPlace, ...]]:
    long = f"{LONG_PAUSE_S:.0f} s or more"
    if not speaking.pauses:
        return f"none of {long}", ()
    places = [
        SpokenPlace(f"{pause.end_s - pause.start_s:.1f} s", pause.start_s, pause.end_s)
        for pause in speaking.pauses
    ]
    return f"{len(places)} of {long}", tuple(places)


def _counted(found: Sequence[Evidence], none: str) -> tuple[str, tuple[SpokenPlace, ...]]:
    places = tuple(
        SpokenPlace(one.quote, one.start_s, one.end_s)
        for one in found
        if one.start_s is not None and one.end_s is not None
    )
    return (str(len(found)) if found else none), places


def _listed(look: Look, places: Sequence[SpokenPlace]) -> str:
    """The first places: '0:04 "um", 0:31 "er" and 2 more'."""
    told = ", ".join(f"{clock(place.start_s)} {look.quote(place.text, 24)}" for place in places[:PLACES])
    rest = f" and {len(places) - PLACES} more" if len(places) > PLACES else ""
    return told + rest


def _curve(look: Look, pace: Sequence[PacePoint]) -> list[Piece]:
    """The pace over the answer as a line of blocks, from the slowest to the fastest stretch."""
    if len(pace) < 3:
        return []
    values = [point.wpm for point in pace]
    low, high = min(values), max(values)
    bounds = f"{low:.0f} to {high:.0f} over {PACE_WINDOW_S:.0f} s"
    if not look.unicode:
        return [f", {bounds}"]
    step = max(1.0, len(values) / CURVE_CELLS)
    picked = [values[int(at * step)] for at in range(int(len(values) / step))]
    blocks = "".join(LEVELS[round((value - low) / max(1.0, high - low) * 7)] for value in picked)
    return ["  ", (blocks, "cyan"), f"  {bounds}"]


def _beside(name: str, usually: Usual | None, now: float | None) -> str:
    """How it compares with earlier answers; nothing where there are too few."""
    if usually is None or now is None:
        return ""
    low, high = _figure(usually.lowest), _figure(usually.highest)
    spread = low if low == high else f"{low} to {high}"
    where = "more than" if now > usually.highest else "less than" if now < usually.lowest else "within"
    return f"{where} your usual: {spread} {RATES[name]} in {usually.count} earlier answers"


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 20 else points(value)
