"""The field's words, told to the engine so that it hears them.

Always the whole field's, never those of the question that is asked: a list of the expected answer would
let the machine hear what the candidate did not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

from interviewer.audio.clip import Samples
from interviewer.bank.bank import Bank
from interviewer.bank.models import Glossary, Question
from interviewer.speech.doubts import doubtful, without_doubts
from interviewer.speech.engines import PLAIN, Decoding, Engine
from interviewer.speech.sounding import Name, letters, sounding_like, spelled
from interviewer.transcript import Word

BEFORE = "An interview about machine learning: "
AFTER = (
    ". So, the candidate answers the question in his own words, "
    "and he explains what he would do first and why."
)
MOST_CHARACTERS = 440  # about 175 tokens; with what stands around them they must stay below 223
MOST_ALIKE = 340  # characters of these are for terms that sound like what was heard


def vocabulary(glossary: Glossary, questions: Iterable[Question]) -> tuple[str, ...]:
    """The terms that are hard to hear, those first that most questions of the bank speak of.

    Hard: written with a capital or a digit, or observed to be misheard.
    """
    texts = [_said_in(question) for question in questions]
    hard = [term for term in glossary.terms if term.misheard or _is_odd(term.term)]
    counts = {term.term: sum(f" {spelled(term.term)} " in text for text in texts) for term in hard}
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def with_vocabulary(engine: Engine, bank: Bank) -> Engine:
    """The engine, told the terms of the bank's glossary."""
    return WithVocabulary(engine, vocabulary(bank.glossary, bank.questions), names(bank.glossary))


def names(glossary: Glossary) -> tuple[Name, ...]:
    """All names of all terms, and the ways to say them; written alike where only a hyphen tells two apart."""
    found = []
    for term in glossary.terms:
        written = {letters(name): name for name in reversed((term.term, *term.aliases))}
        found += [Name.of(written[letters(name)], name) for name in (term.term, *term.aliases)]
        found += [Name.of(term.term, said) for said in term.spoken]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class WithVocabulary:
    """An engine that expects the field's terms, and listens again where it hardly heard one.

    It is told those ``names`` that sound like what a pass without them, or an earlier one, heard, and as
    many of the ``terms`` as there is room for. Where a pass without them hears nothing, nothing was said.
    """

    engine: Engine
    terms: tuple[str, ...]
    names: tuple[Name, ...] = ()

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def model(self) -> str:
        return self.engine.model

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        """See `Engine.words`."""
        plain: tuple[Word, ...] | None = None
        heard = decoding.heard
        if not (heard or decoding.hurried):
            plain = self.engine.words(samples, replace(decoding, beam_size=1))
            if not plain:
                return ()
            heard = tuple(word.text for word in plain)
        told = (*_fitting(sounding_like(heard, self.names), MOST_ALIKE), *self.terms)
        expected = self.engine.words(samples, replace(decoding, vocabulary=prompt(told)))
        doubts = self._doubts(expected, decoding)
        if plain is None and not any(doubts):
            return expected
        if plain is None:
            plain = self.engine.words(samples, decoding)
        return without_doubts(expected, doubts, plain, self.names)

    def _doubts(self, words: Sequence[Word], decoding: Decoding) -> list[bool]:
        """Of each word, whether it needs a second look.

        What the pass was begun with came from this very place, so there was one already. While somebody
        waits, that is so of all that was heard before, and a single word of a term does no harm.
        """
        waits = decoding.hurried and not decoding.patient
        known = _alike(words, decoding.begun)
        before = {spelled(text) for text in decoding.heard} if waits else set()
        return [
            doubt and at >= known and spelled(word.text) not in before
            for at, (word, doubt) in enumerate(zip(words, doubtful(words, self.names, waits), strict=True))
        ]


def prompt(terms: Sequence[str]) -> str:
    """The first of the terms, as an engine is told them.

    A text with an end: after a bare list, cut off in the middle, Whisper goes on listing terms without
    end, or writes whole sentences in capitals.
    """
    told = _fitting(tuple(dict.fromkeys(terms)), MOST_CHARACTERS)
    return BEFORE + ", ".join(told) + AFTER if told else ""


def _fitting(terms: Sequence[str], characters: int) -> Sequence[str]:
    """The first of the terms, as many as that many characters hold."""
    ends = accumulate(len(term) + len(", ") for term in terms)
    return terms[: sum(1 for end in ends if end <= characters)]


def _alike(words: Sequence[Word], texts: Sequence[str]) -> int:
    """How many of the words are the texts, from the first one on."""
    pairs = zip(words, texts, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].text == pair[1], pairs))


def _said_in(question: Question) -> str:
    points = " ".join(point.text for point in question.key_points)
    return f" {spelled(question.reference)} {spelled(points)} "


def _is_odd(term: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in term)
