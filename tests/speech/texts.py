"""What is spoken in these tests."""

from __future__ import annotations

from interviewer.transcript import Word

ANSWER = (
    "Before choosing a model I would first ask how the labels were collected, and what a false negative "
    "costs the business. Then I would start with a simple baseline, such as logistic regression, and look at "
    "precision and recall on a held out set rather than accuracy, because the classes are imbalanced."
)
# What even the smallest model must get right, in order.
FRAGMENTS = (
    "choosing a model",
    "labels were collected",
    "simple baseline",
    "logistic regression",
    "precision and recall",
)


def said(text: str, *doubtful: str, start_s: float = 0.0) -> tuple[Word, ...]:
    """The words of ``text``; the probability of those named is 0.01, of the others 0.9."""
    return tuple(
        Word(word, start_s + place, start_s + place + 0.9, 0.01 if word in doubtful else 0.9)
        for place, word in enumerate(text.split())
    )


def texts(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)
