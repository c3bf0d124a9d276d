"""The jump: an advanced method proposed before any question, and all that is no proposal."""

from __future__ import annotations

import pytest

from interviewer.scoring.answer import read
from interviewer.scoring.clarifying import find_clarifying
from interviewer.scoring.jump import ALONE, BASE, CAUGHT, EARLY, find_jump, jump_penalty, proposals
from interviewer.scoring.names import names_of
from interviewer.scoring.scorecard import Jump, Penalty
from interviewer.transcript import Transcript
from tests.scoring.said import said_of_trees
from tests.support.questions import shipped_bank, small_question

QUESTION = small_question()


def jump_of(text: str) -> Jump:
    answer = said_of_trees(text)
    return find_jump(QUESTION, answer, find_clarifying(QUESTION, answer))


def penalty_of(text: str) -> Penalty | None:
    answer = said_of_trees(text)
    clarifying = find_clarifying(QUESTION, answer)
    return jump_penalty(answer, find_jump(QUESTION, answer, clarifying), clarifying)


PROPOSED = [
    ("I'd use stacking.", "stacking"),
    ("I would go straight to a deep forest, that always works.", "deep forest"),
    ("So I'd train a few stacked models on top of that.", "stacking"),
    ("You just put a neural net on it and you are done.", "neural network"),
    ("we should go with stacking because it is the most accurate", "stacking"),
    ("My go-to here is stacking.", "stacking"),
    ("Let's throw a neural network at it.", "neural network"),
    ("The best way is a deep forest.", "deep forest"),
    ("Stacking, done.", "stacking"),
    ("Easy. Stacking.", "stacking"),
    (
        "I'd generate more data with a generative adversarial network.",
        "GAN",
    ),  # the field's, not the question's
    ("I'd prune the tree and then use stacking.", "stacking"),
    ("um so yeah i'd just use a neural network for that", "neural network"),
]

NOT_PROPOSED = [
    "",
    "I'd prune the tree.",
    # rejected
    "I wouldn't use stacking.",
    "I'd prune the tree rather than use stacking.",
    "I'd not start with a neural network.",
    "There's no need for stacking here.",
    "Stacking would be overkill.",
    "I'd avoid stacking.",
    "Instead of a neural net I'd take a plain tree.",
    # put off
    "I'd leave stacking for later.",
    "I'd only use stacking once the baseline is beaten.",
    "A neural network is my last resort.",
    "If that fails, I'd try stacking.",
    "I'd hold off on stacking.",
    # somebody else's idea
    "Many people reach for a neural network straight away.",
    "People say you should use stacking.",
    "Some teams would use a deep forest.",
    # on a condition
    "If the data were much larger, I'd think of a neural network.",
    "When the simple tree is not good enough, I would use stacking.",
    "Provided we have the budget, I'd use a deep forest.",
    # explained, not proposed
    "A single tree is unstable, and stacking is a way of combining models.",
    # merely listed
    "pruning, stacking, deep forest, neural network, bagging, boosting",
    "Options are many: pruning, bagging, stacking, boosting.",
]


@pytest.mark.parametrize(("text", "method"), PROPOSED)
def test_a_proposal(text: str, method: str) -> None:
    jump = jump_of(text)
    assert (jump.applies, jump.jumped, jump.method) == (True, True, method)
    assert jump.evidence is not None
    assert text[jump.evidence.start : jump.evidence.end] == jump.evidence.quote


@pytest.mark.parametrize("text", NOT_PROPOSED)
def test_no_proposal(text: str) -> None:
    jump = jump_of(text)
    assert (jump.jumped, jump.method, jump.evidence) == (False, None, None)
    assert penalty_of(text) is None


@pytest.mark.parametrize(
    "before",
    [
        "What is the business goal? ",
        "How many rows do we have? Okay. ",
        "I'd first look at the gap between training and validation error. ",
    ],
)
def test_after_a_question_or_a_check_it_is_no_jump(before: str) -> None:
    jump = jump_of(before + "Then I'd use stacking.")
    assert (jump.jumped, jump.method) == (False, "stacking")
    assert penalty_of(before + "Then I'd use stacking.") is None


