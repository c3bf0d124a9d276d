from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.bank.models import Question
from interviewer.interview.facts import Sheet, facts_for, known_ahead, rank, sheet_of
from interviewer.meaning.known import KnownVectors
from tests.support.fake_vectors import FakeVectors
from tests.support.questions import shipped_bank, small_question

OUTLIERS = shipped_bank().question("outliers")
SHEET = sheet_of(OUTLIERS)


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        ("What's the goal here?", ["objective"]),
        ("How many of them are there?", ["extent"]),
        ("Is the distribution skewed?", ["distribution"]),
        ("How fast must a prediction be?", ["constraints"]),
        ("How often is it retrained, and what model is in place?", ["operations", "baseline"]),
        ("What model do you use at the moment, and how is it used today?", ["baseline"]),
        ("Which vendor built the scanners?", []),
        ("", []),
        ("um", []),
    ],
)
def test_the_fact_that_answers(asked: str, facts: list[str]) -> None:
    assert [fact.id for fact in facts_for(SHEET, asked)] == facts


def test_a_training_set_is_everyday_language() -> None:
    sheet = sheet_of(shipped_bank().question("imbalanced-data"))
    assert [fact.id for fact in facts_for(sheet, "How big is the training set?")] == ["ratio"]


@pytest.mark.parametrize("question", shipped_bank().questions, ids=lambda question: question.slug)
def test_the_bank_finds_its_own_questions(question: Question) -> None:
    sheet = sheet_of(question)
    ways = (
        [(fact.id, way) for fact in question.scenario.facts for way in fact.questions]
        if question.scenario
        else []
    )
    right = sum(rank(sheet, way)[0].fact.id == name for name, way in ways)
    assert ways
    assert right >= 0.85 * len(ways)  # some ask for what two facts tell


def test_every_fact_has_a_question_worth_asking() -> None:
    for question in shipped_bank():
        assert question.scenario is not None
        assert all(fact.questions for fact in question.scenario.facts)


def test_no_sheet_no_answer() -> None:
    empty = sheet_of(small_question())
    assert rank(empty, "What is the goal?") == ()
    assert facts_for(empty, "What is the goal?") == ()


def test_a_strange_word_speaks_against_an_answer() -> None:
    """The same question with a word that neither the case nor everyday asking knows."""
    plain, strange = (
        rank(SHEET, text)[0].fit for text in ("How many are there?", "How many giraffes are there?")
    )
    assert strange < plain


def test_meaning_counts_where_it_is_known(tmp_path: Path) -> None:
    """The words of the question are those of no fact."""
    vectors = KnownVectors(FakeVectors([("chuck", "allowed", "remove", "rows")]), tmp_path)
    assert rank(SHEET, "Chuck?", vectors)[0].fact.id == "constraints"
    assert facts_for(SHEET, "Chuck?") == ()
    assert facts_for(SHEET, "zzz qqq", vectors) == ()


def test_all_that_must_be_known_ahead_is(tmp_path: Path) -> None:
    model = FakeVectors()
    vectors = KnownVectors(model, tmp_path)
    for texts in known_ahead(SHEET):
        vectors.known(texts)
    model.asked.clear()
    rank(SHEET, "Which metric?", vectors)
    assert model.asked == ["Which metric?"]


def test_the_sheet_knows_the_whole_case() -> None:
    assert isinstance(SHEET, Sheet)
    assert {"parcel", "driver", "median"} <= SHEET.known
