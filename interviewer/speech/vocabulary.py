"""The field's words, told to the engine so that it hears them; and a second look at what only then was heard.

Always the whole field's, never those of the question that is asked: a list of the expected answer would
let the machine hear what the candidate did not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate, takewhile

from interviewer.audio.clip import Samples
from interviewer.bank.bank import Bank
from interviewer.bank.models import Glossary, Question
from interviewer.speech.engines import PLAIN, Decoding, Engine
from interviewer.speech.sounding import Name, letters, sounding_like, spelled
from interviewer.transcript import Word

# An engine's word probability is that of the sound alone, without the vocabulary. Of terms that were said
# and only heard with it nearly all had more than this, of those that were not said nearly all less. Chosen
# with the reference answers and the trap sentences of benchmarks/technical_terms.py.
DOUBTFUL = 0.2
TELLING_LETTERS = 4  # a word of a term that long tells the term: "learning", not "CD"
SILENCED_WORDS = 4  # a judgement: two passes differ by a word or two; so many fewer, and they were lost

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
    many of the ``terms`` as there is room for.
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
            heard = tuple(word.text for word in plain)
        told = (*_fitting(sounding_like(heard, self.names), MOST_ALIKE), *self.terms)
        expected = self.engine.words(samples, replace(decoding, vocabulary=prompt(told)))
        # What it was begun with came from this very place, so there was a second look at it already.
        known = _alike(expected, decoding.begun)
        doubts = [at >= known and is_doubtful(expected, at, self.names) for at in range(len(expected))]
        if plain is None and not any(doubts):
            return expected
        if plain is None:
            plain = self.engine.words(samples, decoding)
        return without_doubts(expected, doubts, plain)


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


def is_doubtful(words: Sequence[Word], at: int, names: Iterable[Name]) -> bool:
    """Whether the word is (part of) a term that the sound alone hardly supports.

    Not where a telling word of the same term stands beside it that the sound does support: "batch", in
    "batch normalization".
    """
    if words[at].probability >= DOUBTFUL:
        return False
    key = spelled(words[at].text)
    found = False
    for name in names:
        if _is(key, " ".join(name.words)):
            found = True
        for place in (place for place, part in enumerate(name.words) if _is(key, part)):
            found = True
            start = max(0, at - place)
            if _is_told(words[start : start + len(name.words)], name):
                return False
    return found


def _is_told(words: Sequence[Word], name: Name) -> bool:
    """Whether the words are that name, one that tells the term among them, as the sound supports."""
    return (
        len(words) == len(name.words)
        and all(_is(spelled(word.text), part) for word, part in zip(words, name.words, strict=True))
        and any(len(word.text) >= TELLING_LETTERS and word.probability >= DOUBTFUL for word in words)
    )


def _is(key: str, part: str) -> bool:
    return key in (part, f"{part}s")


def without_doubts(
    expected: Sequence[Word], doubts: Sequence[bool], plain: Sequence[Word]
) -> tuple[Word, ...]:
    """What was heard with the vocabulary; where it differs at a doubtful word, what was heard without.

    So too where words are gone with it: Whisper may take the end of a sentence for the end of the sound.
    """
    expected_keys = [spelled(word.text) for word in expected]
    plain_keys = [spelled(word.text) for word in plain]
    match = SequenceMatcher(None, expected_keys, plain_keys, autojunk=False)
    kept: list[Word] = []
    for tag, first, end, plain_first, plain_end in match.get_opcodes():
        silenced = plain_end - plain_first - (end - first) >= SILENCED_WORDS
        if tag != "equal" and (silenced or any(doubts[first:end])):
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
    return f" {spelled(question.reference)} {spelled(points)} "


def _is_odd(term: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in term)
