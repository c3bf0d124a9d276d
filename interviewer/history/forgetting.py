"""Attempts gone for good: sound, words, marks, and what they left in the database file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from interviewer.database import OperationalError
from interviewer.errors import BadStore
from interviewer.history.opening import reported, transaction
from interviewer.history.sounds import RAW, recording
from interviewer.history.store import LARGEST_ID, Store
from interviewer.history.unfinished import sweep

EDITED = ".editing-"  # how the name of a transcript begins that is in an editor
_BATCH = 500  # attempts deleted in one statement


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted: ``sounds`` recordings, ``other_files`` of no attempt, ``sound_bytes`` in both.

    ``traces``: another program has the database open, and old pages stay on the disk until it closes it.
    """

    attempts: int
    judgements: int
    sounds: int
    sound_bytes: int
    other_files: int
    traces: bool


def forget(store: Store, data_dir: Path, attempts: Sequence[int]) -> Forgotten:
    """Delete attempts. The sound goes first: a row without its sound can be deleted again, the other way
    round a sound would stay that nobody knows of.

    Raises BadStore where an attempt isn't there (nothing is deleted then) or a file can't be deleted.
    """
    for attempt in attempts:
        if not 0 < attempt <= LARGEST_ID or not _exists(store, attempt):
            store.get(attempt)  # says what is wrong
    sounds, sound_bytes = _delete_files(_sounds(store, data_dir, attempts))
    edits, edit_bytes = _delete_files(
        file for attempt in attempts for file in edited_files(data_dir, attempt)
    )
    sweep(data_dir / "recordings")
    with reported(store.path):
        with transaction(store.connection):
            judgements = _delete_rows(store, attempts)
        traces = _compact(store)
    return Forgotten(len(attempts), judgements, sounds, sound_bytes + edit_bytes, edits, traces)


def forget_all(store: Store, data_dir: Path, recordings: Path) -> Forgotten:
    """Delete every attempt, whatever else is in the folder of recordings, and what was suspended."""
    numbers = [listed.id for listed in store.listed()]
    sounds, sound_bytes = _delete_files(_sounds(store, data_dir, numbers))
    beside = (*recordings.glob("*"), *data_dir.glob(f"{EDITED}*"))
    others = sorted(path for path in beside if path.is_file())
    other_files, other_bytes = _delete_files(others)
    with reported(store.path):
        with transaction(store.connection):
            judgements = _delete_rows(store, numbers)
            store.connection.execute("DELETE FROM suspended")
        traces = _compact(store)
    return Forgotten(len(numbers), judgements, sounds, sound_bytes + other_bytes, other_files, traces)


def editing_file(folder: Path, attempt: int, process: int) -> Path:
    """Where that process has the words of an attempt in an editor."""
    return folder / f"{EDITED}{attempt}-{process}.txt"


def edited_files(folder: Path, attempt: int) -> list[Path]:
    """What editing an attempt left: its words in an editor, and what the editor keeps beside them."""
    return sorted(folder.glob(f"{EDITED}{attempt}-*"))


def _exists(store: Store, attempt: int) -> bool:
    with reported(store.path):
        query = "SELECT 1 FROM attempt WHERE id = ?"
        return store.connection.execute(query, (attempt,)).fetchone() is not None


def _sounds(store: Store, data_dir: Path, attempts: Sequence[int]) -> list[Path]:
    """The recordings of these attempts that are there."""
    names: list[str] = []
    with reported(store.path):
        for start in range(0, len(attempts), _BATCH):
            query = (
                "SELECT sound FROM attempt WHERE sound NOT NULL AND id IN (SELECT value FROM json_each(?))"
            )
            chosen = json.dumps(attempts[start : start + _BATCH])
            names += [name for (name,) in store.connection.execute(query, (chosen,)) if isinstance(name, str)]
    found = [path for path in (recording(data_dir, name) for name in names) if path is not None]
    # Answers to follow-ups stand beside it where they could not be put together with it.
    return found + [part for path in found for part in path.parent.glob(f"{escape(path.stem)}-*{RAW}")]


def _delete_files(files: Iterable[Path]) -> tuple[int, int]:
    """How many were deleted, and their bytes. Raises BadStore at the first that can't be."""
    count = total = 0
    for file in files:
        try:
            total += file.stat().st_size
            file.unlink()
        except OSError as error:
            raise BadStore(
                f"{file} can't be deleted: {error.strerror}", "Delete it by hand, try again"
            ) from error
        count += 1
    return count, total


def _delete_rows(store: Store, attempts: Sequence[int]) -> int:
    """The number of judgements that went with the attempts. Questions that nobody refers to go too."""
    connection = store.connection
    judgements = 0
    for start in range(0, len(attempts), _BATCH):
        chosen = (json.dumps(attempts[start : start + _BATCH]),)
        where = "IN (SELECT value FROM json_each(?))"
        judgements += connection.execute(f"DELETE FROM judgement WHERE attempt {where}", chosen).rowcount  # noqa: S608
        connection.execute(f"DELETE FROM attempt WHERE id {where}", chosen)  # noqa: S608
    connection.execute(
        "DELETE FROM asked WHERE digest NOT IN (SELECT asked FROM judgement WHERE asked NOT NULL)"
    )
    connection.execute("DELETE FROM glossary WHERE digest NOT IN (SELECT glossary FROM asked)")
    return judgements


def _compact(store: Store) -> bool:
    """Rewrite the file without its free pages and empty the log beside it; whether traces are left."""
    try:
        store.connection.execute("VACUUM")
        (busy, *_) = store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except OperationalError:  # another program is reading; the rows are gone all the same
        return True
    return bool(busy)
