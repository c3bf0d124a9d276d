"""A finished attempt, and a way to be somebody to whom file permissions apply."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.history.store import Attempt
from interviewer.transcript import Transcript, Turn, Word

NOBODY = 65534


@pytest.fixture
def attempt() -> Attempt:
    words = (Word("Use", 0.5, 0.75, 0.9), Word("naïve", 0.75, 1.0, 0.8), Word("Bayes?", 1.0, 1.25, 0.7))
    return Attempt(
        question="imbalanced-data",
        number=5,
        pack="fundamentals",
        prompt="What would you do where one class is rare?",
        started_at="2026-01-31T18:04:05+00:00",
        mode="coach",
        sound=Path("recordings", "2026-01-31-imbalanced-data.wav"),
        transcript=Transcript(
            (Turn.from_words(words),), duration_s=2.5, engine="faster-whisper", model="base"
        ),
        scorecard={
            "schema": "interviewer.scorecard/1",
            "total": 58.5,
            "jump": {"jumped": True},
            "feedback": ["Ask."],
        },
        settings={
            "engine": "faster-whisper",
            "model": "base",
            "voice": "pyttsx3",
            "silence_s": "6.0",
            "mode": "coach",
        },
        versions={"interviewer": "0.1.0", "scorer": "1", "python": "3.11.2"},
    )


@pytest.fixture
def ordinary_folder() -> Iterator[Path]:
    """A new folder, with the process for a while an ordinary user: root may write everywhere."""
    folder = Path(tempfile.mkdtemp(dir="/tmp" if os.name == "posix" else None))
    if os.name != "posix":
        pytest.skip("needs POSIX permissions")
    user = os.geteuid()
    if user == 0:
        os.chown(folder, NOBODY, -1)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        os.seteuid(user)
        shutil.rmtree(folder, ignore_errors=True)
