"""Words that serve nothing the question asks for: ten answers at once don't earn what one does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import fsum

from interviewer.bank.models import Question
from interviewer.scoring.alike import content_stems, weights_among
from interviewer.scoring.answer import Answer
from interviewer.scoring.cues import find_cues
from interviewer.scoring.denials import sentences_of_all
from interviewer.scoring.nearness import Nearness
from interviewer.scoring.phrases import Match
from interviewer.scoring.scorecard import Evidence, Penalty

FREE_WORDS = 230  # that may serve nothing: introductions, examples, what the scorer doesn't understand
# A stretch serves a key point where it holds so much of the weighted words of one of its sentences, or comes
# as near to it in meaning.
SERVES_ALIKE, SERVES_NEAR = 0.35, 0.42
SERVES_WORDS = 2  # content words that it must share
LONG_SENTENCE, AROUND = 60, 15  # a cue serves its sentence; in a longer one, so many tokens either side


def stray_words(
    question: Question, answer: Answer, found: Sequence[Evidence], nearness: Nearness | None
) -> int:
    """How many words serve no key point, right or wrong, and are no part of what was ``found`` otherwise."""
    if len(answer.tokens) <= FREE_WORDS:
        return 0  # too few to matter
    serves = [False] * len(answer.tokens)
    for first, last in _serving(question, answer, nearness):
        serves[first:last] = [True] * (last - first)
    starts = [token.start for token in answer.tokens]
    for quote in found:
        first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end)
        serves[first:last] = [True] * (last - first)
    return len(
        {start for start, served in zip(starts, serves, strict=True) if not served}
    )  # "don't" is one word


def stray_penalty(stray: int, earned: float) -> Penalty | None:
    """What is taken off the points ``earned``: (FREE_WORDS / stray)² of them are left."""
    if stray <= FREE_WORDS:
        return None
    left = (FREE_WORDS / stray) ** 2
    reason = (
        f"{stray} words belong to other questions or to none, and {FREE_WORDS} are free:"
        f" ({FREE_WORDS} / {stray})² of {earned:.2f} points are left"
    )
    return Penalty("stray", -round(earned * (1 - left), 2), reason)


def _serving(question: Question, answer: Answer, nearness: Nearness | None) -> Iterator[tuple[int, int]]:
    for point in question.key_points:
        for match in find_cues(answer, point.says, affirmed=False):
            yield _sentence(answer, match)
    yield from _alike(answer, sentences_of_all(question))
    for near in () if nearness is None else nearness.near.values():
        yield from ((one.match.first, one.match.last) for one in near if one.true >= SERVES_NEAR)


def _sentence(answer: Answer, match: Match) -> tuple[int, int]:
    first, last = answer.sentence_at(match.first).first, answer.sentence_at(match.last - 1).last
    if last - first > LONG_SENTENCE:
        return max(first, match.first - AROUND), min(last, match.last + AROUND)
    return first, last


def _alike(answer: Answer, sentences: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    weights = weights_among(sentences, answer.names)
    for text in sentences:
        wanted = content_stems(text, answer.names)
        if len(wanted & answer.places.keys()) < SERVES_WORDS:
            continue
        enough = SERVES_ALIKE * fsum(weights[stem] for stem in wanted)
        for stretch in answer.stretches:
            shared = wanted & stretch.stems
            if len(shared) >= SERVES_WORDS and fsum(weights[stem] for stem in shared) >= enough:
                yield stretch.first, stretch.last
