"""What the answer denies: single key points, said with a "not", and the whole question.

Negations are counted, not understood, so they are held against the bank's own sentences: where such a
sentence holds a negation too, the same words may stand under one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from interviewer.bank.models import KeyPoint, Question
from interviewer.scoring.alike import ALIKE_WORDS, content_stems, weights_among
from interviewer.scoring.answer import Answer, Stretch, read
from interviewer.scoring.cues import compile_cue, find_cues
from interviewer.scoring.names import Names
from interviewer.scoring.phrases import Match
from interviewer.scoring.polarity import negative_tokens
from interviewer.scoring.scorecard import Penalty
from interviewer.transcript import Transcript

ABOUT = (
    0.46  # share of a sentence's weighted words in a stretch from which that is about it, as `ALIKE_PARTIAL`
)
OPPOSED = 0.5  # share of those that must stand under a negation
# Share of the answer's content words under a negation that the question doesn't call for: up to the first it
# costs nothing, from the second on nothing is left.
DENYING = (0.25, 0.4)
DENIED = "It is so: "  # how the note of a denied key point begins


@dataclass(frozen=True, slots=True)
class Denials:
    """``points``: where each key point is denied, by id. ``share``: of the content words under a negation."""

    points: Mapping[str, Match]
    share: float

    @property
    def left(self) -> float:
        """What is left of the mark, 1 to 0."""
        low, high = DENYING
        return min(1.0, max(0.0, (high - self.share) / (high - low)))


def denial_penalty(denials: Denials, earned: float) -> Penalty | None:
    """What is taken off the points ``earned`` where the answer mostly says what is not so."""
    if denials.left == 1:
        return None
    low, high = DENYING
    reason = (
        f"the answer says what is not so: {denials.share:.2f} of its content words stand under a “not”,"
        f" and {low:g} are free:"
        f" ({high:g} - {denials.share:.2f}) / {high - low:.2f} of {earned:.2f} points are left"
    )
    return Penalty("denial", -round(earned * (1 - denials.left), 2), reason)


@dataclass(slots=True)
class _Sides:
    """The best stretch so far that says a key point, and the best that denies it, by share."""

    said: float = 0.0
    denied: float = 0.0
    match: Match | None = None


def find_denials(question: Question, answer: Answer) -> Denials:
    """What is denied. A key point that is said as plainly elsewhere is not."""
    negative = list(negative_tokens(answer))
    if not any(negative):
        return Denials({}, 0.0)
    stretches = [(stretch, _negated_stems(answer, stretch, negative)) for stretch in answer.stretches]
    weights = weights_among(sentences_of_all(question), answer.names)
    points = {}
    for point in question.key_points:
        sides = _Sides()
        for text in _sentences_of(point):
            wanted, called_for = content_stems(text, answer.names), _negated_in(text, answer.names)
            if len(wanted & answer.places.keys()) < ALIKE_WORDS:
                continue
            total = fsum(weights[stem] for stem in wanted)
            for stretch, negated in stretches:
                shared = wanted & stretch.stems
                if len(shared) < ALIKE_WORDS:
                    continue
                share = fsum(weights[stem] for stem in shared) / total
                if share < ABOUT:
                    continue
                _call_off(answer, stretch, called_for, negative)
                if not called_for:
                    opposed = fsum(weights[stem] for stem in shared & negated)
                    _weigh(sides, share, opposed / total, Match(stretch.first, stretch.last, text))
        if sides.match is not None and sides.denied > sides.said:
            points[point.id] = sides.match
    _call_off_cues(question, answer, negative)
    return Denials(points, _share(answer, negative))


def _share(answer: Answer, negative: Sequence[bool]) -> float:
    """Of the content words those under a negation; a sentence that is said over again counts once."""
    once = {answer.stems[sentence.first : sentence.last]: sentence for sentence in answer.sentences}
    content = [
        negative[at]
        for sentence in once.values()
        for at in range(sentence.first, sentence.last)
        if answer.tokens[at].content
    ]
    return round(sum(content) / max(1, len(content)), 4)


def _weigh(sides: _Sides, share: float, opposed: float, match: Match) -> None:
    if opposed < OPPOSED * share:
        sides.said = max(sides.said, share)
    elif share > sides.denied:
        sides.denied, sides.match = share, match


def _call_off(answer: Answer, stretch: Stretch, called_for: frozenset[str], negative: list[bool]) -> None:
    """What a sentence of the bank negates too is no denial."""
    if called_for:
        for at in range(stretch.first, stretch.last):
            negative[at] = negative[at] and answer.stems[at] not in called_for


def _call_off_cues(question: Question, answer: Answer, negative: list[bool]) -> None:
    """Nor is the clause around a cue that holds a negation: "accuracy not"."""
    for point in question.key_points:
        for match in find_cues(
            answer, [cue for cue in point.says if compile_cue(cue, answer.names).negators]
        ):
            first, last = answer.clause_at(match.first).first, answer.clause_at(match.last - 1).last
            negative[first:last] = [False] * (last - first)


def _negated_stems(answer: Answer, stretch: Stretch, negative: Sequence[bool]) -> frozenset[str]:
    """Stems that stand in the stretch under a negation only."""
    places = range(stretch.first, stretch.last)
    plain = {answer.stems[at] for at in places if not negative[at]}
    return frozenset(answer.stems[at] for at in places if negative[at]) - plain


@lru_cache(maxsize=20_000)
def _negated_in(text: str, names: Names) -> frozenset[str]:
    """The stems of a sentence of the bank that stand under a negation."""
    sentence = read(Transcript.from_text(text), names)
    negative = negative_tokens(sentence)
    return frozenset(stem for stem, turned in zip(sentence.stems, negative, strict=True) if turned)


def _sentences_of(point: KeyPoint) -> tuple[str, ...]:
    return (*point.paraphrases, point.text)


def sentences_of_all(question: Question) -> tuple[str, ...]:
    """The statements and paraphrases of all key points."""
    return tuple(text for point in question.key_points for text in _sentences_of(point))
