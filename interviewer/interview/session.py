"""The conversation: ask aloud, take the answer, score it, keep it. Yields typed events."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from interviewer.audio.files import append_file
from interviewer.audio.speaker import Speaker, never
from interviewer.bank.models import Question
from interviewer.errors import BadStore, Interrupted, InterviewerError, Missing
from interviewer.history.attempt import DEMO, DRILL, Attempt
from interviewer.history.sounds import shelve
from interviewer.history.store import Store
from interviewer.history.unfinished import Note, noted
from interviewer.interview.answering import Answered, AnswerSource, kept_text
from interviewer.interview.dialogue import COACH, Brief, Dialogue, Manner, brief, lines_ahead
from interviewer.interview.events import (
    Event,
    Interjected,
    Kept,
    LineSaid,
    Notice,
    QuestionAsked,
    Scored,
    SpeechEnded,
    SpeechStarted,
)
from interviewer.interview.follow_ups import next_follow_up, with_follow_up
from interviewer.interview.judging import versions
from interviewer.interview.partner import Line, Listener
from interviewer.scoring.nearness import Sentences
from interviewer.scoring.score import score
from interviewer.scoring.scorecard import Scorecard
from interviewer.settings import Settings
from interviewer.speech.spoken import SpokenLines
from interviewer.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Mouth:
    """The interviewer's voice: lines rendered to sound, and where they are played."""

    lines: SpokenLines
    speaker: Speaker


