from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_a_stored_attempt(interviewer: Command) -> None:
    interviewer(
        "practice", "--typed", "--no-speak", "-q", "5", stdin="I'd use SMOTE.\nWhat does a miss cost?"
    )
    shown = interviewer("explain", "1")
    assert (shown.code, shown.err) == (0, "")
    total = interviewer("review", "1", "--json").json["total"]
    assert f"How the mark of {total:.2f} came about" in shown.out
    assert shown.out.rstrip().endswith(f"= {total:.2f}")
    assert max(map(len, shown.out.splitlines())) <= 80


def test_a_written_answer(answer: Path, interviewer: Command) -> None:
    total = interviewer("score", answer, "-q", "5", "--json").json["total"]
    assert interviewer("explain", answer, "-q", "5").out.rstrip().endswith(f"= {total:.2f}")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["1"], "none is stored yet"),
        (["99999999999999999999"], "no attempt"),
        (["last"], "neither the number of an attempt nor"),
        (["nowhere.txt", "-q", "5"], "no such file"),
        (["ANSWER"], "to which question?"),
        (["ANSWER", "-q", "nothing-known"], "nothing-known"),
    ],
)
def test_what_can_not_be_explained(
    arguments: list[str], named: str, answer: Path, interviewer: Command
) -> None:
    given = [str(answer) if argument == "ANSWER" else argument for argument in arguments]
    assert named in interviewer("explain", *given).failed_with(2)
