"""A spoken mock interviewer for machine-learning questions.

What others may rely on: `load_bank`, `score`, `transcribe` and the value types.
Importing this loads no engine, no device and no torch.
"""

from __future__ import annotations

from interviewer.api import transcribe
from interviewer.bank.bank import Bank
from interviewer.bank.loading import load_bank
from interviewer.bank.models import Question
from interviewer.errors import InterviewerError
from interviewer.scoring.score import score
from interviewer.scoring.scorecard import Evidence, Scorecard
from interviewer.transcript import Transcript, Turn, Word

__version__ = "0.1.0"

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
