"""Which attempts a list holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.history.store import Attempt, Store
from interviewer.history.wanted import Wanted
from interviewer.transcript import Transcript
from tests.support.questions import small_question


@pytest.fixture
def store(tmp_path: Path, attempt: Attempt) -> Store:
    """1: nothing noted of its question; 2: mid, algorithms/core, typed; 3: entry, algorithms."""
    store = Store(tmp_path / "attempts.db")
    store.add(attempt)
    typed = replace(
        attempt,
        question="small",
        number=None,
        sound=None,
        started_at="2026-02-03T10:00:00+00:00",
        transcript=Transcript.from_text("It's 100% the bias_term."),
    )
    store.add(typed, small_question(section="algorithms/core"))
    later = replace(attempt, number=7, started_at="2026-02-04T10:00:00+00:00")
    store.add(later, small_question(section="algorithms", level="entry"))
    return store


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), [3, 2, 1]),
        (Wanted(question="small"), [2]),
        (Wanted(question=" Small "), [2]),
        (Wanted(question="7"), [3]),
        (Wanted(question="q7"), [3]),
        (Wanted(question="nothing"), []),
        (Wanted(levels=("mid",)), [2]),
        (Wanted(levels=("mid", "entry")), [3, 2]),
        (Wanted(sections=("algorithms",)), [3, 2]),
        (Wanted(sections=("algorithms/core",)), [2]),
        (Wanted(sections=("algo",)), []),
        (Wanted(levels=("mid",), sections=("algorithms",)), [2]),
        (Wanted(levels=("mid",), fitting=("imbalanced-data",)), [2, 1]),
        (Wanted(since="2026-02-03"), [3, 2]),
        (Wanted(since="2026-02-04"), [3]),
        (Wanted(since="2027-01-01"), []),
        (Wanted(text="naïve bayes"), [3, 1]),
        (Wanted(text="NAïVE"), [3, 1]),
        (Wanted(text="0%"), [2]),
        (Wanted(text="%"), [2]),
        (Wanted(text="_"), [2]),
        (Wanted(text="\\"), []),
        (Wanted(text="'; DROP TABLE attempt; --"), []),
        (Wanted(text="bayes", since="2026-02-01", question="imbalanced-data"), [3]),
    ],
)
def test_what_is_found(wanted: Wanted, found: list[int], store: Store) -> None:
    with store:
        assert [listed.id for listed in store.listed(wanted=wanted)] == found
        assert store.count(wanted) == len(found)
        assert [listed.id for listed in store.listed(1, wanted)] == found[:1]


def test_what_was_said(store: Store) -> None:
    with store:
        assert store.said([2, 99]) == {2: "It's 100% the bias_term."}
        assert store.said([]) == {}


def test_what_was_spoken_before(store: Store, attempt: Attempt) -> None:
    with store:
        assert store.spoken_before(1, 10) == ()
        assert store.spoken_before(3, 10) == (attempt.transcript,)  # the second was typed
        assert len(store.spoken_before(99, 10)) == 2
        assert len(store.spoken_before(99, 1)) == 1
