"""The store of attempts: one SQLite file in the data folder."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from interviewer import database
from interviewer.database import Connection
from interviewer.errors import BadStore, BadTranscript
from interviewer.history.attempt import Attempt, Stored
from interviewer.history.migrations import MIGRATIONS, Migration
from interviewer.transcript import Transcript

__all__ = ["Attempt", "Store", "Stored"]

BUSY_TIMEOUT_S = 5.0  # a second program in the same folder writes for milliseconds; then something is wrong
LARGEST_ID = 2**63 - 1  # SQLite has no larger number, and nobody as many attempts
RETRY_S = 0.01  # the other program needs about as long to make a new file
INSERT = """
INSERT INTO attempt (question, number, pack, prompt, started_at, mode, sound, total, jumped,
                     transcript, scorecard, settings, versions)
VALUES (:question, :number, :pack, :prompt, :started_at, :mode, :sound, :total, :jumped,
        :transcript, :scorecard, :settings, :versions)
"""
OTHER_FOLDER = "Choose another folder with --data-dir"

# Primary result codes of SQLite: what it means, what to do.
_MEANING: Mapping[int, tuple[str, str]] = {
    database.NOTADB: ("is not a database of this program", f"Move it away, or: {OTHER_FOLDER}"),
    database.CORRUPT: (
        "is damaged",
        "Move it away to start a new one; the recordings are kept beside it",
    ),
    database.FULL: ("can't grow: the disk is full", "Free some space; the recording is kept"),
    database.READONLY: ("can't be written", f"Make it writable, or: {OTHER_FOLDER}"),
    database.CANTOPEN: ("can't be opened for writing", f"Make its folder writable, or: {OTHER_FOLDER}"),
    database.PERM: ("can't be written", f"Make it writable, or: {OTHER_FOLDER}"),
    database.IOERR: (
        "can't be written: the disk failed or is full",
        "Check the disk; the recording is kept",
    ),
    database.BUSY: ("is in use by another program", "Close the other one and try again"),
    database.LOCKED: ("is in use by another program", "Close the other one and try again"),
}


class Store:
    """Every attempt ever made, by number. Use it in a ``with`` block; one thread, one store.

    Opening makes the file (0600, its folder 0700) and brings an older one up to date.
    Raises BadStore, one line, for whatever keeps the file from being used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        _make_private(path)
        with _reported(path):
            self._connection = database.open_database(path, BUSY_TIMEOUT_S)
        try:
            with _reported(path):
                _migrate(self._connection, path)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, attempt: Attempt) -> int:
        """Keep an attempt, wholly or not at all; gives its number."""
        with _reported(self.path), _transaction(self._connection):
            return cast(int, self._connection.execute(INSERT, _to_row(attempt)).lastrowid)

    def get(self, attempt_id: int) -> Stored:
        """The attempt with that number. Raises BadStore naming the last one where there is none."""
        known = min(attempt_id, LARGEST_ID)
        with _reported(self.path):
            row = self._connection.execute("SELECT * FROM attempt WHERE id = ?", (known,)).fetchone()
            if row is not None:
                return _from_row(self.path, row)
            last = _scalar(self._connection, "SELECT max(id) FROM attempt")
        if last is None:
            raise BadStore(
                f"no attempt {attempt_id}: none is stored yet", "Make one with: interviewer practice"
            )
        raise BadStore(f"no attempt {attempt_id}: the last is {last}", "List them with: interviewer review")

    def recent(self, limit: int) -> tuple[Stored, ...]:
        """At most ``limit`` attempts, the last stored first."""
        with _reported(self.path):
            rows = self._connection.execute(
                "SELECT * FROM attempt ORDER BY id DESC LIMIT ?", (max(0, limit),)
            )
            return tuple(_from_row(self.path, row) for row in rows)

    def last_asked(self) -> dict[str, str]:
        """When each question that was practised was last asked: ``started_at`` by slug."""
        with _reported(self.path):
            rows = self._connection.execute("SELECT question, MAX(started_at) FROM attempt GROUP BY question")
            return dict(rows.fetchall())

    def count(self) -> int:
        with _reported(self.path):
            return int(_scalar(self._connection, "SELECT count(*) FROM attempt"))


def _to_row(attempt: Attempt) -> dict[str, Any]:
    """The values of INSERT by name."""
    return {
        "question": attempt.question,
        "number": attempt.number,
        "pack": attempt.pack,
        "prompt": attempt.prompt,
        "started_at": attempt.started_at,
        "mode": attempt.mode,
        "sound": attempt.sound_name,
        "total": attempt.total,
        "jumped": int(attempt.jumped),
        "transcript": json.dumps(attempt.transcript.to_dict(), allow_nan=False),
        "scorecard": json.dumps(dict(attempt.scorecard), allow_nan=False),
        "settings": json.dumps(dict(attempt.settings)),
        "versions": json.dumps(dict(attempt.versions)),
    }


