from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command, Hearing

TYPED = ("practice", "--typed", "--no-speak", "--question")


def test_nothing_yet(interviewer: Command) -> None:
    outcome = interviewer("review")
    assert (outcome.code, outcome.err) == (0, "")
    assert "No attempt is stored yet" in outcome.out
    assert interviewer("review", "--json").json == []


def test_the_list(interviewer: Command) -> None:
    interviewer(*TYPED, "5", stdin="I would use SMOTE and train XGBoost.")
    interviewer(*TYPED, "2", stdin="It depends.")
    listed = interviewer("review").out
    assert listed.index("overfitting") < listed.index("imbalanced-data")
    assert max(map(len, listed.splitlines())) <= 80
    newest, oldest = interviewer("review", "--json").json
    assert (newest["attempt"], newest["question"], newest["jumped"]) == (2, "overfitting", False)
    assert (oldest["attempt"], oldest["question"], oldest["jumped"]) == (1, "imbalanced-data", True)


def test_one(interviewer: Command) -> None:
    practised = interviewer(*TYPED, "5", stdin="What does a missed case cost?\nI'd count.")
    shown = interviewer("review", "1")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("candidate:\nWhat does a missed case cost?\n\ninterviewer:\n")
    report = shown.out[shown.out.index("Question 5") :]
    assert report.rstrip() in practised.out
    assert max(map(len, shown.out.splitlines())) <= 80
    assert "Recording:" not in shown.out


def test_one_as_json_is_the_stored_scorecard(tmp_path: Path, interviewer: Command) -> None:
    text = "What does a missed case cost?"
    interviewer(*TYPED, "5", stdin=text)
    (tmp_path / "imbalanced-data.txt").write_text(text)
    scored = interviewer("score", tmp_path / "imbalanced-data.txt", "-q", "5", "--json").json
    stored = interviewer("review", "1", "--json").json
    assert stored | {"id": ""} == scored | {"id": ""}


def test_the_recording_is_named(hum: Path, own_folders: Path, hearing: Hearing, interviewer: Command) -> None:
    hearing("It depends.")
    interviewer("practice", "--no-speak", "-q", "5", "--fast", "--answer", hum)
    *_, last = interviewer("review", "1").out.splitlines()
    assert last.startswith(f"Recording: {own_folders / 'recordings'}")
    assert Path(last.removeprefix("Recording: ")).is_file()


def test_the_model_answer_and_the_detail(interviewer: Command) -> None:
    interviewer(*TYPED, "5", stdin="What does a missed case cost?")
    short = interviewer("review", "1").out
    assert interviewer("review", "1", "--model-answer").out.startswith(short)
    assert len(interviewer("review", "1", "--detail").out) > len(short)


@pytest.mark.parametrize("by", ["flag", "environment", "settings file"])
def test_where_attempts_are_kept(
    by: str, tmp_path: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "elsewhere"
    flag = []
    if by == "flag":
        flag = ["--data-dir", str(folder)]
    elif by == "environment":
        monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(folder))
    else:
        monkeypatch.delenv("INTERVIEWER_DATA_DIR")
        (tmp_path / "settings.toml").write_text(f'data_dir = "{folder}"\n')
    interviewer(*TYPED, "5", *flag, stdin="It depends.")
    assert (folder / "attempts.db").is_file()
    assert len(interviewer("review", "--json", *flag).json) == 1


def test_the_flag_wins_over_the_environment(tmp_path: Path, own_folders: Path, interviewer: Command) -> None:
    interviewer("review", "--data-dir", tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere" / "attempts.db").is_file()
    assert not own_folders.exists()


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_text("not a database" * 100), "is not a database"),
    ],
)
def test_a_database_that_is_none(make: object, named: str, own_folders: Path, interviewer: Command) -> None:
    assert callable(make)
    own_folders.mkdir()
    make(own_folders / "attempts.db")
    assert named in interviewer("review").failed_with(2)
