"""The house rules that can be read off the code: who names which library, what is loaded when."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import interviewer

PACKAGE = Path(interviewer.__file__).parent
OUTSIDE = [
    "sounddevice",
    "pyttsx3",
    "piper",
    "faster_whisper",
    "whisper",
    "sqlite3",
    "onnxruntime",
    "tokenizers",
]
HEAVY = ["sounddevice", "pyttsx3", "piper", "faster_whisper", "whisper", "torch", "onnxruntime", "tokenizers"]


def imported(tree: ast.AST) -> Iterator[str]:
    """The top names of all imports, those inside functions and by name (`import_module("x")`) too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__", "find_spec"):
                yield str(node.args[0].value).split(".")[0]


def at_module_level(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If):
            yield from imported(node)


MODULES = {
    file.relative_to(PACKAGE).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted(PACKAGE.rglob("*.py"))
}


IMPORTED = {name: set(imported(tree)) for name, tree in MODULES.items()}


@pytest.mark.parametrize("library", OUTSIDE)
def test_exactly_one_module_names_a_library(library: str) -> None:
    assert len([name for name, names in IMPORTED.items() if library in names]) == 1


@pytest.mark.parametrize("library", [*HEAVY, "jinja2"])
def test_heavy_libraries_are_imported_where_they_are_used(library: str) -> None:
    assert [name for name, tree in MODULES.items() if library in at_module_level(tree)] == []


def test_no_library_reports_home() -> None:
    """The whole session is traced in tests/faults/test_privacy.py; this is what keeps it quiet."""
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"


def test_the_public_names_are_there() -> None:
    for name in interviewer.__all__:
        assert getattr(interviewer, name) is not None
        assert name in dir(interviewer)
    with pytest.raises(AttributeError, match="no attribute 'transcribble'"):
        _ = interviewer.transcribble


def test_nobody_imports_the_command_line() -> None:
    for name, tree in MODULES.items():
        if not name.startswith("cli/") and name != "__main__.py":
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom):
                    assert not (node.module or "").startswith("interviewer.cli"), name


@pytest.mark.parametrize(
    "code",
    [
        "import interviewer",
        "import interviewer; interviewer.load_bank(); interviewer.score",
        "import runpy, sys; sys.argv = ['interviewer', '--help']\n"
        "try: runpy.run_module('interviewer', run_name='__main__')\n"
        "except SystemExit as end: assert not end.code, end.code",
    ],
    ids=["import", "public names", "--help"],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    told = "\nimport json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code + told], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in json.loads(run.stderr.splitlines()[-1])}
    assert "interviewer" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_help_comes_with_the_command() -> None:
    run = subprocess.run([sys.executable, "-m", "interviewer", "--help"], capture_output=True, text=True)
    assert run.returncode == 0
    assert "practice" in run.stdout
    assert run.stderr == ""
