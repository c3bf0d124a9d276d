"""How the database file is opened: made private, brought to the newest schema, errors put in plain words."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from interviewer import database
from interviewer.database import Connection
from interviewer.errors import BadStore
from interviewer.history.migrations import MIGRATIONS, Migration
from interviewer.history.packing import packed, said

BUSY_TIMEOUT_S = 5.0  # a second program in the same folder writes for milliseconds; then something is wrong
RETRY_S = 0.01  # the other program needs about as long to make a new file
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


def opened(path: Path) -> Connection:
    """The database at ``path``, private, of the newest schema; made where there is none."""
    _make_private(path)
    with reported(path):
        connection = database.open_database(path, BUSY_TIMEOUT_S)
    try:
        with reported(path):
            _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def opened_to_read(path: Path) -> Connection:
    """`opened`, or as it is where nothing can be written: a backup, another's folder, a locked card."""
    if not path.is_file() or os.access(path.parent, os.W_OK):
        return opened(path)
    with reported(path):
        # SQLite reads a log of changes only with its index beside it, and without one what never changes.
        log = path.with_name(f"{path.name}-wal")
        connection = database.open_read_only(path, alone=not log.exists() or not log.stat().st_size)
    try:
        with reported(path):
            _check_owner(connection, path)
            if scalar(connection, "PRAGMA user_version") < MIGRATIONS[-1].number:
                raise BadStore(
                    f"{path} is of an earlier version and can't be brought up to date where it is",
                    "Copy its folder to a disk that can be written, and name the copy with --data-dir",
                )
    except BaseException:
        connection.close()
        raise
    return connection


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
def reported(path: Path) -> Iterator[None]:
    """Every error of SQLite leaves as a BadStore that names the file."""
    try:
        yield
    except database.Error as error:
        code = database.result_code(error)
        unknown = (f"can't be used: {error}", f"Move it away, or: {OTHER_FOLDER}")
        what, next_step = unknown if code is None else _MEANING.get(code, unknown)
        raise BadStore(f"{path} {what}", next_step) from error


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
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
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten, not only unlinked
    connection.execute("PRAGMA temp_store = MEMORY")  # VACUUM would copy all words to /var/tmp
    for function in (packed, said):  # for migrations
        connection.create_function(function.__name__, 1, function)
    _check_owner(connection, path)
    _use_wal(connection)
    for migration in MIGRATIONS:
        if scalar(connection, "PRAGMA user_version") < migration.number:
            with transaction(connection):
                # Asked again under the lock: another program may just have done it.
                if scalar(connection, "PRAGMA user_version") < migration.number:
                    _apply(connection, migration)


def _use_wal(connection: Connection) -> None:
    """Let a reader (review) go on while a writer (practice) writes.

    SQLite doesn't wait for its busy timeout here but fails at once where two programs
    make the same new file, so the waiting is done by hand.
    """
    deadline_s = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            if scalar(connection, "PRAGMA journal_mode") != "wal":
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
        version = scalar(connection, "PRAGMA user_version")
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


def scalar(connection: Connection, query: str) -> Any:
    return connection.execute(query).fetchone()[0]
