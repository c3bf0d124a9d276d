"""What the candidate's questions brought, and whether he used it. Pure.

A fact was told where the interviewer's turn holds its answer, or a whole sentence of it; it is read
off the transcript, so that a stored answer can be judged again without the conversation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.bank.models import Fact, Question
from interviewer.scoring.answer import Answer
from interviewer.scoring.cues import find_cues
from interviewer.scoring.scorecard import ClarifyingQuestion, Evidence
from interviewer.scoring.text import SENTENCE_GAP
from interviewer.transcript import Transcript

SHORTEST = 12  # characters of a sentence that tells a fact: a "Yes." tells nothing by itself


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A turn of the candidate, by its characters in his text, and what the interviewer told him after it."""

    start: int
    end: int
    facts: tuple[Fact, ...]


def with_replies(
    question: Question, transcript: Transcript, answer: Answer, asked: Sequence[ClarifyingQuestion]
) -> tuple[ClarifyingQuestion, ...]:
    """The questions with the fact that each brought, and where the candidate used it afterwards."""
    facts = question.scenario.facts if question.scenario is not None else ()
    found = list(asked)
    for exchange in _exchanges(facts, transcript):
        left = list(exchange.facts)
        here = [at for at, one in enumerate(asked) if exchange.start <= one.evidence.start < exchange.end]
        for at in here:
            if left:
                # The one about what he asked for; several replies come in the order of the questions.
                fact = next((fact for fact in left if fact.facet == asked[at].facet), left[0])
                left.remove(fact)
                used = _used(fact, answer, exchange.end)
                found[at] = replace(asked[at], answered_with=fact.id, used=used)
    return tuple(found)


def _exchanges(facts: Sequence[Fact], transcript: Transcript) -> list[_Exchange]:
    found: list[_Exchange] = []
    at = 0
    for turn in transcript.turns:
        if turn.speaker == "candidate":
            found.append(_Exchange(at, at + len(turn.text), ()))
            at += len(turn.text) + 1
        elif found:
            found[-1] = replace(found[-1], facts=(*found[-1].facts, *told_in(facts, turn.text)))
    return found


def told_in(facts: Sequence[Fact], said: str) -> tuple[Fact, ...]:
    """The facts that the interviewer tells when he says that, in order."""
    told = [(place, number) for number, fact in enumerate(facts) if (place := _told_at(fact, said)) >= 0]
    return tuple(facts[number] for _, number in sorted(told))


def _told_at(fact: Fact, said: str) -> int:
    """Where a sentence of the fact begins in what the interviewer said; -1 where none is in it."""
    sentences = SENTENCE_GAP.split(fact.answer)
    telling = [sentence for sentence in sentences if len(sentence) >= SHORTEST] or sentences
    return min((place for sentence in telling if (place := said.find(sentence)) >= 0), default=-1)


def _used(fact: Fact, answer: Answer, after: int) -> Evidence | None:
    """The first place after the reply where what it told is spoken of."""
    first = bisect_left([token.start for token in answer.tokens], after)
    matches = find_cues(answer, fact.used_as, first)
    return answer.evidence(matches[0].first, matches[0].last) if matches else None
