"""Five mistakes to avoid, five habits to show."""

from __future__ import annotations

import pytest

from interviewer.bank.models import Question
from interviewer.scoring.cues import compile_cue
from interviewer.scoring.english import habits as words
from interviewer.scoring.habits import habits_score
from interviewer.scoring.score import score
from interviewer.scoring.scorecard import Habit
from tests.scoring.said import NO_NAMES
from tests.support.questions import small_question

QUESTION = small_question()
# Sixty words and more about nothing that any habit is about.
LONG = "A tree asks one thing after another until it comes to a leaf and then it stops there. " * 4


def habits(text: str, question: Question = QUESTION) -> dict[str, Habit]:
    return {habit.id: habit for habit in score(question, text).habits}


def test_no_cue_for_a_habit_comes_down_to_one_word_of_it() -> None:
    """Stop words are dropped from a cue: "who uses" would be any "use"."""
    for cues in vars(words).values():
        for cue in cues if isinstance(cues, tuple) else ():
            assert len(cue.split()) == 1 or len(compile_cue(cue, NO_NAMES).slots) > 1, cue


def test_ten_in_the_order_of_the_list() -> None:
    assert [(habit.id, habit.kind) for habit in habits("").values()] == [
        ("jumping-to-complex", "avoid"),
        ("ignoring-business", "avoid"),
        ("ignoring-data-quality", "avoid"),
        ("over-engineering", "avoid"),
        ("forgetting-interpretability", "avoid"),
        ("simple-baseline", "do"),
        ("clarifying-first", "do"),
        ("data-assumptions", "do"),
        ("operational-constraints", "do"),
        ("maintenance", "do"),
    ]


@pytest.mark.parametrize(
    ("text", "habit"),
    [
        ("I'd use stacking.", "jumping-to-complex"),
        (LONG, "ignoring-business"),
        ("I'd use that.", "ignoring-business"),
        (LONG, "ignoring-data-quality"),
        (LONG, "forgetting-interpretability"),
        ("I'd use stacking. I'd use a deep forest. I'd use a neural net.", "over-engineering"),
        ("I'd begin with a simple baseline.", "simple-baseline"),
        ("I'd prune the tree.", "simple-baseline"),  # a simple method of the question's own
        ("What is the goal, and how many rows do we have?", "clarifying-first"),
        ("I assume that the sample is like the live data.", "data-assumptions"),
        ("It has to answer within ten milliseconds, so latency matters.", "operational-constraints"),
        ("In production I'd monitor it and retrain every month.", "maintenance"),
    ],
)
def test_seen(text: str, habit: str) -> None:
    assert habits(text)[habit].status == "seen"


@pytest.mark.parametrize(
    ("text", "habit"),
    [
        ("How many rows do we have? I'd use stacking.", "jumping-to-complex"),
        (LONG + "The business wants to know what a mistake costs.", "ignoring-business"),
        (LONG + "I'd look at the labels, some of them are wrong.", "ignoring-data-quality"),
        (LONG + "And a manager can read it, so I can explain every decision.", "forgetting-interpretability"),
        ("", "ignoring-business"),
        ("I'd use stacking. I'd use stacked models. I'd use stacking.", "over-engineering"),  # one method
        ("baseline, rules, logistic regression, trees, forests, boosting, stacking", "simple-baseline"),
        ("I'd use stacking. How many rows do we have?", "clarifying-first"),
        ("Bagging averages trees.", "maintenance"),
        ("A false alarm costs us a customer.", "maintenance"),
        ("The data is imbalanced, that's a distribution.", "data-assumptions"),
        ("I'd take a rolling mean.", "operational-constraints"),
        ("I would not monitor it.", "maintenance"),
    ],
)
def test_not_seen(text: str, habit: str) -> None:
    assert habits(text)[habit].status == "not_seen"


def test_omissions_are_held_only_against_solutions() -> None:
    found = habits(LONG, small_question(type="concept", jump_applies=False))
    assert all(habit.status == "not_seen" for habit in found.values() if habit.kind == "avoid")


def test_a_clause_is_quoted_once() -> None:
    (quote,) = habits("I'd begin with a simple baseline model first.")["simple-baseline"].evidence
    assert quote.quote == "I'd begin with a simple baseline model first"


@pytest.mark.parametrize(
    ("kind", "seen", "expected"),
    [
        ("howto", [], 0.5),  # nothing wrong, nothing shown
        ("howto", ["maintenance"], 0.6),
        ("howto", ["ignoring-business", "over-engineering"], 0.3),
        ("concept", [], 0.0),
        ("concept", ["maintenance"], 1 / 3),
        ("concept", ["maintenance", "simple-baseline", "data-assumptions", "clarifying-first"], 1.0),
        ("concept", ["maintenance", "over-engineering"], 1 / 3 - 0.25),
        ("concept", ["over-engineering"], 0.0),
    ],
)
def test_the_score(kind: str, seen: list[str], expected: float) -> None:
    question = small_question(type=kind)
    found = [
        Habit(habit.id, habit.kind, "seen" if habit.id in seen else "not_seen", habit.text)
        for habit in habits("").values()
    ]
    assert habits_score(found, question) == pytest.approx(expected)
