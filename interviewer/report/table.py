"""Attempts as a table for a spreadsheet: one row an attempt."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from interviewer.history.attempt import Listed
from interviewer.history.measures import Measures
from interviewer.printable import printable

LOST = ("content", "framework", "clarifying", "habits", "delivery", "jump", "false-claim")
COLUMNS = (
    *("attempt", "question", "number", "pack", "section", "level", "type", "started_at", "mode"),
    *("duration_s", "total", "jumped", "corrected", "words", "words_per_minute", "fillers"),
    *("clarifying_questions", "steps_expected", "steps_walked", "habits_in_place", "key_points_missed"),
    *(f"lost_{name.replace('-', '_')}" for name in LOST),
)
_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would compute


def render_csv(rows: Iterable[tuple[Listed, Measures]]) -> str:
    """The table with a header; times in seconds, points lost by part, nothing where it is not known."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for listed, measures in rows:
        writer.writerow([_cell(value) for value in _values(listed, measures)])
    return text.getvalue()


def _values(listed: Listed, measures: Measures) -> Iterable[str | float | None]:
    return (
        *(listed.id, listed.question, listed.number, listed.pack, listed.section, listed.level),
        *(listed.type, listed.started_at, listed.mode, listed.duration_s, listed.total),
        *(int(listed.jumped), int(listed.judgement > 1), measures.words, measures.wpm, measures.fillers),
        *(measures.clarifying, measures.expected),
        "".join(step for step in measures.expected if step in measures.present),
        len(measures.good_habits),
        " ".join(measures.missed),
        *(measures.lost.get(name, 0.0) for name in LOST),
    )


def _cell(value: str | float | None) -> str | float | None:
    """The value; a text that a spreadsheet would take for a formula stands behind an apostrophe."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
