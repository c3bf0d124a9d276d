"""Which facts of the hidden sheet answer a clarifying question. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.bank.models import Fact, Question
from interviewer.scoring.answer import Answer, read
from interviewer.scoring.cues import compile_cue, find_cues
from interviewer.scoring.names import names_of
from interviewer.transcript import Transcript

ENOUGH = 1.0  # a fact below this does not answer the question


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a fact answers a question; `ENOUGH` or more is an answer."""

    fact: Fact
    fit: float


def best_fact(question: Question, asked: str) -> Fact | None:
    """The fact that answers best, or None where nothing on the sheet does."""
    fits = rank(question, asked)
    return fits[0].fact if fits and fits[0].fit >= ENOUGH else None


def rank(question: Question, asked: str) -> tuple[Fit, ...]:
    """All facts of the question's sheet, the best answer first; equal ones in the order of the sheet."""
    if question.scenario is None:
        return ()
    answer = read(Transcript.from_text(asked), names_of(question.glossary))
    fits = [Fit(fact, _by_cues(fact, answer)) for fact in question.scenario.facts]
    return tuple(sorted(fits, key=lambda one: -one.fit))


def _by_cues(fact: Fact, answer: Answer) -> float:
    """The most telling cue that is met: one of several words tells more than a single word."""
    if not answer.tokens:
        return 0.0
    slots = [
        len(compile_cue(match.cue, answer.names).slots)
        for match in find_cues(answer, fact.asked_as, affirmed=False)
    ]
    return max(slots, default=0) + 0.1 * len(set(slots))
