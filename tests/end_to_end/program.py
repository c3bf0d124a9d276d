"""The real program in a process of its own, on a terminal as a person has one."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
TIMEOUT_S = 120.0
Argument = str | Path


def command(arguments: Sequence[Argument]) -> list[str]:
    return [sys.executable, "-m", "interviewer", *map(str, arguments)]


def ran(environment: Mapping[str, str], *arguments: Argument) -> subprocess.CompletedProcess[str]:
    """Run the program to its end, without a terminal."""
    return subprocess.run(
        command(arguments),
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
    )


def failure(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line of a program that failed with that exit code."""
    assert done.returncode == code, done
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("interviewer: ")
    return done.stderr


class Program:
    """A running program: what it shows, and ways to type and to interrupt."""

    def __init__(self, process: subprocess.Popen[str], terminal: int) -> None:
        self._process = process
        self._terminal = terminal
        self._shown = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def shown(self) -> str:
        """Everything on the screen so far, also what was drawn over, without escape codes."""
        return ESCAPES.sub("", self._shown).replace("\r\n", "\n")

    def wait_for(self, text: str) -> None:
        """Wait until ``text`` has been shown."""
        deadline_s = time.monotonic() + TIMEOUT_S
        while text not in self.shown:
            assert self._process.poll() is None, f"ended before {text!r}: {self.shown}"
            assert time.monotonic() < deadline_s, f"no {text!r} in {self.shown}"
            time.sleep(0.02)

    def type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def send(self, sent: signal.Signals) -> None:
        self._process.send_signal(sent)

    def interrupt(self) -> None:
        self.send(signal.SIGINT)

    def end(self, timeout_s: float = TIMEOUT_S) -> tuple[int, str]:
        """Wait for the end: the exit code and what was on standard error."""
        _, errors = self._process.communicate(timeout=timeout_s)
        self._reader.join(timeout=5)
        return self._process.returncode, errors

    def _read(self) -> None:
        with suppress(OSError):  # this is how Linux tells that the other side is closed
            while block := os.read(self._terminal, 65536):
                self._shown += block.decode(errors="replace")


@contextmanager
def started(environment: Mapping[str, str], *arguments: Argument) -> Iterator[Program]:
    """Start the program on a terminal of 80 columns; it is gone when the block ends."""
    typing, terminal = pty.openpty()
    own = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment}
    process = subprocess.Popen(
        command(arguments), env=own, stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, text=True
    )
    os.close(terminal)
    try:
        yield Program(process, typing)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()
        os.close(typing)
