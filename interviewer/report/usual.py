"""How somebody usually speaks: his own earlier answers are the measure, not a norm. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from interviewer.scoring.speaking import Speaking

EARLIER = 10  # answers looked back on: what was usual a year ago is not any more
LEAST = 3  # earlier answers from which on something can be called usual
LEAST_WORDS = 40  # a shorter answer says nothing about rates
# What can be measured, by the names that the setting "delivery" takes.
RATES: Mapping[str, str] = {
    "pace": "words a minute",
    "pauses": "long pauses a minute",
    "talking": "% of the time",
    "fillers": "in 100 words",
    "repeats": "in 100 words",
    "hedges": "in 100 words",
}


@dataclass(frozen=True, slots=True)
class Usual:
    """The middle one of ``count`` earlier answers, and the lowest and the highest."""

    middle: float
    lowest: float
    highest: float
    count: int


def rates(speaking: Speaking) -> dict[str, float]:
    """Figures that answers of different length share, in the units of RATES; spoken answers only."""
    if speaking.spoken_s is None or speaking.words < LEAST_WORDS:
        return {}
    found = {
        "pauses": len(speaking.pauses) / speaking.spoken_s * 60,
        "fillers": len(speaking.fillers) / speaking.words * 100,
        "repeats": len(speaking.repeated) / speaking.words * 100,
        "hedges": len(speaking.hedges) / speaking.words * 100,
    }
    if speaking.wpm is not None:
        found["pace"] = speaking.wpm
    if speaking.talk_share is not None and speaking.by_voice:  # by word times it is nearly always all
        found["talking"] = speaking.talk_share * 100
    return found


def usual(earlier: Sequence[Speaking]) -> dict[str, Usual]:
    """What is usual, for every measure that at least LEAST of the earlier answers have."""
    every = [rates(speaking) for speaking in earlier[-EARLIER:]]
    found = {}
    for name in RATES:
        values = sorted(one[name] for one in every if name in one)
        if len(values) >= LEAST:
            found[name] = Usual(median(values), values[0], values[-1], len(values))
    return found
