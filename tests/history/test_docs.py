"""docs/history.md says the numbers that the code uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.history import archive, courses, progress, schedule, weakness

TEXT = " ".join((Path(__file__).parents[2] / "docs" / "history.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    "words",
    [
        f"| {schedule.EASY:.0f} and more",
        f"| {schedule.GOOD:.0f} to {schedule.EASY:.0f} | good |",
        f"| {schedule.HARD:.0f} to {schedule.GOOD:.0f} | hard |",
        f"| below {schedule.HARD:.0f} | again |",
        f"has fallen to {schedule.RETENTION:.0%}, after {schedule.MAXIMUM_DAYS} days at the latest",
        f"The last {schedule.REMEMBERED} attempts",
        f"below {schedule.GOOD:.0f}, and at least {schedule.REST.total_seconds() / 3600:.0f} hours ago",
        f"the last {weakness.LATELY} answers, on average",
        f"of the last {progress.DETAILED} answers",
        archive.SCHEMA,
    ],
)
def test_numbers(words: str) -> None:
    assert words in TEXT


def test_numbers_in_words() -> None:
    assert (courses.SPREAD_FROM, courses.CHANGE_FROM, courses.LATEST) == (3, 10, 10)
    assert "from three values on" in TEXT
    assert "from ten values on: the last half against as many before, at most ten each" in TEXT
