from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Command

TYPED = ("practice", "--typed", "--no-speak")
GOOD = "What does a missed case cost? I would count the classes, and judge by precision and recall."


def days_ago(data: Path, days: int) -> None:
    """As if all had been practised earlier."""
    with closing(sqlite3.connect(data / "attempts.db")) as connection:
        connection.execute(
            "UPDATE attempt SET started_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', started_at, ?)",
            (f"-{days} days",),
        )
        connection.commit()


def asked(shown: str) -> str:
    """The slug of the question that practice asked."""
    return shown.split()[1]


def test_nothing_yet(interviewer: Command) -> None:
    outcome = interviewer("progress")
    assert (outcome.code, outcome.err) == (0, "")
    assert "No attempt is stored yet" in outcome.out
    assert "43 not answered yet" in interviewer("progress", "--due").out
    assert interviewer("progress", "--json").json["practice"]["answers"] == 0


def test_a_page_and_the_same_as_json(interviewer: Command) -> None:
    interviewer(*TYPED, "-q", "5", stdin=GOOD)
    interviewer(*TYPED, "-q", "2", stdin="It depends.")
    outcome = interviewer("progress")
    assert (outcome.code, outcome.err) == (0, "")
    assert max(map(len, outcome.out.splitlines())) <= 80
    for words in ("2 answers to 2 questions", "1 day in a row", "P Problem understanding", "WEAKEST POINTS"):
        assert words in outcome.out
    data = interviewer("progress", "--json").json
    assert data["marks"]["count"] == 2
    assert data["marks"]["change"] is None
    assert {course["name"] for course in data["steps"]} >= {"PROBLEM P", "PROBLEM E"}
    reasons = [entry["reason"] for entry in data["due"]]
    assert reasons == sorted(reasons, key=["due", "weak", "new", "later"].index)


def test_due_then_weak_then_new(own_folders: Path, interviewer: Command) -> None:
    assert asked(interviewer(*TYPED, "-q", "5", stdin="It depends.").out) == "imbalanced-data"
    days_ago(own_folders, 3)
    assert "imbalanced-data" in interviewer("progress", "--due").out.splitlines()[1]
    assert asked(interviewer(*TYPED, stdin="It depends.").out) == "imbalanced-data"
    assert asked(interviewer(*TYPED, stdin="It depends.").out) == "supervised-vs-unsupervised"


def test_a_suspended_question_is_not_asked(own_folders: Path, interviewer: Command) -> None:
    interviewer(*TYPED, "-q", "5", stdin="It depends.")
    days_ago(own_folders, 3)
    outcome = interviewer("progress", "--suspend", "5", "--suspend", "supervised-vs-unsupervised")
    assert outcome.code == 0
    assert "imbalanced-data is suspended." in outcome.out
    assert asked(interviewer(*TYPED, stdin="It depends.").out) == "overfitting"
    listed = interviewer("progress", "--due", "--json").json
    assert [entry["question"] for entry in listed if entry["reason"] == "suspended"] == [
        "imbalanced-data",
        "supervised-vs-unsupervised",
    ]
    assert "Suspended since" in interviewer("progress", "--due").out
    assert "imbalanced-data is asked again." in interviewer("progress", "--resume", "5").out
    assert asked(interviewer(*TYPED, stdin="It depends.").out) == "imbalanced-data"
    assert asked(interviewer(*TYPED, "-q", "1", stdin="x").out) == "supervised-vs-unsupervised"


def test_all_that_fits_is_suspended(interviewer: Command) -> None:
    choice = ("--level", "expert", "--section", "mlops")
    listed = interviewer("questions", "list", "--json", *choice).json
    interviewer("progress", *(word for entry in listed for word in ("--suspend", entry["slug"])))
    assert "progress --resume" in interviewer(*TYPED, *choice).failed_with(2)


def test_a_question_that_is_none(interviewer: Command) -> None:
    assert "'99'" in interviewer("progress", "--suspend", "99").failed_with(2)


def test_without_a_command(own_folders: Path, interviewer: Command) -> None:
    first = interviewer()
    assert (first.code, first.err) == (0, "")
    assert "interviewer doctor" in first.out
    assert not own_folders.exists()  # a look leaves no trace
    interviewer(*TYPED, "-q", "5", stdin=GOOD)
    shown = interviewer().out
    assert "of 100 for imbalanced-data" in shown
    assert "42 of 43 questions" in shown
    days_ago(own_folders, 30)
    shown = interviewer().out
    assert "1 question with its last mark: imbalanced-data" in shown
    assert shown.count("\n") <= 12


@pytest.mark.parametrize("arguments", [["progress"], ["progress", "--due"], []])
def test_an_old_database(arguments: list[str], own_folders: Path, interviewer: Command) -> None:
    own_folders.mkdir()
    old = Path(__file__).parents[1] / "history" / "databases" / "schema-1.sql"
    with closing(sqlite3.connect(own_folders / "attempts.db")) as connection:
        connection.executescript(old.read_text(encoding="utf-8"))
    outcome = interviewer(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert "imbalanced-data" in outcome.out or "fundamentals" in outcome.out


def test_a_page_for_the_browser(tmp_path: Path, interviewer: Command) -> None:
    interviewer(*TYPED, "-q", "5", stdin=GOOD)
    path = tmp_path / "progress.html"
    outcome = interviewer("progress", "--html", path)
    assert (outcome.code, outcome.out) == (0, "")
    assert f"Written to {path}" in outcome.err
    assert path.stat().st_mode & 0o777 == 0o600
    assert "1 answer to 1 question" in path.read_text()
    assert str(tmp_path) in interviewer("progress", "--html", tmp_path).failed_with(2)
