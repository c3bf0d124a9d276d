"""No pack, no file name, no transcript and no setting puts an escape sequence on the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command, Hearing
from tests.faults.hostile import FILE_NAME, TEXT, harmless, write_pack

SAID = f"{TEXT} I would use an autoencoder. {TEXT} How much data is there? Boosting is parallel. {TEXT}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Packs in a folder with a hostile name."""
    return write_pack(tmp_path / FILE_NAME)


COMMANDS = {
    "list": ["questions", "list"],
    "list --json": ["questions", "list", "--json"],
    "show": ["questions", "show", "evil-question", "--reveal"],
    "show --json": ["questions", "show", "evil-question", "--json"],
    "show --model-answer": ["questions", "show", "evil-question", "--model-answer"],
    "check": ["questions", "check"],
    "score": ["score", "-q", "evil-question", "--detail", "--model-answer", "ANSWER"],
    "score --json": ["score", "-q", "evil-question", "--json", "ANSWER"],
    "explain": ["explain", "-q", "evil-question", "ANSWER"],
    "score sound": ["score", "-q", "evil-question", "SOUND"],
    "transcribe": ["transcribe", "SOUND"],
    "transcribe --json": ["transcribe", "--json", "SOUND"],
    "practice --typed": ["practice", "--typed", "-q", "evil-question", "--no-speak", "--detail"],
    "practice --answer": ["practice", "-q", "evil-question", "--no-speak", "--fast", "--answer", "SOUND"],
    "batch": ["batch", "BATCH"],
    "doctor": ["doctor", "--voice", f"pyttsx3:{FILE_NAME}", "--model", FILE_NAME],
    "doctor --json": ["doctor", "--json", "--voice", f"pyttsx3:{FILE_NAME}", "--model", FILE_NAME],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_printed(
    name: str, folder: Path, tmp_path: Path, *, hum: Path, interviewer: Command, hearing: Hearing
) -> None:
    hearing(SAID, SAID, SAID)
    files = {"ANSWER": tmp_path / f"{FILE_NAME}.txt", "SOUND": tmp_path / f"{FILE_NAME}.wav"}
    files["BATCH"] = tmp_path / f"{FILE_NAME}.jsonl"
    files["ANSWER"].write_text(SAID)
    files["SOUND"].write_bytes(hum.read_bytes())
    lines = [{"id": TEXT, "question": question, "text": SAID} for question in ("evil-question", TEXT)]
    files["BATCH"].write_text("".join(json.dumps(line) + "\n" for line in lines) + f"{TEXT}\n")
    arguments = [str(files.get(word, word)) for word in COMMANDS[name]]
    data = tmp_path / f"data-{FILE_NAME}"

    outcome = interviewer(*arguments, "--questions", folder, "--data-dir", data, stdin=f"{SAID}\n/done\n")

    assert harmless(outcome.out)
    harmless(outcome.err)
    if "--json" in arguments:
        assert json.loads(outcome.out)


@pytest.mark.slow
def test_what_is_kept_and_printed_later(folder: Path, interviewer: Command) -> None:
    options = ["--questions", folder]
    interviewer("practice", "--typed", "-q", "evil-question", *options, stdin=f"{SAID}\n/done\n")
    for arguments in (
        ["review"],
        ["review", "--json"],
        ["review", "--search", "autoencoder"],
        ["review", "1", "--detail", "--model-answer"],
        ["review", "1", "--json"],
        ["explain", "1"],
        ["rescore"],
        ["rescore", "--verify"],
    ):
        outcome = interviewer(*arguments, *options)
        assert harmless(outcome.out + outcome.err)


FAILURES = [
    ["score", "-q", "5", FILE_NAME],
    ["score", "-q", TEXT, FILE_NAME],
    ["score", "-q", "5", f"{FILE_NAME}.txt"],
    ["score", TEXT],
    ["transcribe", f"{FILE_NAME}.wav"],
    ["transcribe", FILE_NAME, "--model", TEXT],
    ["batch", FILE_NAME],
    ["batch", FILE_NAME, "-o", f"{FILE_NAME}/{FILE_NAME}"],
    ["questions", "show", TEXT],
    ["questions", "list", "--level", TEXT],
    ["questions", "list", "--section", TEXT],
    ["questions", "list", "--questions", FILE_NAME],
    ["questions", "check", FILE_NAME],
    ["questions", "new", TEXT],
    ["questions", "import", FILE_NAME],
    ["explain", TEXT],
    ["review", TEXT],
    ["review", "--data-dir", f"/dev/null/{FILE_NAME}"],
    ["practice", "--typed", "--mode", TEXT],
    ["practice", "--typed", "--interrupt", TEXT],
    ["practice", "--typed", "--voice", TEXT, "-q", "5"],
    ["practice", f"--{TEXT}"],
    ["doctor", "--engine", TEXT],
    [TEXT],
]


@pytest.mark.parametrize("arguments", FAILURES, ids=[" ".join(words)[:24] for words in FAILURES])
def test_what_an_error_quotes(arguments: list[str], interviewer: Command) -> None:
    outcome = interviewer(*arguments)
    harmless(outcome.out)
    assert harmless(outcome.err)
    if outcome.code:
        assert outcome.err.startswith("interviewer: ")
        assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("change", ["mode", "data_dir", TEXT.replace("\x1b", "").replace("\r", "")])
def test_what_a_settings_file_holds(change: str, tmp_path: Path, interviewer: Command) -> None:
    key = json.dumps(change).replace("\x7f", "\\u007f").replace("\x9b", "\\u009b")
    (tmp_path / "settings.toml").write_text(f"{key} = {json.dumps(TEXT)}\n".replace("\x7f", ""))
    outcome = interviewer("review")
    assert harmless(outcome.out + outcome.err)


@pytest.mark.slow
def test_a_broken_pack(tmp_path: Path, interviewer: Command) -> None:
    folder = write_pack(tmp_path / FILE_NAME, level=TEXT, **{TEXT: TEXT}, key_points=TEXT)
    outcome = interviewer("questions", "check", folder)
    assert outcome.code == 1
    assert harmless(outcome.out)
    assert harmless(interviewer("questions", "list", "--questions", folder).failed_with(2))
