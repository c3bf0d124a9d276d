from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import interviewer.speech

FOLDER = Path(interviewer.speech.__file__).parent
OUTSIDE = {
    "pyttsx3": "pyttsx3_renderer.py",
    "espeakng_loader": "pyttsx3_renderer.py",
    "piper": "piper_voice.py",
    "faster_whisper": "faster_whisper_engine.py",
    "ctranslate2": "faster_whisper_engine.py",
    "whisper": "openai_whisper_engine.py",
}


@pytest.mark.parametrize("library, module", OUTSIDE.items())
def test_each_library_is_imported_in_one_module(library: str, module: str) -> None:
    imported_in = {
        path.name
        for path in FOLDER.glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith((f"import {library}", f"from {library} ", f"from {library}."))
    }
    assert imported_in == {module}


def test_the_renderer_stays_light() -> None:
    program = (FOLDER / "pyttsx3_renderer.py").read_text(encoding="utf-8")
    assert "import interviewer" not in program and "from interviewer" not in program


def test_none_is_loaded_by_importing_the_room() -> None:
    modules = ", ".join(f"interviewer.speech.{path.stem}" for path in FOLDER.glob("[!_]*.py"))
    program = f"import sys, {modules}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {*OUTSIDE, "torch", "onnxruntime"}.isdisjoint(done.stdout.split())
