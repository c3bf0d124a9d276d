from __future__ import annotations

import pytest

from interviewer.bank.models import Question
from interviewer.interview.facts import ENOUGH_MEANING, Sheet, facts_for, rank, sheet_of
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


def test_meaning_counts_where_it_is_known() -> None:
    def near(asked: str, way: str) -> float:
        return 1.0 if "Are we allowed to remove rows?" in way else 0.0

    asked = "May I throw some of it out?"
    assert rank(SHEET, asked, near)[0].fact.id == "constraints"
    assert facts_for(SHEET, "zzz qqq", lambda asked, way: 0.0) == ()
    assert all(fit.enough == (fit.fit >= ENOUGH_MEANING) for fit in rank(SHEET, asked, near))


def test_the_sheet_knows_the_whole_case() -> None:
    assert isinstance(SHEET, Sheet)
    assert {"parcel", "driver", "median"} <= SHEET.known
