"""Progress as a page: what its template shows, worked out beforehand. Pure.

Across, charts are in percent of their width, so that they fit any; down, in pixels. Single values are
points and are never joined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from interviewer.history.courses import CHANGE_FROM, Course, Point, blocks
from interviewer.history.progress import Progress
from interviewer.history.weakness import LATELY
from interviewer.report import progress_words as words
from interviewer.report.html import render_template
from interviewer.report.layout import points

CHART_PX, SMALL_PX = 220.0, 44.0  # heights
EDGE_PERCENT = 1.5  # room for the first and the last point
TICKS = 4  # dates below the large chart


@dataclass(frozen=True, slots=True)
class Dot:
    """A point at ``x`` percent and ``y`` px; its spread from ``high`` to ``low`` px, equal where unknown."""

    x: float
    y: float
    high: float
    low: float
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``ticks``: percent and date. ``height``: px for the range of values."""

    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: ``value`` as text, ``share`` of a bar (None: no bar), and its course in time."""

    name: str
    value: str
    share: float | None
    note: str
    chart: Chart | None


def render_progress_page(progress: Progress, names: Mapping[str, str], due: str) -> str:
    """One HTML file. ``names``: of steps, by the name of their course; ``due``: what is due, in words."""
    marks, any_answer = progress.marks, progress.practice.answers > 0
    return render_template(
        "progress.html",
        title="Progress",
        progress=progress,
        span=words.span(progress.practice) if any_answer else [],
        streak=words.streak(progress.practice),
        mean=marks.mean,
        spread=words.spread(marks),
        trend=_trend(marks),
        again=_again(progress),
        chart=chart(marks.points, CHART_PX, 100.0) if len(marks.points) > 1 else None,
        levels=[25, 50, 75],
        tables=_tables(progress, names),
        weakest=[(words.described(weak, names), weak) for weak in progress.weakest],
        lately=words.count(min(LATELY, marks.count), "answer"),
        due=due,
    )


def chart(values: Sequence[Point], height: float, top: float) -> Chart:
    """Points over time. ``top``: the value of the upper edge; zero is the lower one.

    Points of one day stand side by side where there is no other day.
    """
    days = [float(date.fromisoformat(point.at[:10]).toordinal()) for point in values]
    first, last = min(days), max(days)
    ticks = _ticks(int(first), int(last))
    if first == last:
        days = [float(place) for place in range(len(days))]
        first, last = 0.0, max(1.0, days[-1])
    room = 100 - 2 * EDGE_PERCENT
    dots = [
        _dot(point, EDGE_PERCENT + room * (at - first) / (last - first), height, top)
        for at, point in zip(days, values, strict=True)
    ]
    return Chart(tuple(dots), ticks, height)


def _dot(point: Point, x: float, height: float, top: float) -> Dot:
    def y(value: float) -> float:
        return round(height * (1 - min(top, max(0.0, value)) / top), 1)

    wide = point.spread or 0.0
    shown = f"{point.value:.0%}" if top == 1 else points(round(point.value, 1))
    title = f"{words.day(point.at)}: {shown}" + (f", {point.count} answers" if point.count > 1 else "")
    return Dot(round(x, 2), y(point.value), y(point.value + wide), y(point.value - wide), title)


def _ticks(first: int, last: int) -> tuple[tuple[float, str], ...]:
    """Dates at even distances, the first and the last among them."""
    if first == last:
        return ((EDGE_PERCENT, words.day(date.fromordinal(first).isoformat())),)
    steps = min(TICKS, last - first)
    places = [step / steps for step in range(steps + 1)]
    room = 100 - 2 * EDGE_PERCENT
    return tuple(
        (
            round(EDGE_PERCENT + room * at, 2),
            words.day(date.fromordinal(round(first + at * (last - first))).isoformat()),
        )
        for at in places
    )


def _trend(marks: Course) -> str:
    if marks.change is not None:
        return words.changed(marks.change, f"The last {marks.change.count} answers")
    return f"No trend yet: that takes {CHANGE_FROM} answers."


def _again(progress: Progress) -> str:
    again = progress.again
    if again is None:
        return ""
    answered = words.count(again.count, "question")
    return f"{answered} answered more than once, first try to last: {words.moved(again)}."


def _tables(progress: Progress, names: Mapping[str, str]) -> list[tuple[str, str, list[Line]]]:
    """Title, note and lines of each table; empty ones are left out."""
    walked = sorted(progress.steps, key=lambda course: _place(course.name, names))
    tables = [
        ("By section", "mean mark", [_mark_line(course) for course in _worst_first(progress.sections)]),
        ("By level", "mean mark", [_mark_line(course) for course in _worst_first(progress.levels)]),
    ]
    for framework in dict.fromkeys(course.name.split()[0] for course in walked):
        steps = [course for course in walked if course.name.split()[0] == framework]
        lines = [_rate_line(course, names.get(course.name, course.name)) for course in steps]
        tables.append((framework, "share of answers that walked an expected step", lines))
    habits = [_rate_line(course, words.habit(course.name)) for course in progress.habits]
    tables.append(("Habits", "share of answers in which they were in place", habits))
    tables.append(("In the interview", "", _interview(progress)))
    return [table for table in tables if table[2]]


def _worst_first(courses: Sequence[Course]) -> list[Course]:
    return sorted(courses, key=lambda course: course.mean or 0.0)


def _place(name: str, names: Mapping[str, str]) -> int:
    return list(names).index(name) if name in names else len(names)


def _mark_line(course: Course) -> Line:
    mean = course.mean or 0.0
    note = ", ".join(filter(None, [words.count(course.count, "answer"), words.lately(course)]))
    small = chart(course.points, SMALL_PX, 100.0) if len(course.points) > 1 else None
    return Line(course.name, f"{mean:.0f} {words.spread(course)}".strip(), mean / 100, note, small)


def _rate_line(course: Course, name: str) -> Line:
    share = course.mean or 0.0
    hits = f"{round(share * course.count)} of {course.count}"
    shares = blocks(course.points)
    small = chart(shares, SMALL_PX, 1.0) if len(shares) > 1 else None
    return Line(name, hits, share, words.lately(course), small)


def _interview(progress: Progress) -> list[Line]:
    """Jumps, clarifying questions, pace and fillers, those of which anything is known."""
    lines = []
    if progress.jumps.mean is not None:
        jumps = _rate_line(progress.jumps, "Jumped to a method")
        lines.append(Line(jumps.name, jumps.value, None, jumps.note, jumps.chart))
    for course, name, unit in (
        (progress.clarifying, "Clarifying questions", "an answer"),
        (progress.pace, "Pace", "words a minute"),
        (progress.fillers, "Fillers", "a minute"),
    ):
        if course.mean is not None:
            top = max(1.0, max(point.value for point in course.points) * 1.1)
            small = chart(course.points, SMALL_PX, top) if len(course.points) > 1 else None
            mean = f"{course.mean:.0f}" if course.mean >= 20 else points(round(course.mean, 1))
            value = f"{mean} {words.spread(course)} {unit}".replace("  ", " ")
            lines.append(Line(name, value, None, words.lately(course), small))
    return lines
