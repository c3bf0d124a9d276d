"""Takes a spoken answer: it is recorded, heard while it is spoken, and the interviewer may say something."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from typing import Literal, TypeVar

from interviewer.audio.activity import Activity
from interviewer.audio.microphone import Microphone
from interviewer.audio.recording import EndedBy, Ending, Recorder, Recording, Tick
from interviewer.bank.models import Question, QuestionType
from interviewer.interview.answering import Answered, Say
from interviewer.interview.events import (
    AnswerEnded,
    Event,
    Heard,
    LineSaid,
    ListeningStarted,
    Notice,
    Paused,
    TextHeard,
    Transcribing,
)
from interviewer.interview.interrupting import Speaking
from interviewer.interview.partner import Line, Partner
from interviewer.interview.turns import (
    SpokenLine,
    ends_with_farewell,
    is_unfinished,
    turns,
    without_farewell,
)
from interviewer.speech.engines import Engine
from interviewer.speech.listen import hear_regions, without_loops
from interviewer.speech.live.draft import Draft
from interviewer.speech.live.hearing import LATE_S, LiveHearing
from interviewer.transcript import Transcript, Word

# How long an answer may last, in seconds: a definition needs no ten minutes, a design does.
CAP_S: dict[QuestionType, float] = {
    "concept": 240,
    "compare": 240,
    "howto": 360,
    "behavioural": 300,
    "design": 900,
}
PROGRESS_S = 0.1  # how often the face hears of a running transcription
FAREWELL_PAUSE_S = 1.0  # of silence after "that's my answer"
IN_MEMORY = "Go on: your answer is kept in memory, and written as soon as there is room."
LATE = (
    "This machine hears slower than you speak. Nothing is lost: your answer is recorded, "
    "and the rest of it is heard after its end."
)
Control = Literal["end", "pause", "repeat", "skip", "leave"]
ENDS: dict[Control, EndedBy] = {"end": "stopped", "skip": "skipped", "leave": "left"}
Result = TypeVar("Result")


def unheeded(text: str) -> None:
    """The ``settled`` of an answer that nobody gets ready to score."""


def no_control() -> Control | None:
    """The answer of ``controls`` where there are no keys."""
    return None


@dataclass(frozen=True, slots=True)
class SpokenAnswer:
    """A microphone, the voice activity that ends an answer, and the engine that hears it.

    ``engine`` is still loading while the question is spoken. ``controls`` is asked what the candidate wants.
    ``live``: the answer is heard while it is spoken; False for a recording that comes faster than that,
    which is heard as a whole and to which nobody replies. ``headphones``: the microphone stays open while
    the interviewer speaks, and he stops when the candidate does. ``settled`` is told what text is final so
    far, so that little is left to do at the end; it returns at once.
    """

    microphone: Microphone
    activity: Activity
    engine: Future[Engine]
    silence_s: float
    controls: Callable[[], Control | None] = no_control
    live: bool = True
    headphones: bool = False
    records: bool = True
    settled: Callable[[str], None] = unheeded

    def take(
        self, question: Question, sound: Path, partner: Partner, say: Say
    ) -> Generator[Event, None, Answered]:
        if self.engine.done():
            self.engine.result()  # what keeps it from hearing is told before the answer, not after
        with suppress(OSError):  # the recorder tells what is wrong with the folder
            sound.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        ending = Ending(silence_s=self.silence_s, cap_s=CAP_S[question.type])
        yield ListeningStarted(question, self.microphone.name, ending.cap_s, ending.silence_s, sound)
        if self.live:
            return (yield from _Conversation(self, question, partner, say).taken(sound, ending))
        return (yield from _heard_as_a_whole(self, sound, ending))


class _Conversation:
    """One answer while it is given: the recorder, what has been heard, and what the interviewer says."""

    def __init__(self, source: SpokenAnswer, question: Question, partner: Partner, say: Say) -> None:
        self._source = source
        self._question = question
        self._partner = partner
        self._say = say
        self._hearing = LiveHearing(source.engine)
        self._lines: list[SpokenLine] = []
        self._waiting: list[Line] = []  # to be said next
        self._speaking: Speaking | None = None
        self._draft = Draft()  # as it was last shown
        self._wanted: EndedBy | None = None
        self._is_paused = False
        self._told_late = False
        self._told_disk = False

    def taken(self, sound: Path, ending: Ending) -> Generator[Event, None, Answered]:
        """Record, hear and reply until the answer ends."""
        source = self._source
        recorder = Recorder(source.microphone, sound, ending, source.activity, self._hearing.add)
        with closing(self):
            for tick in recorder.ticks(lambda: self._ended_by(recorder)):
                yield Heard(tick, self._hearing.caught_up)
                yield from self._told(tick, recorder)
            recording = recorder.recording
            yield AnswerEnded(recording.ended_by, recording.clip.duration_s, sound)
            yield from _told_of_the_disk(recording)
            if recording.ended_by == "skipped":
                return Answered(Transcript(()), _existing(sound), "skipped")
            self._hearing.finish()
            draft = yield from _awaited(self._hearing.done, [None])
        words = without_farewell(without_loops(draft.settled))
        transcript = self._transcript(words, recording)
        return Answered(transcript, _existing(sound), recording.ended_by, _unsaved(recording))

    def close(self) -> None:
        """Nobody listens any more, and nobody speaks."""
        self._hearing.close()
        if self._speaking is not None:
            self._speaking.stop()

    def _ended_by(self, recorder: Recorder) -> EndedBy | None:
        """What the candidate's keys ask for, and his voice where he may cut in; asked at every frame."""
        if self._source.headphones and self._speaking is not None and recorder.hears_voice:
            self._speaking.stop()
        match self._source.controls():
            case None:
                pass
            case "end" if self._speaking is not None:
                self._speaking.stop()
            case "pause":
                recorder.paused = not recorder.paused
            case "repeat":
                self._waiting.append(Line(self._question.prompt, "repeat"))
            case control:
                self._wanted = ENDS[control]
        return self._wanted

    def _told(self, tick: Tick, recorder: Recorder) -> Generator[Event, None, None]:
        """What has happened since the last tick."""
        if recorder.paused != self._is_paused:
            self._is_paused = recorder.paused
            yield Paused(self._is_paused)
        yield from self._speech(tick, recorder)
        is_heard = self._hearing.caught_up  # before the draft, which may grow meanwhile
        draft = self._hearing.draft
        is_new = draft.words != self._draft.words
        if is_new:
            yield TextHeard(_text(draft.settled), _text(draft.guess))
        if len(draft.settled) > len(self._draft.settled):
            self._source.settled(_text(draft.settled))
        self._draft = draft
        pause_s = tick.silence_s if is_heard else 0.0
        recorder.unfinished = is_unfinished(draft.words)
        if is_heard and pause_s >= FAREWELL_PAUSE_S and ends_with_farewell(draft.words):
            self._wanted = "said"
        elif self._speaking is None and (is_new or pause_s > 0) and draft.words:
            self._waiting += self._partner.consider(self._transcript(draft.words), pause_s)
        if not self._told_disk and recorder.disk_error is not None:
            self._told_disk = True
            yield Notice(f"{recorder.disk_error}. {IN_MEMORY}")
        if not self._told_late and self._hearing.behind_s > LATE_S:
            self._told_late = True
            yield Notice(LATE)

    def _speech(self, tick: Tick, recorder: Recorder) -> Generator[Event, None, None]:
        """Begin to say what waits, and pass on what comes of it."""
        if self._speaking is None and self._waiting:
            line = self._waiting.pop(0)
            recorder.interviewer_speaks(deaf=not self._source.headphones)
            self._speaking = Speaking(self._say, line, tick.elapsed_s)
            self._lines.append(SpokenLine(line.text, tick.elapsed_s, tick.elapsed_s))
            yield LineSaid(line, tick.elapsed_s)
        speaking = self._speaking
        if speaking is None:
            return
        yield from speaking.events()
        if speaking.is_over:
            self._lines[-1] = SpokenLine(speaking.line.text, speaking.start_s, tick.elapsed_s)
            self._speaking = None
            recorder.interviewer_is_silent()

    def _transcript(self, words: Sequence[Word], recording: Recording | None = None) -> Transcript:
        engine = self._source.engine.result() if self._source.engine.done() else None
        return Transcript(
            turns=turns(words, self._lines),
            duration_s=None if recording is None else recording.clip.duration_s,
            engine="" if engine is None else engine.name,
            model="" if engine is None else engine.model,
            speech=() if recording is None else _spans(recording),
        )


