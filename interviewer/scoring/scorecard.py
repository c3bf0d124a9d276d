"""The scorecard: what was found, where it was said, and what it is worth.

Every finding carries `Evidence`: the candidate's own words, their place in the
text and, for a spoken answer, in the sound. `Scorecard.to_dict` is the JSON of
schema ``interviewer.scorecard/1``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

SCHEMA = "interviewer.scorecard/1"
SCORER_VERSION = 7  # raised whenever the same text can get another mark

KeyPointStatus = Literal["covered", "partial", "missing", "contradicted"]
StepStatus = Literal["present", "absent"]
HabitKind = Literal["do", "avoid"]
HabitStatus = Literal["seen", "not_seen"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the candidate: ``text[start:end] == quote``; seconds are None for a typed answer."""

    quote: str
    start: int
    end: int
    start_s: float | None = None
    end_s: float | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "start_s": _rounded(self.start_s, 3),
            "end_s": _rounded(self.end_s, 3),
        }


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the mark. ``score`` 0 to 1, or None with weight 0 where it can't be judged."""

    score: float | None
    weight: float

    @property
    def points(self) -> float:
        return 0.0 if self.score is None else self.score * self.weight * 100

    def to_dict(self) -> dict[str, Any]:
        return {
            "score": _rounded(self.score, 4),
            "weight": self.weight,  # not rounded: the weights sum to 1
            "points": round(self.points, 2),
        }


@dataclass(frozen=True, slots=True)
class Penalty:
    """Points taken off (``points`` is negative) and why."""

    id: str
    points: float
    reason: str

    def to_dict(self) -> dict[str, Any]:
        return {"id": self.id, "points": round(self.points, 2), "reason": self.reason}


