"""The arithmetic behind published figures, against values worked out elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def labelled(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import _labelled

    yield _labelled
    del sys.modules["_labelled"]


@pytest.mark.parametrize(
    ("ones", "others", "rho"),
    [
        ([1, 2, 3, 4, 5], [5, 6, 7, 8, 7], 0.8207826816681233),  # scipy.stats.spearmanr's own example
        ([1, 2, 3], [30, 20, 10], -1.0),
        ([1, 1, 1], [1, 2, 3], 0.0),
        ([1, 2, 2, 3], [1, 2, 2, 3], 1.0),
    ],
)
def test_rank_correlation(labelled: Any, ones: list[float], others: list[float], rho: float) -> None:
    assert labelled.spearman(ones, others) == pytest.approx(rho)


def label(labelled: Any, name: str, kind: str, quality: float, **changes: Any) -> Any:
    values = {"jump": False, "clarifying": (), "steps": frozenset(), "facts": quality / 10, **changes}
    return labelled.Label(id=name, question=1, kind=kind, text="So? Why?", quality=quality, **values)


def verdict(labelled: Any, total: float, **changes: Any) -> Any:
    values = {"content": total / 100, "jumped": False, "asked": (), "steps": frozenset(), **changes}
    return labelled.Verdict(total=total, **values)


def test_figures_of_three_answers(labelled: Any) -> None:
    labels = [
        label(labelled, "a", "strong", 9, clarifying=("Why?",), steps=frozenset("PE")),
        label(labelled, "b", "jump", 4, jump=True),
        label(labelled, "c", "off_topic", 0),
    ]
    verdicts = {
        "a": verdict(labelled, 90, asked=((4, 8),), steps=frozenset("P")),
        "b": verdict(labelled, 50, asked=((0, 3),)),
        "c": verdict(labelled, 60, jumped=True),
    }
    found = labelled.figures(labels, verdicts)
    assert found["jump_f1"] == 0.0  # one missed, one wrong
    assert found["clarify_f1"] == 0.667  # one found, one wrong
    assert found["steps_f1"] == pytest.approx(6 / 7, abs=0.001)  # E is missed, where nothing is, nothing was
    assert found["quality_rho"] == found["content_rho"] == 0.5
    assert labelled.details(labels, verdicts)["clarify_quotes_f1"] == 0.667


def test_the_order_of_kinds_counts_where_the_judge_saw_a_difference(labelled: Any) -> None:
    labels = [label(labelled, f"{kind}{at}", kind, quality) for at in range(5) for kind, quality in
              (("strong", 9), ("partial", 5), ("jump", 5.5))]  # fmt: skip
    totals = {"strong": 80, "partial": 80, "jump": 90}
    verdicts = {one.id: verdict(labelled, totals[one.kind]) for one in labels}
    assert labelled._order(list(zip(labels[:6], list(verdicts.values())[:6], strict=True))) == {}
    order = labelled.details(labels, verdicts)["order_by_kinds"]
    assert order == {"jump / strong": 0.0, "partial / strong": 0.5}


def test_time_to_feedback_has_the_agreed_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import time_to_feedback

    seconds = {"live": [0.4, 0.5, 1.2], "openai-whisper": [40.0], "faster-whisper": [10.0]}
    figures = time_to_feedback._figures({part: {"60": found} for part, found in seconds.items()}, "60")
    assert figures == {
        "live_p50_s": 0.5,
        "live_p95_s": 1.2,
        "record_then_openai_whisper_s": 40.0,
        "record_then_faster_whisper_s": 10.0,
        "ratio_openai": 80.0,
        "ratio_faster": 20.0,
    }
