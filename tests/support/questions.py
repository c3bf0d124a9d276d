"""The shipped bank, loaded once, and a small question whose every word is in sight."""

from __future__ import annotations

from functools import cache
from typing import Any

from interviewer.bank.bank import Bank
from interviewer.bank.loading import load_bank
from interviewer.bank.models import Framework, Glossary, Question

GLOSSARY = Glossary.model_validate(
    {
        "terms": [
            {"term": "bagging", "aliases": ["bootstrap aggregating"], "misheard": ["batting"]},
            {"term": "boosting"},
            {"term": "SVM", "aliases": ["support vector machine"]},
            {"term": "GAN", "aliases": ["generative adversarial network"], "method": "advanced"},
        ]
    }
)


@cache
def shipped_bank() -> Bank:
    return load_bank()


def problem() -> Framework:
    """The shipped framework for technical questions."""
    return next(framework for framework in shipped_bank().frameworks if framework.name == "PROBLEM")


def small_question(**changes: Any) -> Question:
    """Bagging against boosting: two mirrored key points, one without a subject of its own, one false claim.

    The framework is the shipped one, the glossary a few terms; ``changes`` replace whole keys.
    """
    question: dict[str, Any] = {
        "slug": "small",
        "pack": "tests",
        "section": "tests",
        "level": "mid",
        "type": "howto",
        "prompt": "Your single tree changes with every sample. What would you do about it?",
        "reference": "Bagging trains trees in parallel and averages them; boosting trains them in sequence.",
        "framework": problem(),
        "expected_steps": ["P", "B", "L", "E"],
        "jump_applies": True,
        "topic": ["tree|trees", "ensemble|ensembles"],
        "key_points": [
            {
                "id": "bagging-parallel",
                "text": "Bagging trains its models in parallel.",
                "about": ["bagging"],
                "says": ["is|runs|trains|models|trees parallel|independently"],
                "paraphrases": ["Many helpers work at the same time and nobody waits for a neighbour."],
                "explain": "Bagging's models know nothing of each other.",
            },
            {
                "id": "boosting-sequence",
                "text": "Boosting trains its models one after another.",
                "about": ["boosting"],
                "says": ["models|trees|learners sequence|sequentially", "one after another|other"],
                "explain": "Each of boosting's models mends the one before.",
            },
            {
                "id": "lower-variance",
                "text": "Averaging lowers the variance.",
                "weight": 0.5,
                "says": ["lowers|reduces variance", "average|averaging steadier|stable"],
                "explain": "Errors of many models cancel out.",
            },
        ],
        "contrasts": [
            {
                "points": ["bagging-parallel", "boosting-sequence"],
                "correction": "Bagging is the parallel one.",
            }
        ],
        "misconceptions": [
            {
                "id": "cures-bias",
                "text": "Bagging cures bias.",
                "sounds_like": ["bagging cures|removes bias"],
                "correction": "Bagging lowers variance, not bias.",
            }
        ],
        "methods": {
            "advanced": [
                {"name": "stacking", "spoken": ["stacked models"]},
                {"name": "deep forest", "spoken": ["deep forests"]},
                {"name": "neural network", "spoken": ["neural net"]},
            ],
            "simple": [{"name": "pruning", "spoken": ["prune the tree"]}],
        },
        "interjections": ["How do you know that the tree overfits?"],
        "glossary": GLOSSARY,
    }
    return Question.model_validate({**question, **changes})
