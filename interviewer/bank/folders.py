"""Where packs come from: folders given by the caller (``--questions``), the user's own folder, and the
shipped bank inside the installed package or the repository's ``questions/`` next to it, in this order.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from interviewer.errors import BadPack

_PACKAGE = Path(__file__).resolve().parent.parent
PACKAGED = _PACKAGE / "questions"  # where the wheel puts them
REPOSITORY = _PACKAGE.parent / "questions"  # a clone or an editable install
PARTS = ("frameworks", "glossary", ".")  # of a folder, in the order in which they are read


def shipped_folder() -> Path:
    """The folder of the shipped bank. Raises BadPack listing the paths tried."""
    tried = [PACKAGED, REPOSITORY]
    for folder in tried:
        if _holds_packs(folder):
            return folder
    paths = ", ".join(str(folder) for folder in tried)
    raise BadPack(f"the shipped questions are missing; tried {paths}", "Install the package again")


def chosen_folders(given: Iterable[Path | str], user_folder: Path | None) -> list[Path]:
    """The folders to load, each once. Raises BadPack for a given one without packs."""
    folders = [Path(folder) for folder in given]
    for folder in folders:
        if not _holds_packs(folder):
            what = "holds no question files" if folder.is_dir() else "no such folder of questions"
            raise BadPack(f"{folder}: {what}", "Give a folder that holds .yaml question files")
    if user_folder is not None and _holds_packs(user_folder):
        folders.append(user_folder)
    return list(dict.fromkeys(folder.resolve() for folder in (*folders, shipped_folder())))


def files_of(folder: Path, part: str) -> list[Path]:
    """The question files (part ``"."``), frameworks or glossaries of a folder, by name."""
    return sorted((folder / part).glob("*.yaml"))


def _holds_packs(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.yaml"))