def _from_row(path: Path, row: database.Row) -> Stored:
    try:
        attempt = Attempt(
            question=row["question"],
            number=row["number"],
            pack=row["pack"],
            prompt=row["prompt"],
            started_at=row["started_at"],
            mode=row["mode"],
            sound=None if row["sound"] is None else Path(row["sound"]),
            transcript=Transcript.from_dict(json.loads(row["transcript"])),
            scorecard=json.loads(row["scorecard"]),
            settings=json.loads(row["settings"]),
            versions=json.loads(row["versions"]),
        )
    except (ValueError, TypeError, AttributeError, BadTranscript) as error:
        raise BadStore(
            f"{path}: attempt {row['id']} is damaged: {error}", "The other attempts can be read"
        ) from error
    return Stored(id=row["id"], attempt=attempt)


def _make_private(path: Path) -> None:
    """Make the folders (0700) and the file (0600) under any umask; close an open file to others.

    A folder that is there already keeps its mode: it may be somebody's home.
    """
    try:
        _make_folders(path.parent)
        # Made here because SQLite would use the umask; its -wal and -shm files copy this mode.
        descriptor = os.open(path, os.O_CREAT | os.O_RDONLY, 0o600)
        try:
            mode = os.fstat(descriptor).st_mode & 0o777
            if mode & 0o077 or not mode:  # open to others, or a umask took even our own bits
                path.chmod((mode & 0o700) or 0o600)
        finally:
            os.close(descriptor)
    except IsADirectoryError as error:
        raise BadStore(f"{path} is a folder, not a database", f"Move it away, or: {OTHER_FOLDER}") from error
    except (FileExistsError, NotADirectoryError) as error:
        raise BadStore(f"{path.parent} is not a folder", OTHER_FOLDER) from error
    except OSError as error:
        raise BadStore(
            f"{path} can't be written: {error.strerror}", f"Make its folder writable, or: {OTHER_FOLDER}"
        ) from error


def _make_folders(folder: Path) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(mode=0o700, exist_ok=True)
        parent.chmod(0o700)
    if not folder.is_dir():
        raise NotADirectoryError(folder)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Every error of SQLite leaves as a BadStore that names the file."""
    try:
        yield
    except database.Error as error:
        code = database.result_code(error)
        unknown = (f"can't be used: {error}", f"Move it away, or: {OTHER_FOLDER}")
        what, next_step = unknown if code is None else _MEANING.get(code, unknown)
        raise BadStore(f"{path} {what}", next_step) from error


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    """All of the block or nothing, also where it is interrupted."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk makes SQLite roll back by itself
            connection.execute("ROLLBACK")
        raise


def _migrate(connection: Connection, path: Path) -> None:
    """Bring the file to the newest schema, one transaction for each step."""
    connection.execute("PRAGMA foreign_keys = ON")
    _check_owner(connection, path)
    _use_wal(connection)
    for migration in MIGRATIONS:
        if _scalar(connection, "PRAGMA user_version") < migration.number:
            with _transaction(connection):
                # Asked again under the lock: another program may just have done it.
                if _scalar(connection, "PRAGMA user_version") < migration.number:
                    _apply(connection, migration)


def _use_wal(connection: Connection) -> None:
    """Let a reader (review) go on while a writer (practice) writes.

    SQLite doesn't wait for its busy timeout here but fails at once where two programs
    make the same new file, so the waiting is done by hand.
    """
    deadline_s = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            if _scalar(connection, "PRAGMA journal_mode") != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except database.OperationalError as error:
            if database.result_code(error) != database.BUSY or time.monotonic() > deadline_s:
                raise
            time.sleep(RETRY_S)


def _apply(connection: Connection, migration: Migration) -> None:
    for statement in _statements(migration.sql):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO migration (number, name, checksum) VALUES (?, ?, ?)",
        (migration.number, migration.name, migration.checksum),
    )
    connection.execute(f"PRAGMA user_version = {migration.number:d}")


def _statements(sql: str) -> Iterator[str]:
    """One statement at a time: ``executescript`` would end the transaction that it is in."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if database.is_complete(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError(f"migration ends in mid-statement: {statement.strip()!r}")


def _check_owner(connection: Connection, path: Path) -> None:
    """Refuse a database of a newer version, of another program, or of migrations that are not ours."""
    connection.execute("BEGIN")  # one view of the file, though another program may be migrating it
    try:
        version = _scalar(connection, "PRAGMA user_version")
        tables = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        applied = []
        if "migration" in tables:
            applied = connection.execute(
                "SELECT number, name, checksum FROM migration ORDER BY number"
            ).fetchall()
    finally:
        connection.execute("ROLLBACK")
    newest = MIGRATIONS[-1].number
    if bool(tables) != bool(version) or ("migration" in tables) != bool(version):
        raise BadStore(f"{path} is another program's database", f"Move it away, or: {OTHER_FOLDER}")
    if version > newest:
        raise BadStore(
            f"{path} was written by a newer version (schema {version}; this one knows {newest})",
            f"Update interviewer, or: {OTHER_FOLDER}",
        )
    ours = [(migration.number, migration.name, migration.checksum) for migration in MIGRATIONS]
    if [tuple(row) for row in applied] != ours[:version]:
        raise BadStore(f"{path} was made by an unreleased version", f"Move it away, or: {OTHER_FOLDER}")


def _scalar(connection: Connection, query: str) -> Any:
    return connection.execute(query).fetchone()[0]
