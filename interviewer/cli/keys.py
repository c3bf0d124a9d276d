"""Single keys on a terminal, without waiting for them."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import select
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from interviewer.interview.spoken import Control

CONTROLS: dict[str, Control] = {
    "\r": "end",
    "\n": "end",
    " ": "end",
    "p": "pause",
    "r": "repeat",
    "s": "skip",
    "q": "leave",
}


HELP_FOR_A_FILE = "S skips the question, Q leaves."


class Keys(Protocol):
    """Asked many times a second what the candidate has pressed."""

    listening: bool

    def control(self) -> Control | None:
        """The next key that means something, None while none was pressed."""
        ...

    def pressed(self) -> bool:
        """Whether a key asks the interviewer to be silent; one that asks for more waits for `control`."""
        ...


class NoKeys:
    """Where standard input is no terminal."""

    listening = False

    def control(self) -> Control | None:
        return None

    def pressed(self) -> bool:
        return False


class _TerminalKeys:
    """Reads past Python's buffer, in which select would not see the keys that wait there."""

    listening = True

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._waiting: deque[Control] = deque()

    def control(self) -> Control | None:
        self._read()
        return self._waiting.popleft() if self._waiting else None

    def pressed(self) -> bool:
        self._read()
        silencing = any(control in ("end", "skip", "leave") for control in self._waiting)
        # Enter has done what it is for; it does not end the answer that comes after.
        self._waiting = deque(control for control in self._waiting if control in ("skip", "leave"))
        return silencing

    def _read(self) -> None:
        while select([self._terminal], [], [], 0)[0]:
            try:
                keys = os.read(self._terminal, 1024)
            except OSError:
                keys = b""
            if not keys:  # the terminal is gone
                self._waiting.append("end")
                return
            typed = keys.decode("ascii", errors="ignore").lower()
            self._waiting += [CONTROLS[key] for key in typed if key in CONTROLS]


class _KeysForAFile:
    """A recording can't wait, so there is no pause, and nothing to repeat for it."""

    def __init__(self, keys: Keys) -> None:
        self.listening = keys.listening
        self._keys = keys

    def control(self) -> Control | None:
        control = self._keys.control()
        return None if control in ("pause", "repeat") else control

    def pressed(self) -> bool:
        return self._keys.pressed()


def for_a_file(keys: Keys) -> Keys:
    """The keys that make sense while a sound file is the microphone."""
    return _KeysForAFile(keys)


@contextmanager
def terminal_keys() -> Iterator[Keys]:
    """Key by key and without echo while inside; the terminal is put back as it was, whatever happens."""
    try:
        import termios
        import tty
    except ImportError:  # Windows: the answer ends on silence
        yield NoKeys()
        return
    if sys.stdin is None or not sys.stdin.isatty():  # None: standard input is closed
        yield NoKeys()
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)  # Ctrl-C still interrupts
        yield _TerminalKeys(terminal)
    finally:
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)