def _heard_as_a_whole(source: SpokenAnswer, sound: Path, ending: Ending) -> Generator[Event, None, Answered]:
    """Record, then transcribe: on a second thread, so that the face is alive and Ctrl-C is heard at once."""
    recorder = Recorder(source.microphone, sound, ending, source.activity)
    for tick in recorder.ticks(lambda: _end(source.controls())):
        yield Heard(tick)
    recording = recorder.recording
    yield AnswerEnded(recording.ended_by, recording.clip.duration_s, sound)
    yield from _told_of_the_disk(recording)
    if recording.ended_by == "skipped":
        return Answered(Transcript(()), _existing(sound), "skipped")
    shares: list[float | None] = [0.0]
    left = Flag()

    def note(share: float) -> None:
        if left.is_set():
            raise _LeftError
        shares.append(share)

    engine = yield from _awaited(source.engine, shares)
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="transcribe")
    try:
        work = pool.submit(hear_regions, engine, recording.clip, recording.regions, note)
        transcript = yield from _awaited(work, shares)
    finally:
        left.set()
        pool.shutdown(wait=False)  # the thread ends after the piece that it is at
    return Answered(transcript, _existing(sound), recording.ended_by, _unsaved(recording))


def _end(control: Control | None) -> EndedBy | None:
    return None if control is None else ENDS.get(control)


class _LeftError(Exception):
    """The session was left while the answer was being transcribed."""


def _awaited(work: Future[Result], shares: Sequence[float | None]) -> Generator[Event, None, Result]:
    """The result of ``work``; until it is there, an event every PROGRESS_S with the last of ``shares``."""
    while True:
        yield Transcribing(shares[-1])
        try:
            return work.result(timeout=PROGRESS_S)
        except NotYet:
            if work.done():  # a time-out of the work itself, not of the waiting
                raise


def _told_of_the_disk(recording: Recording) -> Generator[Event, None, None]:
    if recording.disk_error is not None:
        yield Notice(f"The recording is not whole ({recording.disk_error}); the answer is scored anyway.")


def _unsaved(recording: Recording) -> Recording | None:
    return None if recording.disk_error is None else recording


def _existing(sound: Path) -> Path | None:
    return sound if sound.exists() else None


def _spans(recording: Recording) -> tuple[tuple[float, float], ...]:
    return tuple((region.start_s, region.end_s) for region in recording.regions)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
