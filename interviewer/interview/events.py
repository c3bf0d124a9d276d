"""What happens in a session, as plain values. A face renders them and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interviewer.audio.recording import EndedBy, Tick
from interviewer.bank.models import Question
from interviewer.interview.drill import DrillReview
from interviewer.interview.partner import Line
from interviewer.interview.rounds import RoundAnswer
from interviewer.scoring.scorecard import Scorecard
from interviewer.transcript import Transcript


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """The question is shown; it is spoken next if there is a voice and a speaker. Counts from 1."""

    question: Question
    place: int
    count: int


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """The interviewer begins to speak this line."""

    text: str


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """The interviewer is silent again."""


@dataclass(frozen=True, slots=True)
class ListeningStarted:
    """The candidate's turn. ``cap_s``, ``silence_s``, ``sound`` (the recording) are None where he types."""

    question: Question
    microphone: str
    cap_s: float | None = None
    silence_s: float | None = None
    sound: Path | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A tick of the recording, about ten times a second. ``caught_up``: all speech has been listened to."""

    tick: Tick
    caught_up: bool = True


@dataclass(frozen=True, slots=True)
class TextHeard:
    """The answer so far: words that are final, and after them words that may still change."""

    settled: str
    guess: str


@dataclass(frozen=True, slots=True)
class Paused:
    """The candidate has stopped the recording for a while, or goes on (``paused`` is False then)."""

    paused: bool


@dataclass(frozen=True, slots=True)
class AnswerEnded:
    """The answer is over. ``sound`` is the recording, None for a typed answer."""

    ended_by: EndedBy | None
    duration_s: float
    sound: Path | None


@dataclass(frozen=True, slots=True)
class Transcribing:
    """How much of the answer has been transcribed, 0 to 1; None where only its last words are left."""

    share: float | None


@dataclass(frozen=True, slots=True)
class Scored:
    """The scorecard is ready."""

    question: Question
    scorecard: Scorecard
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Kept:
    """The attempt is stored under this number; ``total`` is its mark, 0 to 100."""

    attempt: int
    total: float


@dataclass(frozen=True, slots=True)
class LineSaid:
    """The interviewer says a line in or after an answer; it is spoken next if there is a voice.

    ``start_s``: when, in seconds of the recording; None in a typed answer and for a follow-up.
    """

    line: Line
    start_s: float | None = None


@dataclass(frozen=True, slots=True)
class Interjected:
    """Coach mode, after a jump that was not cut in on: what an interviewer would have said."""

    line: str


@dataclass(frozen=True, slots=True)
class Drilled:
    """What the questions of one scenario brought. ``attempt``: its number, None where it is not kept."""

    review: DrillReview
    attempt: int | None = None


@dataclass(frozen=True, slots=True)
class DrillEnded:
    """The drill is over: all its scenarios, in order."""

    reviews: tuple[DrillReview, ...]


@dataclass(frozen=True, slots=True)
class RoundEnded:
    """The mock interview is over: its answers, in order."""

    answers: tuple[RoundAnswer, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the candidate should know; the session goes on."""

    text: str


Event = (
    QuestionAsked
    | SpeechStarted
    | SpeechEnded
    | ListeningStarted
    | Heard
    | TextHeard
    | Paused
    | LineSaid
    | AnswerEnded
    | Transcribing
    | Scored
    | Kept
    | Interjected
    | Drilled
    | DrillEnded
    | RoundEnded
    | Notice
)
