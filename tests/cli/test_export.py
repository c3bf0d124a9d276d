from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Command, Hearing


def test_everything_out_and_into_an_empty_folder_and_out_again(
    practised: Path, tmp_path: Path, interviewer: Command
) -> None:
    out = tmp_path / "history.json"
    assert interviewer("export", "-o", out).code == 0
    assert out.stat().st_mode & 0o777 == 0o600
    shown = interviewer("export")
    assert shown.out.encode() == out.read_bytes()
    assert shown.json["schema"] == "interviewer.history/1"
    other = tmp_path / "other"
    assert interviewer("import", out, "--data-dir", other).out.startswith("2 attempts taken in.")
    assert interviewer("export", "--data-dir", other).out == shown.out
    assert "0 attempts taken in; 2 were there already." in interviewer("import", out, "--data-dir", other).out
    assert interviewer("rescore", "--verify", "--data-dir", other).out.startswith("2 marks reproduced")


def test_what_cannot_be_taken_in(practised: Path, tmp_path: Path, interviewer: Command) -> None:
    path = tmp_path / "history.json"
    assert str(path) in interviewer("import", path).failed_with(2)
    path.write_text("{}")
    assert "schema" in interviewer("import", path).failed_with(2)
    path.write_text("\x1b[2J")
    assert "\x1b" not in interviewer("import", path).failed_with(2)


def test_a_table(practised: Path, interviewer: Command) -> None:
    outcome = interviewer("export", "--format", "csv")
    assert outcome.code == 0
    assert [line.split(",")[1] for line in outcome.out.splitlines()] == [
        "question", "imbalanced-data", "overfitting",
    ]  # fmt: skip


def test_one_attempt_to_send_to_somebody(practised: Path, interviewer: Command) -> None:
    outcome = interviewer("export", "2", "--format", "md")
    assert outcome.out.startswith("# ")
    assert "> **Candidate:** What does a missed case cost?" in outcome.out


def test_a_deck(practised: Path, tmp_path: Path, interviewer: Command) -> None:
    deck = tmp_path / "deck.apkg"
    assert interviewer("export", "--format", "anki", "-o", deck).code == 0
    drafted = interviewer("questions", "import", deck, "-o", tmp_path / "draft.yaml")
    assert "2 questions" in drafted.out + drafted.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--format", "pdf"], "Expected json, csv, md or anki"),
        (["--format", "md"], "which attempt?"),
        (["2"], "json holds all attempts"),
        (["2", "--format", "csv"], "csv holds all attempts"),
        (["--format", "anki"], "-o deck.apkg"),
        (["7", "--format", "md"], "no attempt 7"),
    ],
)
def test_wrong_usage(arguments: list[str], named: str, practised: Path, interviewer: Command) -> None:
    assert named in interviewer("export", *arguments).failed_with(2)


def test_a_folder_that_is_not_there(practised: Path, tmp_path: Path, interviewer: Command) -> None:
    target = tmp_path / "nowhere" / "history.json"
    assert f"{target}: can't be written" in interviewer("export", "-o", target).failed_with(2)


def test_a_deck_of_nothing(tmp_path: Path, interviewer: Command) -> None:
    message = interviewer("export", "--format", "anki", "-o", tmp_path / "x.apkg").failed_with(2)
    assert "interviewer practice" in message
    assert json.loads(interviewer("export").out)["attempts"] == []


def test_a_damaged_attempt_is_left_out_and_told(practised: Path, interviewer: Command) -> None:
    with closing(sqlite3.connect(practised / "attempts.db")) as connection:
        connection.execute("UPDATE judgement SET transcript = x'00' WHERE attempt = 1")
        connection.commit()
    outcome = interviewer("export")
    assert outcome.code == 1
    assert "left out:" in outcome.err
    assert [entry["attempt"] for entry in outcome.json["attempts"]] == [2]


def test_forget_says_what_it_deleted(
    hum: Path, practised: Path, hearing: Hearing, interviewer: Command
) -> None:
    hearing("It depends.")
    interviewer("practice", "--no-speak", "-q", "5", "--fast", "--answer", hum)
    (recording,) = (practised / "recordings").iterdir()
    assert recording.suffix == ".flac"
    outcome = interviewer("forget", "1", "3", "--yes")
    assert outcome.out.startswith("Deleted: 2 attempts with 2 transcripts and marks, 1 recording (0.")
    assert not recording.exists()
    assert [entry["attempt"] for entry in interviewer("review", "--json").json] == [2]
    assert interviewer("forget", "--all", "-y").out.startswith("Deleted: 1 attempt with 1 transcript")
    assert interviewer("review", "--json").json == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "left"), [("n", 2), ("", 2), ("y", 1), ("YES", 1)])
def test_forget_asks_first(
    answer: str, left: int, practised: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("io.StringIO", Terminal)
    outcome = interviewer("forget", "1", stdin=f"{answer}\n")
    assert outcome.code == 0
    assert "imbalanced-data" in outcome.out
    assert "Delete 1 attempt with recordings, words and marks, for good? [y/N]" in outcome.out
    assert ("Nothing was deleted." in outcome.out) is (left == 2)
    assert len(interviewer("review", "--json").json) == left


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], "Give numbers of attempts, or --all"),
        (["1", "--all"], "Give numbers of attempts, or --all"),
        (["1"], "--yes"),
        (["--all"], "--yes"),
        (["7", "--yes"], "no attempt 7"),
    ],
)
def test_nothing_is_forgotten(
    arguments: list[str], named: str, practised: Path, interviewer: Command
) -> None:
    assert named in interviewer("forget", *arguments).failed_with(2)
    assert len(interviewer("review", "--json").json) == 2


def test_sound_is_kept_as_long_as_is_wished(
    hum: Path, own_folders: Path, hearing: Hearing, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    hearing(*["It depends."] * 3)
    spoken = ("practice", "--no-speak", "-q", "5", "--fast", "--answer", hum)
    interviewer(*spoken)
    with closing(sqlite3.connect(own_folders / "attempts.db")) as connection:
        connection.execute("UPDATE attempt SET started_at = '2026-01-01T00:00:00+00:00'")
        connection.commit()
    monkeypatch.setenv("INTERVIEWER_KEEP_SOUND_DAYS", "0")
    outcome = interviewer(*spoken)
    assert "Deleted 1 recording older than 0 days." in outcome.err
    assert list((own_folders / "recordings").iterdir()) == []
    assert "its recording was not kept" in interviewer("review", "2", "--play", "all").failed_with(2)
    monkeypatch.setenv("INTERVIEWER_KEEP_SOUND_DAYS", "soon")
    assert "a number of days" in interviewer("review").failed_with(2)
