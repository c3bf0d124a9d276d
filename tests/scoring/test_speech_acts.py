"""A recited list states nothing; a terse sentence does."""

from __future__ import annotations

import pytest

from interviewer.scoring.speech_acts import function_share, merely_listed
from tests.scoring.said import said

LISTED = [
    "dropout, L1, L2, early stopping, cross-validation, data augmentation",
    "Dropout. Weights. Pruning.",
    "dropout and L1 and L2 and early stopping and pruning and augmentation",
    "SMOTE, undersampling, class weights, precision, recall, F1, PR-AUC, thresholds",
    "bagging boosting stacking variance bias parallel sequential forests trees",
    "overfitting, underfitting: regularization, variance, bias",
    "model learns labelled data predicts outcomes finds patterns groups points clusters rows",
    "boosting boosting boosting boosting boosting reduces reduces reduces reduces bias bias bias bias",
]
STATED = [
    "I'd use dropout, L1 or L2, and then early stopping as well.",
    "Bagging trains many models in parallel and averages them.",
    "It's when the model memorises the training data.",
    "so first we'd prune the tree and if that is not enough we average many of them",
    "Boosting reduces the bias.",
    "Second, regularisation, which penalises complexity and keeps the weights small.",
    "Trees easily overfit on noise.",
]


@pytest.mark.parametrize("text", LISTED)
def test_every_term_of_a_list_is_merely_listed(text: str) -> None:
    answer = said(text)
    assert all(merely_listed(answer, at) for at in range(len(answer.tokens)))


@pytest.mark.parametrize("text", STATED)
def test_no_word_of_a_statement_is(text: str) -> None:
    answer = said(text)
    assert not any(merely_listed(answer, at) for at in range(len(answer.tokens)))


def test_a_list_beside_a_statement() -> None:
    answer = said(
        "I'd begin with a plain tree and see how far it gets us. Dropout, L1, L2, pruning, boosting."
    )
    listed = [at for at in range(len(answer.tokens)) if merely_listed(answer, at)]
    assert listed == list(range(answer.sentences[1].first, answer.sentences[1].last))


def test_share_of_small_words() -> None:
    answer = said("it is the model")
    assert function_share(answer, 0, 4) == 0.75
    assert function_share(answer, 2, 2) == 1.0
