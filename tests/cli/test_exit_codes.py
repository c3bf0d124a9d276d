"""0 done, 1 done with failures, 2 bad input, 3 something is missing, 130 interrupted; always one line."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.audio import devices
from interviewer.bank import loading
from interviewer.errors import MissingModel
from interviewer.speech import engines
from tests.cli.conftest import Command

SOUNDS: dict[str, Callable[[Path], object]] = {
    "absent.wav": lambda path: None,
    "empty.wav": lambda path: path.touch(),
    "noise.wav": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "text.wav": lambda path: path.write_text("First I would count the classes.\n" * 50),
    "header-only.wav": lambda path: path.write_bytes(b"RIFF\x24\x00\x00\x00WAVE"),
    "folder.wav": lambda path: path.mkdir(),
    "absent.txt": lambda path: None,
    "folder.txt": lambda path: path.mkdir(),
    "latin-1.txt": lambda path: path.write_bytes("naïve".encode("latin-1")),
    "text.json": lambda path: path.write_text("First I would count the classes."),
    "other.json": lambda path: path.write_text('{"schema": "another/1"}'),
    "list.json": lambda path: path.write_text("[]"),
    "broken.json": lambda path: path.write_text('{"schema": "interviewer.transcript/1", "turns": [{}]}'),
    "deep.json": lambda path: path.write_text("[" * 100_000),
    "long-number.json": lambda path: path.write_text("1" * 5_000),
}


@pytest.mark.parametrize("name", SOUNDS)
def test_an_answer_that_cannot_be_used(name: str, tmp_path: Path, interviewer: Command) -> None:
    """In one line, without loading a model, and with the name of the file."""
    path = tmp_path / name
    SOUNDS[name](path)
    message = interviewer("score", path, "--question", "5").failed_with(2)
    assert str(path) in message


@pytest.mark.parametrize("name", [name for name in SOUNDS if name.endswith(".wav")])
@pytest.mark.parametrize("command", [["transcribe"], ["practice", "--no-speak", "-q", "5", "--answer"]])
def test_a_sound_that_cannot_be_used(
    command: list[str], name: str, tmp_path: Path, interviewer: Command
) -> None:
    path = tmp_path / name
    SOUNDS[name](path)
    assert str(path) in interviewer(*command, path).failed_with(2)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["nonsense"], "nonsense"),
        (["practice", "--nonsense"], "--nonsense"),
        (["score", "answer.txt"], "--question"),
        (["score"], "ANSWER"),
        (["questions"], "interviewer questions --help"),
        (["questions", "show"], "interviewer questions show --help"),
        (["questions", "show", "imbalaced-data"], "Did you mean imbalanced-data"),
        (["questions", "show", "99"], "'99'"),
        (["questions", "show", "zzzzzz"], "interviewer questions list"),
        (["questions", "list", "--level", "guru"], "levels: entry, mid, expert"),
        (["questions", "list", "--section", "cooking"], "Sections: "),
        (["questions", "list", "--questions", "/nowhere"], "/nowhere"),
        (["questions", "check", "/nowhere"], "/nowhere"),
        (["practice", "--typed", "-q", "imbalanced"], "Did you mean imbalanced-data"),
        (["practice", "--typed", "--answer", "x.wav"], "--typed and --answer"),
        (["practice", "--typed", "--count", "0"], "--count"),
        (["practice", "--typed", "--silence", "0"], "1 to 120 seconds"),
        (["practice", "--typed", "--silence", "nan"], "1 to 120 seconds"),
        (["practice", "--typed", "--mode", "nice"], "coach or real"),
        (["practice", "--typed", "--engine", "siri"], "faster-whisper or openai-whisper"),
        (["review", "7"], "no attempt 7"),
        (["review", "x"], "ATTEMPT"),
        (["batch", "/nowhere.jsonl"], "/nowhere.jsonl"),
        (["score", "--question", "99", "x.txt"], "'99'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage(arguments: list[str], named: str, interviewer: Command) -> None:
    assert named in interviewer(*arguments).failed_with(2)


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("INTERVIEWER_SILENCE_S", "soon", "silence_s"),
        ("INTERVIEWER_MODE", "nice", "coach or real"),
        ("INTERVIEWER_ENGINE", "siri", "faster-whisper"),
    ],
)
def test_a_wrong_setting_in_the_environment(
    name: str, value: str, named: str, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert named in interviewer("review").failed_with(2)


def test_an_unknown_model(hum: Path, interviewer: Command) -> None:
    message = interviewer("transcribe", hum, "--model", "gigantic").failed_with(2)
    assert "gigantic" in message
    assert "tiny.en" in message


def test_a_model_that_cannot_be_had(hum: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def load_engine(*arguments: object) -> None:
        raise MissingModel("no weights and no network", "Install them")

    monkeypatch.setattr(engines, "load_engine", load_engine)
    for command in (["transcribe"], ["score", "-q", "5"], ["practice", "--no-speak", "--fast", "--answer"]):
        outcome = interviewer(*command, hum)
        assert outcome.code == 3
        # It comes while the answer is recorded, or before: what is recorded is kept, and that is said.
        assert re.fullmatch(
            r"interviewer: no weights and no network\. Install them(\. Your recording is kept; .*)?\n",
            outcome.err,
        )


def test_no_microphone(interviewer: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "list_devices", lambda: ())
    assert "interviewer practice --typed" in interviewer("practice").failed_with(3)


@pytest.mark.parametrize(
    "arguments", [["questions", "show", "5"], ["score", "-q", "5", "answer.txt"], ["practice", "--typed"]]
)
def test_interrupted(arguments: list[str], interviewer: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def load_bank(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "load_bank", load_bank)
    outcome = interviewer(*arguments)
    assert (outcome.code, outcome.out) == (130, "")
    assert outcome.err.strip() == "interviewer: Stopped; nothing was lost"


def test_an_error_of_our_own_is_one_line_too(interviewer: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def load_bank(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr(loading, "load_bank", load_bank)
    outcome = interviewer("questions", "show", "5")
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    assert "ZeroDivisionError: a b" in outcome.err
    monkeypatch.setenv("INTERVIEWER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        interviewer("questions", "show", "5")


# Places that can't be written, for root too.
UNWRITABLE: dict[str, Callable[[Path], Path]] = {
    "a file": lambda folder: _made(folder / "data", "not a folder"),
    "in a file": lambda folder: _made(folder / "data", "not a folder") / "deeper",
    "a system folder": lambda folder: Path("/sys/interviewer"),
}


def _made(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


@pytest.mark.parametrize("place", UNWRITABLE)
@pytest.mark.parametrize("command", [["review"], ["practice", "--typed", "-q", "5"]])
def test_a_data_folder_that_cannot_be_written(
    place: str, command: list[str], tmp_path: Path, interviewer: Command
) -> None:
    if place == "a system folder" and sys.platform != "linux":
        pytest.skip("/sys is Linux's")
    folder = UNWRITABLE[place](tmp_path)
    message = interviewer(*command, "--data-dir", folder, stdin="It depends.").failed_with(2)
    assert str(folder) in message
    assert "--data-dir" in message


def test_what_needs_no_data_folder_works_without_one(
    tmp_path: Path, answer: Path, interviewer: Command
) -> None:
    folder = _made(tmp_path / "data", "not a folder")
    assert interviewer("score", answer, "-q", "5", "--data-dir", folder).code == 0
    assert interviewer("questions", "list", "--data-dir", folder).code == 0
