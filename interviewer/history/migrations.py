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
    Migration(
        number=2,
        name="judgements",
        # Lists and progress read the small columns of attempt and never a transcript. What was said and
        # what it was worth stand in judgement: number 1 is the original, later ones are corrections and
        # rescorings. The question is kept as it was asked, once for all who were asked it so.
        # packed(), said(): history/packing.py. section, level and type are null where nobody knows.
        sql="""\
ALTER TABLE attempt RENAME TO attempt_1;
DROP INDEX attempt_question;
DROP INDEX attempt_started_at;
CREATE TABLE glossary (
    digest TEXT PRIMARY KEY,
    content BLOB NOT NULL
);
CREATE TABLE asked (
    digest TEXT PRIMARY KEY,
    glossary TEXT NOT NULL REFERENCES glossary (digest),
    content BLOB NOT NULL
);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question TEXT NOT NULL,
    number INTEGER,
    pack TEXT NOT NULL,
    section TEXT,
    level TEXT,
    type TEXT,
    started_at TEXT NOT NULL,
    mode TEXT NOT NULL,
    sound TEXT,
    duration_s REAL,
    total REAL NOT NULL,
    jumped INTEGER NOT NULL CHECK (jumped IN (0, 1)),
    judgement INTEGER NOT NULL,
    measures TEXT,
    prompt TEXT NOT NULL,
    settings TEXT NOT NULL
);
INSERT INTO attempt (id, question, number, pack, started_at, mode, sound, duration_s, total, jumped,
                     judgement, prompt, settings)
SELECT id, question, number, pack, started_at, mode, sound,
       CASE WHEN json_valid(transcript) THEN json_extract(transcript, '$.duration_s') END,
       total, jumped, 1, prompt, settings
FROM attempt_1;
DELETE FROM sqlite_sequence WHERE name = 'attempt';
INSERT INTO sqlite_sequence (name, seq) SELECT 'attempt', seq FROM sqlite_sequence WHERE name = 'attempt_1';
CREATE TABLE judgement (
    attempt INTEGER NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('practice', 'edit', 'rescore')),
    asked TEXT REFERENCES asked (digest),
    transcript BLOB NOT NULL,
    scorecard BLOB NOT NULL,
    versions TEXT NOT NULL,
    PRIMARY KEY (attempt, number)
);
INSERT INTO judgement (attempt, number, cause, transcript, scorecard, versions)
SELECT id, 1, 'practice', packed(transcript), packed(scorecard), versions
FROM attempt_1;
CREATE TABLE said (
    attempt INTEGER PRIMARY KEY REFERENCES attempt (id) ON DELETE CASCADE,
    text TEXT NOT NULL
);
INSERT INTO said (attempt, text) SELECT id, said(transcript) FROM attempt_1;
DROP TABLE attempt_1;
CREATE TABLE suspended (
    question TEXT PRIMARY KEY,
    since TEXT NOT NULL
);
CREATE INDEX attempt_question ON attempt (question, started_at, total, mode);
CREATE INDEX attempt_started_at ON attempt (started_at);
CREATE INDEX judgement_asked ON judgement (asked);
CREATE INDEX asked_glossary ON asked (glossary);
""",
    ),
)
