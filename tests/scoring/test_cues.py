"""Cues (content words close together, any order) and phrases (words in order)."""

from __future__ import annotations

import pytest

from interviewer.scoring.cues import compile_cue, find_cues
from interviewer.scoring.phrases import compile_phrase, find_phrases
from tests.scoring.said import NO_NAMES, said


def found(text: str, cue: str) -> list[str]:
    answer = said(text)
    return [answer.evidence(match.first, match.last).quote for match in find_cues(answer, [cue])]


@pytest.mark.parametrize(
    ("cue", "text", "quotes"),
    [
        # order and inflection do not matter
        ("weights zero", "weights become zero", ["weights become zero"]),
        ("weights zero", "zero is what the weight becomes", ["zero is what the weight"]),
        ("reduce variance", "It reduces the variance.", ["reduces the variance"]),
        ("normalise inputs", "normalizing each input", ["normalizing each input"]),
        # every slot is needed, any alternative serves
        ("weights exactly zero", "weights are zero", []),
        ("weights|coefficients exactly|all zero", "all coefficients are zero", ["all coefficients are zero"]),
        # stop words of the cue are dropped, those of the text cost no room
        ("the weights of it are zero", "weights zero", ["weights zero"]),
        ("weights zero", "weights of all of them will be zero", ["weights of all of them will be zero"]),
        # the window: at most four other content words
        ("weights zero", "weights all slowly go towards zero", ["weights all slowly go towards zero"]),
        ("weights zero", "weights all slowly then surely go towards zero", []),
        # a cue does not cross a sentence, but may cross a clause
        ("weights zero", "These are weights. Zero is a number.", []),
        ("weights zero", "As to weights, zero is rare.", ["weights, zero"]),
        # the nearest words are taken, and each place once
        ("weights zero", "weights zero and weights zero", ["weights zero", "weights zero"]),
        ("zero zero", "just zero", []),
        # numbers and compounds
        ("gradient 1", "the gradient is one", ["gradient is one"]),
        ("overfitting", "over fitting", ["over fitting"]),
        ("f1 score", "the F one score", ["F one score"]),
    ],
)  # fmt: skip
def test_a_cue_is_met(cue: str, text: str, quotes: list[str]) -> None:
    assert found(text, cue) == quotes


@pytest.mark.parametrize(
    "text",
    [
        "boosting is not parallel",
        "boosting isn't done in parallel",
        "Boosting can't train in parallel",
        "boosting never runs in parallel",
        "nobody trains boosting in parallel",
        "without boosting in parallel",
        "it is hardly boosting in parallel",
        "it just does not do boosting in parallel",
        "no more than one boosting in parallel",
        "boosting does not, as a rule, run many in parallel",
        "it's not the case that a lot of people ever saw boosting work in parallel",
        "it is wrong that, as nobody denies, boosting is parallel",
        "it isn't true that it's slow but that boosting is parallel",
        "what works like random boosting in parallel is not it",
    ],
)
def test_a_negated_cue_is_not_met(text: str) -> None:
    assert found(text, "boosting parallel") == []


@pytest.mark.parametrize(
    "text",
    [
        "boosting is parallel",
        "boosting is not only parallel but fast",
        "boosting is not just parallel",
        "it is not true that boosting is not parallel",  # twice
        "Not bagging. Boosting is parallel",  # in another sentence
        "that is not it, boosting is parallel",  # in another clause
        "it isn't true that it's slow, but boosting is parallel",
        "not one of us here ever thought that about boosting in parallel",  # too far before
    ],
)
def test_an_affirmed_cue_is_met(text: str) -> None:
    assert len(found(text, "boosting parallel")) == 1


def test_a_negative_cue_needs_its_negation() -> None:
    cue = "not|no|never effect trees"
    assert found("it has no effect on trees", cue)
    assert found("trees show an effect, never", cue)
    assert not found("it has an effect on trees", cue)


def test_a_negation_that_is_one_of_several_ways_to_say_it_is_no_denial() -> None:
    cue = "model ignores|misses|never finds|fraud"
    assert found("the model never finds it", cue)
    assert found("a model that misses the fraud", cue)
    assert not found("it's not true that a model misses fraud", cue)


def test_a_negation_in_each_of_two_clauses_is_no_double_negation() -> None:
    assert not found("models aren't sampled, so errors can't cancel", "models sampled errors cancel")
    assert found("models do not never cancel errors", "models cancel errors")


def test_matches_can_be_kept_to_a_part_of_the_answer() -> None:
    answer = said("weights zero, weights zero")
    assert len(find_cues(answer, ["weights zero"])) == 2
    assert [match.first for match in find_cues(answer, ["weights zero"], 2, 4)] == [2]
    assert find_cues(answer, ["weights zero"], 0, 1) == []


def test_matches_are_in_order_and_single() -> None:
    answer = said("zero weights. more zero weights")
    matches = find_cues(answer, ["weights zero", "zero", "weights zero"])
    assert matches == sorted(set(matches), key=lambda match: (match.first, match.last, match.cue))
    assert len(matches) == 4


@pytest.mark.parametrize("text", ["", "...", "|", "| |", "!?"])
def test_a_cue_of_nothing_meets_nothing(text: str) -> None:
    assert compile_cue(text, NO_NAMES).slots == ()
    assert found("anything", text) == []
    assert find_phrases(said("anything"), [text]) == []


def test_a_cue_of_stop_words_keeps_them() -> None:
    assert found("what is it then", "what is it") == ["what is it"]


@pytest.mark.parametrize(
    ("phrase", "text", "gap", "quotes"),
    [
        ("i would recommend|suggest", "I'd recommend trees", 0, ["I'd recommend"]),
        ("i would recommend|suggest", "I would really suggest trees", 2, ["I would really suggest"]),
        ("i would recommend|suggest", "I would really suggest trees", 0, []),
        ("i would recommend", "would I recommend it", 2, []),
        ("i would recommend", "I would. Recommend", 2, []),
        ("watch out", "watch out", 0, ["watch out"]),
        ("step", "one step, two steps", 0, ["step", "steps"]),
        ("not use", "I don't use it", 0, ["don't use"]),
    ],
)
def test_phrases(phrase: str, text: str, gap: int, quotes: list[str]) -> None:
    answer = said(text)
    matches = find_phrases(answer, [phrase], gap=gap)
    assert [answer.evidence(match.first, match.last).quote for match in matches] == quotes


@pytest.mark.parametrize(
    ("cue", "text", "quotes"),
    [
        # in double quotes small words count, and the order
        ('"i took|owned|led"', "I took it over", ["I took"]),
        ('"i took|owned|led"', "It took three weeks", []),
        ('"i took|owned|led"', "took I", []),
        ('"i decided"', "I then decided", ["I then decided"]),
        ('"i decided"', "I think we decided", []),
        ('"i decided"', "I. Decided", []),
        ('"i decided"', "I didn't decide", []),  # denied
        ('"i never|not asked"', "I didn't ask", ["I didn't ask"]),  # the negation is what is said
        ('"in hindsight"', "in hindsight", ["in hindsight"]),
        ('""', "anything", []),
    ],
)
def test_a_cue_in_double_quotes_is_a_phrase(cue: str, text: str, quotes: list[str]) -> None:
    assert found(text, cue) == quotes


def test_every_word_of_a_phrase_counts() -> None:
    assert len(compile_phrase("what is the goal|aim of it", NO_NAMES)) == 6
