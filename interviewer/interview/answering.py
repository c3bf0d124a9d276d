"""How an answer is taken: what every source of answers does, and the typed one. `spoken` has the other."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from shlex import quote
from typing import Protocol

from interviewer.audio.files import write_clip
from interviewer.audio.recording import EndedBy, Recording
from interviewer.bank.models import Question
from interviewer.errors import BadStore, Interrupted
from interviewer.interview.events import (
    AnswerEnded,
    Event,
    LineSaid,
    ListeningStarted,
)
from interviewer.interview.partner import Partner
from interviewer.transcript import Speaker, Transcript, Turn

END_OF_ANSWER = "/done"  # a typed line that ends the answer
TYPED_PAUSE_S = 1.0  # the silence after a typed line: long enough for a reply, too short for a nudge


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said, the recording it was said in (None for a typed answer), and what ended it.

    ``unsaved``: the sound, where the disk did not take all of it.
    """

    transcript: Transcript
    sound: Path | None
    ended_by: EndedBy | None = None
    unsaved: Recording | None = None

    def saved(self) -> Answered:
        """The same with the recording on disk, if there is room for it now."""
        if self.unsaved is None:
            return self
        try:
            write_clip(self.unsaved.path, self.unsaved.clip)
        except BadStore:
            return self
        return replace(self, sound=self.unsaved.path, unsaved=None)


class Say(Protocol):
    """Speaks a line; what it yields is passed on, and the seconds that it took are returned."""

    def __call__(
        self, line: str, *, stopped: Callable[[], bool] | None = None
    ) -> Generator[Event, None, float]:
        """``stopped`` is asked, on the thread that iterates, whether the rest is not wanted any more."""
        ...


def silent(line: str, *, stopped: Callable[[], bool] | None = None) -> Generator[Event, None, float]:
    """Where the interviewer has no voice: the line has been shown."""
    yield from ()
    return 0.0


class AnswerSource(Protocol):
    """Takes one answer: yields events and returns what was said, the partner's lines among it."""

    @property
    def records(self) -> bool:
        """Whether there will be a recording."""

    def take(
        self, question: Question, sound: Path, partner: Partner, say: Say
    ) -> Generator[Event, None, Answered]: ...


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """Lines from the keyboard or a pipe, up to ``/done`` or the end of input; each is an utterance."""

    lines: Iterable[str]
    records: bool = False

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
                kept = kept_text(talk.transcript, question, sound.with_suffix(".txt"))
                raise Interrupted(f"Stopped. {kept}") from error
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


def kept_text(said: Transcript, question: Question, path: Path) -> str:
    """Keep the lines of an answer that can't be stored; says where they are, or that they are lost."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(said.candidate_text, encoding="utf-8", errors="replace")
    except OSError as error:
        return f"{path} can't be written ({error.strerror}), so your lines are lost"
    return (
        f"Your lines are kept; score them with: interviewer score {quote(str(path))} "
        f"--question {question.slug}"
    )
