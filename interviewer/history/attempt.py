"""One practised answer, as it is remembered. Pure values: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple

from interviewer.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was asked, what was said, and what it was worth.

    ``started_at`` is ISO 8601 in UTC ("2026-01-31T18:04:05+00:00") and comes from the
    caller. ``sound`` is relative to the data folder, so that the folder can be moved;
    None for a typed answer. ``scorecard`` is the JSON of schema interviewer.scorecard/1.
    ``settings`` holds engine, model, voice, silence_s and mode; ``versions`` the versions
    of the program, the scorer and Python.

    Raises ValueError where the caller broke one of these rules.
    """

    question: str
    number: int | None
    pack: str
    prompt: str
    started_at: str
    mode: str
    sound: Path | None
    transcript: Transcript
    scorecard: Mapping[str, Any]
    settings: Mapping[str, str]
    versions: Mapping[str, str]

    def __post_init__(self) -> None:
        if datetime.fromisoformat(self.started_at).utcoffset() != timedelta(0):
            raise ValueError(f"started_at {self.started_at!r} is not in UTC")
        if self.sound is not None and (self.sound.is_absolute() or ".." in self.sound.parts):
            raise ValueError(f"sound {str(self.sound)!r} is not relative to the data folder")
        if "total" not in self.scorecard:
            raise ValueError("scorecard has no total")

    @property
    def total(self) -> float:
        return float(self.scorecard["total"])

    @property
    def jumped(self) -> bool:
        return bool(self.scorecard.get("jump", {}).get("jumped", False))

    @property
    def sound_name(self) -> str | None:
        """``sound`` with forward slashes, the form in which it is kept on every system."""
        return None if self.sound is None else str(PurePosixPath(*self.sound.parts))


# Modes of attempts that are kept, but neither count in progress nor make their question due:
DEMO = "demo"  # somebody else's answer was played
DRILL = "drill"  # only clarifying questions were asked, and no answer was wanted
Cause = Literal["practice", "edit", "rescore"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an attempt's words were worth to one scorer.

    Number 1 (``cause`` "practice") is the original and stays; then come those of corrected words
    ("edit") and of a later scorer ("rescore"). The last one counts.
    """

    number: int
    cause: Cause
    transcript: Transcript
    scorecard: Mapping[str, Any]
    versions: Mapping[str, str]

    @property
    def total(self) -> float:
        return float(self.scorecard["total"])


@dataclass(frozen=True, slots=True)
class Stored:
    """An attempt and the number under which the store keeps it; ``judgement`` is over 1 where it was
    corrected or rescored."""

    id: int
    attempt: Attempt
    judgement: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """An attempt in a list, without its words. None in ``section``, ``level`` and ``type``: not known.

    ``sound`` is as in `Attempt`; ``duration_s`` None for a typed answer; ``judgement`` as in `Stored`.
    """

    id: int
    question: str
    number: int | None
    pack: str
    section: str | None
    level: str | None
    type: str | None
    started_at: str
    mode: str
    sound: str | None
    duration_s: float | None
    total: float
    jumped: bool
    judgement: int


class Answer(NamedTuple):
    """The least that is known of an attempt: a tuple, because there may be tens of thousands of them.

    ``section`` and ``level`` are None where nobody knows them, ``duration_s`` for a typed answer.
    """

    question: str
    section: str | None
    level: str | None
    started_at: str
    total: float
    duration_s: float | None
    mode: str
