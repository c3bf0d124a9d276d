"""The command line in this process, with a data folder of its own and, where wanted, a made-up engine."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.audio import activity
from interviewer.audio.clip import Clip
from interviewer.audio.files import write_clip
from interviewer.bank import loading
from interviewer.bank.bank import Bank
from interviewer.cli.main import main
from interviewer.speech import engines
from tests.audio.sounds import ScriptedActivity, sine
from tests.cli.outcome import Outcome
from tests.interview.stage import timed
from tests.support.fakes import FakeEngine

Command = Callable[..., Outcome]
Hearing = Callable[..., FakeEngine]


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests: the shipped questions are parsed once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder. Data, cache and settings of whoever runs the tests are not touched."""
    monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("INTERVIEWER_CACHE_DIR", str(cache_dir))
    monkeypatch.setenv("INTERVIEWER_SETTINGS", str(tmp_path / "settings.toml"))
    for name in ("NO_COLOR", "COLUMNS", "INTERVIEWER_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data"


@pytest.fixture(scope="session")
def shipped_bank(cache_dir: Path) -> Bank:
    return loading.load_bank(cache=cache_dir / "packs")


@pytest.fixture(autouse=True)
def bank_read_once(shipped_bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of these tests' time would be reading questions; commands without own packs share them."""
    load = loading.load_bank

    def load_bank(*folders: Path, user_folder: Path | None = None, cache: Path | None = None) -> Bank:
        if folders or (user_folder is not None and user_folder.exists()):
            return load(*folders, user_folder=user_folder, cache=cache)
        return shipped_bank

    monkeypatch.setattr(loading, "load_bank", load_bank)


@pytest.fixture
def interviewer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """``interviewer("score", path, stdin="...")`` runs the command."""

    def run(*arguments: str | Path, stdin: str = "") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr())

    return run


@pytest.fixture
def practised(own_folders: Path, cache_dir: Path, interviewer: Command) -> Path:
    """The data folder after two typed answers, which are given once for all tests."""
    kept = cache_dir / "practised"
    if not kept.exists():
        for question in ("5", "2"):
            said = "What does a missed case cost? I would count the classes."
            interviewer("practice", "--typed", "--no-speak", "--question", question, stdin=said)
        shutil.copytree(own_folders, kept)
        return own_folders
    return Path(shutil.copytree(kept, own_folders))


@pytest.fixture
def hearing(monkeypatch: pytest.MonkeyPatch) -> Hearing:
    """``hearing("It depends.", ...)``: every sound is speech, and these are the words of each in turn."""

    def hear(*texts: str) -> FakeEngine:
        engine = FakeEngine([timed(text) for text in texts])
        monkeypatch.setattr(engines, "load_engine", lambda *arguments: engine)
        monkeypatch.setattr(activity, "SileroActivity", lambda: ScriptedActivity(0.9))
        return engine

    return hear


@pytest.fixture
def hum(tmp_path: Path) -> Path:
    """A sound file of three seconds."""
    write_clip(tmp_path / "hum.wav", Clip(sine(3.0)))
    return tmp_path / "hum.wav"


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    """A written answer, good enough for some marks."""
    path = tmp_path / "answer.txt"
    path.write_text(
        "What does a missed case cost? I'd count the classes first. As a baseline a logistic "
        "regression with class weights, judged by precision and recall. Then I would try SMOTE.\n"
    )
    return path
