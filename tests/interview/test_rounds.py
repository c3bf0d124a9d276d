from __future__ import annotations

from typing import get_args

import pytest

from interviewer.bank.models import Question, QuestionType
from interviewer.interview.rounds import TURNS, TYPICAL_S, mixed, within
from tests.support.questions import small_question


def of(*kinds: QuestionType) -> tuple[Question, ...]:
    """Questions of these types, named by their places."""
    return tuple(
        small_question().model_copy(update={"type": kind, "slug": f"{kind}-{at}"})
        for at, kind in enumerate(kinds)
    )


def test_every_type_has_its_turn_and_its_time() -> None:
    assert set(TURNS) == set(TYPICAL_S) == set(get_args(QuestionType))


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), []),
        (("howto", "howto", "concept"), ["concept-2", "howto-0", "howto-1"]),
        (
            ("design", "concept", "concept", "behavioural", "howto"),
            ["concept-1", "howto-4", "behavioural-3", "design-0", "concept-2"],
        ),
    ],
)
def test_types_take_turns(kinds: tuple[QuestionType, ...], expected: list[str]) -> None:
    assert [question.slug for question in mixed(of(*kinds))] == expected


@pytest.mark.parametrize(
    ("kinds", "minutes", "expected"),
    [
        (("concept", "howto", "concept"), 45, 3),
        (("concept", "howto", "concept"), 5, 2),  # the long one in the middle is left out
        (("design",), 1, 1),  # at least one
        ((), 45, 0),
    ],
)
def test_a_round_of_so_many_minutes(kinds: tuple[QuestionType, ...], minutes: float, expected: int) -> None:
    assert len(within(of(*kinds), minutes)) == expected
