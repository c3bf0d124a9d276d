"""What to say better next time: the dearest loss first, four lines at most."""

from __future__ import annotations

import pytest

from interviewer.scoring.feedback import MOST_LINES
from interviewer.scoring.score import score
from interviewer.transcript import Transcript
from tests.support.questions import shipped_bank, small_question

QUESTION = small_question(step_examples={"P": ["What is the tree for?"], "L": ["The risk is drift."]})


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("I'd use stacking.", "Leave stacking for later and open with a question: “What is the tree for?”"),
        ("I'd prune the tree.", "Ask before you answer: “What is the tree for?”"),
        ("What is the goal? Bagging removes the bias.", "Not so: Bagging lowers variance, not bias."),
        ("What is the goal? Boosting runs in parallel.", "Keep these apart: Bagging is the parallel one."),
        ("What is the goal here? Hm.", "Say this too: Bagging trains its models in parallel."),
        ("", "Nothing was heard."),
    ],
)
def test_what_comes_first(text: str, first: str) -> None:
    lines = score(QUESTION, text).feedback
    assert lines[0].startswith(first)
    assert len(lines) <= MOST_LINES


def test_silence_and_nothing_typed_read_alike() -> None:
    assert score(QUESTION, Transcript(())).feedback == score(QUESTION, "").feedback


def test_a_missing_step_is_shown_as_it_sounds() -> None:
    text = (
        "What is the goal here? Bagging trains trees in parallel, boosting one after another. "
        "Averaging reduces the variance. I'd start with a baseline and measure it on a test set."
    )
    assert score(QUESTION, text).feedback == ("For limitations, say: “The risk is drift.”",)


def test_no_line_is_empty_or_said_twice() -> None:
    for question in list(shipped_bank())[::5]:
        for text in ("I'd use SMOTE.", "No idea.", question.reference):
            lines = score(question, text).feedback
            assert len(set(lines)) == len(lines)
            assert all(line.strip() == line and line for line in lines)
