from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet

import pytest

from interviewer.cli import head_start
from interviewer.cli.head_start import HeadStart
from interviewer.errors import Interrupted


@pytest.fixture
def start() -> HeadStart:
    return HeadStart()


def loading(start: HeadStart) -> Future[str]:
    pool = ThreadPoolExecutor(max_workers=1)
    work = pool.submit(start.after, lambda: "loaded")
    pool.shutdown(wait=False)
    return work


def test_nothing_is_loaded_before_the_first_sound(start: HeadStart) -> None:
    work = loading(start)
    with pytest.raises(NotYet):
        work.result(timeout=0.05)
    start.go()
    assert work.result(timeout=5) == "loaded"
    start.cancel()
    assert loading(start).result(timeout=5) == "loaded"


def test_who_leaves_before_that_does_not_wait_for_it(start: HeadStart) -> None:
    work = loading(start)
    start.cancel()
    with pytest.raises(Interrupted):
        work.result(timeout=5)


def test_it_does_not_wait_for_ever(start: HeadStart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head_start, "LONGEST_S", 0.01)
    assert loading(start).result(timeout=5) == "loaded"


def test_the_first_decision_counts(start: HeadStart) -> None:
    work = loading(start)
    start.go()
    start.go(delay_s=60.0)
    assert work.result(timeout=5) == "loaded"
