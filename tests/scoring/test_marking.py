"""Weights, parts, penalties: the arithmetic of a mark."""

from __future__ import annotations

from typing import get_args

import pytest

from interviewer.bank.models import QuestionType
from interviewer.scoring.marking import (
    FALSE_CLAIM,
    FALSE_CLAIMS_AT_MOST,
    LATE_QUESTION,
    SUBSTANCE,
    WEIGHTS,
    clarifying_score,
    false_claim_penalties,
    mark_parts,
)
from interviewer.scoring.scorecard import (
    ClarifyingQuestion,
    Contradiction,
    Evidence,
    Jump,
    KeyPointFinding,
    Part,
)

PARTS = ["content", "framework", "clarifying", "habits", "delivery"]
TYPES: tuple[QuestionType, ...] = get_args(QuestionType)
every_type = pytest.mark.parametrize("kind", TYPES)


@every_type
@pytest.mark.parametrize("unjudged", [[], ["delivery"], ["framework"], ["framework", "delivery"]])
def test_weights_sum_to_one_whatever_can_be_judged(kind: QuestionType, unjudged: list[str]) -> None:
    parts = mark_parts(kind, {name: None if name in unjudged else 1.0 for name in PARTS})
    assert list(parts) == PARTS
    assert sum(part.weight for part in parts.values()) == pytest.approx(1, abs=1e-12)
    for name, part in parts.items():
        assert (part.score is None) == (name in unjudged)
        assert part.weight == 0 or name not in unjudged
    assert sum(part.to_dict()["weight"] for part in parts.values()) == pytest.approx(1, abs=1e-12)
    assert sum(part.points for part in parts.values()) == pytest.approx(100)


@every_type
def test_the_table_of_weights(kind: QuestionType) -> None:
    assert list(WEIGHTS[kind]) == PARTS
    assert sum(WEIGHTS[kind].values()) == pytest.approx(1, abs=1e-12)
    assert max(WEIGHTS[kind], key=lambda name: WEIGHTS[kind][name]) == "content"


@pytest.mark.parametrize(
    ("content", "counted"),
    [(0.0, 0.0), (SUBSTANCE / 2, 0.5), (SUBSTANCE, 1.0), (1.0, 1.0)],
)
def test_without_substance_the_other_parts_do_not_count(content: float, counted: float) -> None:
    parts = mark_parts("howto", {name: content if name == "content" else 1.0 for name in PARTS})
    assert parts["content"].score == pytest.approx(content)
    assert [parts[name].score for name in PARTS[1:]] == pytest.approx([counted] * 4)


def test_points_are_score_times_weight_times_100() -> None:
    part = Part(0.74, 0.4)
    assert part.points == pytest.approx(29.6)
    assert part.to_dict() == {"score": 0.74, "weight": 0.4, "points": 29.6}
    assert Part(None, 0.0).to_dict() == {"score": None, "weight": 0.0, "points": 0.0}


def asked(*starts: int) -> list[ClarifyingQuestion]:
    return [ClarifyingQuestion(Evidence("?", start, start + 1), "data") for start in starts]


JUMPED = Jump(True, True, "stacking", Evidence("I'd use stacking", 100, 116))
CALM = Jump(True, False)


@pytest.mark.parametrize(
    ("kind", "questions", "jump", "expected"),
    [
        ("howto", asked(), CALM, 0.0),
        ("howto", asked(0), CALM, 0.5),
        ("howto", asked(0, 9), CALM, 1.0),
        ("howto", asked(0, 9, 50), CALM, 1.0),
        ("design", asked(0, 9), CALM, 2 / 3),
        ("concept", asked(0), CALM, 1.0),
        ("howto", asked(200), JUMPED, LATE_QUESTION / 2),
        ("howto", asked(0, 200), JUMPED, (1 + LATE_QUESTION) / 2),
    ],
)
def test_clarifying(
    kind: QuestionType, questions: list[ClarifyingQuestion], jump: Jump, expected: float
) -> None:
    assert clarifying_score(kind, questions, jump) == pytest.approx(expected)


@pytest.mark.parametrize(("swaps", "errors"), [(0, 0), (1, 0), (0, 2), (2, 2), (5, 5)])
def test_false_claims_cost_points_up_to_a_limit(swaps: int, errors: int) -> None:
    points = [KeyPointFinding(f"p{n}", f"Point {n}.", 1.0, "contradicted") for n in range(swaps)]
    points.append(KeyPointFinding("fine", "Fine.", 1.0, "covered"))
    wrong = [Contradiction(f"c{n}", f"Wrong {n}.", "No.", Evidence("x", 0, 1)) for n in range(errors)]
    penalties = false_claim_penalties(points, wrong)
    assert sum(penalty.points for penalty in penalties) == max(
        FALSE_CLAIMS_AT_MOST, FALSE_CLAIM * (swaps + errors)
    )
    assert all(penalty.points < 0 for penalty in penalties)
    if swaps:
        assert penalties[0].reason == "swapped: Point 0."
    if errors and not swaps:
        assert penalties[0].reason == "not so: Wrong 0."
