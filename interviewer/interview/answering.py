"""Two ways to take an answer: spoken into a microphone, or typed. Each yields events, then the answer."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from shlex import quote
from threading import Event as Flag
from typing import Protocol, TypeVar

from interviewer.audio.activity import Activity
from interviewer.audio.microphone import Microphone
from interviewer.audio.recording import EndedBy, Ending, Recorder, Recording
from interviewer.audio.speaker import never
from interviewer.bank.models import Question, QuestionType
from interviewer.errors import Interrupted
from interviewer.interview.events import (
    AnswerEnded,
    Event,
    Heard,
    LineSaid,
    ListeningStarted,
    Notice,
    Transcribing,
)
from interviewer.interview.partner import Partner
from interviewer.speech.engines import Engine
from interviewer.speech.listen import hear_regions
from interviewer.transcript import Speaker, Transcript, Turn

# How long an answer may last, in seconds: a definition needs no ten minutes, a design does.
CAP_S: dict[QuestionType, float] = {
    "concept": 240,
    "compare": 240,
    "howto": 360,
    "behavioural": 300,
    "design": 900,
}
PROGRESS_S = 0.1  # how often the face hears of a running transcription
END_OF_ANSWER = "/done"  # a typed line that ends the answer
TYPED_PAUSE_S = 1.0  # the silence after a typed line: long enough for a reply, too short for a nudge
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said, the recording it was said in (None for a typed answer), and what ended it."""

    transcript: Transcript
    sound: Path | None
    ended_by: EndedBy | None = None


# Speaks a line; what it yields is passed on, and the seconds that it took are returned.
Say = Callable[[str], Generator[Event, None, float]]


def silent(line: str) -> Generator[Event, None, float]:
    """Where the interviewer has no voice: the line has been shown."""
    yield from ()
    return 0.0


class AnswerSource(Protocol):
    """Takes one answer: yields events and returns what was said, the partner's lines among it."""

    def take(
        self, question: Question, sound: Path, partner: Partner, say: Say
    ) -> Generator[Event, None, Answered]: ...


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """Lines from the keyboard or a pipe, up to ``/done`` or the end of input; each is an utterance."""

    lines: Iterable[str]

    def take(
        self, question: Question, sound: Path, partner: Partner, say: Say
    ) -> Generator[Event, None, Answered]:
        yield ListeningStarted(question, "the keyboard")
        talk = _TypedTalk()
        ended_by: EndedBy = "end"
        try:
            for line in self.lines:
                if line.strip() == END_OF_ANSWER:
                    ended_by = "stopped"
                    break
                talk.add("candidate", line.rstrip("\r\n"))
                for reply in partner.consider(talk.transcript, TYPED_PAUSE_S):
                    talk.add("interviewer", reply.text)
                    yield LineSaid(reply)
                    yield from say(reply.text)
        except KeyboardInterrupt as error:
            if talk.transcript.candidate_text:
                raise _kept_text(talk.transcript, question, sound.with_suffix(".txt")) from error
            raise
        yield AnswerEnded(ended_by, 0.0, None)
        return Answered(talk.transcript, None, ended_by)


@dataclass(slots=True)
class _TypedTalk:
    """Who typed or said which line, in order."""

    lines: list[tuple[Speaker, str]] = field(default_factory=list)

    def add(self, speaker: Speaker, line: str) -> None:
        self.lines.append((speaker, line))

    @property
    def transcript(self) -> Transcript:
        """The candidate's lines up to a reply are one turn."""
        turns = []
        for speaker, said in groupby(self.lines, key=lambda entry: entry[0]):
            text = "\n".join(line for _, line in said).strip()
            if text:
                turns.append(Turn(speaker, text))
        return Transcript(tuple(turns))


def _kept_text(said: Transcript, question: Question, path: Path) -> Interrupted:
    """Keep the lines of an answer that was broken off; the error that says where they are."""
    text = said.candidate_text
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        return Interrupted(f"Stopped; {path} can't be written ({error.strerror}), so your lines are lost")
    return Interrupted(
        f"Stopped. Your lines are kept; score them with: interviewer score {quote(str(path))} "
        f"--question {question.slug}"
    )


class _LeftError(Exception):
    """The session was left while the answer was being transcribed."""


@dataclass(frozen=True, slots=True)
class SpokenAnswer:
    """A microphone, the voice activity that ends an answer, and the engine that hears it.

    ``engine`` is still loading while the question is spoken. ``stopped`` is asked
    whether the candidate has ended the answer.
    """

    microphone: Microphone
    activity: Activity
    engine: Future[Engine]
    silence_s: float
    stopped: Callable[[], bool] = never

    def take(
        self, question: Question, sound: Path, partner: Partner, say: Say
    ) -> Generator[Event, None, Answered]:
        if self.engine.done():
            self.engine.result()  # what keeps it from hearing is told before the answer, not after
        with suppress(OSError):  # the recorder tells what is wrong with the folder
            sound.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        ending = Ending(silence_s=self.silence_s, cap_s=CAP_S[question.type])
        recorder = Recorder(self.microphone, sound, ending, self.activity)
        yield ListeningStarted(question, self.microphone.name, ending.cap_s, ending.silence_s, sound)
        for tick in recorder.ticks(self.stopped):
            yield Heard(tick)
        recording = recorder.recording
        yield AnswerEnded(recording.ended_by, recording.clip.duration_s, sound)
        if recording.disk_error is not None:
            yield Notice(f"The recording is not whole ({recording.disk_error}); the answer is scored anyway.")
        transcript = yield from self._transcribed(recording)
        return Answered(transcript, sound if sound.exists() else None, recording.ended_by)

    def _transcribed(self, recording: Recording) -> Generator[Event, None, Transcript]:
        """Transcribe on a second thread, so that the face stays alive and Ctrl-C is heard at once."""
        shares = [0.0]
        left = Flag()

        def note(share: float) -> None:
            if left.is_set():
                raise _LeftError
            shares.append(share)

        engine = yield from _awaited(self.engine, shares)
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="transcribe")
        try:
            work = pool.submit(hear_regions, engine, recording.clip, recording.regions, note)
            return (yield from _awaited(work, shares))
        finally:
            left.set()
            pool.shutdown(wait=False)  # the thread ends after the piece that it is at


def _awaited(work: Future[Result], shares: Sequence[float]) -> Generator[Event, None, Result]:
    """The result of ``work``; until it is there, an event every PROGRESS_S with the last of ``shares``."""
    while True:
        yield Transcribing(shares[-1])
        try:
            return work.result(timeout=PROGRESS_S)
        except NotYet:
            if work.done():  # a time-out of the work itself, not of the waiting
                raise
