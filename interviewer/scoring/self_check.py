"""What is weak about a question, seen with the scorer's own eyes: for `questions check`. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.bank.models import KeyPoint, Question
from interviewer.scoring.answer import read
from interviewer.scoring.cue_check import Weakness, weak_cues
from interviewer.scoring.key_points import find_key_points
from interviewer.scoring.names import names_of
from interviewer.scoring.score import score
from interviewer.transcript import Transcript

ENOUGH_POINTS = 5  # fewer key points make a coarse mark
GOOD_MARK = 85.0  # a model answer that gets less shows that the cues don't meet good answers
TYPES_WITH_CONTRASTS = frozenset(["compare"])


def weaknesses(question: Question) -> Iterator[Weakness]:
    """What would make the question better; none of it is an error."""
    yield from (Weakness(what) for what in _lacking(question))
    yield from weak_cues(question)
    yield from (Weakness(what, ("model_answers",)) for what in _model_answers(question))
    yield from (Weakness(what, ("key_points",)) for what in _alike(question))


def _lacking(question: Question) -> Iterator[str]:
    if len(question.key_points) < ENOUGH_POINTS:
        yield f"only {len(question.key_points)} key points; {ENOUGH_POINTS} or more make a fair mark"
    if question.type in TYPES_WITH_CONTRASTS and not question.contrasts:
        yield "compares things, but has no contrast: a swap of the two can't be noticed"
    if question.scenario is None:
        yield "no scenario: clarifying questions find no fact sheet"
    if not question.misconceptions:
        yield "no misconceptions: false statements can't be noticed"
    if question.model_answers is None:
        yield "no model answers"


def _model_answers(question: Question) -> Iterator[str]:
    if question.model_answers is None:
        return
    cards = {
        "short": score(question, question.model_answers.short),
        "long": score(question, question.model_answers.long),
    }
    # Thirty seconds have no room for every key point, ninety have.
    missed = [point.id for point in cards["long"].key_points if point.status == "missing"]
    if missed:
        yield f"the long model answer does not meet: {', '.join(missed)}"
    for name, card in cards.items():
        swapped = [point.id for point in card.key_points if point.status == "contradicted"]
        if swapped:
            yield f"the {name} model answer is heard as mixing up: {', '.join(swapped)}"
        if card.total < GOOD_MARK:
            yield f"the {name} model answer gets {card.total:.0f} of 100"
        for wrong in card.contradictions:
            yield f"the {name} model answer is heard as false ({wrong.id}): {wrong.evidence.quote}"
        if card.jump.jumped:
            yield f"the {name} model answer is heard as a jump to {card.jump.method}"


def _alike(question: Question) -> Iterator[str]:
    """Pairs of key points that most of the one's own sentences meet alike."""
    met = {point.id: _met_by(question, point) for point in question.key_points}
    for at, one in enumerate(question.key_points):
        for other in question.key_points[at + 1 :]:
            if met[one.id].get(other.id, 0) > 0.5 and met[other.id].get(one.id, 0) > 0.5:
                yield f"the key points {one.id} and {other.id} are met by the same sentences"


def _met_by(question: Question, point: KeyPoint) -> dict[str, float]:
    """Share of a key point's own sentences by which each key point is met."""
    sentences = (point.text, *point.paraphrases)
    counts: dict[str, int] = {}
    for sentence in sentences:
        for finding in find_key_points(
            question, read(Transcript.from_text(sentence), names_of(question.glossary))
        ):
            counts[finding.id] = counts.get(finding.id, 0) + (finding.status == "covered")
    return {name: count / len(sentences) for name, count in counts.items()}
