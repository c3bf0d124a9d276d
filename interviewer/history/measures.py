"""What progress needs to know of an answer, drawn from its scorecard once, when it is stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

VERSION = 1  # raised when `measure` gives something else; what is stored is then measured again


@dataclass(frozen=True, slots=True)
class Measures:
    """One answer in numbers.

    ``wpm`` and ``fillers`` are None for a typed answer. ``expected`` and ``present`` are ids of the
    framework's steps, "PRO". ``lost``: points, by the part of the mark or the penalty that cost them.
    ``missed``: ids of key points that are not covered.
    """

    words: int = 0
    wpm: float | None = None
    fillers: int | None = None
    clarifying: int = 0
    jump_applies: bool = False
    framework: str = ""
    expected: str = ""
    present: str = ""
    good_habits: tuple[str, ...] = ()
    bad_habits: tuple[str, ...] = ()
    lost: Mapping[str, float] = field(default_factory=dict)
    missed: tuple[str, ...] = ()


def measure(scorecard: Mapping[str, Any]) -> Measures:
    """The measures of a scorecard in its JSON form; what it lacks is as if nothing had been found."""
    delivery = scorecard.get("delivery", {})
    framework = scorecard.get("framework", {})
    steps = framework.get("steps", [])
    habits = scorecard.get("habits", [])
    good = [habit["id"] for habit in habits if (habit["kind"] == "do") == (habit["status"] == "seen")]
    wpm = delivery.get("wpm")
    return Measures(
        words=delivery.get("words", 0),
        wpm=wpm,
        fillers=None if wpm is None else len(delivery.get("fillers", [])),
        clarifying=len(scorecard.get("clarifying", {}).get("questions", [])),
        jump_applies=bool(scorecard.get("jump", {}).get("applies", False)),
        framework=framework.get("name", ""),
        expected="".join(step["id"] for step in steps if step["expected"]),
        present="".join(step["id"] for step in steps if step["status"] == "present"),
        good_habits=tuple(good),
        bad_habits=tuple(habit["id"] for habit in habits if habit["id"] not in good),
        lost=_lost(scorecard),
        missed=tuple(
            point["id"] for point in scorecard.get("key_points", []) if point["status"] != "covered"
        ),
    )


def _lost(scorecard: Mapping[str, Any]) -> dict[str, float]:
    lost = {
        name: round(part["weight"] * 100 - part["points"], 2)
        for name, part in scorecard.get("parts", {}).items()
    }
    for penalty in scorecard.get("penalties", []):
        lost[penalty["id"]] = round(lost.get(penalty["id"], 0.0) - penalty["points"], 2)
    return {name: points for name, points in lost.items() if points > 0}


def to_text(measures: Measures) -> str:
    """As it stands in the database: a JSON list, the version first."""
    return json.dumps([VERSION, *astuple(measures)], separators=(",", ":"))


def from_texts(texts: Iterable[str | None]) -> list[Measures | None]:
    """The measures again; None for another version's and where they can't be read."""
    kept = list(texts)
    try:  # many at a time: one call of the JSON reader
        return _read(kept)
    except (ValueError, TypeError, RecursionError):
        if len(kept) == 1:
            return [None]
        return [measures for text in kept for measures in from_texts([text])]


def _read(texts: Sequence[str | None]) -> list[Measures | None]:
    rows: list[list[Any]] = json.loads("[" + ",".join(text or "[0]" for text in texts) + "]")
    if len(rows) != len(texts):
        raise ValueError("a text that is not one list")
    return [_measures(values) if version == VERSION else None for version, *values in rows]


def _measures(values: Sequence[Any]) -> Measures:
    named = dict(zip(Measures.__slots__, values, strict=True))
    tuples: dict[str, Any] = {name: tuple(value) for name, value in named.items() if isinstance(value, list)}
    return Measures(**{**named, **tuples})
