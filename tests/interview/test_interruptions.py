"""Ctrl-C in every phase: the program stops at once, the recording is kept, no attempt is half stored."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future
from pathlib import Path

import pytest

from interviewer.audio.clip import Clip, Samples
from interviewer.audio.files import read_clip
from interviewer.audio.speaker import never
from interviewer.history.store import Store
from interviewer.interview import events as kinds
from interviewer.interview.events import Event
from interviewer.speech.engines import PLAIN, Decoding
from interviewer.transcript import Word
from tests.audio.sounds import ScriptedActivity
from tests.interview.stage import (
    ANSWER_S,
    SOUND,
    FailingMicrophone,
    FakeSpeaker,
    Stage,
    ready,
    spoken,
    stage,
)
from tests.support.fakes import FakeEngine, FakeVoice

ENGINE_S = 0.5  # how long the engine goes on after the interruption

# Each phase by its first event: whether there is a recording by then, and whether the attempt is stored.
PHASES = [
    (kinds.QuestionAsked, False, False),
    (kinds.SpeechStarted, False, False),
    (kinds.ListeningStarted, False, False),
    (kinds.Heard, True, False),
    (kinds.AnswerEnded, True, False),
    (kinds.Transcribing, True, False),
    (kinds.Scored, True, False),
    (kinds.Kept, True, True),
    (kinds.Interjected, True, True),
]


def walked_to(scene: Stage, phase: type[Event]) -> Generator[Event, None, None]:
    """The session, stopped at the first event of that kind."""
    playing = scene.session.practise(scene.questions)
    for event in playing:
        if isinstance(event, phase):
            return playing
    raise AssertionError(f"no {phase.__name__}")


def left_by_closing(playing: Generator[Event, None, None]) -> None:
    playing.close()


def left_by_interrupt(playing: Generator[Event, None, None]) -> None:
    with pytest.raises(KeyboardInterrupt):
        playing.throw(KeyboardInterrupt)


def no_thread_is_left() -> bool:
    """The thread that transcribes ends after the piece it is at."""
    deadline_s = time.monotonic() + 5
    while time.monotonic() < deadline_s:
        if not any(thread.name.startswith("transcribe") for thread in threading.enumerate()):
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("leave", [left_by_closing, left_by_interrupt])
@pytest.mark.parametrize(("phase", "is_recorded", "is_stored"), PHASES)
def test_leaving_between_two_events(
    tmp_path: Path,
    store: Store,
    *,
    phase: type[Event],
    is_recorded: bool,
    is_stored: bool,
    leave: Callable[[Generator[Event, None, None]], None],
) -> None:
    scene = stage(tmp_path, store, spoken(), voice=FakeVoice(), speaker=FakeSpeaker())
    leave(walked_to(scene, phase))
    assert (tmp_path / SOUND).exists() == is_recorded
    if is_recorded:
        assert read_clip(tmp_path / SOUND).duration_s > 0
    assert store.count() == is_stored
    assert no_thread_is_left()


class InterruptedSpeaker(FakeSpeaker):
    """Ctrl-C while the question is spoken."""

    def play(self, clip: Clip, stopped: Callable[[], bool] = never) -> bool:
        raise KeyboardInterrupt


class InterruptedVoice(FakeVoice):
    """Ctrl-C while the question is rendered."""

    def render(self, text: str, path: Path) -> None:
        raise KeyboardInterrupt


class InterruptedActivity(ScriptedActivity):
    """Ctrl-C while a frame is looked at."""

    def probability(self, frame: Samples) -> float:
        if self._position == 30:
            raise KeyboardInterrupt
        return super().probability(frame)


class InterruptingEngine(FakeEngine):
    """A real Ctrl-C, as the terminal sends it, while the answer is transcribed."""

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        signal.raise_signal(signal.SIGINT)
        time.sleep(ENGINE_S)
        return super().words(samples, decoding)


def test_while_the_question_is_rendered(tmp_path: Path, store: Store) -> None:
    scene = stage(tmp_path, store, spoken(), voice=InterruptedVoice())
    with pytest.raises(KeyboardInterrupt):
        scene.play()
    assert not (tmp_path / SOUND).exists()
    assert not list((tmp_path / "spoken").iterdir())


def test_while_the_question_is_spoken(tmp_path: Path, store: Store) -> None:
    scene = stage(tmp_path, store, spoken(), speaker=InterruptedSpeaker())
    with pytest.raises(KeyboardInterrupt):
        scene.play()
    assert not (tmp_path / SOUND).exists()


def test_while_listening(tmp_path: Path, store: Store) -> None:
    microphone = FailingMicrophone(KeyboardInterrupt(), frames_before=50)
    with pytest.raises(KeyboardInterrupt):
        stage(tmp_path, store, spoken(microphone=microphone)).play()
    assert read_clip(tmp_path / SOUND).duration_s == pytest.approx(50 * 0.032)


def test_while_a_frame_is_looked_at(tmp_path: Path, store: Store) -> None:
    with pytest.raises(KeyboardInterrupt):
        stage(tmp_path, store, spoken(activity=InterruptedActivity(0.9))).play()
    assert read_clip(tmp_path / SOUND).duration_s == pytest.approx(31 * 0.032)


def test_while_transcribing(tmp_path: Path, store: Store) -> None:
    start_s = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        stage(tmp_path, store, spoken(engine=ready(InterruptingEngine()))).play()
    assert time.monotonic() - start_s < ENGINE_S
    assert read_clip(tmp_path / SOUND).duration_s == pytest.approx(ANSWER_S, abs=0.05)
    assert store.count() == 0
    assert no_thread_is_left()


def test_while_the_engine_is_still_loading(tmp_path: Path, store: Store) -> None:
    """A download of minutes: nobody waits for it."""
    scene = stage(tmp_path, store, spoken(engine=Future()))
    playing = walked_to(scene, kinds.Transcribing)
    threading.Timer(0.05, signal.raise_signal, [signal.SIGINT]).start()
    with pytest.raises(KeyboardInterrupt):
        for _ in playing:
            pass
    assert read_clip(tmp_path / SOUND).duration_s == pytest.approx(ANSWER_S, abs=0.05)
