"""Two attempts at one question, side by side."""

from __future__ import annotations

import pytest

from interviewer.bank.models import Question
from interviewer.report.comparing import changes, render_comparison
from interviewer.report.layout import Look
from interviewer.report.told import Told
from tests.report.samples import Sample


@pytest.fixture
def pair(question: Question, samples: dict[str, Sample]) -> tuple[Told, Told]:
    first, second = (
        Told(number, f"2026-01-{number:02}T10:00:00+00:00", question, sample.scorecard, sample.transcript)
        for number, sample in ((3, samples["jump"]), (12, samples["strong"]))
    )
    return first, second


@pytest.mark.parametrize("width", [80, 120])
def test_a_better_answer(width: int, pair: tuple[Told, Told], golden: object) -> None:
    assert callable(golden)
    golden(f"compared-{width}", render_comparison(*pair, Look(width)))


def test_what_one_way_is_gained_is_lost_the_other(pair: tuple[Told, Told]) -> None:
    there = changes(pair[0].scorecard, pair[1].scorecard)
    back = changes(pair[1].scorecard, pair[0].scorecard)
    assert {change.second.what: change.gained for change in there} == {
        change.second.what: -change.gained for change in back
    }
    assert sum(change.gained for change in there) > 0


def test_with_itself_nothing_changes(pair: tuple[Told, Told]) -> None:
    shown = render_comparison(pair[0], pair[0], Look(80))
    assert "GAINED  nothing" in shown
    assert "LOST  nothing" in shown


@pytest.mark.parametrize("name", ["typed", "empty"])
def test_with_any_other(
    name: str, pair: tuple[Told, Told], samples: dict[str, Sample], question: Question
) -> None:
    other = Told(4, "2026-01-04T10:00:00+00:00", question, samples[name].scorecard, samples[name].transcript)
    shown = render_comparison(pair[0], other, Look(60, unicode=False))
    assert shown.isascii()
    assert all(len(line) <= 60 for line in shown.splitlines())
