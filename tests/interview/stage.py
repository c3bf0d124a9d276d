"""A session on a stage: everything around it is made up, the session, recorder and store are real."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import numpy as np

from interviewer.audio.activity import Activity
from interviewer.audio.clip import Clip, Samples
from interviewer.audio.microphone import FileMicrophone, Microphone
from interviewer.audio.speaker import NoSpeaker, Speaker, never
from interviewer.bank.models import Question
from interviewer.history.store import Store
from interviewer.interview.answering import AnswerSource, TypedAnswer
from interviewer.interview.dialogue import manner_of
from interviewer.interview.events import Event
from interviewer.interview.session import Mouth, Session
from interviewer.interview.spoken import Control, SpokenAnswer, no_control
from interviewer.settings import Mode, Settings
from interviewer.speech.engines import Engine
from interviewer.speech.spoken import SpokenLines
from interviewer.speech.voices import Voice
from interviewer.transcript import Word
from tests.audio.sounds import ScriptedActivity, sine
from tests.report.samples import JUMP_ANSWER, make_question
from tests.support.fakes import FakeEngine, FakeVoice

STARTED = datetime(2026, 1, 31, 18, 4, 5, tzinfo=UTC)
SOUND = Path("recordings", "imbalanced-data__20260131T180405.wav")
KEPT_SOUND = SOUND.with_suffix(".flac")  # once the attempt is stored
ANSWER_S = 3.0


class FakeSpeaker:
    """Keeps what it was given to play. ``error``, while it is set, is raised instead."""

    name = "fake"

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error
        self.played: list[Clip] = []

    def play(self, clip: Clip, stopped: Callable[[], bool] = never) -> bool:
        if self.error is not None:
            raise self.error
        self.played.append(clip)
        return not stopped()


class FailingMicrophone:
    """A hum for ``frames_before`` frames, then ``error``."""

    name = "failing"

    def __init__(self, error: BaseException, frames_before: int = 50) -> None:
        self._error = error
        self._frames_before = frames_before

    def frames(self) -> Generator[Samples, None, None]:
        hum = FileMicrophone(Clip(sine(60.0)), realtime=False)
        for number, frame in enumerate(hum.frames()):
            if number == self._frames_before:
                raise self._error
            yield frame


@dataclass(frozen=True)
class Stage:
    """What a test needs of a session: ``play`` it, and look into the data folder afterwards."""

    session: Session
    questions: tuple[Question, ...]

    def play(self) -> list[Event]:
        return list(self.session.practise(self.questions))

    @property
    def recording(self) -> Path:
        return self.session.settings.data_dir / SOUND


def ready(engine: Engine) -> Future[Engine]:
    """An engine that has been loaded."""
    loaded: Future[Engine] = Future()
    loaded.set_result(engine)
    return loaded


def timed(text: str) -> list[Word]:
    """The words of ``text`` as an engine hears them, evenly over `ANSWER_S`."""
    texts = text.split()
    times_s = np.linspace(0.0, ANSWER_S, len(texts) + 1)
    return [
        Word(f" {word}", float(start_s), float(end_s), 0.9)
        for word, start_s, end_s in zip(texts, times_s, times_s[1:], strict=False)
    ]


def spoken(
    said: str = JUMP_ANSWER,
    *,
    microphone: Microphone | None = None,
    engine: Future[Engine] | None = None,
    activity: Activity | None = None,
    controls: Callable[[], Control | None] = no_control,
    live: bool = False,
) -> SpokenAnswer:
    """An answer of `ANSWER_S` into a microphone, in which the engine hears ``said`` each time."""
    microphone = microphone or FileMicrophone(Clip(sine(ANSWER_S)), realtime=False)
    engine = engine or ready(FakeEngine([timed(said)] * 5))
    return SpokenAnswer(microphone, activity or ScriptedActivity(0.9), engine, 6.0, controls, live)


def typed(*lines: str) -> TypedAnswer:
    return TypedAnswer(f"{line}\n" for line in lines)


def stage(
    folder: Path,
    store: Store,
    source: AnswerSource,
    *,
    voice: Voice | None = None,
    speaker: Speaker | None = None,
    mode: Mode = "coach",
    slugs: Sequence[str] = ("imbalanced-data",),
    follow_ups: int = 0,
) -> Stage:
    """A session in ``folder``; it speaks if there is a voice or a speaker."""
    mouth = None
    if voice is not None or speaker is not None:
        lines = SpokenLines(folder / "spoken", voice or FakeVoice())
        mouth = Mouth(lines, speaker or NoSpeaker())
    settings = Settings(data_dir=folder, cache_dir=folder, mode=mode)
    manner = manner_of(mode, follow_ups=follow_ups)
    session = Session(settings, store, source, mouth, "9.9", clock=lambda: STARTED, manner=manner)
    return Stage(session, tuple(_question(slug) for slug in slugs))


def _question(slug: str) -> Question:
    question = make_question()
    if slug == question.slug:
        return question
    return question.model_copy(update={"slug": slug, "prompt": f"What is {slug}?"})


def names(events: Iterable[Event]) -> list[str]:
    """The kinds of event in order; several of a kind in a row count once."""
    return [name for name, _ in groupby(type(event).__name__ for event in events)]
