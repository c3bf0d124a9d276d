"""The tree of errors: each is one line, says what to do next, and has its exit code."""

from __future__ import annotations

import inspect
import re

import pytest

from interviewer import errors
from interviewer.errors import InterviewerError

TREE = {
    "InterviewerError": ("Exception", 2),
    "BadInput": ("InterviewerError", 2),
    "UnknownQuestion": ("BadInput", 2),
    "BadPack": ("BadInput", 2),
    "BadSound": ("BadInput", 2),
    "BadTranscript": ("BadInput", 2),
    "BadSettings": ("BadInput", 2),
    "BadStore": ("BadInput", 2),
    "Missing": ("InterviewerError", 3),
    "MissingDevice": ("Missing", 3),
    "MissingModel": ("Missing", 3),
    "MissingProgram": ("Missing", 3),
    "Interrupted": ("InterviewerError", 130),
}
CLASSES: dict[str, type[InterviewerError]] = dict(inspect.getmembers(errors, inspect.isclass))


def test_the_tree() -> None:
    assert {name: (kind.__mro__[1].__name__, kind.exit_code) for name, kind in CLASSES.items()} == TREE


def test_the_drawing_is_the_tree() -> None:
    """The module's docstring: each name under its parent, with its exit code."""
    drawn: dict[str, tuple[str, int]] = {}
    parents = ["Exception"]
    for line in (inspect.getdoc(errors) or "").splitlines():
        match = re.match(r"    ([│├└─ ]*)(\w+) +(?:exit code )?(\d+)", line)
        if match is not None:
            depth = len(match[1]) // 4 + 1
            parents[depth:] = [match[2]]
            drawn[match[2]] = (parents[depth - 1], int(match[3]))
    assert drawn == TREE


@pytest.mark.parametrize("name", TREE)
def test_what_is_shown(name: str) -> None:
    error: InterviewerError = CLASSES[name]("answer.wav: no sound in it", "Record it again")
    assert str(error) == "answer.wav: no sound in it. Record it again"
    assert (error.what, error.next_step) == ("answer.wav: no sound in it", "Record it again")
    assert str(CLASSES[name]("stopped")) == "stopped"


@pytest.mark.parametrize("name", sorted(set(TREE) - {"InterviewerError"}))
def test_each_is_explained(name: str) -> None:
    assert CLASSES[name].__doc__ not in (None, "", InterviewerError.__doc__)
