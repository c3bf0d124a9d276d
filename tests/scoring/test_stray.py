"""Words that serve nothing of the question, and remarks on an answer as a whole."""

from __future__ import annotations

import pytest

from interviewer.report.summary import sentence
from interviewer.scoring.score import score
from interviewer.scoring.stray import FREE_WORDS, stray_penalty
from tests.support.questions import shipped_bank, small_question

QUESTION = small_question()
POINT = "Bagging trains its models in parallel. "
ELSEWHERE = "The kitchen was painted green by my uncle last summer. "  # ten words


def total(text: str) -> float:
    return score(QUESTION, text).total


def stray(text: str) -> int:
    """The stray words as the penalty counts them, 0 without one."""
    reasons = (penalty.reason for penalty in score(QUESTION, text).penalties if penalty.id == "stray")
    return next((int(reason.split()[0]) for reason in reasons), 0)


def test_up_to_the_free_words_nothing_is_lost() -> None:
    assert stray_penalty(FREE_WORDS, 80.0) is None
    assert stray(POINT + ELSEWHERE * (FREE_WORDS // 10)) == 0


def test_beyond_them_the_square_of_their_share_is_left() -> None:
    penalty = stray_penalty(2 * FREE_WORDS, 80.0)
    assert penalty is not None
    assert penalty.points == -60.0
    card = score(QUESTION, POINT + ELSEWHERE * (2 * FREE_WORDS // 10))
    earned = sum(part.points for part in card.parts.values())
    words = stray(POINT + ELSEWHERE * (2 * FREE_WORDS // 10))
    assert 2 * FREE_WORDS - 20 <= words <= 2 * FREE_WORDS  # a stretch of a few clauses serves as a whole
    assert card.total == pytest.approx(earned * (FREE_WORDS / words) ** 2, abs=0.02)
    assert any(line.startswith("Much of this doesn't belong to the question") for line in card.feedback)
    assert "doesn't belong to this question" in sentence(card)


def test_a_key_point_said_in_a_long_answer_never_costs_and_said_again_never_pays() -> None:
    long = ELSEWHERE * 40
    once, twice = total(long + POINT), total(long + POINT * 2)
    assert total(long) < once == twice
    assert total(long + POINT + "Averaging lowers the variance. ") > once


def test_words_are_counted_as_they_are_written() -> None:
    assert 290 <= stray(POINT + "I don't know. " * 100) <= 300


@pytest.mark.slow
def test_ten_model_answers_at_once_earn_little_wherever_its_own_stands() -> None:
    questions = [question for question in shipped_bank() if question.number][:10]
    models = [question.model_answers.long for question in questions if question.model_answers]
    for question in questions[::3]:
        for texts in (models, models[::-1]):
            assert score(question, " ".join(texts)).total < 40


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("bagging boosting variance parallel sequence trees", "Words were listed"),
        (QUESTION.prompt, "That was the question said back"),
        ("parallel " * 12, "Words were listed"),
        ("Bagging trains its models in parallel.", None),
        ("Bagging.", None),
        ("What would you do about it? I'd prune the tree, since it changes with every sample we take.", None),
    ],
)
def test_remarks_come_first(text: str, remark: str | None) -> None:
    first = score(QUESTION, text).feedback[0]
    known = ("Words were listed", "That was the question", "The answer denies", "Much of this")
    assert first.startswith(remark) if remark else not first.startswith(known)
