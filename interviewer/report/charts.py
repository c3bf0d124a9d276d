"""Charts in the terminal. The only module that names plotext."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from interviewer.history.courses import Point
from interviewer.report.layout import Look

ROWS = 13  # lines, axis and dates included
TOP = 100.0  # a mark's highest
YEAR = 300  # days from which on dates are told with their year
LEAST = 3  # points; fewer are better told in words
# plotext's frame, for terminals that can't show it.
_ASCII = str.maketrans("─│┌┐└┘├┤┬┴┼", "-|++++||+++")


def marks_chart(points: Sequence[Point], look: Look, indent: int = 0) -> list[str]:
    """Marks as single points over time, never joined; means of several with their spread as a bar.

    Empty below `LEAST` points.
    """
    if len(points) < LEAST:
        return []
    import plotext

    days = [date.fromisoformat(point.at[:10]).toordinal() for point in points]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(look.columns - indent, ROWS)
    plotext.ylim(0, TOP)
    plotext.yticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100"])
    low, high = min(days), max(days)
    if low == high:  # all on one day: one after the other
        days = list(range(len(points)))
        plotext.xticks([0], [_day(low, years=False)])
    else:
        ticks = sorted({low, (low + high) // 2, high}) if high - low > 1 else [low, high]
        plotext.xticks(ticks, [_day(tick, years=high - low > YEAR) for tick in ticks])
    for day, point in zip(days, points, strict=True):
        if point.spread is not None:
            ends = [max(0.0, point.value - point.spread), min(TOP, point.value + point.spread)]
            plotext.plot([day, day], ends, marker="│" if look.unicode else "|")
    plotext.scatter(days, [point.value for point in points], marker="●" if look.unicode else "*")
    lines = Text.from_ansi(plotext.build()).plain.rstrip("\n").split("\n")
    return [" " * indent + (line if look.unicode else line.translate(_ASCII)).rstrip() for line in lines]


def _day(ordinal: int, *, years: bool) -> str:
    day = date.fromordinal(ordinal)
    return f"{day:%b %Y}" if years else f"{day.day} {day:%b}"
