"""What is spoken in these tests."""

from __future__ import annotations

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
