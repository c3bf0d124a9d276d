"""Which questions make up a mock interview, and what came of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interviewer.bank.models import Question, QuestionType
from interviewer.scoring.scorecard import Scorecard

# How long a question takes with its follow-up, in seconds: what a round of so many minutes is planned by.
TYPICAL_S: dict[QuestionType, float] = {
    "concept": 150,
    "compare": 180,
    "howto": 300,
    "behavioural": 180,
    "design": 600,
}
# The order in which types take turns: from warming up to the long one, a story between.
TURNS: tuple[QuestionType, ...] = ("concept", "howto", "compare", "behavioural", "design")


@dataclass(frozen=True, slots=True)
class RoundAnswer:
    """One answer of a round. ``attempt``: its number in the store, None where it is not kept."""

    question: Question
    scorecard: Scorecard
    attempt: int | None


def mixed(candidates: Iterable[Question]) -> tuple[Question, ...]:
    """The candidates with their types taking turns; within a type they keep their order."""
    left: dict[QuestionType, list[Question]] = {kind: [] for kind in TURNS}
    for question in candidates:
        left[question.type].append(question)
    found: list[Question] = []
    while any(left.values()):
        found += [left[kind].pop(0) for kind in TURNS if left[kind]]
    return tuple(found)


def within(questions: Sequence[Question], minutes: float) -> tuple[Question, ...]:
    """The first questions that fit into so many minutes, at least one; one that is too long is left out."""
    left_s = minutes * 60
    found: list[Question] = []
    for question in questions:
        if TYPICAL_S[question.type] <= left_s:
            found.append(question)
            left_s -= TYPICAL_S[question.type]
    return tuple(found) or tuple(questions[:1])
