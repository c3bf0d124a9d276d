"""SQLite, opened: our own store, and strangers' files for reading. The only module that names sqlite3."""

from __future__ import annotations

import sqlite3
from pathlib import Path

Connection = sqlite3.Connection
Row = sqlite3.Row
Error = sqlite3.Error
OperationalError = sqlite3.OperationalError
is_complete = sqlite3.complete_statement

# Primary result codes, see `result_code`.
BUSY = sqlite3.SQLITE_BUSY
CANTOPEN = sqlite3.SQLITE_CANTOPEN
CORRUPT = sqlite3.SQLITE_CORRUPT
FULL = sqlite3.SQLITE_FULL
IOERR = sqlite3.SQLITE_IOERR
LOCKED = sqlite3.SQLITE_LOCKED
NOTADB = sqlite3.SQLITE_NOTADB
PERM = sqlite3.SQLITE_PERM
READONLY = sqlite3.SQLITE_READONLY

_STEPS = 10_000_000  # instructions that a reading of a stranger's file may take: seconds, not for ever
_FIELD_BYTES = 20_000_000


def open_database(path: Path, busy_timeout_s: float) -> Connection:
    """Open or make a database; transactions are begun and ended by the caller, rows know their columns."""
    connection = sqlite3.connect(path, timeout=busy_timeout_s, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def open_read_only(path: Path, *, alone: bool) -> Connection:
    """Open a database where nothing can be written. ``alone``: no other program can be writing it either."""
    options = "mode=ro&immutable=1" if alone else "mode=ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def open_foreign(path: Path) -> Connection:
    """Open a stranger's database for reading: it can run nothing, change nothing, and not read for ever."""
    connection = open_read_only(path, alone=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _FIELD_BYTES)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.set_progress_handler(lambda: 1, _STEPS)
    return connection


def result_code(error: Error) -> int | None:
    """SQLite's primary result code (the low byte of an extended one), None where the error has none."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
