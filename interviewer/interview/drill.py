"""What the clarifying questions of a drill brought, and which would have brought more. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.bank.models import Facet, Fact, Question
from interviewer.interview.asking import handed_over
from interviewer.interview.dialogue import Asked
from interviewer.interview.facts import facts_for, sheet_of
from interviewer.scoring.evidence import word_times
from interviewer.scoring.replies import told_in
from interviewer.transcript import Transcript, Turn

BETTER = 3  # questions that would have been worth asking
# What to ask about first where several facets were missed.
ORDER: tuple[Facet, ...] = (
    "objective",
    "data",
    "metric",
    "constraints",
    "baseline",
    "users",
    "operations",
    "scope",
)
# For facts of packs that say no question for them.
PLAIN: dict[Facet, str] = {
    "objective": "What should this achieve, and what if we do nothing?",
    "users": "Who will use the result, and what will they do with it?",
    "data": "What data do we have, how much, and can we trust it?",
    "constraints": "Which limits hold: speed, budget, privacy, explanations?",
    "metric": "How will we know that it works, and which mistake costs more?",
    "baseline": "What is in place today, and how well does it do?",
    "operations": "Who will run this, and how often do things change?",
    "scope": "How deep shall I go, and do you have a setting in mind?",
}


def best_question(fact: Fact) -> str:
    """The best question for a fact: the pack's own, else one for its facet."""
    return fact.questions[0] if fact.questions else PLAIN[fact.facet]


@dataclass(frozen=True, slots=True)
class Better:
    """A question that would have been worth asking, and what it would have brought."""

    question: str
    facet: Facet
    answer: str


@dataclass(frozen=True, slots=True)
class DrillReview:
    """One scenario of a drill. ``first_s``: when the first question began, None if typed or none was asked.

    ``nothing``: the questions that brought nothing new, in the candidate's words.
    """

    question: Question
    asked: int
    covered: tuple[Facet, ...]
    missed: tuple[Facet, ...]
    nothing: tuple[str, ...]
    better: tuple[Better, ...]
    first_s: float | None


def review(question: Question, asked: Sequence[Asked], transcript: Transcript) -> DrillReview:
    """Hold what was asked against the question's fact sheet."""
    facts = question.scenario.facts if question.scenario is not None else ()
    given = {fact for one in asked for fact in one.facts}
    present = tuple(facet for facet in ORDER if any(fact.facet == facet for fact in facts))
    covered = tuple(
        facet for facet in present if any(fact.id in given for fact in facts if fact.facet == facet)
    )
    return DrillReview(
        question=question,
        asked=len(asked),
        covered=covered,
        missed=tuple(facet for facet in present if facet not in covered),
        nothing=tuple(_brought_nothing(asked)),
        better=_better([fact for fact in facts if fact.id not in given], covered),
        first_s=_first_s(asked, transcript),
    )


def asked_in(question: Question, transcript: Transcript) -> tuple[Asked, ...]:
    """The questions of a drill that was kept, read off its turns as `Dialogue.asked` had them."""
    sheet = sheet_of(question)
    facts = question.scenario.facts if question.scenario is not None else ()
    found: list[Asked] = []
    start = 0
    for turn, replies in _exchanges(transcript):
        told = [fact for reply in replies for fact in told_in(facts, reply.text)]
        requests = handed_over(question, turn.text.splitlines()[-1]) if replies else ()
        asked = [request for request in requests if request.kind not in ("repeat", "setting")]
        for request in asked:
            own = [fact for fact in facts_for(sheet, request.text) if fact in told]
            if request is asked[-1]:
                own = told  # what is left
            told = [fact for fact in told if fact not in own]
            at = start + max(0, turn.text.find(request.text))
            found.append(Asked(request.text, at, tuple(fact.id for fact in own)))
        start += len(turn.text) + 1
    return tuple(found)


def _exchanges(transcript: Transcript) -> list[tuple[Turn, list[Turn]]]:
    """Each turn of the candidate with what the interviewer said after it."""
    found: list[tuple[Turn, list[Turn]]] = []
    for turn in transcript.turns:
        if turn.speaker == "candidate":
            found.append((turn, []))
        elif found:
            found[-1][1].append(turn)
    return found


def _brought_nothing(asked: Sequence[Asked]) -> list[str]:
    known: set[str] = set()
    found = []
    for one in asked:
        if known.issuperset(one.facts):
            found.append(one.text)
        known.update(one.facts)
    return found


def _better(open_facts: Sequence[Fact], covered: Sequence[Facet]) -> tuple[Better, ...]:
    """One for each facet in turn, those that were not touched first."""
    places = {
        fact.id: sum(other.facet == fact.facet for other in open_facts[:at])
        for at, fact in enumerate(open_facts)
    }
    ordered = sorted(
        open_facts, key=lambda fact: (places[fact.id], fact.facet in covered, ORDER.index(fact.facet))
    )
    return tuple(Better(best_question(fact), fact.facet, fact.answer) for fact in ordered[:BETTER])


def _first_s(asked: Sequence[Asked], transcript: Transcript) -> float | None:
    if not asked:
        return None
    start = asked[0].start
    return word_times(transcript).span(start, start + len(asked[0].text))[0]
