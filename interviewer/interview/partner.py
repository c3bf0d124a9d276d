"""What an interviewer may do while a candidate still speaks. Pure values and one protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from interviewer.transcript import Transcript

LineKind = Literal["reply", "interjection", "nudge", "follow_up", "repeat", "welcome", "close"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line that the interviewer says. ``facts`` are the ids of the facts it gives away."""

    text: str
    kind: LineKind
    facts: tuple[str, ...] = ()


class Partner(Protocol):
    """Listens to an answer as it grows, and sometimes says something."""

    def consider(self, so_far: Transcript, quiet_s: float) -> tuple[Line, ...]:
        """The lines to say now; usually none.

        ``so_far`` holds all turns up to now, the interviewer's too; ``quiet_s`` is how
        long the candidate has been silent, 0 while he speaks. Asked again and again, so it
        remembers what it has answered.
        """
        ...


class Listener:
    """A partner who never says a word."""

    def consider(self, so_far: Transcript, quiet_s: float) -> tuple[Line, ...]:
        return ()
