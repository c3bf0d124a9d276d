"""A spoken mock interviewer for machine-learning questions.

What others may rely on: `load_bank`, `score`, `transcribe` and the value types. Importing this loads
nothing else: each name is fetched when it is first used, so that a command starts quickly.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.api import score, transcribe
    from interviewer.bank.bank import Bank
    from interviewer.bank.loading import load_bank
    from interviewer.bank.models import Question
    from interviewer.errors import InterviewerError
    from interviewer.scoring.scorecard import Evidence, Scorecard
    from interviewer.transcript import Transcript, Turn, Word

__version__ = "0.1.0"

# Nothing leaves the machine. onnxruntime, from 1.29 on, tells its makers which models are run, unless this is
# set before it is loaded; huggingface_hub adds to a download who asks for it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

__all__ = [
    "Bank",
    "Evidence",
    "InterviewerError",
    "Question",
    "Scorecard",
    "Transcript",
    "Turn",
    "Word",
    "load_bank",
    "score",
    "transcribe",
]

_HOMES = {
    "Bank": "interviewer.bank.bank",
    "Evidence": "interviewer.scoring.scorecard",
    "InterviewerError": "interviewer.errors",
    "Question": "interviewer.bank.models",
    "Scorecard": "interviewer.scoring.scorecard",
    "Transcript": "interviewer.transcript",
    "Turn": "interviewer.transcript",
    "Word": "interviewer.transcript",
    "load_bank": "interviewer.bank.loading",
    "score": "interviewer.api",
    "transcribe": "interviewer.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