@dataclass(frozen=True)
class _Exchange:
    """A question, when it was asked, and all that has been answered to it so far."""

    question: Question
    started: datetime
    answered: Answered
    vectors: Callable[[], Sentences | None]
    mode: str

    @cached_property
    def transcript(self) -> Transcript:
        return self.answered.transcript.as_kept()

    @property
    def heard(self) -> bool:
        return bool(self.transcript.candidate_text.strip())

    @property
    def goes_on(self) -> bool:
        """Whether the candidate stays for more questions."""
        return self.answered.ended_by != "left"

    @property
    def continues(self) -> bool:
        """Whether a follow-up can be answered: neither the input nor the sitting has ended."""
        return self.answered.ended_by not in ("end", "left")

    @cached_property
    def scorecard(self) -> Scorecard:
        return score(self.question, self.transcript, vectors=self.vectors())


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting. ``mouth`` is None where nothing is spoken; ``skipped`` cuts the interviewer short.

    ``converses``: the source can be answered while it is taken; False for a recording that is played.
    ``demo``: somebody else's answer is played; it counts in no progress.
    """

    settings: Settings
    store: Store
    source: AnswerSource
    mouth: Mouth | None
    version: str
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    skipped: Callable[[], bool] = never
    manner: Manner = COACH
    converses: bool = True
    demo: bool = False
    vectors: Callable[[], Sentences | None] = lambda: None
    prepare: Callable[[Question], None] = lambda question: None  # told what will be scored, ahead of it
    try_again: Callable[[str], bool] = lambda trouble: False  # asked when an answer can't be stored

    def practise(
        self, questions: Sequence[Question], ends: datetime | None = None
    ) -> Generator[Event, None, None]:
        """Ask the questions in turn, none after ``ends``."""
        for at, question in enumerate(questions):
            if at and ends is not None and self.clock() >= ends:
                return
            self.prepare(question)
            yield QuestionAsked(question, at + 1, len(questions))
            yield from self.pose(question, questions[at + 1 : at + 2], self.manner)
            goes_on = yield from self._answer(question)
            if not goes_on:
                return

    def pose(
        self, question: Question, following: Sequence[Question], manner: Manner
    ) -> Generator[Event, None, float]:
        """Speak the question; render meanwhile what may have to be said next."""
        ahead = lines_ahead(question, manner) if self.converses else ()
        return (yield from self.say(question.prompt, (*ahead, *(later.prompt for later in following))))

    def brief(self, question: Question, manner: Manner) -> Brief:
        """What the interviewer has to know for an answer."""
        return brief(question, manner, self._talking_vectors)

    def _talking_vectors(self) -> Sentences | None:
        """The model of word meanings; without it, which is told when the answer is scored, words will do."""
        try:
            return self.vectors()
        except InterviewerError:
            return None

    def say(
        self, line: str, ahead: Iterable[str] = (), *, stopped: Callable[[], bool] | None = None
    ) -> Generator[Event, None, float]:
        """Speak a line; without a working voice or speaker it has been shown, and that is told.

        Meanwhile the lines ``ahead`` are rendered. Returns the seconds that the line takes.
        """
        if self.mouth is None:
            return 0.0
        spoken_s = 0.0
        try:
            clip = self.mouth.lines.clip(line)
            for later in ahead:
                self.mouth.lines.prepare(later)
            yield SpeechStarted(line)
            self.mouth.speaker.play(clip, stopped or self.skipped)
            spoken_s = clip.duration_s
        except (Missing, BadStore) as error:
            yield Notice(f"Not spoken: {error}")
        yield SpeechEnded()
        return spoken_s

    def _answer(self, question: Question) -> Generator[Event, None, bool]:
        """Take the answer, score it, keep it. Returns whether the candidate wants to go on."""
        started = self.clock()
        dialogue = Dialogue(self.brief(question, self.manner))
        partner = dialogue if self.converses else Listener()
        records = self.source.records
        with noted(
            self.settings.recordings, question.slug, started, self.settings.mode, records=records
        ) as note:
            answered = yield from self.source.take(question, note.sound, partner, self.say)
            if answered.ended_by == "skipped":
                where = f" The recording is at {answered.sound}." if answered.sound else ""
                yield Notice(f"Skipped; nothing is stored.{where}")
                note.settle()
                return True
            mode = DEMO if self.demo else self.settings.mode
            exchange = _Exchange(question, started, answered, self.vectors, mode)
            if self.converses:
                exchange = yield from self._follow_up(exchange, dialogue.continued(), note)
            number = yield from self._concluded(exchange)
            if number is not None or not exchange.heard:
                note.settle()
            elif not records:
                yield Notice(kept_text(exchange.transcript, question, note.sound.with_suffix(".txt")))
        if not exchange.heard:
            return exchange.goes_on
        if exchange.scorecard.jump.jumped and self.manner.interrupt != "never" and not dialogue.interjected:
            yield Interjected(question.interjections[0])
            yield from self.say(question.interjections[0])
        if number is not None:
            yield from self._shelve(number)
        return exchange.goes_on

    def finish(
        self, question: Question, started: datetime, answered: Answered
    ) -> Generator[Event, None, bool]:
        """Score and keep an answer that an earlier session could not finish. Returns whether that is done."""
        exchange = _Exchange(question, started, answered, self.vectors, self.settings.mode)
        number = yield from self._concluded(exchange)
        if number is not None:
            yield from self._shelve(number)
        return number is not None or not exchange.heard

    def keep_drill(
        self, question: Question, started: datetime, answered: Answered
    ) -> Generator[Event, None, int | None]:
        """Keep what was asked in a drill; its number, None where that failed."""
        exchange = _Exchange(question, started, answered, self.vectors, DRILL)
        number = None
        for event in self._keep(exchange):
            if isinstance(event, Kept):  # it has no mark that could be told
                number = event.attempt
                yield from self._shelve(number)
            else:
                yield event
        return number

    def _concluded(self, exchange: _Exchange) -> Generator[Event, None, int | None]:
        """Score what was said and keep it. Returns the attempt's number, None where nothing was kept."""
        yield Scored(exchange.question, exchange.scorecard, exchange.transcript)
        if exchange.heard:
            return (yield from self._keep(exchange))
        sound = exchange.answered.sound
        kept = f" The recording is at {sound}." if sound else ""
        yield Notice(f"No answer was heard, so none is stored.{kept}")
        return None

    def _follow_up(
        self, exchange: _Exchange, dialogue: Dialogue, note: Note
    ) -> Generator[Event, None, _Exchange]:
        """Ask what is still open and take the answers, as part of the same attempt.

        After the end of the input, or where nothing was said, there is nothing to follow up.
        """
        question, asked = exchange.question, list[Line]()
        while len(asked) < self.manner.follow_ups and exchange.heard and exchange.continues:
            line = next_follow_up(question, exchange.scorecard, asked, fixed=self.manner.fixed)
            if line is None:
                break
            asked.append(line)
            yield LineSaid(line)
            spoken_s = yield from self.say(line.text)
            try:
                sound = note.follow_up(len(asked))
                more = yield from self.source.take(question, sound, dialogue, self.say)
            except Missing as error:
                yield Notice(f"The follow-up can't be answered: {error}")
                break
            except (KeyboardInterrupt, Interrupted) as error:
                number = self.store.add(self._attempt(exchange), exchange.question)
                note.settle()
                raise Interrupted(
                    f"Stopped. Your answer is kept as attempt {number}, without the last follow-up"
                ) from error
            if not more.transcript.candidate_text.strip():
                # A follow-up that nobody answered is no part of the attempt.
                return replace(exchange, answered=replace(exchange.answered, ended_by=more.ended_by))
            exchange = yield from self._with_more(exchange, line, spoken_s, more)
        return exchange

    def _with_more(
        self, exchange: _Exchange, line: Line, spoken_s: float, more: Answered
    ) -> Generator[Event, None, _Exchange]:
        """The answer and its follow-up as one, in words and in sound."""
        first, more = exchange.answered.saved(), more.saved()
        if first.sound is not None and more.sound is not None and first.unsaved is None:
            try:
                append_file(first.sound, spoken_s, more.sound)
            except InterviewerError as error:
                yield Notice(f"The answer to the follow-up is not in the recording: {error}")
        transcript = with_follow_up(first.transcript, line, spoken_s, more.transcript)
        return replace(exchange, answered=Answered(transcript, first.sound, more.ended_by, first.unsaved))

    def _keep(self, exchange: _Exchange) -> Generator[Event, None, int | None]:
        """Store the attempt; its number, None where that failed."""
        while True:
            answered = exchange.answered.saved()
            if answered is not exchange.answered:
                exchange = replace(exchange, answered=answered)
            attempt = self._attempt(exchange)
            try:
                number = self.store.add(attempt, exchange.question)
                yield Kept(number, attempt.total)
                return number
            except BadStore as error:
                if not self.try_again(f"Not stored: {error}."):
                    sound = exchange.answered.sound
                    where = f". The recording is at {sound}." if sound is not None else ""
                    yield Notice(f"Not stored: {error}{where}")
                    return None

    def _shelve(self, attempt: int) -> Generator[Event, None, None]:
        """Keep the recording in less room, or not at all, as the settings wish."""
        try:
            shelve(self.store, self.settings.data_dir, attempt, self.settings.keep_sound_days)
        except InterviewerError as error:
            yield Notice(f"The recording stays as it is: {error}")

    def _attempt(self, exchange: _Exchange) -> Attempt:
        question, transcript = exchange.question, exchange.transcript
        sound = exchange.answered.sound
        return Attempt(
            question=question.slug,
            number=question.number,
            pack=question.pack,
            prompt=question.prompt,
            started_at=exchange.started.isoformat(timespec="seconds"),
            mode=exchange.mode,
            sound=None if sound is None else sound.relative_to(self.settings.data_dir),
            transcript=transcript,
            scorecard=exchange.scorecard.to_dict(),
            settings={
                "engine": transcript.engine,
                "model": transcript.model,
                "voice": self.settings.voice,
                "silence_s": str(self.settings.silence_s),
                "mode": self.settings.mode,
            },
            versions=versions(self.version),
        )
