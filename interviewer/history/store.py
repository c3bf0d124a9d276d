"""The store of attempts: one SQLite file in the data folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from interviewer.database import Row
from interviewer.errors import BadStore
from interviewer.history.attempt import DEMO, DRILL, Answer, Attempt, Judgement, Listed, Stored
from interviewer.history.measures import Measures, from_texts, measure, to_text
from interviewer.history.opening import opened, opened_to_read, reported, scalar, transaction
from interviewer.history.packing import unpacked
from interviewer.history.rows import (
    DAMAGED,
    INSERT_ATTEMPT,
    LISTED,
    SELECT_STORED,
    attempt_row,
    insert_judgement,
    judgement_of,
    keep_question,
    listed_of,
    readable,
    stored_of,
)
from interviewer.history.schedule import Marked
from interviewer.history.wanted import ALL, Wanted, condition
from interviewer.transcript import Transcript

if TYPE_CHECKING:
    from interviewer.bank.models import Question

__all__ = ["Attempt", "Judgement", "Listed", "Store", "Stored"]

BRIEF = ", ".join(Answer._fields)  # the columns of an `Answer`
COUNTS = f"mode NOT IN ('{DEMO}', '{DRILL}')"  # answers of one's own
LARGEST_ID = 2**63 - 1  # SQLite has no larger number, and nobody as many attempts


class Store:
    """Every attempt ever made, by number. Use it in a ``with`` block; one thread, one store.

    Opening makes the file (0600, its folder 0700) and brings an older one up to date. ``reads``: nothing
    will be added, so that a file which can't be written will do.
    Raises BadStore, one line, for whatever keeps the file from being used.
    """

    def __init__(self, path: Path, *, reads: bool = False) -> None:
        self.path = path
        self.connection = opened_to_read(path) if reads else opened(path)  # for the others of this room
        self._is_readable = False  # looked at and found so

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def add(self, attempt: Attempt, question: Question | None = None) -> int:
        """Keep an attempt, wholly or not at all; gives its number.

        ``question`` is kept as it was asked: the mark can be computed again when its pack has changed.
        """
        judgement = Judgement(1, "practice", attempt.transcript, attempt.scorecard, attempt.versions)
        with reported(self.path), transaction(self.connection):
            cursor = self.connection.execute(INSERT_ATTEMPT, attempt_row(attempt, question))
            number = cast(int, cursor.lastrowid)
            insert_judgement(self.connection, number, judgement, keep_question(self.connection, question))
            return number

    def get(self, attempt_id: int) -> Stored:
        """The attempt with that number. Raises BadStore naming the last one where there is none."""
        known = min(attempt_id, LARGEST_ID)
        with reported(self.path):
            rows = self.connection.execute(f"{SELECT_STORED} WHERE attempt.id = ?", (known,))
            row = rows.fetchone()
            if row is not None:
                return stored_of(self.path, row)
            last = scalar(self.connection, "SELECT max(id) FROM attempt")
        if last is None:
            raise BadStore(
                f"no attempt {attempt_id}: none is stored yet", "Make one with: interviewer practice"
            )
        raise BadStore(f"no attempt {attempt_id}: the last is {last}", "List them with: interviewer review")

    def recent(self, limit: int) -> tuple[Stored, ...]:
        """At most ``limit`` attempts, the last stored first."""
        with reported(self.path):
            query = f"{SELECT_STORED} ORDER BY attempt.id DESC LIMIT ?"
            rows = self.connection.execute(query, (max(0, limit),))
            return tuple(stored_of(self.path, row) for row in rows)

    def listed(self, limit: int | None = None, wanted: Wanted = ALL) -> tuple[Listed, ...]:
        """Attempts without their words, the last stored first; all that are wanted, or at most ``limit``."""
        where, values = condition(wanted)
        self._require_readable()
        with reported(self.path):
            query = f"SELECT {LISTED} FROM attempt WHERE {where} ORDER BY id DESC LIMIT :limit"  # noqa: S608
            values = {**values, "limit": -1 if limit is None else max(0, limit)}
            return tuple(listed_of(row) for row in self.connection.execute(query, values))

    def said(self, attempts: Iterable[int]) -> dict[int, str]:
        """The candidate's words of those attempts, by number."""
        with reported(self.path):
            query = "SELECT attempt, text FROM said WHERE attempt IN (SELECT value FROM json_each(?))"
            return dict(self.connection.execute(query, (json.dumps(list(attempts)),)).fetchall())

    def spoken_before(self, attempt_id: int, limit: int) -> tuple[Transcript, ...]:
        """What was spoken (not typed) in the last ``limit`` attempts before that one, in order."""
        query = """
            SELECT transcript, attempt FROM judgement JOIN attempt
            ON judgement.attempt = attempt.id AND judgement.number = attempt.judgement
            WHERE attempt.id < ? AND duration_s IS NOT NULL ORDER BY attempt.id DESC LIMIT ?
        """
        with reported(self.path):
            rows = self.connection.execute(query, (min(attempt_id, LARGEST_ID), limit)).fetchall()
        found = []
        for row in reversed(rows):
            with readable(self.path, row["attempt"]):
                found.append(Transcript.from_dict(json.loads(unpacked(row["transcript"]))))
        return tuple(found)

    def judgements(self, attempt_id: int) -> tuple[Judgement, ...]:
        """All that an attempt was ever worth, the original first."""
        with reported(self.path):
            query = "SELECT * FROM judgement WHERE attempt = ? ORDER BY number"
            rows = self.connection.execute(query, (attempt_id,)).fetchall()
        return tuple(judgement_of(self.path, row) for row in rows)

    def judge(self, attempt_id: int, judgement: Judgement, question: Question | None = None) -> None:
        """Add a judgement, which from now on counts; a rescoring takes the place of one before it.

        The original and every correction stay. ``judgement.number`` is given here, whatever it says.
        """
        before = self.judgements(attempt_id)
        if not before:
            self.get(attempt_id)  # says what is wrong
        again = judgement.cause == before[-1].cause == "rescore"
        number = before[-1].number + (0 if again else 1)
        attempt = replace(
            self.get(attempt_id).attempt, transcript=judgement.transcript, scorecard=judgement.scorecard
        )
        with reported(self.path), transaction(self.connection):
            asked = keep_question(self.connection, question)
            insert_judgement(self.connection, attempt_id, replace(judgement, number=number), asked)
            self.connection.execute(
                "UPDATE attempt SET judgement = ?, total = ?, jumped = ?, measures = ? WHERE id = ?",
                (number, attempt.total, attempt.jumped, to_text(measure(attempt.scorecard)), attempt_id),
            )

    def asked(self, attempt_id: int, number: int) -> Question | None:
        """The question as asked for that judgement; None where it was not kept or can't be read any more."""
        from interviewer.history.asked import Asked, question_of

        query = """
            SELECT asked.content AS question, glossary.content AS glossary FROM judgement
            JOIN asked ON asked.digest = judgement.asked JOIN glossary ON glossary.digest = asked.glossary
            WHERE attempt = ? AND number = ?
        """
        with reported(self.path):
            row = self.connection.execute(query, (attempt_id, number)).fetchone()
        if row is None:
            return None
        with readable(self.path, attempt_id):
            return question_of(Asked(unpacked(row["question"]), unpacked(row["glossary"])))

    def damage(self) -> str | None:
        """What SQLite finds wrong with the file, None where it is sound."""
        with reported(self.path):
            found = str(scalar(self.connection, "PRAGMA quick_check(1)"))
        return None if found == "ok" else found

    def _require_readable(self) -> None:
        """Raise BadStore that names an attempt of which no list can be made; looked for once."""
        if self._is_readable:
            return
        with reported(self.path):
            row = self.connection.execute(DAMAGED).fetchone()
        if row is not None:
            raise BadStore(
                f"{self.path}: attempt {row['id']} is damaged",
                f"Delete it with: interviewer forget {row['id']}",
            )
        self._is_readable = True

    def answers(self) -> list[Answer]:
        """Every attempt that counts, in the order of time, briefly."""
        query = f"SELECT {BRIEF} FROM attempt WHERE {COUNTS} ORDER BY started_at, id"  # noqa: S608
        self._require_readable()
        with reported(self.path):
            return [Answer._make(row) for row in self.connection.execute(query)]

    def last_answer(self) -> Answer | None:
        """The last attempt that counts, briefly."""
        query = f"SELECT {BRIEF} FROM attempt WHERE {COUNTS} ORDER BY started_at DESC, id DESC LIMIT 1"  # noqa: S608
        self._require_readable()
        with reported(self.path):
            row = self.connection.execute(query).fetchone()
        return None if row is None else Answer._make(row)

    def measured(self, latest: int | None = None) -> list[tuple[Listed, Measures]]:
        """Attempts with their measures, in the order of time: the last ``latest`` that count, or all."""
        query = f"""
            SELECT * FROM (SELECT {LISTED}, measures FROM attempt WHERE {COUNTS} OR :latest IS NULL
                           ORDER BY started_at DESC, id DESC LIMIT coalesce(:latest, -1))
            ORDER BY started_at, id
        """  # noqa: S608 - names of columns
        self._require_readable()
        with reported(self.path):
            rows = self.connection.execute(query, {"latest": latest}).fetchall()
        measures = from_texts(row["measures"] for row in rows)
        missing = [row["id"] for row, found in zip(rows, measures, strict=True) if found is None]
        if missing:  # stored by an earlier version of the program
            self._measure(missing)
            return self.measured(latest)
        return [(_listed(row), found) for row, found in zip(rows, measures, strict=True) if found is not None]

    def _measure(self, attempts: Iterable[int]) -> None:
        with reported(self.path), transaction(self.connection):
            for number in attempts:
                try:
                    measures = measure(self.get(number).attempt.scorecard)
                except (BadStore, KeyError, TypeError):  # damaged: the others are still worth showing
                    measures = Measures()
                self.connection.execute(
                    "UPDATE attempt SET measures = ? WHERE id = ?", (to_text(measures), number)
                )

    def marks(self, latest: int) -> tuple[Marked, ...]:
        """What the last ``latest`` attempts that count were worth, at each question, in no order."""
        query = f"""
            SELECT question, started_at, total FROM (
                SELECT question, started_at, total,
                       row_number() OVER (PARTITION BY question ORDER BY started_at DESC) AS place
                FROM attempt WHERE {COUNTS}
            ) WHERE place <= ?
        """  # noqa: S608
        self._require_readable()
        with reported(self.path):
            return tuple(Marked(*row) for row in self.connection.execute(query, (latest,)))

    def suspend(self, question: str, since: str) -> None:
        """Take a question out of the schedule. ``since`` is ISO 8601 in UTC."""
        with reported(self.path), transaction(self.connection):
            self.connection.execute(
                "INSERT OR IGNORE INTO suspended (question, since) VALUES (?, ?)", (question, since)
            )

    def resume(self, question: str) -> None:
        """Put a suspended question back into the schedule."""
        with reported(self.path), transaction(self.connection):
            self.connection.execute("DELETE FROM suspended WHERE question = ?", (question,))

    def suspended(self) -> dict[str, str]:
        """The suspended questions, and since when."""
        with reported(self.path):
            rows = self.connection.execute("SELECT question, since FROM suspended ORDER BY question")
            return dict(rows.fetchall())

    def keeps(self, sound: str) -> bool:
        """Whether an attempt has that recording; ``sound`` is relative to the data folder."""
        with reported(self.path):
            row = self.connection.execute("SELECT 1 FROM attempt WHERE sound = ?", (sound,)).fetchone()
            return row is not None

    def count(self, wanted: Wanted = ALL) -> int:
        where, values = condition(wanted)
        with reported(self.path):
            query = f"SELECT count(*) FROM attempt WHERE {where}"  # noqa: S608 - values go in by name
            return int(self.connection.execute(query, values).fetchone()[0])


def _listed(row: Row) -> Listed:
    *values, _ = row
    return Listed(*values)
