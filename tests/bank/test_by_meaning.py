"""The bank's own answers, with the real word vectors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.bank.loading import load_bank
from interviewer.meaning.known import KnownVectors
from interviewer.meaning.vectors import load_vectors
from interviewer.scoring.score import score

pytestmark = [pytest.mark.model, pytest.mark.long]


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnownVectors]:
    yield KnownVectors(load_vectors(), Path(tmp_path_factory.mktemp("vectors")))


def test_no_model_answer_is_accused_of_a_false_statement(vectors: KnownVectors) -> None:
    accused = [
        (question.slug, false.id, false.evidence.quote)
        for question in load_bank()
        if question.model_answers is not None
        for text in (question.model_answers.short, question.model_answers.long)
        for false in score(question, text, vectors=vectors).contradictions
    ]
    assert accused == []
