"""Recordings after their attempt is stored: kept as FLAC, about half the size, for as long as is wished."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from interviewer.audio.files import read_clip, write_clip
from interviewer.errors import BadSound, BadStore
from interviewer.history.opening import reported, transaction
from interviewer.history.store import Store

RAW, KEPT = ".wav", ".flac"


def recording(data_dir: Path, sound: str) -> Path | None:
    """Where a recording of that name is; None where there is none, or the name leads out of the folder."""
    name = Path(sound)
    inside = not name.is_absolute() and ".." not in name.parts
    try:
        return data_dir / name if inside and (data_dir / name).is_file() else None
    except (OSError, ValueError):  # no name that a file could have
        return None


def shelve(store: Store, data_dir: Path, attempt: int, keep_days: float | None) -> None:
    """Turn the recording of a stored attempt into FLAC; delete it where none is to be kept (0 days).

    The attempt names a file that is there at every moment, whatever breaks off. Raises BadSound and
    BadStore as reading and writing sound do; the recording is left as it is then.
    """
    name = store.get(attempt).attempt.sound_name
    path = None if name is None else recording(data_dir, name)
    if path is None:
        return
    if keep_days == 0:
        _rename(store, attempt, None)
        _delete(path)
    elif path.suffix == RAW:
        write_clip(path.with_suffix(KEPT), read_clip(path))  # whole or not at all
        _rename(store, attempt, str(name).removesuffix(RAW) + KEPT)
        _delete(path)


def tidy(store: Store, data_dir: Path, keep_days: float | None, now: datetime) -> int:
    """Shelve what was left as WAV, by a crash or an earlier version; delete what is older than ``keep_days``.

    None keeps everything. Gives the number of recordings that were deleted. Raises BadStore where a file
    can't be written or deleted; a damaged recording is left as it is.
    """
    for attempt, name in _named(store, "sound LIKE ?", f"%{RAW}"):
        if recording(data_dir, name) is not None:
            with suppress(BadSound):
                shelve(store, data_dir, attempt, None)
    if keep_days is None:
        return 0
    before = (now.astimezone(UTC) - timedelta(days=keep_days)).isoformat(timespec="seconds")
    old = _named(store, "sound NOT NULL AND started_at < ?", before)
    for attempt, name in old:
        path = recording(data_dir, name)
        _rename(store, attempt, None)
        if path is not None:
            _delete(path)
    return len(old)


def _named(store: Store, condition: str, value: str) -> list[tuple[int, str]]:
    with reported(store.path):
        query = f"SELECT id, sound FROM attempt WHERE {condition}"  # noqa: S608 - a condition of this module
        return [(row["id"], row["sound"]) for row in store.connection.execute(query, (value,))]


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise BadStore(f"{path} can't be deleted: {error.strerror}", "Delete it by hand") from error


def _rename(store: Store, attempt: int, sound: str | None) -> None:
    with reported(store.path), transaction(store.connection):
        store.connection.execute("UPDATE attempt SET sound = ? WHERE id = ?", (sound, attempt))
