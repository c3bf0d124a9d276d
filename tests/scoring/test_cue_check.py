"""Cues that are not what they seem, as `questions check` tells of them."""

from __future__ import annotations

from typing import Any

import pytest

from interviewer.bank.models import Question
from interviewer.scoring.cue_check import weak_cues
from tests.support.questions import small_question

ASKED = "Which of the many shops of the company would take part in the first pilot (all, or only some)?"


def with_point(**changes: Any) -> Question:
    point = {"id": "parallel", "text": "It is.", "says": ["models parallel"], "explain": "It is."}
    return small_question(key_points=[{**point, **changes}], contrasts=[])


def found(question: Question) -> list[tuple[str, str]]:
    """The key and the first words after the cue of each."""
    return [
        (".".join(map(str, weakness.key)), weakness.what.partition(": ")[2])
        for weakness in weak_cues(question)
    ]


def test_a_question_with_sound_cues() -> None:
    assert found(small_question()) == []


@pytest.mark.parametrize(
    "cue", ["models run in|at parallel", "models parallel we|they", "by|of models parallel"]
)
def test_an_alternative_of_small_words(cue: str) -> None:
    for field in ("says", "about"):
        ((key, what),) = found(with_point(**{field: [cue]}))
        assert key == f"key_points.0.{field}.0"
        assert what.startswith("the small words ")
        assert "double quotes" in what


@pytest.mark.parametrize(
    "cue",
    [
        "the models run in parallel",  # written for the reader
        "of|with|parallel models",  # one of them is no small word
        '"i|we run in|at parallel"',
        "models not|never parallel",
    ],
)
def test_small_words_that_do_no_harm(cue: str) -> None:
    assert found(with_point(says=[cue])) == []


@pytest.mark.parametrize("cue", ["i took", "took|owned", "support vector machine"])
def test_one_word_for_a_whole_statement(cue: str) -> None:
    ((key, what),) = found(with_point(says=["models parallel", cue]))
    assert (key, what[:18]) == ("key_points.0.says.1", "one word is enough")
    assert found(with_point(says=[cue], about=["bagging"])) == []  # the subject must be there too
    assert found(with_point(says=[f'"{cue}"'])) == []


def test_small_words_alone_are_all_needed() -> None:
    assert found(with_point(says=["on me"])) == []


def test_one_word_for_a_false_statement() -> None:
    wrong = {"id": "wrong", "text": "It is.", "sounds_like": ["is wrong"], "correction": "It isn't."}
    ((key, what),) = found(small_question(misconceptions=[wrong]))
    assert (key, what[:18]) == ("misconceptions.0.sounds_like.0", "one word is enough")


@pytest.mark.parametrize(
    "cue",
    [
        "bootstrap aggregating|aggregating parallel",  # the glossary reads "bagging"
        "mini batch|batches parallel",  # two words that are read as one
    ],
)
def test_a_cue_that_nothing_can_meet(cue: str) -> None:
    ((_, what),) = found(with_point(says=[cue], about=["bagging"]))
    assert what.startswith("nothing can meet it, not even its own words, which are heard as ")


def test_whole_sentences_and_questions_to_the_interviewer_are_read_as_they_are() -> None:
    wrong = {
        "id": "wrong",
        "text": "It is.",
        "sounds_like": ["You never or ever need of|at any of them in the end."],
        "correction": "It isn't.",
    }
    fact = {
        "id": "goal",
        "facet": "objective",
        "asked_as": ["what is it|this for", ASKED],
        "answer": "Sales.",
    }
    scenario = {"summary": "A shop.", "facts": [fact]}
    assert found(small_question(misconceptions=[wrong], scenario=scenario)) == []
