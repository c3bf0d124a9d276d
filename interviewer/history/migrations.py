"""The shape of the database, as a list of steps that only ever grows.

A released migration is never edited: databases made by it are on people's disks.
A change of mind is a new migration at the end (tests/history/test_migrations.py
holds the checksum of every released one).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Migration:
    """``number``: the ``PRAGMA user_version`` after it; ``sql``: statements, each ended by a semicolon."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """sha256 of the SQL text, hexadecimal."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        number=1,
        name="attempts",
        # AUTOINCREMENT: the number of a forgotten attempt never comes back as another one.
        # total and jumped repeat what the scorecard says, so that progress can be asked in SQL.
        sql="""\
CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL
);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question TEXT NOT NULL,
    number INTEGER,
    pack TEXT NOT NULL,
    prompt TEXT NOT NULL,
    started_at TEXT NOT NULL,
    mode TEXT NOT NULL,
    sound TEXT,
    total REAL NOT NULL,
    jumped INTEGER NOT NULL CHECK (jumped IN (0, 1)),
    transcript TEXT NOT NULL,
    scorecard TEXT NOT NULL,
    settings TEXT NOT NULL,
    versions TEXT NOT NULL
);
CREATE INDEX attempt_question ON attempt (question, started_at);
CREATE INDEX attempt_started_at ON attempt (started_at);
""",
    ),
)
