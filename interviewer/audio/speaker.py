"""Where the interviewer's voice goes. The real speaker is in `devices`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from interviewer.audio.clip import Clip


def never() -> bool:
    """The answer of a ``stopped`` that nobody can press."""
    return False


class Speaker(Protocol):
    """Somewhere to play sound."""

    @property
    def name(self) -> str:
        """For a person: the device's name."""
        ...

    def play(self, clip: Clip, stopped: Callable[[], bool] = never) -> bool:
        """Play ``clip`` and return when it has been heard, or within 50 ms of ``stopped()`` being true.

        Returns whether it was played to its end. Raises MissingDevice when the device can't be used.
        """
        ...


class NoSpeaker:
    """Plays nothing and takes no time: for --no-speak and for machines without a speaker."""

    name = "no speaker"

    def play(self, clip: Clip, stopped: Callable[[], bool] = never) -> bool:
        return not stopped()
