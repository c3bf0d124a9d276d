"""What to say better next time: at most four sentences, the dearest loss first."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.bank.models import Question
from interviewer.scoring.denials import DENIED
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
    remarks: Sequence[str] = (),
) -> tuple[str, ...]:
    """Coaching sentences, most valuable first; ``remarks`` on the answer as a whole before all others."""
    if delivery.words == 0:
        return ("Nothing was heard. Say anything you know, a definition and one example are a good start.",)
    spoken = {step: examples[0] for step, examples in question.step_examples.items() if examples}
    lines = list(remarks)
    if jump.jumped:
        lines.append(
            f"Leave {jump.method} for later and open with a question: {_quoted(_first_question(question))}"
        )
    elif not clarifying and "P" in question.expected_steps:
        lines.append(f"Ask before you answer: {_quoted(_first_question(question))}")
    lines += [f"Not so: {wrong.correction}" for wrong in contradictions]
    lines += [_set_right(point) for point in key_points if point.status == "contradicted"]
    missed = sorted(
        (point for point in key_points if point.status in ("missing", "partial")),
        key=lambda point: (-point.weight, point.status == "partial"),
    )
    lines += [f"Say this too: {point.text}" for point in missed[:2]]
    absent = [step for step in steps if step.expected and step.status == "absent"]
    lines += [
        f"For {step.name.lower()}, say: {_quoted(spoken[step.id])}" for step in absent if step.id in spoken
    ]
    return tuple(lines[:MOST_LINES])


def _set_right(point: KeyPointFinding) -> str:
    if point.note.startswith(DENIED):
        return f"You denied this, and it is so: {point.text}"
    return f"Keep these apart: {point.note}"


def _first_question(question: Question) -> str:
    """A spoken question of this very question's setting, else the framework's own example."""
    first = question.framework.steps[0]
    return (question.step_examples.get(first.id) or first.examples)[0]


def _quoted(line: str) -> str:
    return f"“{line}”"
