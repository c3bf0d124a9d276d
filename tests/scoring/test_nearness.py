"""False statements in other words: heard by their meaning, as far as no true statement is as near."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.meaning.known import KnownVectors
from interviewer.scoring.key_points import find_contradictions
from interviewer.scoring.nearness import weigh_nearness
from tests.scoring.said import said_of_trees
from tests.support.fake_vectors import FakeVectors
from tests.support.questions import small_question

ALIKE = [("forest", "woods"), ("overfits", "memorises"), ("bigger", "larger"), ("sooner", "earlier")]
QUESTION = small_question(
    misconceptions=[
        {
            "id": "bigger",
            "text": "A bigger forest always overfits sooner or later.",
            "sounds_like": ["forest always overfits"],
            "correction": "A bigger forest is always settled sooner or later.",
        }
    ]
)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("The larger woods always memorises earlier or later.", True),
        ("The larger woods never memorises, earlier or later.", False),  # the opposite
        ("Is it so that a larger woods always memorises earlier or later?", False),
        ("Some people say that a larger woods always memorises earlier or later.", False),
        ("It's not true that a larger woods always memorises earlier or later.", False),
        ("Larger, woods, memorises, earlier, later, always, trees, forests, samples.", False),  # a list
        ("Larger woods always memorises.", False),  # too few words to hold against anybody
        ("Many helpers work at the same time and nobody waits for a neighbour.", False),  # true
    ],
)
def test_a_false_statement_in_other_words(text: str, heard: bool, tmp_path: Path) -> None:
    answer = said_of_trees(text)
    nearness = weigh_nearness(QUESTION, answer, KnownVectors(FakeVectors(ALIKE), tmp_path))
    assert [false.id for false in find_contradictions(QUESTION, answer, nearness)] == ["bigger"] * heard
    assert find_contradictions(QUESTION, answer) == ()


def test_what_a_correction_says_speaks_against_its_falsehood(tmp_path: Path) -> None:
    """The two share most words."""
    answer = said_of_trees("The larger woods is always settled earlier or later.")
    nearness = weigh_nearness(QUESTION, answer, KnownVectors(FakeVectors(ALIKE), tmp_path))
    assert all(near.true > near.false > 0.5 for near in nearness.false["bigger"])
