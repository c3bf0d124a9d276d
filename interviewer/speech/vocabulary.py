"""The field's words, told to the engine so that it hears them; and a second look at what only then was heard.

Always the whole field's, never those of the question that is asked: a list of the expected answer would
let the machine hear what the candidate did not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import takewhile

from interviewer.audio.clip import Samples
from interviewer.bank.bank import Bank
from interviewer.bank.models import Glossary, Question
from interviewer.speech.engines import PLAIN, Decoding, Engine
from interviewer.transcript import Word

# An engine's word probability is that of the sound alone, without the vocabulary. Of terms that were said
# and only heard with it nearly all had more than this, of those that were not said nearly all less
# (benchmarks/technical_terms.py).
DOUBTFUL = 0.3

BEFORE = "An interview about machine learning: "
AFTER = (
    ". So, the candidate answers the question in his own words, "
    "and he explains what he would do first and why."
)
MOST_CHARACTERS = 440  # about 175 tokens; with what stands around them they must stay below 223


def vocabulary(glossary: Glossary, questions: Iterable[Question]) -> tuple[str, ...]:
    """The terms that are hard to hear, those first that most questions of the bank speak of.

    Hard: written with a capital or a digit, or observed to be misheard.
    """
    texts = [_said_in(question) for question in questions]
    hard = [term for term in glossary.terms if term.misheard or _is_odd(term.term)]
    counts = {term.term: sum(f" {_plain(term.term)} " in text for text in texts) for term in hard}
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def with_vocabulary(engine: Engine, bank: Bank) -> Engine:
    """The engine, told the terms of the bank's glossary."""
    return WithVocabulary(engine, vocabulary(bank.glossary, bank.questions))


@dataclass(frozen=True, slots=True)
class WithVocabulary:
    """An engine that expects the field's terms, and listens again where it hardly heard one."""

    engine: Engine
    terms: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def model(self) -> str:
        return self.engine.model

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        """See `Engine.words`."""
        expected = self.engine.words(samples, replace(decoding, vocabulary=prompt(self.terms)))
        # What it was begun with came from this very place, so there was a second look at it already.
        known = _alike(expected, decoding.begun)
        doubts = [at >= known and is_doubtful(word, self.terms) for at, word in enumerate(expected)]
        if not any(doubts):
            return expected
        return without_doubts(expected, doubts, self.engine.words(samples, decoding))


def prompt(terms: Sequence[str]) -> str:
    """The first of the terms, as an engine is told them.

    A text with an end: after a bare list, cut off in the middle, Whisper goes on listing terms without
    end, or writes whole sentences in capitals.
    """
    length = 0
    told = []
    for term in terms:
        length += len(term) + 2
        if length > MOST_CHARACTERS:
            break
        told.append(term)
    return BEFORE + ", ".join(told) + AFTER if told else ""


def is_doubtful(word: Word, terms: Sequence[str]) -> bool:
    """Whether the word is (part of) a term that the sound alone hardly supports."""
    if word.probability >= DOUBTFUL:
        return False
    key = _plain(word.text)
    return any(key in (part, f"{part}s") for term in terms for part in (_plain(term), *_plain(term).split()))


def without_doubts(
    expected: Sequence[Word], doubts: Sequence[bool], plain: Sequence[Word]
) -> tuple[Word, ...]:
    """What was heard with the vocabulary; where it differs at a doubtful word, what was heard without."""
    expected_keys = [_plain(word.text) for word in expected]
    plain_keys = [_plain(word.text) for word in plain]
    match = SequenceMatcher(None, expected_keys, plain_keys, autojunk=False)
    kept: list[Word] = []
    for tag, first, end, plain_first, plain_end in match.get_opcodes():
        if tag != "equal" and any(doubts[first:end]):
            kept += plain[plain_first:plain_end]
        else:
            kept += expected[first:end]
    return in_order(kept)


def in_order(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words with times that never run backwards, as two passes put together may."""
    found: list[Word] = []
    earliest_s = 0.0
    for word in words:
        start_s = max(word.start_s, earliest_s)
        earliest_s = max(word.end_s, start_s)
        found.append(replace(word, start_s=start_s, end_s=earliest_s))
    return tuple(found)


def _alike(words: Sequence[Word], texts: Sequence[str]) -> int:
    """How many of the words are the texts, from the first one on."""
    pairs = zip(words, texts, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].text == pair[1], pairs))


def _said_in(question: Question) -> str:
    points = " ".join(point.text for point in question.key_points)
    return f" {_plain(question.reference)} {_plain(points)} "


def _is_odd(term: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in term)


def _plain(text: str) -> str:
    """In lower case, one space between two words or numbers."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
