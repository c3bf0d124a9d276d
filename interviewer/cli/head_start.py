"""Heavy models are loaded while the question is spoken, not while it is being made ready to speak."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event
from typing import TypeVar

from interviewer.errors import Interrupted

HEAD_START_S = 0.4  # for the speaker to open; loading takes both cores of a small machine
LONGEST_S = 10.0  # then it is loaded whatever happens: some lines take long to render
Loaded = TypeVar("Loaded")


class HeadStart:
    """Holds back what is to be loaded on other threads, until `go` or `cancel`."""

    def __init__(self) -> None:
        self._decided = Event()
        self._cancelled = False
        self._delay_s = 0.0

    def go(self, delay_s: float = 0.0) -> None:
        """The first sound is on its way, HEAD_START_S from now, or there will be none."""
        if not self._decided.is_set():
            self._delay_s = delay_s
        self._decided.set()

    def cancel(self) -> None:
        """It is not needed any more; those that wait end at once."""
        self._cancelled = not self._decided.is_set()
        self._decided.set()

    def after(self, load: Callable[[], Loaded]) -> Loaded:
        """Wait, then load. Raises Interrupted when it is cancelled first."""
        self._decided.wait(LONGEST_S)
        if self._cancelled:
            raise Interrupted("Stopped")
        time.sleep(self._delay_s)
        return load()
