"""How much of a sentence from the bank is found in a stretch of the answer: word by word, blind to order.

The share of the sentence's content words, weighted by how rare they are among their kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, log

from interviewer.scoring.answer import Answer
from interviewer.scoring.names import Names
from interviewer.scoring.phrases import Match, find_phrases
from interviewer.scoring.polarity import DENIALS, denied, is_negator, turned
from interviewer.scoring.speech_acts import merely_listed
from interviewer.scoring.text import tokenize

ALIKE_WORDS = 3  # never on fewer shared content words than this


@dataclass(frozen=True, slots=True)
class Alike:
    """The stretch of the answer most like a paraphrase: ``share`` of its weighted words found, 0 to 1."""

    share: float
    match: Match


@lru_cache(maxsize=20_000)
def content_stems(text: str, names: Names) -> frozenset[str]:
    return frozenset(token.stem for token in names.canonical(tokenize(text)) if token.content)


@lru_cache(maxsize=20_000)
def _is_negative(text: str) -> bool:
    """Whether an odd number of negations stands in it."""
    tokens = tokenize(text)
    return sum(is_negator(tokens, at) for at in range(len(tokens))) % 2 == 1


@lru_cache(maxsize=256)
def weights_among(paraphrases: tuple[str, ...], names: Names) -> dict[str, float]:
    """Inverse document frequency of each stem among the paraphrases: what they all share says little."""
    counts = Counter(stem for text in paraphrases for stem in content_stems(text, names))
    # Rounded, and summed exactly below: a set's order and a machine's last digit must not show in a mark.
    return {stem: round(log(1 + len(paraphrases) / count), 6) for stem, count in counts.items()}


def most_alike(
    answer: Answer, paraphrases: Sequence[str], weights: dict[str, float], accepts: Callable[[Match], bool]
) -> Alike | None:
    """The acceptable stretch with the largest share of a paraphrase; a stem without a weight counts 1.

    Both or neither must be negated.
    """
    best: Alike | None = None
    for text in paraphrases:
        wanted = content_stems(text, answer.names)
        if len(wanted & answer.places.keys()) < ALIKE_WORDS:
            continue
        total = fsum(weights.get(stem, 1.0) for stem in wanted)
        negative = _is_negative(text)
        for stretch in answer.stretches:
            shared = wanted & stretch.stems
            if len(shared) < ALIKE_WORDS:
                continue
            share = fsum(weights.get(stem, 1.0) for stem in shared) / total
            if best is not None and share <= best.share:
                continue
            said = turned(answer, stretch.first, stretch.last)
            middle = (stretch.first + stretch.last) // 2
            match = Match(stretch.first, stretch.last, text)
            if (
                said == negative
                and not merely_listed(answer, middle)
                and denied(answer, stretch.last - 1) is None
                and not find_phrases(answer, DENIALS, stretch.first, stretch.last, gap=0)
                and accepts(match)
            ):
                best = Alike(share, match)
    return best
