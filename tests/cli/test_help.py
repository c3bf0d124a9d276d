from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from interviewer import __version__
from tests.cli.conftest import Command

GOLDEN = Path(__file__).parent / "golden" / "help.txt"
COMMON = ("--engine", "--model", "--voice", "--data-dir", "--questions", "--quiet", "--no-color")
OPTIONS = {
    "practice": (
        *("--question", "--level", "--section", "--count", "--answer", "--fast", "--typed", "--no-speak"),
        *("--mode", "--silence", "--demo", "--demo-without-microphone", "--headphones", "--no-live"),
    ),
    "score": ("ANSWER", "--question", "--json", "--detail", "--model-answer"),
    "batch": ("INPUT", "--output", "-o"),
    "transcribe": ("FILE", "--json"),
    "review": ("ATTEMPT", "--json", "--detail", "--model-answer", "--edit", "--hear-again"),
    "rescore": ("ATTEMPT", "--verify", "--json"),
    "explain": ("ATTEMPT", "--question"),
    "progress": ("--due", "--suspend", "--resume", "--html", "--json"),
    "export": ("ATTEMPT", "--format", "--output", "-o"),
    "import": ("FILE",),
    "forget": ("ATTEMPT", "--all", "--yes"),
    "doctor": ("--json",),
    "questions list": ("--level", "--section", "--json"),
    "questions show": ("Q", "--json", "--reveal", "--model-answer"),
    "questions check": ("FOLDER",),
}


def test_the_help_is_what_was_agreed(interviewer: Command) -> None:
    """Made anew with: interviewer --help > tests/cli/golden/help.txt"""
    assert interviewer("--help").out == GOLDEN.read_text()


@pytest.mark.parametrize("command", OPTIONS)
def test_the_help_of_every_command(command: str, interviewer: Command) -> None:
    outcome = interviewer(*command.split(), "--help")
    assert (outcome.code, outcome.err) == (0, "")
    for option in (*OPTIONS[command], *COMMON):
        assert option in outcome.out, option
    assert "\x1b" not in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_version(interviewer: Command) -> None:
    assert interviewer("--version").out == f"{__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = """
import sys
from interviewer.cli.main import main
main(["--help"])
heavy = {"sounddevice", "soundfile", "pyttsx3", "piper", "faster_whisper", "whisper", "torch", "onnxruntime",
         "sqlite3", "numpy", "av", "rich.console"} & sys.modules.keys()
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_the_package_is_a_command_too() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "interviewer", "--version"], capture_output=True, text=True, check=True
    )
    assert shown.stdout == f"{__version__}\n"
