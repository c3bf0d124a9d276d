"""The conversation: ask aloud, take the answer, score it, keep it. Yields typed events."""

from __future__ import annotations

import platform
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from interviewer.audio.speaker import Speaker, never
from interviewer.bank.models import Question
from interviewer.errors import BadStore, Missing
from interviewer.history.attempt import Attempt
from interviewer.history.store import Store
from interviewer.interview.answering import Answered, AnswerSource
from interviewer.interview.events import (
    Event,
    Interjected,
    Kept,
    Notice,
    QuestionAsked,
    Scored,
    SpeechEnded,
    SpeechStarted,
)
from interviewer.scoring.score import score
from interviewer.scoring.scorecard import SCORER_VERSION, Scorecard
from interviewer.settings import Settings
from interviewer.speech.spoken import SpokenLines


@dataclass(frozen=True, slots=True)
class Mouth:
    """The interviewer's voice: lines rendered to sound, and where they are played."""

    lines: SpokenLines
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting. ``mouth`` is None where nothing is spoken; ``skipped`` cuts the interviewer short."""

    settings: Settings
    store: Store
    source: AnswerSource
    mouth: Mouth | None
    version: str
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    skipped: Callable[[], bool] = never

    def practise(self, questions: Sequence[Question]) -> Generator[Event, None, None]:
        """Ask the questions in turn."""
        for at, question in enumerate(questions):
            yield QuestionAsked(question, at + 1, len(questions))
            yield from self._say(question.prompt)
            if self.mouth is not None and at + 1 < len(questions):
                self.mouth.lines.prepare(questions[at + 1].prompt)
            yield from self._answer(question)

    def _answer(self, question: Question) -> Iterator[Event]:
        started = self.clock()
        sound = self.settings.recordings / f"{question.slug}__{started:%Y%m%dT%H%M%S}.wav"
        answered = yield from self.source.take(question, sound)
        scorecard = score(question, answered.transcript)
        yield Scored(question, scorecard, answered.transcript)
        if not answered.transcript.candidate_text.strip():
            kept = f" The recording is at {answered.sound}." if answered.sound else ""
            yield Notice(f"No answer was heard, so none is stored.{kept}")
            return
        yield from self._keep(question, started, answered, scorecard)
        if scorecard.jump.jumped and self.settings.mode == "coach" and question.interjections:
            yield Interjected(question.interjections[0])
            yield from self._say(question.interjections[0])

    def _say(self, line: str) -> Iterator[Event]:
        """Speak a line; without a working voice or speaker the line has been shown, and that is told."""
        if self.mouth is None:
            return
        try:
            clip = self.mouth.lines.clip(line)
            yield SpeechStarted(line)
            self.mouth.speaker.play(clip, self.skipped)
        except (Missing, BadStore) as error:
            yield Notice(f"Not spoken: {error}")
        yield SpeechEnded()

    def _keep(
        self, question: Question, started: datetime, answered: Answered, scorecard: Scorecard
    ) -> Iterator[Event]:
        sound = answered.sound
        attempt = Attempt(
            question=question.slug,
            number=question.number,
            pack=question.pack,
            prompt=question.prompt,
            started_at=started.isoformat(timespec="seconds"),
            mode=self.settings.mode,
            sound=None if sound is None else sound.relative_to(self.settings.data_dir),
            transcript=answered.transcript,
            scorecard=scorecard.to_dict(),
            settings={
                "engine": answered.transcript.engine,
                "model": answered.transcript.model,
                "voice": self.settings.voice,
                "silence_s": str(self.settings.silence_s),
                "mode": self.settings.mode,
            },
            versions={
                "program": self.version,
                "scorer": str(SCORER_VERSION),
                "python": platform.python_version(),
            },
        )
        try:
            yield Kept(self.store.add(attempt), scorecard.total)
        except BadStore as error:
            where = f". The recording is at {sound}." if sound is not None else ""
            yield Notice(f"Not stored: {error}{where}")
