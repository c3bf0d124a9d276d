"""Values to rows of the database and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.database import Connection, Row
from interviewer.errors import BadStore, BadTranscript
from interviewer.history.attempt import Attempt, Judgement, Listed, Stored
from interviewer.history.measures import measure, to_text
from interviewer.history.packing import packed, said, unpacked
from interviewer.transcript import Transcript

if TYPE_CHECKING:
    from interviewer.bank.models import Question
    from interviewer.history.asked import Asked

LISTED = ", ".join(Listed.__slots__)  # the columns of a `Listed`
INSERT_ATTEMPT = """
INSERT INTO attempt (id, question, number, pack, section, level, type, started_at, mode, sound, duration_s,
                     total, jumped, judgement, measures, prompt, settings)
VALUES (:id, :question, :number, :pack, :section, :level, :type, :started_at, :mode, :sound, :duration_s,
        :total, :jumped, :judgement, :measures, :prompt, :settings)
"""
INSERT_JUDGEMENT = """
INSERT OR REPLACE INTO judgement (attempt, number, cause, asked, transcript, scorecard, versions)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
INSERT_SAID = "INSERT OR REPLACE INTO said (attempt, text) VALUES (?, ?)"
SELECT_STORED = """
SELECT attempt.*, judgement.transcript, judgement.scorecard, judgement.versions
FROM attempt JOIN judgement ON judgement.attempt = attempt.id AND judgement.number = attempt.judgement
"""


def attempt_row(attempt: Attempt, question: Question | None) -> dict[str, Any]:
    """The values of INSERT_ATTEMPT, but for the id, which the database gives."""
    return {
        "id": None,
        "question": attempt.question,
        "number": attempt.number,
        "pack": attempt.pack,
        "section": None if question is None else question.section,
        "level": None if question is None else question.level,
        "type": None if question is None else question.type,
        "started_at": attempt.started_at,
        "mode": attempt.mode,
        "sound": attempt.sound_name,
        "duration_s": attempt.transcript.duration_s,
        "total": attempt.total,
        "jumped": int(attempt.jumped),
        "judgement": 1,
        "measures": to_text(measure(attempt.scorecard)),
        "prompt": attempt.prompt,
        "settings": json.dumps(dict(attempt.settings)),
    }


def insert_judgement(connection: Connection, attempt: int, judgement: Judgement, asked: str | None) -> None:
    """Write a judgement and the text that is searched; one of the same number is replaced.

    ``asked``: the digest that `keep_asked` gave.
    """
    transcript = json.dumps(judgement.transcript.to_dict(), allow_nan=False)
    connection.execute(
        INSERT_JUDGEMENT,
        (
            attempt,
            judgement.number,
            judgement.cause,
            asked,
            packed(transcript),
            packed(json.dumps(dict(judgement.scorecard), allow_nan=False)),
            json.dumps(dict(judgement.versions)),
        ),
    )
    connection.execute(INSERT_SAID, (attempt, said(transcript)))


def keep_question(connection: Connection, question: Question | None) -> str | None:
    """Keep a question as it was asked; its digest."""
    if question is None:
        return None
    from interviewer.history.asked import as_asked

    return keep_asked(connection, as_asked(question))


def keep_asked(connection: Connection, asked: Asked) -> str:
    """Keep a question once for all who were asked it so; its digest."""
    connection.execute(
        "INSERT OR IGNORE INTO glossary (digest, content) VALUES (?, ?)",
        (asked.glossary_digest, packed(asked.glossary)),
    )
    connection.execute(
        "INSERT OR IGNORE INTO asked (digest, glossary, content) VALUES (?, ?, ?)",
        (asked.digest, asked.glossary_digest, packed(asked.question)),
    )
    return asked.digest


def stored_of(path: Path, row: Row) -> Stored:
    """The attempt in a row of SELECT_STORED. Raises BadStore where it is damaged."""
    with readable(path, row["id"]):
        attempt = Attempt(
            question=row["question"],
            number=row["number"],
            pack=row["pack"],
            prompt=row["prompt"],
            started_at=row["started_at"],
            mode=row["mode"],
            sound=None if row["sound"] is None else Path(row["sound"]),
            transcript=Transcript.from_dict(json.loads(unpacked(row["transcript"]))),
            scorecard=json.loads(unpacked(row["scorecard"])),
            settings=json.loads(row["settings"]),
            versions=json.loads(row["versions"]),
        )
        return Stored(id=row["id"], attempt=attempt, judgement=row["judgement"])


def judgement_of(path: Path, row: Row) -> Judgement:
    """The judgement in a row of that table. Raises BadStore where it is damaged."""
    with readable(path, row["attempt"]):
        return Judgement(
            number=row["number"],
            cause=row["cause"],
            transcript=Transcript.from_dict(json.loads(unpacked(row["transcript"]))),
            scorecard=json.loads(unpacked(row["scorecard"])),
            versions=json.loads(row["versions"]),
        )


# An attempt of which a list can't be made: written by somebody else, or damaged where SQLite can't see it.
DAMAGED = """
    SELECT id FROM attempt WHERE NOT (
        typeof(question) = 'text' AND typeof(pack) = 'text' AND typeof(mode) = 'text'
        AND typeof(number) IN ('integer', 'null') AND typeof(section) IN ('text', 'null')
        AND typeof(level) IN ('text', 'null') AND typeof(type) IN ('text', 'null')
        AND typeof(sound) IN ('text', 'null') AND typeof(measures) IN ('text', 'null')
        AND typeof(started_at) = 'text' AND datetime(started_at) NOT NULL AND length(started_at) > 18
        AND typeof(duration_s) IN ('real', 'null') AND coalesce(duration_s, 0.0) BETWEEN 0 AND 1e6
        AND typeof(total) = 'real' AND total BETWEEN 0 AND 100 AND typeof(judgement) = 'integer'
    ) LIMIT 1
"""


def listed_of(row: Row) -> Listed:
    """The attempt in a row of the columns LISTED."""
    values: Mapping[str, Any] = dict(row)
    return Listed(**{**values, "jumped": bool(values["jumped"])})


@contextmanager
def readable(path: Path, attempt: int) -> Iterator[None]:
    """What can't be read leaves as a BadStore that names the attempt."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, BadTranscript) as error:
        raise BadStore(
            f"{path}: attempt {attempt} is damaged: {error}", "The other attempts can be read"
        ) from error
