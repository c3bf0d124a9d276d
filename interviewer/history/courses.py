"""How a figure went over time, and whether it moved. Pure.

Little is said of few answers: no spread below `SPREAD_FROM`, no change below `CHANGE_FROM`, and a change
always with its margin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, sqrt
from operator import mul
from statistics import fmean
from typing import Literal

Kind = Literal["mean", "rate"]  # a rate's values are 0 and 1
Value = tuple[str, float]  # ISO date or time, value

SPREAD_FROM = 3  # values
CHANGE_FROM = 10  # values: five now against the five before
LATEST = 10  # values on each side of a change, at most
MOST_POINTS = 60  # on a chart; more are put together
BLOCK, BLOCKS = 5, 8  # answers in a share over time, at least; shares on a chart, at most
# Student's t for 95% by degrees of freedom: of one side's values less one, the cautious choice for two means.
T_95 = {4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}
Z_95 = 1.96


@dataclass(frozen=True, slots=True)
class Point:
    """A value, or the mean of ``count`` values that follow one another, with their spread where known."""

    at: str
    value: float
    spread: float | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """The mean of the last ``count`` values against that of as many before; ``margin`` for 95%.

    ``clear``: more than the margin, so that chance alone is an unlikely reason.
    """

    before: float
    now: float
    margin: float
    count: int
    clear: bool


@dataclass(frozen=True, slots=True)
class Course:
    """One figure over time. ``spread`` is the standard deviation; None: too few values to say."""

    name: str
    kind: Kind
    count: int
    mean: float | None
    spread: float | None
    change: Change | None
    points: tuple[Point, ...]


def course(name: str, values: Sequence[Value], kind: Kind = "mean") -> Course:
    """The course of values in the order of time."""
    numbers = [value for _, value in values]
    return Course(
        name=name,
        kind=kind,
        count=len(numbers),
        mean=fmean(numbers) if numbers else None,
        spread=stdev(numbers) if len(numbers) >= SPREAD_FROM and kind == "mean" else None,
        change=change(numbers, kind),
        points=_points(values),
    )


def change(numbers: Sequence[float], kind: Kind = "mean") -> Change | None:
    """The last values against those before, None below `CHANGE_FROM`.

    The margin is Welch's for means and that of Agresti and Caffo (2000) for rates, who add a success and a
    failure to each side, so that five out of five is no certainty.
    """
    if len(numbers) < CHANGE_FROM:
        return None
    count = min(LATEST, len(numbers) // 2)
    now, before = numbers[-count:], numbers[-2 * count : -count]
    variance = _rate_variance if kind == "rate" else _mean_variance
    factor = Z_95 if kind == "rate" else T_95[count - 1]
    return _change(before, now, factor * sqrt(variance(before) + variance(now)))


def paired(pairs: Sequence[tuple[float, float]]) -> Change | None:
    """First against last of the same thing: fewer pairs than five say nothing."""
    if len(pairs) < CHANGE_FROM // 2:
        return None
    gains = [last - first for first, last in pairs]
    factor = T_95.get(len(gains) - 1, Z_95 if len(gains) > 30 else T_95[9])
    return _change(
        [first for first, _ in pairs], [last for _, last in pairs], factor * stdev(gains) / sqrt(len(gains))
    )


def _change(before: Sequence[float], now: Sequence[float], margin: float) -> Change:
    means = fmean(before), fmean(now)
    return Change(*means, margin, len(now), clear=abs(means[1] - means[0]) > margin)


def stdev(numbers: Sequence[float]) -> float:
    """The sample standard deviation of two or more marks, rates or counts.

    Python's own takes exact fractions and far longer; values up to some thousands lose nothing in this way.
    """
    count, mean = len(numbers), fmean(numbers)
    return sqrt(max(0.0, fsum(map(mul, numbers, numbers)) - count * mean * mean) / (count - 1))


def _mean_variance(numbers: Sequence[float]) -> float:
    return stdev(numbers) ** 2 / len(numbers)


def _rate_variance(numbers: Sequence[float]) -> float:
    share = (sum(numbers) + 1) / (len(numbers) + 2)
    return share * (1 - share) / (len(numbers) + 2)


def _points(values: Sequence[Value]) -> tuple[Point, ...]:
    """Each value, or means of equally many where there are more than a chart can show."""
    if len(values) <= MOST_POINTS:
        return tuple(Point(at, value) for at, value in values)
    bounds = [round(place * len(values) / MOST_POINTS) for place in range(MOST_POINTS + 1)]
    return tuple(_together(values[start:end]) for start, end in pairwise(bounds) if end > start)


def _together(values: Sequence[Value]) -> Point:
    numbers = [value for _, value in values]
    spread = stdev(numbers) if len(numbers) >= SPREAD_FROM else None
    return Point(values[len(values) // 2][0], fmean(numbers), spread, len(numbers))


def blocks(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points of a rate as shares of equally many answers that follow one another.

    At least `BLOCK` answers each, at most `BLOCKS` of them; the spread is the margin for 95%, by Agresti
    and Coull (1998). Empty where there are too few for two.
    """
    answers = sum(point.count for point in points)
    number = min(BLOCKS, answers // BLOCK)
    if number < 2:
        return ()
    found: list[list[Point]] = [[] for _ in range(number)]
    seen = 0
    for point in points:
        found[min(number - 1, seen * number // answers)].append(point)
        seen += point.count
    return tuple(_share(block) for block in found if block)


def _share(block: Sequence[Point]) -> Point:
    count = sum(point.count for point in block)
    hits = sum(point.value * point.count for point in block)
    share = (hits + 2) / (count + 4)
    margin = Z_95 * sqrt(share * (1 - share) / (count + 4))
    return Point(block[len(block) // 2].at, hits / count, margin, count)
