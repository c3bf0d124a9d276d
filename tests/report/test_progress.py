"""Progress, what is due and the first screen, as pages of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from interviewer.history.attempt import Answer, Listed
from interviewer.history.courses import Point
from interviewer.history.measures import Measures
from interviewer.history.progress import Progress, progress
from interviewer.history.schedule import Choice, Standing
from interviewer.report.charts import marks_chart
from interviewer.report.due import due_line, render_due
from interviewer.report.home import render_home
from interviewer.report.layout import Look
from interviewer.report.progress import render_progress
from interviewer.report.progress_words import TO_AVOID
from interviewer.scoring.score import score
from tests.support.questions import small_question

Golden = Callable[[str, str], None]
START = datetime(2026, 1, 31, 18, 4, 5, tzinfo=UTC)
NOW = START + timedelta(days=40)
NAMES = {"PROBLEM P": "P Problem understanding", "PROBLEM L": "L Limitations"}
DUE = ["2 questions with their last marks: small 41, other 55.5"]


def sample(count: int) -> Progress:
    """``count`` answers, a day or two apart, slowly better; every third typed."""
    rows = []
    for place in range(count):
        better = place >= count // 2
        measures = Measures(
            words=150,
            wpm=None if place % 3 == 0 else 120.0 + place,
            fillers=None if place % 3 == 0 else 6 - place % 4,
            clarifying=1 + better,
            jump_applies=True,
            framework="PROBLEM",
            expected="PL",
            present="PL" if better else "P",
            good_habits=("jumping-to-complex", "simple-baseline") if better else ("simple-baseline",),
            bad_habits=() if better else ("jumping-to-complex",),
            lost={"content": 20.0 - place % 7, "framework": 0.0 if better else 8.0, "habits": 1.0},
        )
        listed = Listed(
            id=place + 1, question=f"question-{place % 4}", number=None, pack="tests",
            section=("algorithms/core", "mlops")[place % 2], level=("entry", "expert")[place % 2],
            type="howto", started_at=(START + timedelta(days=place * 1.6)).isoformat(), mode="coach",
            sound=None, duration_s=None if place % 3 == 0 else 75.0, total=40.0 + 2 * place + 7 * (place % 3),
            jumped=not better, judgement=1,
        )  # fmt: skip
        rows.append((listed, measures))
    answers = [Answer(*(getattr(listed, name) for name in Answer._fields)) for listed, _ in rows]
    return progress(answers, rows, {}, [], NOW)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("count", [1, 4, 24])
def test_progress(count: int, width: int, golden: Golden) -> None:
    golden(f"progress-{count}-{width}", render_progress(sample(count), NAMES, DUE, Look(width)))


def test_progress_in_ascii(golden: Golden) -> None:
    text = render_progress(sample(24), NAMES, DUE, Look(80, unicode=False))
    assert text.isascii()
    golden("progress-ascii-80", text)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("color", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, color: bool) -> None:
    from rich.text import Text

    lines = render_progress(sample(24), NAMES, DUE, Look(width, color)).splitlines()
    plain = [Text.from_ansi(line).plain for line in lines]
    assert max(map(len, plain)) <= width
    assert any(line != other for line, other in zip(lines, plain, strict=True)) is color


def test_no_line_is_drawn_through_points_and_none_through_two() -> None:
    few = [Point("2026-01-01", 20.0), Point("2026-01-09", 60.0)]
    assert marks_chart(few, Look(80)) == []
    drawn = "\n".join(marks_chart([*few, Point("2026-01-20", 90.0)], Look(80)))
    assert drawn.count("●") == 3
    assert "1 Jan" in drawn
    assert "20 Jan" in drawn


def test_means_stand_on_a_chart_with_their_spread() -> None:
    points = [Point(f"2025-{month:02d}-01", 50.0, 20.0, 10) for month in range(1, 13)]
    drawn = marks_chart(points, Look(80))
    assert sum("│" in line[6:-1] for line in drawn) > 2
    assert "Jan 2025" in drawn[-1]
    assert "\n".join(marks_chart(points, Look(80, unicode=False))).isascii()


def test_answers_of_one_day_stand_side_by_side() -> None:
    drawn = "\n".join(marks_chart([Point("2026-01-01", 50.0)] * 5, Look(80)))
    assert drawn.count("●") == 5


def test_the_habits_to_avoid_are_those_of_the_scorer() -> None:
    habits = score(small_question(), "What is the goal?").habits
    assert {habit.id for habit in habits if habit.kind == "avoid"} == TO_AVOID


def standing(slug: str, total: float, due_days: float) -> Standing:
    return Standing(slug, NOW - timedelta(days=3), total, NOW + timedelta(days=due_days), 0.8)


ORDER = (
    *(Choice(f"due-{n}", "due", standing(f"due-{n}", 40.0 + n, -n)) for n in (5, 4, 1, 0)),
    Choice("poor", "weak", standing("poor", 20.0, 1)),
    Choice("fresh", "new"),
    Choice("fine", "later", standing("fine", 95.0, 12)),
)


def test_what_is_due(golden: Golden) -> None:
    golden("due-80", render_due(ORDER, {"shelved": "2026-03-01T00:00:00+00:00"}, NOW, Look(80)))


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (0, "4 questions with their last marks: due-5 45, due-4 44, due-1 41 and 1 more"),
        (3, "1 question with its last mark: due-0 40"),
        (4, "nothing; what went badly comes first, with its last mark: poor 20"),
        (5, "nothing; a new question comes next: fresh"),
        (6, "nothing; every question was answered, next comes fine 95"),
        (7, "nothing"),
    ],
)
def test_what_is_due_in_a_line(first: int, expected: str) -> None:
    assert due_line(ORDER[first:]) == expected


def test_the_first_screen(golden: Golden) -> None:
    last = Answer("due-5", "tests", "mid", "2026-03-09T10:00:00+00:00", 61.25, 90.0, "coach")
    look = Look(80)
    golden("home-80", render_home(last, ORDER, 43, look))
    golden("home-new-80", render_home(None, (), 43, look))
    for text in (render_home(last, ORDER, 43, look), render_home(None, (), 43, look)):
        assert text.count("\n") <= 12


def test_foreign_text_steers_no_terminal() -> None:
    last = Answer("a\x1b[2Jb", None, None, "2026-03-09T10:00:00+00:00", 61.25, None, "coach")
    hostile = Choice("\x1b]0;x\x07evil", "due", standing("\x1b]0;x\x07evil", 1, -1))
    shown = render_home(last, (hostile,), 1, Look(80)) + render_due(
        (hostile,), {"\x1b[31m": "x"}, NOW, Look(80)
    )
    found = replace(sample(4), sections=(replace(sample(4).sections[0], name="\x1b[31mred"),))
    assert "\x1b" not in shown + render_progress(found, {}, ["\x1b[2J"], Look(80))
