"""Finding a question by number or slug, choosing by level and section, the JSON of a question."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from interviewer.bank.bank import Bank
from interviewer.bank.models import Glossary, Question
from interviewer.errors import UnknownQuestion
from tests.support.questions import shipped_bank, small_question


def bank_of(*changes: dict[str, Any]) -> Bank:
    questions = tuple(small_question(**change) for change in changes)
    return Bank(questions, shipped_bank().frameworks, Glossary())


@pytest.fixture
def bank() -> Bank:
    return bank_of(
        {"slug": "own", "section": "mine", "level": "entry"},
        {"slug": "q-learning", "number": 27, "section": "algorithms/core", "level": "expert"},
        {"slug": "outliers", "number": 2, "section": "algorithms", "level": "mid"},
    )


def test_numbered_questions_first_by_number(bank: Bank) -> None:
    assert [question.slug for question in bank] == ["outliers", "q-learning", "own"]
    assert len(bank) == 3


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        (2, "outliers"),
        ("2", "outliers"),
        (" q2 ", "outliers"),
        ("Q27", "q-learning"),
        ("outliers", "outliers"),
        ("Outliers", "outliers"),
        ("q-learning", "q-learning"),
        ("Q-Learning", "q-learning"),
        ("own", "own"),
    ],
)
def test_a_question_by_number_or_slug(name: str | int, slug: str, bank: Bank) -> None:
    assert bank.question(name).slug == slug


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("outlier", "Did you mean outliers?"),
        ("q learning", "Did you mean q-learning?"),
        ("zzz", "See them with: interviewer questions list"),
        (99, "See them with: interviewer questions list"),
        ("", "See them with: interviewer questions list"),
        ("none", "See them with"),  # a question without a number is not called so
    ],
)
def test_an_unknown_question_with_the_nearest_slugs(name: str | int, hint: str, bank: Bank) -> None:
    with pytest.raises(UnknownQuestion) as raised:
        bank.question(name)
    assert raised.value.what == f"no question is called {name!r}"
    assert raised.value.next_step.startswith(hint)


@pytest.mark.parametrize(
    ("levels", "sections", "slugs"),
    [
        ((), (), ["outliers", "q-learning", "own"]),
        (("mid",), (), ["outliers"]),
        (("mid", "entry"), (), ["outliers", "own"]),
        ((), ("algorithms",), ["outliers", "q-learning"]),
        ((), ("algorithms/core",), ["q-learning"]),
        (("expert",), ("algorithms", "mine"), ["q-learning"]),
    ],
)
def test_choose(levels: tuple[str, ...], sections: tuple[str, ...], slugs: list[str], bank: Bank) -> None:
    assert [question.slug for question in bank.choose(levels=levels, sections=sections)] == slugs


@pytest.mark.parametrize("choice", [{"levels": ["senior"]}, {"sections": ["algo"]}])
def test_choosing_nothing_says_what_there_is(choice: dict[str, list[str]], bank: Bank) -> None:
    with pytest.raises(UnknownQuestion) as raised:
        bank.choose(**choice)
    assert raised.value.next_step == "Sections: algorithms, algorithms/core, mine; levels: entry, mid, expert"


# Contract: what `questions show --json` has at least.
FIELDS = [
    "number", "slug", "pack", "section", "level", "type", "prompt", "reference", "framework",
    "expected_steps", "jump_applies", "key_points", "contrasts", "misconceptions", "methods", "scenario",
    "interjections", "follow_ups", "model_answers",
]  # fmt: skip


class TestTheJsonOfAQuestion:
    def test_has_every_field(self) -> None:
        question = shipped_bank().question("imbalanced-data").to_dict()
        assert set(FIELDS) <= question.keys()
        assert json.loads(json.dumps(question)) == question
        assert question["number"] == 5
        assert question["framework"] == "PROBLEM"
        assert isinstance(question["expected_steps"], list)
        assert {"id", "text", "weight"} <= question["key_points"][0].keys()
        assert {"id", "text", "correction"} <= question["misconceptions"][0].keys()
        assert question["methods"].keys() == {"advanced", "simple"}
        assert {"id", "facet", "answer"} <= question["scenario"]["facts"][0].keys()
        assert question["scenario"]["summary"]
        assert all(isinstance(line, str) for line in question["interjections"])
        assert question["model_answers"].keys() == {"short", "long"}

    def test_what_a_pack_left_out_is_there_and_empty(self) -> None:
        question = small_question(scenario=None, model_answers=None).to_dict()
        assert set(FIELDS) <= question.keys()
        assert question["number"] is None
        assert question["scenario"] == {"summary": "", "facts": []}
        assert question["model_answers"] == {"short": "", "long": ""}
        assert "glossary" not in question

    def test_brief_leaves_the_long_fields_out(self) -> None:
        question = small_question().to_dict(brief=True)
        assert question["prompt"]
        assert {"reference", "key_points", "model_answers", "scenario"}.isdisjoint(question)


class TestAQuestion:
    def test_never_changes(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            small_question().slug = "other"

    def test_strips_blanks_and_refuses_nothing_but_blanks(self) -> None:
        assert small_question(prompt="  Why? ").prompt == "Why?"
        with pytest.raises(ValidationError, match="prompt"):
            small_question(prompt="   ")

    @pytest.mark.parametrize("slug", ["", "Über", "a b", "-a", "a--b", "a/b", "../a", "x" * 61])
    def test_slugs_are_safe_in_file_names(self, slug: str) -> None:
        with pytest.raises(ValidationError, match="slug"):
            Question.model_validate({**dict(small_question()), "slug": slug})
