"""What is denied: words under a negation, key points said with a "not", answers that mostly deny."""

from __future__ import annotations

import pytest

from interviewer.scoring.denials import DENIED, find_denials
from interviewer.scoring.polarity import negative_tokens
from interviewer.scoring.score import score
from tests.scoring.said import said, said_of_trees
from tests.support.questions import shipped_bank, small_question

QUESTION = small_question()


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("Trees grow in parallel.", ""),
        ("The trees do not grow in parallel.", "the trees do not grow in parallel"),
        ("The trees never grow in parallel.", "the trees never grow in parallel"),
        ("It fails to grow trees.", "it fails to grow trees"),
        ("It grows no trees.", "trees"),
        ("It grows trees rather than forests.", "than forests"),
        ("I'd rather grow trees.", ""),
        ("It grows trees instead of forests.", "of forests"),
        ("It grows trees instead.", ""),
        ("Not only trees grow.", ""),
        ("It doesn't grow, it falls.", "it does not grow"),
        ("It's not true that trees grow, but forests do.", "trees grow"),
        ("It isn't so that nobody grows trees.", "nobody"),
        ("There is no truth in the idea that trees grow.", "the idea that trees grow"),
    ],
)
def test_words_under_a_negation(text: str, negative: str) -> None:
    answer = said(text)
    turned = negative_tokens(answer)
    assert " ".join(token.word for token, no in zip(answer.tokens, turned, strict=True) if no) == negative


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Bagging doesn't train its models in parallel.", {"bagging-parallel"}),
        ("Bagging never trains its models in parallel.", {"bagging-parallel"}),
        ("Bagging fails to train its models in parallel.", {"bagging-parallel"}),
        ("It is not true that bagging trains its models in parallel.", {"bagging-parallel"}),
        ("Bagging trains its models in parallel, no doubt.", set()),
        (
            "Bagging doesn't train its models in parallel. Sorry, bagging trains its models in parallel.",
            set(),
        ),
        ("I'm not tired. Bagging trains its models in parallel.", set()),
    ],
)
def test_key_points_that_are_denied(text: str, denied: set[str]) -> None:
    assert set(find_denials(QUESTION, said_of_trees(text)).points) == denied


def test_a_denied_key_point_costs_points_and_is_set_right() -> None:
    card = score(QUESTION, "Bagging doesn't train its models in parallel.")
    (point,) = (point for point in card.key_points if point.status == "contradicted")
    assert point.note == f"{DENIED}Bagging trains its models in parallel."
    assert [penalty.reason for penalty in card.penalties if penalty.id == "false-claim"] == [
        "denied: Bagging trains its models in parallel."
    ]
    assert "You denied this, and it is so: Bagging trains its models in parallel." in card.feedback


def test_what_a_rival_does_not_do_is_no_denial() -> None:
    card = score(QUESTION, "Boosting doesn't train its models in parallel.")
    assert all(point.status != "contradicted" for point in card.key_points)


def test_an_answer_that_mostly_denies_keeps_nothing_and_says_why() -> None:
    text = (
        "Averaging lowers the variance. It isn't steadier, the errors don't cancel out, the models are not "
        "different, the samples aren't drawn with replacement, and the votes are never counted."
    )
    card = score(QUESTION, text)
    assert card.total == 0
    (penalty,) = (penalty for penalty in card.penalties if penalty.id == "denial")
    assert penalty.points == -round(sum(part.points for part in card.parts.values()), 2)
    assert card.feedback[0].startswith("The answer denies what it should say")


@pytest.mark.parametrize("number", range(1, 36))
def test_nothing_of_the_banks_own_is_denied(number: int) -> None:
    """Its statements, said one after the other, and its model answers."""
    question = next(question for question in shipped_bank() if question.number == number)
    models = question.model_answers
    assert models is not None
    for text in (" ".join(point.text for point in question.key_points), models.short, models.long):
        card = score(question, text)
        assert not any(penalty.id in ("denial", "stray") for penalty in card.penalties)
        assert not any(penalty.reason.startswith("denied") for penalty in card.penalties)
