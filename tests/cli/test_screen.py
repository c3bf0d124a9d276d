"""What a terminal, a pipe and NO_COLOR change about the output; and the keys of a terminal."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.cli.keys import for_a_file, terminal_keys
from interviewer.cli.wiring import screen
from interviewer.settings import Settings
from tests.cli.conftest import Command

COLOR = re.compile("\x1b\\[[0-9;]*3[0-7]m")


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "stream", "color", "width"),
    [
        ({"COLUMNS": "100"}, Terminal(), True, 100),
        ({"COLUMNS": "100", "TERM": "dumb"}, Terminal(), False, 100),
        ({"COLUMNS": "100"}, io.StringIO(), False, 100),
        ({}, io.StringIO(), False, 80),
    ],
    ids=["terminal", "dumb terminal", "pipe of a chosen width", "pipe"],
)
def test_the_look_of_a_stream(
    environment: dict[str, str],
    stream: io.StringIO,
    *,
    color: bool,
    width: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    look = screen(Settings(), stream)
    assert (look.color, look.width) == (color, width)
    assert not screen(Settings(color=False), stream).color


COMMANDS = [
    ["questions", "list"],
    ["questions", "show", "5"],
    ["practice", "--typed", "--no-speak", "-q", "5"],
    ["review"],
    ["review", "1"],
]


def test_piped_output_is_plain_and_narrow(interviewer: Command) -> None:
    for arguments in COMMANDS:
        shown = interviewer(*arguments, stdin="It depends on the costs.").out
        assert "\x1b" not in shown, arguments
        assert "\r" not in shown, arguments
        assert max(map(len, shown.splitlines())) <= 80, arguments


@pytest.mark.parametrize("how", ["terminal", "NO_COLOR", "--no-color"])
def test_colour_only_where_it_is_wanted(
    how: str, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    if how == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    flags = ["--no-color"] if how == "--no-color" else []
    for arguments in COMMANDS:
        shown = interviewer(*arguments, *flags, stdin="It depends on the costs.").out
        assert bool(COLOR.search(shown)) == (how == "terminal"), arguments


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A terminal as standard input; what is written here is typed there."""
    typing, terminal = os.openpty()
    with open(terminal, encoding="utf-8", closefd=True) as stdin:  # noqa: PTH123 - a descriptor
        monkeypatch.setattr(sys, "stdin", stdin)
        yield typing
    os.close(typing)


def test_enter_ends_and_other_keys_do_not(keyboard: int) -> None:
    with terminal_keys() as keys:
        assert keys.listening
        assert not keys.pressed()
        for typed, expected in ((b"x", False), (b"\n", True), (b"no\n", True), (b" ", True), (b"z", False)):
            os.write(keyboard, typed)
            assert keys.pressed() == expected, typed
            assert not keys.pressed()


def test_keys_ask_for_more_than_the_end(keyboard: int) -> None:
    with terminal_keys() as keys:
        os.write(keyboard, b"pxR\n")
        assert [keys.control() for _ in range(4)] == ["pause", "repeat", "end", None]
        os.write(keyboard, b"p\ns")
        assert keys.pressed()  # the interviewer is silent
        assert [keys.control() for _ in range(2)] == ["skip", None]  # and the question is skipped
        recorded = for_a_file(keys)
        os.write(keyboard, b"prq")
        assert [recorded.control() for _ in range(3)] == [None, None, "leave"]
        assert recorded.listening
        assert not recorded.pressed()


def test_the_terminal_is_put_back(keyboard: int) -> None:
    import termios

    before = termios.tcgetattr(sys.stdin)
    with pytest.raises(KeyboardInterrupt), terminal_keys():
        assert termios.tcgetattr(sys.stdin) != before
        raise KeyboardInterrupt
    assert termios.tcgetattr(sys.stdin) == before


def test_where_nobody_can_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for stdin in (io.StringIO("\n"), None):
        monkeypatch.setattr(sys, "stdin", stdin)
        with terminal_keys() as keys:
            assert not keys.listening
            assert not keys.pressed()
