"""Answers that were begun and are not stored yet: a note beside each recording, gone once it is settled.

The session that records holds a lock on the note, which the system takes away with the process, however that
ends. So a note that can be locked was left behind: by a power cut, ``kill -9``, Ctrl-C or a full disk.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from interviewer.history.attempt import DRILL

SUFFIX = ".unfinished"
STAMP = "%Y%m%dT%H%M%S"  # of when an answer began, in UTC


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One answer left behind. ``started_at`` is ISO 8601 in UTC, as an attempt has it."""

    question: str
    started_at: str
    mode: str
    note: Path

    @property
    def sound(self) -> Path:
        """The recording of the answer itself."""
        return self.note.with_suffix(".wav")

    @property
    def parts(self) -> tuple[Path, ...]:
        """What is recorded, in order: the answer, then its follow-ups that were not put together with it."""
        follow_ups = (self.note.with_name(f"{self.note.stem}-{place}.wav") for place in count(1))
        parts = [self.sound]
        for path in follow_ups:
            if not path.exists():
                break
            parts.append(path)
        return tuple(path for path in parts if path.exists())

    def settle(self) -> None:
        """It is stored, or there is nothing in it: the recording stays where it is."""
        self.note.unlink(missing_ok=True)

    def drop(self) -> None:
        """Delete the recording and the note."""
        for path in (*self.parts, self.note):
            path.unlink(missing_ok=True)


@dataclass(slots=True)
class Note:
    """The note of an answer that is being taken. ``sound`` is where it is recorded, a name nobody else has.

    Without a disk to write on there is no note, and the answer goes on without.
    """

    sound: Path
    _descriptor: int | None = field(default=None, repr=False)

    def settle(self) -> None:
        """The answer is stored, or there was none: nothing is left to finish."""
        if self._descriptor is not None:
            self.sound.with_suffix(SUFFIX).unlink(missing_ok=True)

    def follow_up(self, place: int) -> Path:
        """Where the answer to a follow-up is recorded; ``place`` counts them from 1."""
        return self.sound.with_name(f"{self.sound.stem}-{place}.wav")


@contextmanager
def noted(
    folder: Path, question: str, started: datetime, mode: str, *, records: bool = True
) -> Iterator[Note]:
    """A note for an answer that begins now; whoever leaves the block without settling leaves it behind.

    Without ``records`` there will be no recording, and so no note.
    """
    stem = f"{question}__{started.astimezone(UTC):{STAMP}}"
    note = Note(folder / f"{stem}.wav")
    text = json.dumps(
        {"question": question, "started_at": started.isoformat(timespec="seconds"), "mode": mode}
    )
    with suppress(OSError):  # the recorder tells what is wrong with the folder
        if records:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            note = _made(folder, stem)
            os.write(note._descriptor or 0, text.encode())
    try:
        yield note
    finally:
        if note._descriptor is not None:
            os.close(note._descriptor)


def _made(folder: Path, stem: str) -> Note:
    """A new note, locked. Of two sessions that ask the same in the same second the later adds a number."""
    for number in count(1):
        sound = folder / (f"{stem}.wav" if number == 1 else f"{stem}_{number}.wav")
        try:
            path = sound.with_suffix(SUFFIX)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        # Another program may have taken the empty note for one left behind, before it was locked.
        is_there = path.exists() and path.stat().st_ino == os.fstat(descriptor).st_ino
        if is_there and not any(sound.with_suffix(kept).exists() for kept in (".wav", ".flac")):
            return Note(sound, descriptor)
        if is_there:
            path.unlink()
        os.close(descriptor)
    raise AssertionError("count never ends")


def left_behind(folder: Path) -> tuple[Unfinished, ...]:
    """The answers that no session is working on any more, oldest first.

    Notes without a recording are removed, and those that say nothing; so is what was recorded in a drill,
    which says little without the replies.
    """
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        with suppress(OSError), path.open("rb") as file:
            if not _locked(file.fileno()):
                continue
            unfinished = _read(path, file.read())
            if unfinished is None or not unfinished.parts:
                path.unlink(missing_ok=True)
            elif unfinished.mode == DRILL:
                unfinished.drop()
            else:
                found.append(unfinished)
    return tuple(sorted(found, key=lambda unfinished: unfinished.started_at))


def sweep(folder: Path) -> None:
    """Remove the temporary files of programs that were killed while they wrote them.

    Whoever writes one holds a lock on it (`write_clip` does), and their names begin with a dot.
    """
    for path in folder.glob(".*"):
        with suppress(OSError), path.open("rb") as file:
            if _locked(file.fileno()):
                path.unlink(missing_ok=True)


@contextmanager
def taken(unfinished: Unfinished) -> Iterator[bool]:
    """Hold its lock while it is finished or dropped; False where another program has done so or does."""
    try:
        file = unfinished.note.open("rb")
    except OSError:
        yield False
        return
    with file:
        yield _locked(file.fileno()) and unfinished.note.exists()


def _from_name(path: Path) -> dict[str, str]:
    """What the name of a note says that is empty, because the disk was full. Raises ValueError."""
    question, started = path.stem.rsplit("__", 1)
    at = datetime.strptime(started.partition("_")[0], STAMP).replace(tzinfo=UTC)
    return {"question": question, "started_at": at.isoformat(), "mode": "coach"}


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _read(path: Path, content: bytes) -> Unfinished | None:
    try:
        data = json.loads(content) if content else _from_name(path)
        started_at = datetime.fromisoformat(data["started_at"]).isoformat(timespec="seconds")
        return Unfinished(str(data["question"]), started_at, str(data["mode"]), path)
    except (ValueError, TypeError, KeyError):
        return None
