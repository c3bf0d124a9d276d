"""``drill`` and ``mock`` typed through a pipe, and the conversation's own options of ``practice``."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.history.store import Store
from tests.cli.conftest import Command

PIPED = ("--typed", "--no-speak")
JUMP = "I'd just throw an isolation forest at it.\nWhere do the strange values come from?\n"
OUTLIERS = ("practice", *PIPED, "--question", "outliers")


def test_a_drill(own_folders: Path, interviewer: Command) -> None:
    outcome = interviewer(
        "drill", *PIPED, "--question", "outliers", stdin="How many look strange?\nwhere do they come from\n"
    )
    assert (outcome.code, outcome.err) == (0, "")
    for part in (
        "Interviewer: There are three million deliveries.",
        "Interviewer: Drivers tap a button",
        "YOUR QUESTIONS  2 questions",
        "WORTH ASKING HERE",
        "THE DRILL  1 scenario, 2 questions",
        "Kept as attempt 1",
    ):
        assert part in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 80
    listed = interviewer("review").out
    assert " drill " in listed
    again = interviewer("review", "1").out
    for part in ("Drivers tap a button", "YOUR QUESTIONS  2 questions", "WORTH ASKING HERE"):
        assert part in again
    assert outcome.out.partition("YOUR QUESTIONS")[2].startswith(again.partition("YOUR QUESTIONS")[2])
    for command in (
        ("review", "1", "--html", str(own_folders / "page.html")),
        ("export", "1", "--format", "md"),
        ("explain", "1"),
    ):
        refused = interviewer(*command)
        assert (refused.code, "is a drill" in refused.err) == (2, True)


def test_a_drill_takes_cases_first(interviewer: Command) -> None:
    shown = interviewer("drill", *PIPED, "--count", "2", stdin="").out
    assert "2. overfitting (1 of 2)" in shown
    assert "5. imbalanced-data (2 of 2)" in shown


def test_a_mock_interview(own_folders: Path, interviewer: Command) -> None:
    outcome = interviewer(
        "mock", *PIPED, "--count", "3", stdin="I'd use XGBoost.\n/done\nIt depends.\n/done\nI'd count.\n"
    )
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.count("THE ROUND") == 1
    assert "3 of 3 answered" in outcome.out
    assert "Interviewer: Welcome. I have 3 questions for you." in outcome.out
    assert "PARTS" in outcome.out
    assert "kept as attempt" not in outcome.out
    with Store(own_folders / "attempts.db") as store:
        stored = store.recent(5)
    assert [one.id for one in stored] == [3, 2, 1]
    assert {one.attempt.mode for one in stored} == {"real"}


def test_a_mock_interview_asks_follow_ups_where_they_are_wished_for(interviewer: Command) -> None:
    answers = ("I'd plot the values.", "/done", "A log or a cap.", "/done")
    shown = interviewer("mock", *PIPED, "--count", "1", "--follow-ups", "1", stdin="\n".join(answers)).out
    assert shown.count("Interviewer: ") == 3  # the welcome, one follow-up, the close


def test_how_long_a_round_is(interviewer: Command) -> None:
    shown = interviewer("mock", *PIPED, "--minutes", "8", "--section", "fundamentals", stdin="").out
    assert "in about 8 minutes" in shown
    assert "THE ROUND  nothing was answered" in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("mock", *PIPED, "--count", "1", "--minutes", "5"), "--count and --minutes exclude each other"),
        (("mock", *PIPED, "--mode", "strict"), "mode is 'strict'"),
        ((*OUTLIERS, "--interrupt", "sometimes"), "--interrupt is 'sometimes'"),
        (("drill", *PIPED, "--section", "knitting"), "no question fits"),
    ],
)
def test_what_is_refused(arguments: tuple[str, ...], told: str, interviewer: Command) -> None:
    outcome = interviewer(*arguments)
    assert outcome.code == 2
    assert told in outcome.err


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ((), ["Before we get to a detector", "Drivers tap a button"]),
        (("--interrupt", "now"), ["Before we get to a detector", "Drivers tap a button"]),
        (("--interrupt", "never"), ["Drivers tap a button"]),
        (("--mode", "real"), ["Drivers tap a button"]),
        (("--mode", "real", "--interrupt", "pause"), ["Before we get to a detector", "Drivers tap a button"]),
    ],
)
def test_when_the_interviewer_speaks(
    options: tuple[str, ...], lines: list[str], interviewer: Command
) -> None:
    shown = interviewer(*OUTLIERS, *options, stdin=JUMP).out
    said = [line.split(": ", 1)[1] for line in shown.splitlines() if line.startswith("Interviewer: ")]
    assert [any(one.startswith(line) for one in said) for line in lines] == [True] * len(lines)
    assert len(said) == len(lines)


def test_the_turns_are_stored(own_folders: Path, interviewer: Command) -> None:
    interviewer(*OUTLIERS, stdin=JUMP)
    with Store(own_folders / "attempts.db") as store:
        turns = store.get(1).attempt.transcript.turns
    assert [turn.speaker for turn in turns] == ["candidate", "interviewer", "candidate", "interviewer"]


def test_follow_ups_through_a_pipe(own_folders: Path, interviewer: Command) -> None:
    """Only where they are asked for: what comes after /done was not written for them otherwise."""
    stdin = "I'd plot the values.\n/done\nA log or a cap.\n/done\n"
    assert "Interviewer" not in interviewer(*OUTLIERS, stdin=stdin).out
    shown = interviewer(*OUTLIERS, "--follow-ups", "1", stdin=stdin).out
    assert shown.count("Interviewer: ") == 1
    with Store(own_folders / "attempts.db") as store:
        assert store.get(2).attempt.transcript.candidate_text == "I'd plot the values.\nA log or a cap."
