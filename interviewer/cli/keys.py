"""Enter on a terminal, without waiting for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import select
from typing import Protocol


class Keys(Protocol):
    """Asked many times a second: has Enter (or Space) been pressed since the last time?"""

    listening: bool

    def pressed(self) -> bool: ...


class NoKeys:
    """Where standard input is no terminal."""

    listening = False

    def pressed(self) -> bool:
        return False


class _TerminalKeys:
    """Reads past Python's buffer, in which select would not see the keys that wait there."""

    listening = True

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal

    def pressed(self) -> bool:
        found = False
        while select([self._terminal], [], [], 0)[0]:
            try:
                keys = os.read(self._terminal, 1024)
            except OSError:
                keys = b""
            if not keys:  # the terminal is gone
                return True
            found = found or any(key in b"\r\n " for key in keys)
        return found


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
