"""Honest with few values: what is said of how many, and the margins by published formulas."""

from __future__ import annotations

import statistics
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.history.courses import MOST_POINTS, Value, change, course, paired, stdev


def dated(*numbers: float) -> list[Value]:
    return [(f"2026-01-{place % 28 + 1:02d}T10:00:00+00:00", number) for place, number in enumerate(numbers)]


def test_nothing_is_said_of_nothing() -> None:
    found = course("mark", [])
    assert (found.count, found.mean, found.spread, found.change, found.points) == (0, None, None, None, ())


@pytest.mark.parametrize(
    ("count", "spread", "changes"),
    [(1, False, False), (2, False, False), (3, True, False), (9, True, False), (10, True, True)],
)
def test_little_is_said_of_few(count: int, spread: bool, changes: bool) -> None:
    found = course("mark", dated(*range(count)))
    assert (found.spread is not None, found.change is not None) == (spread, changes)
    assert [point.value for point in found.points] == list(range(count))


def test_a_change_of_means_by_hand() -> None:
    """5 against 5: means 30 and 60, both variances 250, t(4) = 2.776."""
    found = change([10, 20, 30, 40, 50, 40, 50, 60, 70, 80])
    assert found is not None
    assert (found.before, found.now, found.count) == (30, 60, 5)
    assert isclose(found.margin, 2.776 * sqrt(250 / 5 + 250 / 5))
    assert found.clear


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=200))
def test_the_deviation_is_that_of_the_standard_library(numbers: list[float]) -> None:
    assert stdev(numbers) == pytest.approx(statistics.stdev(numbers), rel=1e-6, abs=1e-4)


def test_noise_is_no_change() -> None:
    found = change([50, 70, 40, 80, 60, 62, 41, 79, 52, 71])
    assert found is not None
    assert not found.clear


def test_only_the_last_twenty_count() -> None:
    found = change([0.0] * 50 + [50, 60] * 5 + [70, 80] * 5)
    assert found is not None
    assert (found.before, found.now, found.count) == (55, 75, 10)


def test_a_change_of_rates_is_never_certain() -> None:
    """Agresti and Caffo: 0 of 5 against 5 of 5 is 1/7 against 6/7 with n = 7."""
    found = change([0.0] * 5 + [1.0] * 5, "rate")
    assert found is not None
    assert isclose(found.margin, 1.96 * sqrt(2 * (1 / 7) * (6 / 7) / 7))
    assert found.clear
    few = change([0, 0, 1, 0, 0, 1, 0, 1, 0, 1], "rate")
    assert few is not None
    assert not few.clear


def test_first_against_last_try() -> None:
    assert paired([(10, 30)] * 4) is None
    found = paired([(40, 50), (40, 52), (30, 45), (50, 58), (60, 70)])
    assert found is not None
    assert (found.before, found.now, found.count) == (44, 55, 5)
    assert isclose(found.margin, 2.776 * sqrt(7) / sqrt(5))  # gains 10, 12, 15, 8, 10: variance 7
    assert found.clear


def test_many_values_are_put_together_with_their_spread() -> None:
    found = course("mark", dated(*[10.0, 30.0] * 300))
    assert len(found.points) == MOST_POINTS
    assert sum(point.count for point in found.points) == found.count == 600
    assert all(point.value == 20 and point.spread for point in found.points)
    assert len(course("mark", dated(*[1.0] * 61)).points) == MOST_POINTS
