from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import write_clip
from interviewer.errors import MissingModel
from interviewer.speech import engines
from tests.audio.sounds import sine
from tests.cli.conftest import Command, Hearing
from tests.cli.outcome import Outcome

GOOD = '{"id": "a", "question": "imbalanced-data", "text": "What does a missed case cost? I\'d count."}'


def lines(outcome: Outcome) -> list[dict[str, Any]]:
    return [json.loads(line) for line in outcome.out.splitlines()]


def written(path: Path, *rows: str | bytes) -> Path:
    path.write_bytes(b"".join((row if isinstance(row, bytes) else row.encode()) + b"\n" for row in rows))
    return path


def test_one_scorecard_a_line_in_order(tmp_path: Path, interviewer: Command) -> None:
    names = [f"answer-{number}" for number in (3, 1, 2)]
    rows = [json.dumps({"id": name, "question": 5, "text": f"It is {name}."}) for name in names]
    outcome = interviewer("batch", written(tmp_path / "in.jsonl", *rows))
    assert (outcome.code, outcome.err) == (0, "")
    assert [line["id"] for line in lines(outcome)] == names
    assert {line["schema"] for line in lines(outcome)} == {"interviewer.scorecard/1"}


def test_a_line_is_the_scorecard_of_score(tmp_path: Path, interviewer: Command) -> None:
    (tmp_path / "a.txt").write_text(json.loads(GOOD)["text"])
    scored = interviewer("score", tmp_path / "a.txt", "-q", "5", "--json").json
    assert lines(interviewer("batch", written(tmp_path / "in.jsonl", GOOD))) == [scored]


@pytest.mark.parametrize(
    ("row", "name", "error"),
    [
        ("not json", "line-2", "line 2: not JSON"),
        ("[1, 2]", "line-2", "line 2: expected an object"),
        ("3", "line-2", "line 2: expected an object"),
        ("{", "line-2", "line 2: not JSON"),
        ("[" * 100_000, "line-2", "line 2: not JSON"),
        ('{"id": "b", "question": ' + "1" * 5_000 + ', "text": "x"}', "line-2", "line 2: not JSON"),
        (b'{"id": "b", "question": 5, "text": "na\xefve"}', "line-2", "line 2: not UTF-8 text"),
        ('{"id": "b", "text": "x"}', "b", '"question" must be'),
        ('{"id": "b", "question": true, "text": "x"}', "b", '"question" must be'),
        ('{"id": "b", "question": 99, "text": "x"}', "b", "no question is called '99'"),
        ('{"id": "b", "question": "imbalaced", "text": "x"}', "b", "Did you mean imbalanced-data"),
        ('{"id": "b", "question": 5}', "b", 'expected "text" or "audio"'),
        ('{"id": "b", "question": 5, "text": 7}', "b", 'expected "text" or "audio"'),
        ('{"id": "b", "question": 5, "audio": "absent.wav"}', "b", "there is no file"),
        ('{"id": "b", "question": 5, "audio": "~nobody-here/x.wav"}', "b", "home folder of nobody"),
        ('{"id": "b", "question": 5, "audio": "\\u0000"}', "b", "can't be opened"),
        ('{"question": 5}', "line-2", 'expected "text" or "audio"'),
    ],
)
def test_a_bad_line_and_the_rest_goes_on(
    row: str | bytes, name: str, error: str, *, tmp_path: Path, interviewer: Command
) -> None:
    outcome = interviewer("batch", written(tmp_path / "in.jsonl", GOOD, row, GOOD))
    assert outcome.code == 1
    first, bad, last = lines(outcome)
    assert first == last
    assert "schema" in first
    assert bad.keys() == {"id", "error"}
    assert bad["id"] == name
    assert error in bad["error"]
    assert outcome.err == 'interviewer: 1 of 3 lines could not be scored; see "error" in each\n'


