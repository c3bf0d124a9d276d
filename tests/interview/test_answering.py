from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import get_args

import pytest

from interviewer.audio.clip import FRAME_S, SAMPLE_RATE_HZ, Clip
from interviewer.audio.microphone import FileMicrophone
from interviewer.bank.models import QuestionType
from interviewer.errors import Interrupted
from interviewer.interview.answering import Answered, AnswerSource, TypedAnswer, silent
from interviewer.interview.events import Event, Transcribing
from interviewer.interview.partner import Listener, Partner
from interviewer.interview.spoken import CAP_S
from interviewer.speech.engines import Engine
from tests.audio.sounds import silence
from tests.interview.stage import ANSWER_S, FailingMicrophone, ready, spoken, timed, typed
from tests.report.samples import make_question
from tests.support.fakes import FakeEngine


def taken(source: AnswerSource, sound: Path, partner: Partner | None = None) -> tuple[list[Event], Answered]:
    """The events of an answer, and the answer."""
    events = []
    taking = source.take(make_question(), sound, partner or Listener(), silent)
    while True:
        try:
            events.append(next(taking))
        except StopIteration as ended:
            return events, ended.value


def test_every_type_of_question_has_a_cap() -> None:
    assert set(CAP_S) == set(get_args(QuestionType))


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ((), ""),
        (("It depends.",), "It depends."),
        (("One.", "", "Two."), "One.\n\nTwo."),
        (("One.", "/done", "Two."), "One."),
        (("One.", "  /done  ", "Two."), "One."),
        (("One.", "I am /done with it."), "One.\nI am /done with it."),
        (("/done",), ""),
        (("\r", "One.\r"), "One."),
    ],
)
def test_typed_lines(lines: tuple[str, ...], text: str, tmp_path: Path) -> None:
    _, answered = taken(typed(*lines), tmp_path / "answer.wav")
    assert answered.transcript.candidate_text == text
    assert answered.transcript.duration_s is None
    assert answered.sound is None
    assert not list(tmp_path.iterdir())


def test_lines_after_the_end_are_left_unread(tmp_path: Path) -> None:
    lines = iter(["One.\n", "/done\n", "Two.\n"])
    taken(TypedAnswer(lines), tmp_path / "answer.wav")
    assert list(lines) == ["Two.\n"]


def test_typed_lines_are_kept_when_the_answer_is_broken_off(tmp_path: Path) -> None:
    sound = tmp_path / "recordings" / "answer.wav"
    with pytest.raises(Interrupted) as raised:
        taken(TypedAnswer(_interrupted_after("One.\n", "Two.\n")), sound)
    kept = sound.with_suffix(".txt")
    assert str(raised.value) == (
        f"Stopped. Your lines are kept; score them with: interviewer score {kept} --question imbalanced-data"
    )
    assert kept.read_text() == "One.\nTwo."
    assert kept.stat().st_mode & 0o777 == 0o600


def _interrupted_after(*lines: str) -> Iterator[str]:
    yield from lines
    raise KeyboardInterrupt


def test_the_engine_is_waited_for(tmp_path: Path) -> None:
    """It may still be loading when the answer ends."""
    loading: Future[Engine] = Future()
    taking = spoken(engine=loading).take(make_question(), tmp_path / "answer.wav", Listener(), silent)
    waits = 0
    try:
        while True:
            if isinstance(next(taking), Transcribing):
                waits += 1
                if waits == 2:
                    loading.set_result(FakeEngine([timed("It depends.")]))
    except StopIteration as ended:
        answered: Answered = ended.value
    assert waits >= 2
    assert answered.transcript.candidate_text == "It depends."


def test_progress_is_told_and_the_engine_hears_what_was_recorded(tmp_path: Path) -> None:
    engine = FakeEngine()
    events, answered = taken(spoken(engine=ready(engine)), tmp_path / "answer.wav")
    shares = [event.share for event in events if isinstance(event, Transcribing) and event.share is not None]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    (heard,) = engine.heard
    assert len(heard) / SAMPLE_RATE_HZ == pytest.approx(ANSWER_S, abs=FRAME_S)
    assert answered.transcript.candidate_text == "hum"  # seven times in a row is a loop, and kept once
    assert answered.sound == tmp_path / "answer.wav"


def test_a_microphone_that_gives_nothing_is_an_empty_answer(tmp_path: Path) -> None:
    source = spoken(microphone=FileMicrophone(Clip(silence(0.0)), realtime=False))
    _, answered = taken(source, tmp_path / "answer.wav")
    assert answered.transcript.turns == ()


def test_an_error_of_the_microphone_passes_through(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        taken(spoken(microphone=FailingMicrophone(ZeroDivisionError())), tmp_path / "answer.wav")
