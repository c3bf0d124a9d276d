"""What to say better next time: at most four sentences, the dearest loss first."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.bank.models import Question
from interviewer.scoring.scorecard import (
    ClarifyingQuestion,
    Contradiction,
    Delivery,
    Jump,
    KeyPointFinding,
    StepFinding,
)

MOST_LINES = 4


def write_feedback(
    question: Question,
    *,
    key_points: Sequence[KeyPointFinding],
    steps: Sequence[StepFinding],
    clarifying: Sequence[ClarifyingQuestion],
    jump: Jump,
    contradictions: Sequence[Contradiction],
    delivery: Delivery,
) -> tuple[str, ...]:
    """Coaching sentences, most valuable first."""
    if delivery.words == 0:
        return ("Nothing was heard. Say anything you know, a definition and one example are a good start.",)
    lines: list[str] = []
    if jump.jumped and question.interjections:
        lines.append(f"Before you name {jump.method}, answer this: {question.interjections[0]}")
    elif not clarifying and "P" in question.expected_steps and question.type in ("howto", "design"):
        lines.append(_what_to_ask(question))
    lines += [f"You said the opposite of what holds: {wrong.correction}" for wrong in contradictions]
    lines += [f"Keep these two apart: {point.note}" for point in key_points if point.status == "contradicted"]
    explain = {point.id: point.explain for point in question.key_points}
    missed = sorted(
        (point for point in key_points if point.status in ("missing", "partial")),
        key=lambda point: (-point.weight, point.status == "partial"),
    )
    lines += [f"Say this too: {explain[point.id]}" for point in missed[:2]]
    absent = [step for step in steps if step.expected and step.status == "absent"]
    advice = {step.id: step.advice for step in question.framework.steps}
    lines += [advice[step.id] for step in absent[:2]]
    return tuple(lines[:MOST_LINES])


def _what_to_ask(question: Question) -> str:
    facts = question.scenario.facts if question.scenario else ()
    wanted = [fact.facet for fact in facts if fact.facet in ("objective", "data", "constraints", "metric")]
    facets = ", ".join(dict.fromkeys(wanted)) or "the goal and the constraints"
    return f"Ask before you answer: two questions here could be about {facets}."
