"""Which attempts a list is to hold, as a condition for the database. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

_ESCAPED = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must hold of an attempt; None and empty leave it open.

    ``question``: number or slug. A ``sections`` entry may be a beginning: "algorithms" holds
    "algorithms/core". ``fitting``: slugs of the questions of those levels and sections, for attempts of
    which nobody noted them. ``since``: ISO 8601 date or time in UTC. ``text``: stands in the candidate's
    words; upper and lower case are the same for plain letters only.
    """

    question: str | None = None
    levels: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    since: str | None = None
    text: str | None = None


ALL = Wanted()


def condition(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """SQL for behind WHERE on the table ``attempt``, and the values of its names."""
    parts = ["TRUE"]
    values: dict[str, Any] = {}
    if wanted.question is not None:
        name = wanted.question.strip().lower()
        parts.append("(question = :question OR CAST(number AS TEXT) = :number)")
        values |= {"question": name, "number": name.removeprefix("q")}
    if wanted.levels or wanted.sections:
        fits = ["level IS NOT NULL"]
        if wanted.levels:
            fits.append("level IN (SELECT value FROM json_each(:levels))")
        if wanted.sections:
            fits.append(
                "EXISTS (SELECT 1 FROM json_each(:sections) "
                "WHERE section = value OR substr(section, 1, length(value) + 1) = value || '/')"
            )
        unknown = "level IS NULL AND question IN (SELECT value FROM json_each(:fitting))"
        parts.append(f"({' AND '.join(fits)} OR {unknown})")
        for name in ("levels", "sections", "fitting"):
            values[name] = json.dumps(getattr(wanted, name))
    if wanted.since is not None:
        parts.append("started_at >= :since")
        values["since"] = wanted.since
    if wanted.text is not None:
        parts.append(r"id IN (SELECT attempt FROM said WHERE text LIKE :text ESCAPE '\')")
        values["text"] = f"%{wanted.text.translate(_ESCAPED)}%"
    return " AND ".join(parts), values
