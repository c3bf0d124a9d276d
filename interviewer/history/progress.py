"""How practice goes: marks, steps, habits and delivery over time, and what costs most. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from interviewer.history.attempt import Answer, Listed
from interviewer.history.courses import Change, Course, Kind, Value, course, paired
from interviewer.history.measures import Measures
from interviewer.history.weakness import Weakness, weakest

if TYPE_CHECKING:
    from interviewer.bank.models import Question
    from interviewer.history.schedule import Choice

Row = tuple[Listed, Measures]
DETAILED = 500  # answers of which steps, habits and delivery are told: older ones say little about today
UNKNOWN = "unknown"  # a section or level of a question that is in no pack any more


@dataclass(frozen=True, slots=True)
class Practice:
    """How much was done. ``streak_days``: days in a row with an answer, up to today or yesterday."""

    answers: int
    questions: int
    minutes: float
    first: str
    last: str
    streak_days: int
    today: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that is shown. ``again``: the same questions, first try against last.

    What follows ``detailed`` is of that many answers, the last ones. The courses of ``steps`` are named
    "PROBLEM P", those of ``habits`` by the habit; their rates are shares of answers in which the step was
    walked, or the habit was as it should be.
    """

    practice: Practice
    marks: Course
    again: Change | None
    sections: tuple[Course, ...]
    levels: tuple[Course, ...]
    detailed: int
    steps: tuple[Course, ...]
    habits: tuple[Course, ...]
    jumps: Course
    clarifying: Course
    pace: Course
    fillers: Course
    weakest: tuple[Weakness, ...]


def progress(
    answers: Sequence[Answer],
    detailed: Sequence[Row],
    questions: Mapping[str, Question],
    order: Sequence[Choice],
    now: datetime,
) -> Progress:
    """What the attempts say. ``answers``: all, ``detailed``: the last ones, both in the order of time.

    ``questions``: the bank's by slug; ``order``: what to practise next; ``now`` is aware, and its time
    zone decides what a day is.
    """
    open_to_jump = [listed for listed, measures in detailed if measures.jump_applies]
    spoken = [(listed, measures) for listed, measures in detailed if measures.wpm is not None]
    return Progress(
        practice=_practice(answers, now),
        marks=course("mark", [(answer.started_at, answer.total) for answer in answers]),
        again=paired(_first_and_last(answers)),
        sections=_by(answers, [_section(answer, questions) for answer in answers]),
        levels=_by(answers, [_level(answer, questions) for answer in answers]),
        detailed=len(detailed),
        steps=_steps(detailed),
        habits=_habits(detailed),
        jumps=course("jump", [(row.started_at, float(row.jumped)) for row in open_to_jump], "rate"),
        clarifying=course("clarifying", [(row.started_at, found.clarifying) for row, found in detailed]),
        pace=course("pace", [(row.started_at, found.wpm or 0.0) for row, found in spoken]),
        fillers=course("fillers", _filler_rates(spoken)),
        weakest=weakest(detailed, questions, order),
    )


def _practice(answers: Sequence[Answer], now: datetime) -> Practice:
    days = (_day(answer.started_at, now) for answer in reversed(answers))
    streak_days, today = streak(days, now.date())
    return Practice(
        answers=len(answers),
        questions=len({answer.question for answer in answers}),
        minutes=sum(answer.duration_s or 0.0 for answer in answers) / 60,
        first=_day(answers[0].started_at, now).isoformat() if answers else "",
        last=_day(answers[-1].started_at, now).isoformat() if answers else "",
        streak_days=streak_days,
        today=today,
    )


def streak(days: Iterable[date], today: date) -> tuple[int, bool]:
    """Days in a row up to today, or to yesterday where today is still to come; and whether today counts.

    ``days``: those with an answer, the last first, any number of times; read no further than needed.
    """
    count, last = 0, today + timedelta(days=1)
    practised_today = False
    for day in days:
        if day >= last:
            continue
        if (last - day).days > (2 if count == 0 else 1):
            break
        practised_today = practised_today or day == today
        count, last = count + 1, day
    return count, practised_today


def _day(started_at: str, now: datetime) -> date:
    return datetime.fromisoformat(started_at).astimezone(now.tzinfo).date()


def _first_and_last(answers: Sequence[Answer]) -> list[tuple[float, float]]:
    """Mark of the first and of the last try at each question that was tried more than once."""
    totals: dict[str, list[float]] = {}
    for answer in answers:
        totals.setdefault(answer.question, []).append(answer.total)
    return [(tries[0], tries[-1]) for tries in totals.values() if len(tries) > 1]


def _section(answer: Answer, questions: Mapping[str, Question]) -> str:
    if answer.section is not None:
        return answer.section
    return questions[answer.question].section if answer.question in questions else UNKNOWN


def _level(answer: Answer, questions: Mapping[str, Question]) -> str:
    if answer.level is not None:
        return answer.level
    return questions[answer.question].level if answer.question in questions else UNKNOWN


def _by(answers: Sequence[Answer], names: Sequence[str]) -> tuple[Course, ...]:
    """A course of marks for each name."""
    values: dict[str, list[Value]] = {}
    for answer, name in zip(answers, names, strict=True):
        values.setdefault(name, []).append((answer.started_at, answer.total))
    return _courses(values, "mean")


def _steps(rows: Sequence[Row]) -> tuple[Course, ...]:
    """How often each step was walked where the question called for it."""
    values: dict[str, list[Value]] = {}
    for listed, measures in rows:
        for step in measures.expected:
            walked = float(step in measures.present)
            values.setdefault(f"{measures.framework} {step}", []).append((listed.started_at, walked))
    return _courses(values, "rate")


def _habits(rows: Sequence[Row]) -> tuple[Course, ...]:
    values: dict[str, list[Value]] = {}
    for listed, measures in rows:
        for habit in measures.good_habits:
            values.setdefault(habit, []).append((listed.started_at, 1.0))
        for habit in measures.bad_habits:
            values.setdefault(habit, []).append((listed.started_at, 0.0))
    return _courses(values, "rate")


def _filler_rates(rows: Sequence[Row]) -> list[Value]:
    """Fillers a minute of each spoken answer."""
    return [
        (listed.started_at, (found.fillers or 0) * found.wpm / found.words)
        for listed, found in rows
        if found.wpm is not None and found.words
    ]


def _courses(values: Mapping[str, Sequence[Value]], kind: Kind) -> tuple[Course, ...]:
    return tuple(course(name, found, kind) for name, found in values.items())
