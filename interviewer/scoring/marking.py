"""From findings to a mark: parts, weights by question type, penalties.

Every number of the formula stands here, once. docs/scoring.md explains them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interviewer.bank.models import QuestionType
from interviewer.scoring.denials import DENIED
from interviewer.scoring.scorecard import (
    ClarifyingQuestion,
    Contradiction,
    Jump,
    KeyPointFinding,
    Part,
    Penalty,
)

# Share of the mark by part. Questions that ask for a solution weigh the way to it; the others, the facts.
_SOLUTION = {"content": 0.40, "framework": 0.20, "clarifying": 0.20, "habits": 0.12, "delivery": 0.08}
_FACTS = {"content": 0.64, "framework": 0.12, "clarifying": 0.08, "habits": 0.08, "delivery": 0.08}
_STORY = {"content": 0.52, "framework": 0.36, "clarifying": 0.00, "habits": 0.00, "delivery": 0.12}
WEIGHTS: Mapping[QuestionType, Mapping[str, float]] = {
    "howto": _SOLUTION,
    "design": _SOLUTION,
    "concept": _FACTS,
    "compare": _FACTS,
    "behavioural": _STORY,
}
SATURATION = 0.80  # full marks at this share of the key points' weight: nobody says everything
# Clarifying questions that count fully, by type: one is plenty where a definition is asked for.
ENOUGH_QUESTIONS: Mapping[QuestionType, int] = {
    "howto": 2,
    "design": 3,
    "concept": 1,
    "compare": 1,
    "behavioural": 1,
}
LATE_QUESTION = 0.4  # credit for a question asked only after a jump
USED_FACT = 0.5  # on top, where what a question brought is spoken of afterwards
# What is not about the question earns nothing: other parts count in full from this content score up.
SUBSTANCE = 0.5
FALSE_CLAIM = -8.0  # points for each false statement or swapped pair: what a key point brings in a concept
FALSE_CLAIMS_AT_MOST = -32.0


def clarifying_score(question_type: QuestionType, asked: Sequence[ClarifyingQuestion], jump: Jump) -> float:
    """0 to 1: questions asked against what is plenty, those after a jump at a discount."""
    credit = sum(question_credit(question, jump) for question in asked)
    return min(1.0, credit / ENOUGH_QUESTIONS[question_type])


def question_credit(question: ClarifyingQuestion, jump: Jump) -> float:
    """1, or LATE_QUESTION for a question asked only after a jump; USED_FACT on top for a fact put to use."""
    late = jump.jumped and jump.evidence is not None and question.evidence.start > jump.evidence.start
    return (LATE_QUESTION if late else 1.0) + (0.0 if question.used is None else USED_FACT)


def mark_parts(question_type: QuestionType, scores: Mapping[str, float | None]) -> dict[str, Part]:
    """Parts with weights that sum to 1; a part that can't be judged gives its weight to the others.

    ``scores["content"]`` also scales the other parts, by its share of SUBSTANCE.
    """
    substance = min(1.0, (scores["content"] or 0.0) / SUBSTANCE)
    weights = {name: WEIGHTS[question_type][name] for name in scores}
    judged = sum(weight for name, weight in weights.items() if scores[name] is not None)
    parts = {}
    for name, score in scores.items():
        if score is None:
            parts[name] = Part(None, 0.0)
        else:
            scaled = score if name == "content" else score * substance
            parts[name] = Part(round(scaled, 4), weights[name] / judged)  # what is shown is what counts
    return parts


def false_claim_penalties(
    key_points: Sequence[KeyPointFinding], contradictions: Sequence[Contradiction]
) -> list[Penalty]:
    """One penalty for each false claim, together no more than FALSE_CLAIMS_AT_MOST."""
    reasons = [
        f"{'denied' if point.note.startswith(DENIED) else 'swapped'}: {point.text}"
        for point in key_points
        if point.status == "contradicted"
    ]
    reasons += [f"not so: {contradiction.text}" for contradiction in contradictions]
    penalties = []
    left = FALSE_CLAIMS_AT_MOST
    for reason in reasons:
        points = max(FALSE_CLAIM, left)
        if points < 0:
            penalties.append(Penalty("false-claim", points, reason))
            left -= points
    return penalties
