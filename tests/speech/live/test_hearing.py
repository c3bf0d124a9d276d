"""The end of an answer in the middle of a pass."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace

import pytest

from interviewer.audio.clip import Clip, Samples
from interviewer.audio.microphone import in_frames
from interviewer.speech.engines import PLAIN, Decoding, Engine
from interviewer.speech.live.hearing import LiveHearing
from interviewer.transcript import Word
from tests.audio.sounds import sine
from tests.support.fakes import FakeEngine

WAIT_S = 10.0


class SlowEngine(FakeEngine):
    """Its patient passes take as long as they are let; those for which somebody waits take no time."""

    def __init__(self, fails: bool = False) -> None:
        super().__init__()
        self.begun = threading.Event()
        self.let = threading.Event()
        self._fails = fails
        self.breaks = False
        self.rest = threading.Event()
        self.rest.set()

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        if decoding.patient:
            self.begun.set()
            assert self.let.wait(WAIT_S)
            if self.breaks:
                raise RuntimeError("too late to matter")
        elif not self.rest.wait(WAIT_S) or self._fails:
            raise RuntimeError("no more memory")
        heard = super().words(samples, decoding)
        return tuple(replace(word, text=f"word{at}") for at, word in enumerate(heard))


@pytest.fixture
def slow() -> Iterator[SlowEngine]:
    engine = SlowEngine()
    yield engine
    engine.let.set()


def in_a_pass(engine: SlowEngine) -> LiveHearing:
    """The hearing of three seconds of speech, in the middle of its first pass."""
    loaded: Future[Engine] = Future()
    loaded.set_result(engine)
    hearing = LiveHearing(loaded)
    for frame in in_frames([Clip(sine(3.0)).samples]):
        hearing.add(frame, 0.9)
    assert engine.begun.wait(WAIT_S)
    return hearing


def test_nobody_waits_for_the_pass_that_is_going_on(slow: SlowEngine) -> None:
    hearing = in_a_pass(slow)
    hearing.finish()
    draft = hearing.done.result(WAIT_S)
    assert not slow.let.is_set()
    assert [word.text for word in draft.settled] == [word.text for word in slow.words(sine(3.0))]
    slow.let.set()


def test_what_goes_wrong_beside_it_is_told() -> None:
    engine = SlowEngine(fails=True)
    hearing = in_a_pass(engine)
    hearing.finish()
    with pytest.raises(RuntimeError, match="no more memory"):
        hearing.done.result(WAIT_S)
    engine.let.set()


def test_a_pass_that_fails_after_the_end_spoils_nothing(slow: SlowEngine) -> None:
    hearing = in_a_pass(slow)
    slow.breaks = True
    slow.rest.clear()
    hearing.finish()
    slow.let.set()
    for thread in threading.enumerate():
        if thread.name == "hearing":
            thread.join(WAIT_S)
    assert not hearing.done.done()
    slow.rest.set()
    assert hearing.done.result(WAIT_S).settled


def test_the_threads_end(slow: SlowEngine) -> None:
    hearing = in_a_pass(slow)
    hearing.finish()
    hearing.done.result(WAIT_S)
    slow.let.set()
    for thread in threading.enumerate():
        if thread.name.startswith("hearing"):
            thread.join(WAIT_S)
            assert not thread.is_alive()
