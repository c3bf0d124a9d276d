"""What practice comes to, and which weak point is named with which question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from interviewer.bank.models import Question
from interviewer.history.attempt import Answer, Listed
from interviewer.history.measures import Measures
from interviewer.history.progress import Progress, Row, progress, streak
from interviewer.history.schedule import Choice
from interviewer.history.weakness import weakest
from tests.support.questions import small_question

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)


def row(day: int, total: float = 60.0, measures: Measures | None = None, **changes: Any) -> Row:
    """A typed answer at noon on a day of March."""
    listed = Listed(
        id=day, question="small", number=None, pack="tests", section="tests", level="mid", type="howto",
        started_at=f"2026-03-{day:02d}T12:00:00+00:00", mode="coach", sound=None, duration_s=None,
        total=total, jumped=False, judgement=1,
    )  # fmt: skip
    return replace(listed, **changes), measures or Measures()


def found_in(rows: Sequence[Row], now: datetime = NOW, *questions: Question) -> Progress:
    answers = [Answer(*(getattr(listed, name) for name in Answer._fields)) for listed, _ in rows]
    by_slug = {question.slug: question for question in questions}
    return progress(answers, rows, by_slug, [Choice(slug, "new") for slug in by_slug], now)


def test_no_answer_at_all() -> None:
    found = found_in([])
    assert (found.practice.answers, found.practice.streak_days, found.marks.mean) == (0, 0, None)
    assert (found.weakest, found.sections, found.steps) == ((), (), ())


def test_how_much_was_practised() -> None:
    found = found_in([row(18, duration_s=90.0), row(20, duration_s=60.0, question="other"), row(20)])
    practice = found.practice
    assert (practice.answers, practice.questions, practice.minutes) == (3, 2, 2.5)
    assert (practice.first, practice.last) == ("2026-03-18", "2026-03-20")
    assert (practice.streak_days, practice.today) == (1, True)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], (0, False)),
        ([20], (1, True)),
        ([19], (1, False)),
        ([18], (0, False)),
        ([20, 20, 19, 19, 17], (2, True)),
        ([19, 18, 17, 15], (3, False)),
        ([21, 20, 19], (2, True)),  # a clock that was wrong
    ],
)
def test_days_in_a_row(days: list[int], expected: tuple[int, bool]) -> None:
    assert streak((date(2026, 3, day) for day in days), date(2026, 3, 20)) == expected


def test_a_day_is_that_of_the_time_zone() -> None:
    late = [row(19, started_at="2026-03-19T23:30:00+00:00")]
    assert not found_in(late).practice.today
    assert found_in(late, NOW.astimezone(timezone(timedelta(hours=2)))).practice.today


def test_by_section_and_level_as_known_then_or_now() -> None:
    question = small_question()
    rows = [
        row(1, 40, section=None, level=None),
        row(2, 60),
        row(3, 90, section=None, question="gone", level="entry"),
    ]
    found = found_in(rows, NOW, question)
    assert {c.name: (c.count, c.mean) for c in found.sections} == {"tests": (2, 50), "unknown": (1, 90)}
    assert {c.name: c.count for c in found.levels} == {"mid": 2, "entry": 1}


def test_steps_habits_jumps_and_delivery() -> None:
    rows = [
        row(1, measures=Measures(
            words=100, wpm=120.0, fillers=2, clarifying=2, jump_applies=True, framework="PROBLEM",
            expected="PBE", present="PR", good_habits=("baseline",), bad_habits=("rambles",),
        )),
        row(2, jumped=True, measures=Measures(
            words=50, clarifying=0, jump_applies=True, framework="PROBLEM", expected="P", present="",
            good_habits=("rambles", "baseline"),
        )),
        row(3, measures=Measures(framework="STAR", expected="S", present="S")),
    ]  # fmt: skip
    found = found_in(rows)
    assert {c.name: (c.mean, c.count) for c in found.steps} == {
        "PROBLEM P": (0.5, 2), "PROBLEM B": (0, 1), "PROBLEM E": (0, 1), "STAR S": (1, 1),
    }  # fmt: skip
    assert {c.name: (c.mean, c.count) for c in found.habits} == {"baseline": (1, 2), "rambles": (0.5, 2)}
    assert (found.jumps.mean, found.jumps.count) == (0.5, 2)
    assert found.clarifying.mean == pytest.approx(2 / 3)
    assert (found.pace.mean, found.pace.count) == (120, 1)
    assert found.fillers.mean == pytest.approx(2 / (100 / 120))  # two in fifty seconds


def test_first_and_last_try_at_the_same_questions() -> None:
    rows = [row(1, 30, question=f"q{place}") for place in range(5)]
    rows += [row(2, 99, question="q0")] + [row(3, 40 + place, question=f"q{place}") for place in range(5)]
    again = found_in([*rows, row(4, 10, question="once")]).again
    assert again is not None
    assert (again.before, again.now, again.count) == (30, 42, 5)


# --- weak points ----------------------------------------------------------------------------------


def lost(section: str = "tests", **points: float) -> Row:
    measures = Measures(
        framework="PROBLEM", expected="PLM", present="P", bad_habits=("rambles", "vague"), jump_applies=True,
        lost={name.replace("_", "-"): value for name, value in points.items()},
    )  # fmt: skip
    return row(1, measures=measures, section=section)


def test_weak_points_have_one_measure() -> None:
    rows = [lost(content=4, framework=16, habits=6, jump=0), lost(content=2, framework=8, jump=15)]
    found = weakest(rows, {}, [])
    assert [(weak.kind, weak.name, weak.points, weak.seen, weak.of) for weak in found] == [
        ("jump", "jump", 7.5, 1, 2),
        ("step", "PROBLEM L", 6.0, 2, 2),  # 16 and 8, shared by the two steps left out
        ("content", "tests", 3.0, 2, 2),
    ]


def test_only_the_last_twenty_answers_and_nothing_without_a_cost() -> None:
    rows = [lost(content=50), *[lost(delivery=1)] * 20]
    assert [(weak.kind, weak.points) for weak in weakest(rows, {}, [])] == [("delivery", 1.0)]
    assert weakest([lost()], {}, []) == ()


def test_the_question_to_practise_fits_the_weak_point() -> None:
    howto = small_question(slug="howto", section="b", expected_steps=["P", "M"])
    concept = small_question(
        slug="concept", section="a", expected_steps=["L"], jump_applies=False, interjections=[]
    )
    questions = {question.slug: question for question in (howto, concept)}
    order = [Choice("concept", "due"), Choice("howto", "new")]

    def practised(*rows: Row) -> dict[str, str | None]:
        return {weak.kind: weak.question for weak in weakest(rows, questions, order)}

    assert practised(lost(section="b", content=9)) == {"content": "howto"}
    assert practised(lost(section="gone", content=9)) == {"content": None}
    assert practised(lost(framework=9)) == {"step": "concept"}  # L comes before M
    assert practised(lost(jump=15)) == {"jump": "howto"}
    assert practised(lost(habits=9)) == {"habit": "howto"}
    wrong = lost(false_claim=5)
    assert practised((replace(wrong[0], question="howto"), wrong[1])) == {"false-claim": "howto"}


def test_each_weak_point_gets_a_question_of_its_own_where_there_is_one() -> None:
    questions = {slug: small_question(slug=slug) for slug in ("one", "two")}
    order = [Choice(slug, "new") for slug in questions]
    found = weakest([lost(content=9, jump=8, delivery=7)], questions, order)
    assert [weak.question for weak in found] == ["one", "two", "one"]
