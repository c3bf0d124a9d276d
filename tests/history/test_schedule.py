"""What is due: FSRS over the marks, without a clock and without chance."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from interviewer.history.schedule import (
    MAXIMUM_DAYS,
    REMEMBERED,
    Marked,
    choices,
    rating,
    standings,
)
from interviewer.history.store import Attempt, Store

START = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def marks(*totals: float, every_days: float = 1, question: str = "q") -> list[Marked]:
    return [
        Marked(question, (START + timedelta(days=place * every_days)).isoformat(), total)
        for place, total in enumerate(totals)
    ]


@pytest.mark.parametrize(
    ("total", "expected"), [(0, 1), (39.9, 1), (40, 2), (59.9, 2), (60, 3), (84.9, 3), (85, 4), (100, 4)]
)
def test_a_mark_becomes_a_rating(total: float, expected: int) -> None:
    assert rating(total) == expected


@pytest.mark.parametrize(("total", "days"), [(20, 1), (50, 1), (70, 2), (90, 8)])
def test_the_first_answer_comes_back_after_days(total: float, days: int) -> None:
    """FSRS's initial stabilities with its default weights: 0.2, 1.3, 2.3 and 8.3 days."""
    standing = standings(marks(total), START)["q"]
    assert standing.due_at - START == timedelta(days=days)
    assert (standing.last_total, standing.last_at, standing.recall) == (total, START, 1.0)


def test_good_answers_come_back_ever_later_and_a_bad_one_soon() -> None:
    gaps = []
    for count in range(1, 6):
        standing = standings(marks(*[75.0] * count, every_days=3), START)["q"]
        gaps.append((standing.due_at - standing.last_at).days)
    assert gaps == sorted(gaps)
    assert gaps[-1] > 2 * gaps[0]
    failed = standings(marks(75, 75, 75, 75, 10, every_days=3), START)["q"]
    assert (failed.due_at - failed.last_at).days < gaps[-1]


def test_nothing_is_put_off_for_longer_than_an_interview_season() -> None:
    standing = standings(marks(*[95.0] * 20, every_days=30), START)["q"]
    assert standing.due_at - standing.last_at == timedelta(days=MAXIMUM_DAYS)


def test_the_same_marks_give_the_same_schedule_in_any_order_at_any_time() -> None:
    given = marks(20, 75, 60, 90, 45) + marks(50, 70, question="r")
    now = START + timedelta(days=9)
    assert standings(given, now) == standings(reversed(given), now)


def test_what_happened_long_ago_changes_no_date() -> None:
    recent = [75.0] * REMEMBERED
    assert (
        standings(marks(*recent), START)["q"].due_at
        == standings([Marked("q", (START - timedelta(days=400)).isoformat(), 0.0), *marks(*recent)], START)[
            "q"
        ].due_at
    )


@pytest.mark.parametrize(
    ("zone_h", "hour", "due"), [(0, 0, True), (0, 23, True), (-11, 6, False), (14, 11, True)]
)
def test_due_on_the_day_where_one_is(zone_h: int, hour: int, due: bool) -> None:
    """Due at 18:00 UTC on 4 March means the whole of 4 March in UTC."""
    standing = standings(marks(70), START)["q"]
    now = datetime(2026, 3, 4, hour, 30, tzinfo=UTC).astimezone(timezone(timedelta(hours=zone_h)))
    assert standing.due(now) is due


def test_due_then_weak_then_new_then_later() -> None:
    given = (
        marks(90, question="fine")  # due in 8 days
        + marks(45, question="bad")  # due after 1 day
        + marks(75, question="forgotten")  # due after 2 days
        + [Marked("worst", (START + timedelta(days=9, hours=4)).isoformat(), 10.0)]  # due tomorrow
        + [Marked("just-now", (START + timedelta(days=9, hours=22)).isoformat(), 5.0)]
    )
    slugs = ["new-1", "fine", "bad", "worst", "new-2", "just-now", "forgotten", "off"]
    now = START + timedelta(days=9, hours=23)  # 17:00 the next day
    found = [(c.question, c.reason) for c in choices(slugs, standings(given, now), now, {"off"})]
    assert [question for question, reason in found if reason == "due"][:2] == ["bad", "forgotten"]
    assert ("off", "new") not in found
    reasons = [reason for _, reason in found]
    assert reasons == sorted(reasons, key=["due", "weak", "new", "later"].index)
    assert [question for question, reason in found if reason == "new"] == ["new-1", "new-2"]


def test_a_weak_answer_rests_for_half_a_day() -> None:
    given = [Marked("q", START.isoformat(), 10.0)]
    early = START + timedelta(hours=3)
    assert [c.reason for c in choices(["q"], standings(given, early), early)] == ["later"]
    given = [Marked("q", START.replace(hour=2).isoformat(), 10.0)]
    late = START.replace(hour=20)
    assert [c.reason for c in choices(["q"], standings(given, late), late)] == ["weak"]


def test_the_optimiser_of_fsrs_and_torch_stay_out() -> None:
    code = (
        "import sys; from datetime import datetime, UTC; from interviewer.history.schedule import *\n"
        "standings([Marked('q', '2026-03-02T18:00:00+00:00', 50.0)], datetime(2026, 3, 3, tzinfo=UTC))\n"
        "assert not {'torch', 'pandas', 'tqdm', 'numpy'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_store_gives_the_last_marks_of_each_question(tmp_path: Path, attempt: Attempt) -> None:
    from dataclasses import replace

    with Store(tmp_path / "attempts.db") as store:
        for day in (3, 1, 2, 4):
            at = f"2026-01-0{day}T10:00:00+00:00"
            store.add(replace(attempt, started_at=at, scorecard={"total": float(day)}))
        store.add(replace(attempt, question="shown", mode="demo"))
        assert sorted(mark.total for mark in store.marks(2)) == [3.0, 4.0]
        assert {mark.question for mark in store.marks(9)} == {"imbalanced-data"}


def test_questions_are_suspended_and_resumed(tmp_path: Path) -> None:
    with Store(tmp_path / "attempts.db") as store:
        store.suspend("b", "2026-01-01T00:00:00+00:00")
        store.suspend("a", "2026-01-02T00:00:00+00:00")
        store.suspend("a", "2026-01-03T00:00:00+00:00")  # a second time changes nothing
        assert store.suspended() == {"a": "2026-01-02T00:00:00+00:00", "b": "2026-01-01T00:00:00+00:00"}
        store.resume("a")
        store.resume("never")
        assert list(store.suspended()) == ["b"]