@pytest.mark.parametrize("before", ["Right? ", "Can you hear me? ", "What is variance? It's the spread. "])
def test_what_only_looks_like_a_question_does_not_help(before: str) -> None:
    assert jump_of(before + "I'd use stacking.").jumped


def test_the_first_proposal_counts() -> None:
    text = "I wouldn't use stacking. I'd use deep forests. And I'd use a neural network, or a neural net."
    assert jump_of(text).method == "deep forest"
    assert [mention.method for mention in proposals(QUESTION, said_of_trees(text))] == [
        "deep forest",
        "neural network",
        "neural network",
    ]


def test_a_word_misheard_for_a_method_counts_only_where_the_question_knows_the_method() -> None:
    monitoring, imbalanced = shipped_bank().question(31), shipped_bank().question(5)
    for text, question, jumped in (
        ("I'd go straight for smoke.", monitoring, False),
        ("I'd go straight for smoke.", imbalanced, True),
        ("I'd use a smoke test.", imbalanced, False),  # as it stands, and no method
    ):
        answer = read(Transcript.from_text(text), names_of(question.glossary))
        assert find_jump(question, answer, ()).jumped == jumped


def test_where_the_question_asks_for_methods_it_is_never_a_fault() -> None:
    question = small_question(jump_applies=False)
    answer = said_of_trees("I'd use stacking.")
    jump = find_jump(question, answer, ())
    assert (jump.applies, jump.jumped, jump.method) == (False, False, "stacking")
    assert jump_penalty(answer, jump, ()) is None


class TestThePenalty:
    def test_at_once_and_never_a_question(self) -> None:
        penalty = penalty_of("I'd use stacking. That is all I have to say about it, to be honest.")
        assert penalty is not None
        assert penalty.points == -(BASE + EARLY + ALONE)
        assert penalty.reason == "stacking proposed before any clarifying question or check of the problem"

    def test_later_costs_less(self) -> None:
        way = "A tree that changes with every sample is unstable, one wants it to be calm. "  # 15 words
        after = " That is all I have to say about it, to be honest." * 9
        for words, share in [(15, 0.9), (75, 0.5), (150, 0.0), (300, 0.0)]:
            penalty = penalty_of(way * (words // 15) + "I'd use stacking." + after)
            assert penalty is not None
            assert penalty.points == pytest.approx(-(BASE + share * EARLY + ALONE), abs=0.05)

    def test_a_question_afterwards_costs_less(self) -> None:
        penalty = penalty_of("I'd use stacking. How many rows do we have?")
        assert penalty is not None
        assert penalty.points == -(BASE + EARLY)

    def test_catching_oneself_halves_it(self) -> None:
        penalty = penalty_of("I'd use stacking. Wait, before that I should ask, how many rows do we have?")
        assert penalty is not None
        assert penalty.points == pytest.approx(-CAUGHT * (BASE + EARLY))
        assert penalty.reason.endswith(", then caught")


@pytest.mark.parametrize("slug", ["imbalanced-data", "missing-data", "outliers", "scaling-inference"])
def test_every_advanced_method_of_the_bank_is_heard(slug: str) -> None:
    question = shipped_bank().question(slug)
    for method in question.methods.advanced:
        answer = said_of_trees(f"I would go straight to {method.name}.")
        assert find_jump(question, answer, ()).jumped, method.name


@pytest.mark.parametrize("slug", ["imbalanced-data", "missing-data", "outliers", "scaling-inference"])
def test_no_simple_method_of_the_bank_is_a_jump(slug: str) -> None:
    question = shipped_bank().question(slug)
    for method in question.methods.simple:
        answer = said_of_trees(f"I would go straight to {method.name}.")
        assert not find_jump(question, answer, ()).jumped, method.name
