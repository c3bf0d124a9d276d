"""Phrases: words in order, small ones included, written as plain text with ``a|b`` for alternatives.

They are compiled once and compared by stem. What the glossary knows under several names, or as Whisper
mishears it, is written back to one name on both sides first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.scoring.answer import Answer
from interviewer.scoring.english.small_words import NEGATORS
from interviewer.scoring.names import Names
from interviewer.scoring.text import Token, tokenize

PHRASE_GAP = 2  # other words allowed between two neighbours of a phrase


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``first`` to ``last`` (exclusive) of the answer, and the cue that found them."""

    first: int
    last: int
    cue: str

    def overlaps(self, other: Match) -> bool:
        return self.first < other.last and other.first < self.last


@lru_cache(maxsize=10_000)
def compile_phrase(text: str, names: Names) -> tuple[frozenset[str], ...]:
    """Compile ``"i would recommend|suggest"``: every word counts, contractions are opened."""
    return tuple(frozenset(token.stem for token in group) for group in alternatives(text, names))


def find_phrases(
    answer: Answer, phrases: Iterable[str], first: int = 0, last: int | None = None, gap: int = PHRASE_GAP
) -> list[Match]:
    """Every match of any phrase: its words in order in one sentence, at most ``gap`` others between two."""
    last = len(answer.tokens) if last is None else last
    found: list[Match] = []
    for text in phrases:
        slots = compile_phrase(text, answer.names)
        for at in answer.places_of(slots[0], first, last) if slots else ():
            end = _phrase_end(answer, slots, at, last, gap)
            if end is not None:
                found.append(Match(at, end, text))
    return sorted(set(found), key=lambda match: (match.first, match.last, match.cue))


def _phrase_end(answer: Answer, slots: Sequence[frozenset[str]], at: int, last: int, gap: int) -> int | None:
    limit = min(last, answer.sentence_at(at).last)
    for slot in slots[1:]:
        window = range(at + 1, min(limit, at + 2 + gap))
        following = next((place for place in window if answer.stems[place] in slot), None)
        if following is None:
            return None
        at = following
    return at + 1


def alternatives(text: str, names: Names) -> list[tuple[Token, ...]]:
    """One group of acceptable tokens a word; runs without ``|`` are read together, for their names."""
    groups: list[tuple[Token, ...]] = []
    run: list[str] = []

    def flush() -> None:
        groups.extend((token,) for token in names.canonical(tokenize(" ".join(run))))
        run.clear()

    for part in text.lower().split():
        if "|" in part:
            flush()
            options = tuple(token for option in part.split("|") for token in _option(option, names))
            if options:
                groups.append(options)
        else:
            run.append(part)
    flush()
    return groups


def _option(text: str, names: Names) -> tuple[Token, ...]:
    """One alternative: of "can't" only the "not" counts."""
    tokens = names.canonical(tokenize(text))
    negators = tuple(token for token in tokens if token.word in NEGATORS)
    return negators if len(tokens) > 1 and negators else tokens
