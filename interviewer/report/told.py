"""A past attempt with everything that a report of it shows. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from interviewer.bank.models import Question
from interviewer.history.attempt import Stored
from interviewer.report.highlights import Highlight, find_highlights
from interviewer.report.usual import Usual, usual
from interviewer.scoring.names import names_of
from interviewer.scoring.scorecard import Scorecard
from interviewer.scoring.speaking import Speaking, find_speaking
from interviewer.transcript import Transcript


@dataclass(frozen=True)
class Told:
    """An attempt, its question, and how its speaker usually speaks.

    ``number`` is the attempt's; ``started_at`` ISO 8601 in UTC. ``sound`` is an Ogg file with the
    answer, None where there is none; ``silence`` says then why.
    """

    number: int
    started_at: str
    question: Question
    scorecard: Scorecard
    transcript: Transcript
    usually: Mapping[str, Usual] = field(default_factory=dict)
    sound: bytes | None = None
    silence: str = "This answer was typed: there is no sound."

    @cached_property
    def highlights(self) -> tuple[Highlight, ...]:
        return find_highlights(self.scorecard, self.transcript.candidate_text)

    @cached_property
    def speaking(self) -> Speaking:
        return find_speaking(self.transcript, names_of(self.question.glossary))


def told(stored: Stored, question: Question, earlier: Sequence[Transcript] = ()) -> Told:
    """``earlier``: what the speaker said before, in order; the last few tell what is usual."""
    attempt = stored.attempt
    names = names_of(question.glossary)
    return Told(
        number=stored.id,
        started_at=attempt.started_at,
        question=question,
        scorecard=Scorecard.from_dict(attempt.scorecard),
        transcript=attempt.transcript,
        usually=usual([find_speaking(transcript, names) for transcript in earlier]),
    )