@pytest.mark.parametrize(
    "row",
    [
        '{"id": "half", "question": 5, "text": "\\ud800 What does a missed case cost?"}',
        '{"id": "\\ud800", "question": 5, "text": "What does a missed case cost?"}',
        '{"id": 7, "question": "Q5", "text": "What does a missed case cost?", "more": "ignored"}',
        '{"id": "both", "question": 5, "text": "What does a missed case cost?", "audio": "absent.wav"}',
        '\ufeff{"id": "bom", "question": 5, "text": "What does a missed case cost?"}\r',
    ],
)
def test_odd_lines_that_are_scored(row: str, tmp_path: Path, interviewer: Command) -> None:
    outcome = interviewer("batch", written(tmp_path / "in.jsonl", row, "", "  "))
    assert (outcome.code, outcome.err) == (0, "")
    (scorecard,) = lines(outcome)
    assert scorecard["clarifying"]["questions"]


def test_an_empty_file(tmp_path: Path, interviewer: Command) -> None:
    outcome = interviewer("batch", written(tmp_path / "in.jsonl"))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


@pytest.mark.parametrize("flag", ["-o", "--output"])
def test_into_a_file(flag: str, tmp_path: Path, interviewer: Command) -> None:
    source = written(tmp_path / "in.jsonl", GOOD, "bad")
    shown = interviewer("batch", source)
    outcome = interviewer("batch", source, flag, tmp_path / "out.jsonl")
    assert (outcome.code, outcome.out) == (1, "")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == shown.out


def test_the_file_may_replace_its_source(tmp_path: Path, interviewer: Command) -> None:
    source = written(tmp_path / "in.jsonl", GOOD)
    assert interviewer("batch", source, "-o", source).code == 0
    assert json.loads(source.read_text())["id"] == "a"


def test_a_file_that_cannot_be_written(tmp_path: Path, interviewer: Command) -> None:
    source = written(tmp_path / "in.jsonl", GOOD)
    for target in (tmp_path, tmp_path / "absent" / "out.jsonl"):
        assert str(target) in interviewer("batch", source, "-o", target).failed_with(2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three sounds, one of them not named for a question, and a file that is none."""
    folder = tmp_path / "answers"
    folder.mkdir()
    for name in ("imbalanced-data__b.wav", "5__a.flac", "unnamed.wav"):
        write_clip(folder / name, Clip(sine(1.0)))
    (folder / "notes.txt").touch()
    return folder


def test_a_folder(folder: Path, hearing: Hearing, interviewer: Command) -> None:
    engine = hearing("First.", "Second.")
    outcome = interviewer("batch", folder)
    assert outcome.code == 1
    first, second, unnamed = lines(outcome)
    assert (first["id"], first["question"]) == ("5__a", "imbalanced-data")
    assert (second["id"], second["question"]) == ("imbalanced-data__b", "imbalanced-data")
    assert unnamed == {"id": "unnamed", "error": "unnamed.wav: not named QUESTION__anything.wav"}
    assert len(engine.heard) == 4  # two sounds, each without and with the field's words


def test_sound_in_a_line_is_found_beside_the_file(
    folder: Path, tmp_path: Path, hearing: Hearing, interviewer: Command
) -> None:
    hearing("It depends.")
    row = '{"id": "heard", "question": 5, "audio": "answers/unnamed.wav"}'
    outcome = interviewer("batch", written(tmp_path / "in.jsonl", row))
    assert outcome.code == 0
    assert lines(outcome)[0]["id"] == "heard"


def test_an_empty_folder(tmp_path: Path, interviewer: Command) -> None:
    assert "no sound files" in interviewer("batch", tmp_path).failed_with(2)


def test_texts_need_no_engine_and_without_one_no_sound_can_be_scored(
    folder: Path, tmp_path: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load_engine(*arguments: object) -> None:
        raise MissingModel("no weights", "Install them")

    monkeypatch.setattr(engines, "load_engine", load_engine)
    assert interviewer("batch", written(tmp_path / "in.jsonl", GOOD)).code == 0
    assert "no weights" in interviewer("batch", folder).failed_with(3)
