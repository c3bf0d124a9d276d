"""The ten habits: five mistakes to avoid and five things to show, each with its evidence.

Mistakes of omission (no word about business, data quality or interpretability) are
held only against answers to questions that call for a solution. However short the
answer is: what is added to it must never bring the mark down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.bank.models import Question
from interviewer.scoring.answer import Answer
from interviewer.scoring.cues import find_cues
from interviewer.scoring.english.habits import (
    ASSUMES,
    BUSINESS,
    DATA_QUALITY,
    INTERPRETABILITY,
    MAINTENANCE,
    OPERATIONS,
    SIMPLE_START,
)
from interviewer.scoring.scorecard import ClarifyingQuestion, Evidence, Habit, HabitKind, Jump, StepFinding
from interviewer.scoring.speech_acts import merely_listed

MANY_METHODS = 3  # advanced methods proposed together that make a first solution over-engineered
SOLUTION_TYPES = frozenset(["howto", "design"])


@dataclass(frozen=True, slots=True)
class Findings:
    """What the other stages found, as far as habits rest on it."""

    clarifying: Sequence[ClarifyingQuestion]
    steps: Sequence[StepFinding]
    jump: Jump
    proposed: int  # advanced methods named in proposals


def find_habits(question: Question, answer: Answer, findings: Findings) -> tuple[Habit, ...]:
    """The ten habits in the order of the seed: mistakes first."""
    asked = question.type in SOLUTION_TYPES and bool(answer.tokens)
    simple = _said(answer, SIMPLE_START) + _said(
        answer, [form for method in question.methods.simple for form in (method.name, *method.spoken)]
    )
    jumped = (findings.jump.evidence,) if findings.jump.jumped and findings.jump.evidence else ()
    over = findings.proposed >= MANY_METHODS and not _said(answer, SIMPLE_START)
    first_asked = findings.clarifying[:1] if not findings.jump.jumped else []
    return (
        _habit("jumping-to-complex", "avoid", bool(jumped), "Jumping straight to a complex solution", jumped),
        _omitted("ignoring-business", asked, answer, BUSINESS, "Leaving business constraints out"),
        _omitted("ignoring-data-quality", asked, answer, DATA_QUALITY, "Leaving the quality of the data out"),
        _habit(
            "over-engineering",
            "avoid",
            over,
            "Over-engineering the first solution",
            (findings.jump.evidence,) if over and findings.jump.evidence else (),
        ),
        _omitted(
            "forgetting-interpretability", asked, answer, INTERPRETABILITY, "Forgetting interpretability"
        ),
        _shown("simple-baseline", simple, "Starting from a simple baseline"),
        _shown(
            "clarifying-first", [asked.evidence for asked in first_asked], "Asking clarifying questions first"
        ),
        _shown("data-assumptions", _said(answer, ASSUMES), "Saying early what is assumed of the data"),
        _shown("operational-constraints", _said(answer, OPERATIONS), "Thinking of operational constraints"),
        _shown("maintenance", _said(answer, MAINTENANCE), "Thinking of the model's upkeep"),
    )


def habits_score(habits: Sequence[Habit], question: Question) -> float:
    """Share of habits kept. Where no solution is asked for, only good ones shown count, up to three."""
    if question.type in SOLUTION_TYPES:
        return sum(habit.good for habit in habits) / len(habits)
    shown = sum(habit.kind == "do" and habit.status == "seen" for habit in habits)
    broken = sum(habit.kind == "avoid" and habit.status == "seen" for habit in habits)
    return max(0.0, min(1.0, shown / 3) - 0.25 * broken)


def _habit(name: str, kind: HabitKind, seen: bool, text: str, evidence: Sequence[Evidence]) -> Habit:
    return Habit(name, kind, "seen" if seen else "not_seen", text, tuple(evidence)[:2])


def _shown(name: str, evidence: Sequence[Evidence], text: str) -> Habit:
    quotes = dict.fromkeys(sorted(evidence, key=lambda quote: quote.start))  # two cues, one clause: one quote
    return _habit(name, "do", bool(evidence), text, tuple(quotes))


def _omitted(name: str, asked: bool, answer: Answer, cues: Sequence[str], text: str) -> Habit:
    """Seen, as a mistake, where a solution was asked for and the subject never came up."""
    return _habit(name, "avoid", asked and not _said(answer, cues), text, ())


def _said(answer: Answer, cues: Sequence[str]) -> list[Evidence]:
    found = []
    for match in find_cues(answer, cues):
        if not merely_listed(answer, match.first):
            clause = answer.clause_at(match.first)
            last = max(match.last, min(clause.last, match.last + 12))
            found.append(answer.evidence(max(clause.first, match.first - 12), last))
    return found
