"""Scoring again: what is stored with today's scorer, what is checked, what can't be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interviewer.bank.bank import Bank
from interviewer.bank.models import Question
from interviewer.errors import UnknownQuestion
from interviewer.history.attempt import Attempt
from interviewer.history.store import Store
from interviewer.interview import judging
from interviewer.interview.judging import check, correct, first_difference, rescore
from interviewer.scoring.score import score
from interviewer.transcript import Transcript
from tests.support.questions import small_question

SAID = "What is the goal? Bagging trains its models in parallel. I would judge it on held-out data."


def bank_of(*questions: Question) -> Bank:
    return Bank(questions, (), small_question().glossary)


@pytest.fixture
def question() -> Question:
    return small_question()


@pytest.fixture
def answered(question: Question) -> Attempt:
    transcript = Transcript.from_text(SAID)
    return Attempt(
        question=question.slug,
        number=None,
        pack=question.pack,
        prompt=question.prompt,
        started_at="2026-01-31T18:04:05+00:00",
        mode="coach",
        sound=None,
        transcript=transcript,
        scorecard=score(question, transcript).to_dict(),
        settings={},
        versions=judging.versions("9.9"),
    )


def test_nothing_changes_where_scorer_and_question_are_the_same(
    tmp_path: Path, answered: Attempt, question: Question
) -> None:
    with Store(tmp_path / "attempts.db") as store:
        number = store.add(answered, question)
        again = rescore(store, bank_of(question), number, "9.9")
        assert (again.before, again.after, again.changed) == (answered.total, answered.total, False)
        assert len(store.judgements(number)) == 1
        assert [found.verdict for found in check(store, bank_of(question), number)] == ["same"]


def test_a_mark_of_an_old_scorer_is_made_anew_and_the_original_stays(
    tmp_path: Path, answered: Attempt, question: Question
) -> None:
    old = replace(answered, scorecard={**answered.scorecard, "total": 1.5, "scorer": 0})
    with Store(tmp_path / "attempts.db") as store:
        number = store.add(old, question)
        assert [found.verdict for found in check(store, bank_of(question), number)] == ["other scorer"]
        again = rescore(store, bank_of(question), number, "9.9")
        assert (again.before, again.after, again.changed) == (1.5, answered.total, True)
        assert [judged.total for judged in store.judgements(number)] == [1.5, answered.total]
        assert [f.verdict for f in check(store, bank_of(question), number)] == ["other scorer", "same"]
        assert not rescore(store, bank_of(question), number, "9.9").changed


def test_a_changed_pack_makes_another_mark_but_the_stored_one_can_be_reproduced(
    tmp_path: Path, answered: Attempt, question: Question
) -> None:
    points = [point.model_dump() for point in question.key_points[1:]]
    today = small_question(key_points=points, contrasts=[])
    with Store(tmp_path / "attempts.db") as store:
        number = store.add(answered, question)
        assert [found.verdict for found in check(store, bank_of(today), number)] == ["same"]
        assert rescore(store, bank_of(today), number, "9.9").after < answered.total
        assert [found.verdict for found in check(store, bank_of(today), number)] == ["same", "same"]


def test_a_mark_that_does_not_come_out_again_is_told_with_its_place(
    tmp_path: Path, answered: Attempt, question: Question
) -> None:
    spoiled = replace(answered, scorecard={**answered.scorecard, "total": 99.0})
    with Store(tmp_path / "attempts.db") as store:
        kept, unkept = store.add(spoiled, question), store.add(spoiled)
        (found,) = check(store, bank_of(question), kept)
        assert (found.verdict, found.where) == ("different", f"total: 99.0, now {answered.total}")
        (found,) = check(store, bank_of(question), unkept)
        assert (found.verdict, found.where) == ("unknown", judging.NOT_KEPT)  # it may have been another one
        (found,) = check(store, bank_of(), unkept)
        assert found.verdict == "unknown"


def test_a_question_that_left_the_bank_is_taken_as_it_was_asked(
    tmp_path: Path, answered: Attempt, question: Question
) -> None:
    with Store(tmp_path / "attempts.db") as store:
        kept, unkept = store.add(answered, question), store.add(answered)
        assert not rescore(store, bank_of(), kept, "9.9").changed
        with pytest.raises(UnknownQuestion):
            rescore(store, bank_of(), unkept, "9.9")


def test_a_correction_is_scored_by_the_question_as_asked(
    tmp_path: Path, answered: Attempt, question: Question
) -> None:
    said = SAID.replace("in parallel", "in parallel, boosting trains them one after another")
    with Store(tmp_path / "attempts.db") as store:
        number = store.add(answered, question)
        result = correct(store, bank_of(), number, Transcript.from_text(said), "9.9")
        assert result.after > result.before == answered.total
        original, edited = store.judgements(number)
        assert (original.transcript.candidate_text, edited.transcript.candidate_text) == (SAID, said)
        assert [found.verdict for found in check(store, bank_of(), number)] == ["same", "same"]


@pytest.mark.parametrize(
    ("stored", "computed", "where"),
    [
        ({"a": [1, {"b": 0.5}]}, {"a": [1, {"b": 0.5}]}, ""),
        ({"a": [1, {"b": 0.5}]}, {"a": [1, {"b": 0.6}]}, "a.1.b: 0.5, now 0.6"),
        ({"a": [1]}, {"a": [1, 2]}, "a: 1 entries, now 2"),
        ({"a": 1}, {"b": 1}, "scorecard: other keys"),
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 2, "b": 1}}, "a: other keys"),
        ({"a": "text"}, {"a": None}, "a: 'text', now None"),
        ({"a": 1}, {"a": 1.0}, "a: 1, now 1.0"),
    ],
)
def test_the_first_difference_is_found(stored: Any, computed: Any, where: str) -> None:
    assert first_difference(stored, computed) == where
