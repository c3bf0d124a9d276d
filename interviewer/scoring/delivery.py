"""How it was said: pace, pauses, fillers, repeated words. Only from words with times."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from interviewer.scoring.answer import Answer
from interviewer.scoring.english.small_words import FILLERS
from interviewer.scoring.scorecard import Delivery, Evidence, Pause
from interviewer.scoring.text import Token
from interviewer.transcript import Transcript

# A comfortable speaking pace in words a minute; conversational English runs from about 120 to 170.
PACE_WPM = (110.0, 170.0)
PACE_LIMITS_WPM = (50.0, 240.0)  # no credit for pace at or beyond these
LONG_PAUSE_S = 2.0  # shown
VERY_LONG_PAUSE_S = 4.0  # costs: thinking pauses up to here are normal
STUMBLES = (2.0, 10.0)  # fillers and repeated words in 100 words: nobody's fault, and many
MOST_BREAKS = 4  # very long pauses that leave nothing of steadiness
REPEATED_ON_PURPOSE = frozenset(["that", "had", "very", "really", "no", "yes"])
SHORT_WORDS = 60  # an answer shorter than this earns delivery in proportion


def find_delivery(answer: Answer, transcript: Transcript) -> Delivery:
    """Counts and places. ``wpm`` and pauses only where the words have times."""
    words = len(answer.text.split())
    fillers: list[Evidence] = []
    repeated: list[Evidence] = []
    for at, token in enumerate(answer.tokens):
        if token.word in FILLERS:
            fillers.append(answer.evidence(at, at + 1))
        elif at and _stutters(answer.tokens[at - 1], token) and answer.sentence_at(at).first < at:
            repeated.append(answer.evidence(at - 1, at + 1))
    # Turn by turn: while the interviewer speaks, nobody is slow and nobody pauses.
    turns = [turn.words for turn in transcript.turns if turn.speaker == "candidate" and len(turn.words) > 1]
    spoken_s = sum(timed[-1].end_s - timed[0].start_s for timed in turns)
    pauses = tuple(
        Pause(before.end_s, after.start_s)
        for timed in turns
        for before, after in pairwise(timed)
        if after.start_s - before.end_s >= LONG_PAUSE_S
    )
    wpm = sum(len(timed) for timed in turns) / spoken_s * 60 if spoken_s > 0 else None
    return Delivery(words, wpm, tuple(fillers), pauses, tuple(repeated))


def _stutters(before: Token, token: Token) -> bool:
    """The same word twice, other than for emphasis or by grammar."""
    twice = token.word == before.word and token.start > before.start
    return twice and token.word not in REPEATED_ON_PURPOSE


@dataclass(frozen=True, slots=True)
class DeliveryTerms:
    """What delivery is made of, each 0 to 1. ``length`` scales the rest: short answers prove little."""

    pace: float
    fluency: float
    steadiness: float
    length: float

    @property
    def score(self) -> float:
        return (0.5 * self.pace + 0.25 * self.fluency + 0.25 * self.steadiness) * self.length


def delivery_score(delivery: Delivery) -> float | None:
    """0 to 1: pace within its band, few fillers, few very long pauses; None without word times."""
    terms = delivery_terms(delivery)
    return None if terms is None else terms.score


def delivery_terms(delivery: Delivery) -> DeliveryTerms | None:
    """The terms of `delivery_score`, None without word times."""
    if delivery.wpm is None:
        return None
    low, high = PACE_WPM
    lowest, highest = PACE_LIMITS_WPM
    pace = 1.0
    if delivery.wpm < low:
        pace = max(0.0, (delivery.wpm - lowest) / (low - lowest))
    elif delivery.wpm > high:
        pace = max(0.0, (highest - delivery.wpm) / (highest - high))
    few, many = STUMBLES
    fluency = 1 - min(1.0, max(0.0, stumbles_in_100(delivery) - few) / (many - few))
    steadiness = 1 - min(1.0, very_long_pauses(delivery) / MOST_BREAKS)
    return DeliveryTerms(pace, fluency, steadiness, min(1.0, delivery.words / SHORT_WORDS))


def stumbles_in_100(delivery: Delivery) -> float:
    """Fillers and repeated words in 100 words."""
    return 100 * (len(delivery.fillers) + len(delivery.repeated)) / max(1, delivery.words)


def very_long_pauses(delivery: Delivery) -> int:
    return sum(pause.end_s - pause.start_s > VERY_LONG_PAUSE_S for pause in delivery.pauses)