@dataclass(frozen=True, slots=True)
class KeyPointFinding:
    """Whether a key point was made. ``note``: the correction of a contradiction, or how it was heard."""

    id: str
    text: str
    weight: float
    status: KeyPointStatus
    evidence: tuple[Evidence, ...] = ()
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "text": self.text,
            "weight": self.weight,
            "status": self.status,
            "evidence": [evidence.to_dict() for evidence in self.evidence],
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class StepFinding:
    """Whether a step of the framework was walked; only expected steps count."""

    id: str
    name: str
    expected: bool
    status: StepStatus
    evidence: tuple[Evidence, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "expected": self.expected,
            "status": self.status,
            "evidence": [evidence.to_dict() for evidence in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class ClarifyingQuestion:
    """A question to the interviewer, or a check of the problem, and what it is about.

    ``answered_with``: the id of the fact that it brought; ``used``: where that was spoken of afterwards,
    which is in the JSON form only where it was.
    ``touches``: everything that its words touch on, for the steps; ``facet`` is the one that is shown.
    """

    evidence: Evidence
    facet: str
    answered_with: str | None = None
    used: Evidence | None = None
    touches: frozenset[str] = field(default=frozenset(), compare=False)  # not kept: it can be had again

    def to_dict(self) -> dict[str, Any]:
        data = {
            "evidence": self.evidence.to_dict(),
            "facet": self.facet,
            "answered_with": self.answered_with,
        }
        return data if self.used is None else {**data, "used": self.used.to_dict()}


@dataclass(frozen=True, slots=True)
class Jump:
    """The first advanced method proposed as a solution, and whether that came too early."""

    applies: bool
    jumped: bool
    method: str | None = None
    evidence: Evidence | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "applies": self.applies,
            "jumped": self.jumped,
            "method": self.method,
            "evidence": None if self.evidence is None else self.evidence.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Habit:
    """One of the ten habits: five to show (do), five to avoid."""

    id: str
    kind: HabitKind
    status: HabitStatus
    text: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def good(self) -> bool:
        """True where a good habit was seen or a bad one was not."""
        return (self.kind == "do") == (self.status == "seen")

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "status": self.status,
            "text": self.text,
            "evidence": [evidence.to_dict() for evidence in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch without words inside the answer, in seconds of the recording."""

    start_s: float
    end_s: float

    def to_dict(self) -> dict[str, Any]:
        return {"start_s": round(self.start_s, 3), "end_s": round(self.end_s, 3)}


@dataclass(frozen=True, slots=True)
class Delivery:
    """How it was said. ``wpm``: words a minute from first to last word, None for a typed answer."""

    words: int
    wpm: float | None = None
    fillers: tuple[Evidence, ...] = ()
    pauses: tuple[Pause, ...] = ()
    repeated: tuple[Evidence, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "words": self.words,
            "wpm": _rounded(self.wpm, 1),
            "fillers": [evidence.to_dict() for evidence in self.fillers],
            "pauses": [pause.to_dict() for pause in self.pauses],
            "repeated": [evidence.to_dict() for evidence in self.repeated],
        }


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A false statement that was heard, and what is true."""

    id: str
    text: str
    correction: str
    evidence: Evidence

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "text": self.text,
            "correction": self.correction,
            "evidence": self.evidence.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One answer, judged. ``parts`` keys: content, framework, clarifying, habits, delivery.

    ``mode``: "vectors" where the meaning of words was weighed too, "lexical" without the model for it.
    """

    id: str
    question: str
    number: int | None
    framework: str
    parts: Mapping[str, Part]
    penalties: tuple[Penalty, ...]
    key_points: tuple[KeyPointFinding, ...]
    steps: tuple[StepFinding, ...]
    clarifying: tuple[ClarifyingQuestion, ...]
    jump: Jump
    habits: tuple[Habit, ...]
    delivery: Delivery
    contradictions: tuple[Contradiction, ...] = ()
    feedback: tuple[str, ...] = ()
    mode: str = "lexical"

    @property
    def total(self) -> float:
        """Sum of the points and penalties as they are shown, two decimals, clipped to 0..100."""
        points = sum(round(part.points, 2) for part in self.parts.values())
        penalties = sum(round(penalty.points, 2) for penalty in self.penalties)
        return round(min(100.0, max(0.0, points + penalties)), 2)

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON, keys always in the same order."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "question": self.question,
            "number": self.number,
            "total": self.total,
            "parts": {name: part.to_dict() for name, part in self.parts.items()},
            "penalties": [penalty.to_dict() for penalty in self.penalties],
            "key_points": [point.to_dict() for point in self.key_points],
            "framework": {"name": self.framework, "steps": [step.to_dict() for step in self.steps]},
            "clarifying": {"questions": [question.to_dict() for question in self.clarifying]},
            "jump": self.jump.to_dict(),
            "habits": [habit.to_dict() for habit in self.habits],
            "delivery": self.delivery.to_dict(),
            "contradictions": [contradiction.to_dict() for contradiction in self.contradictions],
            "feedback": list(self.feedback),
            "mode": self.mode,
            "scorer": SCORER_VERSION,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Scorecard:
        """Read a stored scorecard back. Raises KeyError or TypeError where it is not one."""
        jump, delivery = data["jump"], data["delivery"]
        return cls(
            id=data["id"],
            question=data["question"],
            number=data["number"],
            framework=data["framework"]["name"],
            parts={name: Part(part["score"], part["weight"]) for name, part in data["parts"].items()},
            penalties=tuple(Penalty(**penalty) for penalty in data["penalties"]),
            key_points=tuple(
                KeyPointFinding(**{**point, "evidence": _quotes(point)}) for point in data["key_points"]
            ),
            steps=tuple(
                StepFinding(**{**step, "evidence": _quotes(step)}) for step in data["framework"]["steps"]
            ),
            clarifying=tuple(
                ClarifyingQuestion(
                    Evidence(**asked["evidence"]),
                    asked["facet"],
                    asked["answered_with"],
                    Evidence(**asked["used"]) if "used" in asked else None,
                )
                for asked in data["clarifying"]["questions"]
            ),
            jump=Jump(
                jump["applies"],
                jump["jumped"],
                jump["method"],
                None if jump["evidence"] is None else Evidence(**jump["evidence"]),
            ),
            habits=tuple(Habit(**{**habit, "evidence": _quotes(habit)}) for habit in data["habits"]),
            delivery=Delivery(
                delivery["words"],
                delivery["wpm"],
                tuple(Evidence(**filler) for filler in delivery["fillers"]),
                tuple(Pause(**pause) for pause in delivery["pauses"]),
                tuple(Evidence(**words) for words in delivery["repeated"]),
            ),
            contradictions=tuple(
                Contradiction(**{**found, "evidence": Evidence(**found["evidence"])})
                for found in data["contradictions"]
            ),
            feedback=tuple(data["feedback"]),
            mode=data.get("mode", "lexical"),
        )


def _quotes(finding: Mapping[str, Any]) -> tuple[Evidence, ...]:
    return tuple(Evidence(**quote) for quote in finding["evidence"])


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
