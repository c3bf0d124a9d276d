"""The pack in docs/question-packs.md loads as it stands, and its own answers are heard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interviewer.bank.importing.files import FORMATS
from interviewer.bank.loading import load_bank
from interviewer.bank.models import Question
from interviewer.scoring.score import score

PAGE = Path(__file__).parents[2] / "docs" / "question-packs.md"


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Question:
    (pack,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    folder = tmp_path_factory.mktemp("packs")
    (folder / "my-notes.yaml").write_text(pack, encoding="utf-8")
    return load_bank(folder).question("train-test-split")


def test_every_key_of_a_question_is_shown_and_explained(question: Question) -> None:
    page = PAGE.read_text(encoding="utf-8")
    resolved = {"pack", "framework", "glossary"}  # from the head of the file
    for key in Question.model_fields.keys() - resolved:
        assert re.search(rf"^\| .*`{key}`.* \|", page, re.MULTILINE), key
        assert key in question.model_fields_set or key == "number", key


def test_every_format_that_can_be_imported_is_named() -> None:
    rows = re.findall(r"^\| (.+?) \| .+ \| .+ \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([a-z-]+)`", row.partition("(")[2])}
    assert named == set(FORMATS)


@pytest.mark.parametrize("length", ["short", "long"])
def test_its_model_answers_are_heard(length: str, question: Question) -> None:
    card = score(question, getattr(question.model_answers, length))
    assert [point.status for point in card.key_points] == ["covered"] * 3
    assert card.contradictions == ()


def test_its_false_statements_are_heard(question: Question) -> None:
    for text in ("I tune the hyperparameters on the test set.", question.misconceptions[0].sounds_like[1]):
        assert [wrong.id for wrong in score(question, text).contradictions] == ["tune-on-test"]
