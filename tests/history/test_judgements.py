"""An attempt is judged more than once: the original stays, the last one counts, questions are kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.errors import BadStore
from interviewer.history.asked import as_asked, question_of
from interviewer.history.attempt import Cause, Judgement
from interviewer.history.store import Attempt, Store
from interviewer.transcript import Transcript
from tests.support.questions import small_question


def judged(total: float, cause: Cause, text: str = "Use naïve Bayes?") -> Judgement:
    return Judgement(0, cause, Transcript.from_text(text), {"total": total}, {"scorer": "2"})


def test_the_original_stays_and_the_last_one_counts(tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        number = store.add(attempt)
        store.judge(number, judged(61.0, "edit", "Use naive Bayes."))
        stored = store.get(number)
        assert (stored.judgement, stored.attempt.total) == (2, 61.0)
        assert stored.attempt.transcript.candidate_text == "Use naive Bayes."
        assert stored.attempt.versions == {"scorer": "2"}
        original, corrected = store.judgements(number)
        assert (original.number, original.cause, original.total) == (1, "practice", 58.5)
        assert original.transcript == attempt.transcript
        assert (corrected.number, corrected.cause, corrected.total) == (2, "edit", 61.0)
        (listed,) = store.listed()
        assert (listed.total, listed.jumped, listed.judgement) == (61.0, False, 2)


def test_a_rescoring_takes_the_place_of_the_one_before(tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        number = store.add(attempt)
        for total, cause in ((50, "rescore"), (51, "rescore"), (52, "edit"), (53, "edit"), (54, "rescore")):
            store.judge(number, judged(total, cause))  # type: ignore[arg-type]
        assert [(j.number, j.cause, j.total) for j in store.judgements(number)] == [
            (1, "practice", 58.5),
            (2, "rescore", 51),
            (3, "edit", 52),
            (4, "edit", 53),
            (5, "rescore", 54),
        ]


def test_an_attempt_that_is_not_there_is_not_judged(tmp_path: Path) -> None:
    with Store(tmp_path / "attempts.db") as store, pytest.raises(BadStore, match="no attempt 7"):
        store.judge(7, judged(1.0, "edit"))


def test_the_question_is_kept_as_it_was_asked(tmp_path: Path, attempt: Attempt) -> None:
    path = tmp_path / "attempts.db"
    question = small_question()
    changed = small_question(prompt="Another prompt?")
    with Store(path) as store:
        first, second, third, fourth = (store.add(attempt, q) for q in (question, question, changed, None))
        assert store.asked(first, 1) == store.asked(second, 1) == question
        assert store.asked(third, 1) == changed
        assert store.asked(fourth, 1) is None
        assert store.asked(first, 2) is None
        kept = {listed.id: (listed.section, listed.level, listed.type) for listed in store.listed()}
    assert kept[first] == ("tests", "mid", "howto")
    assert kept[fourth] == (None, None, None)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM asked").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM glossary").fetchone() == (1,)


def test_a_question_comes_back_whole_and_its_digest_is_its_own() -> None:
    question = small_question()
    assert question_of(as_asked(question)) == question
    assert as_asked(question).digest == as_asked(small_question()).digest
    others = [
        small_question(prompt="Why?"),
        question.model_copy(update={"glossary": type(question.glossary)()}),
    ]
    assert len({as_asked(other).digest for other in [question, *others]}) == 3


def test_a_question_of_another_version_is_no_question() -> None:
    asked = as_asked(small_question())
    assert question_of(replace(asked, question='{"slug": "small", "mood": "good"}')) is None
    assert question_of(replace(asked, glossary="[]")) is None
