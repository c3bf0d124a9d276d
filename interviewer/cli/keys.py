"""Enter on a terminal, without waiting for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
    listening = True

    def pressed(self) -> bool:
        found = False
        while select([sys.stdin], [], [], 0)[0]:
            character = sys.stdin.read(1)
            if not character:  # the terminal is gone
                return True
            found = found or character in "\r\n "
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
    if not sys.stdin.isatty():
        yield NoKeys()
        return
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)  # Ctrl-C still interrupts
        yield _TerminalKeys()
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
