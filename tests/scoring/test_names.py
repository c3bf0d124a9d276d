"""One thing under several names is one thing in answer and cue alike."""

from __future__ import annotations

import pytest

from interviewer.bank.models import Glossary
from interviewer.scoring.answer import read
from interviewer.scoring.cues import find_cues
from interviewer.scoring.names import names_of
from interviewer.scoring.text import tokenize
from interviewer.transcript import Transcript
from tests.scoring.said import said

GLOSSARY = Glossary.model_validate(
    {
        "terms": [
            {"term": "SVM", "aliases": ["support vector machine", "support vector"]},
            {"term": "ROC-AUC", "spoken": ["rock a u c"], "misheard": ["racoc"]},
            {"term": "bagging", "misheard": ["batting"]},
        ]
    }
)
NAMES = names_of(GLOSSARY)


@pytest.mark.parametrize(
    ("text", "stems", "quotes"),
    [
        ("a support vector machine", ["a", "svm"], ["a", "support vector machine"]),
        ("Support-vector machines!", ["svm"], ["Support-vector machines"]),
        ("support vector", ["svm"], ["support vector"]),
        ("support the vector", ["support", "the", "vector"], ["support", "the", "vector"]),
        ("racoc", ["roc", "auc"], ["racoc", "racoc"]),
        ("the rock A.U.C. is", ["the", "roc", "auc", "is"], ["the", "rock A.U.C", "rock A.U.C", "is"]),
        ("batting", ["bag"], ["batting"]),
    ],
)
def test_other_names_become_the_one_and_keep_their_place(
    text: str, stems: list[str], quotes: list[str]
) -> None:
    tokens = NAMES.canonical(tokenize(text))
    assert [token.stem for token in tokens] == stems
    assert [text[token.start : token.end] for token in tokens] == quotes


@pytest.mark.parametrize("cue", ["svm margin", "support vector machine margin", "svm|forest margin"])
@pytest.mark.parametrize("text", ["An SVM has a margin.", "A support vector machine has a margin."])
def test_cues_and_answers_meet_under_any_name(cue: str, text: str) -> None:
    assert find_cues(said(text, NAMES), [cue])


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("That is all they support. Vector models are next.", {"support", "vector"}),
        ("It is a support vector.", {"svm"}),
        ("Take the rock A. U. C. of it.", {"roc", "auc"}),
    ],
)
def test_no_name_runs_over_the_end_of_a_sentence(text: str, stems: set[str]) -> None:
    answer = read(Transcript.from_text(text), NAMES)
    assert stems <= set(answer.stems)
    assert ("svm" in answer.stems) == ("svm" in stems)


def test_without_a_glossary_nothing_changes() -> None:
    tokens = tokenize("support vector machine")
    assert names_of(Glossary()).canonical(tokens) == tokens
