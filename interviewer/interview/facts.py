"""Which facts of the hidden sheet answer a clarifying question. Pure.

By words: which of the question's words and aspects a fact has, the rarer on the sheet the more they
count. By meaning, where vectors are there: how near the question is to the ways in which a fact is
asked for, to what the fact says, and to what people ask about its facet in other cases. A word that the
case has never heard of speaks against any answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from interviewer.bank.models import Fact, Question
from interviewer.interview.english import ASPECTS, FACET_QUESTIONS, GENERAL
from interviewer.scoring.english.facets import FACET_WORDS
from interviewer.scoring.names import Names, names_of
from interviewer.scoring.phrases import compile_phrase
from interviewer.scoring.text import SENTENCE_GAP, stem, tokenize

if TYPE_CHECKING:
    from interviewer.meaning.vectors import WordVectors
    from interviewer.scoring.nearness import Sentences

# All numbers below were set on one half of benchmarks/data/clarifying_questions.jsonl and are reported on
# the other by benchmarks/fact_matching.py.
ENOUGH_WORDS = 0.45  # a fit that answers, by words alone
ENOUGH_MEANING, PER_FACTS = 0.72, 0.2  # with vectors, on a sheet of nine: of more facts the best fits ...
STANDS_OUT = 0.25  # ... better by chance. What its lead over the second best counts by
WORDS_BESIDE_MEANING = 0.5  # what the words count by where vectors are there, and what ...
NEAR_ASKED, NEAR_TOLD, NEAR_FACET = 1.0, 0.4, 0.3  # ... the three kinds of nearness count by
STRANGE, MOST_STRANGE = 0.6, 2  # taken off for a word that nobody knows, for so many words at most
STRANGE_BESIDE_MEANING = 0.4
IN_QUESTION, IN_CUE, IN_ANSWER = 1.0, 0.8, 0.6  # what a word counts by where the fact has it
GENERAL_SHARE = 0.3  # of a word's rarity that counts where the word says little by itself
NOT_ON_SHEET = 0.6  # the share of a word's rarity that counts where no fact has it
NEAREST = 3  # ways of asking that are averaged
GAP = 1  # words between two of an aspect's phrase

_ASKED_TWICE = re.compile(
    r"(?:,\s*|\s+)(?:and|or|also)\s+(?=(?:what|how|who|whom|which|where|when|why|is|are|do|does|did|can|"
    r"could|should|will|has|have|was|were)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with the words and aspects it is known by, each with what it counts.

    ``asked``: the ways to ask for it; ``told``: the sentences of its answer.
    """

    fact: Fact
    terms: Mapping[str, float]
    asked: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question's facts made ready for matching. ``known``: the stems of the whole case."""

    entries: tuple[Entry, ...]
    known: frozenset[str]
    names: Names


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a fact answers; the higher the better, about 1 for a good answer."""

    fact: Fact
    fit: float


def sheet_of(question: Question) -> Sheet:
    """Read the question's fact sheet; empty where it has none."""
    names = names_of(question.glossary)
    scenario = question.scenario
    entries = tuple(_entry(fact, names) for fact in scenario.facts) if scenario else ()
    told = f"{question.prompt} {scenario.summary if scenario else ''}"
    known = {token.stem for token in names.canonical(tokenize(told))}
    return Sheet(entries, frozenset(known.union(*(entry.terms for entry in entries))), names)


def facts_for(sheet: Sheet, asked: str, vectors: Sentences | None = None) -> tuple[Fact, ...]:
    """The facts that answer ``asked``, in its order; several where it asks for several things."""
    parts = _ASKED_TWICE.split(asked)
    best = [fact for part in parts if (fact := _answer(sheet, part, vectors))]
    found = tuple({fact.id: fact for fact in best}.values())
    if len(found) < 2 and len(parts) > 1:
        whole = _answer(sheet, asked, vectors)
        return found if whole is None else (whole,)
    return found


def _answer(sheet: Sheet, asked: str, vectors: Sentences | None) -> Fact | None:
    """The fact that fits best, if that is enough to tell it."""
    fits = rank(sheet, asked, vectors)
    if not fits:
        return None
    best = fits[0]
    if vectors is None:
        return best.fact if best.fit >= ENOUGH_WORDS else None
    lead = best.fit - fits[1].fit if len(fits) > 1 else 0.0
    enough = ENOUGH_MEANING + PER_FACTS * math.log(len(fits) / 9)
    return best.fact if best.fit + STANDS_OUT * lead >= enough else None


def rank(sheet: Sheet, asked: str, vectors: Sentences | None = None) -> tuple[Fit, ...]:
    """All facts, the best answer first; equal ones in the order of the sheet."""
    terms = _terms(asked, sheet.names)
    rarity = {term: _rarity(sheet, term) for term in terms}
    words, strange, near = 1.0, STRANGE, [0.0] * len(sheet.entries)
    if vectors is not None:
        words, strange = WORDS_BESIDE_MEANING, STRANGE_BESIDE_MEANING
        near = _nearness(sheet, asked, vectors)
    strange *= min(MOST_STRANGE, len(_strange(sheet, asked)))
    fits = [
        Fit(entry.fact, round(words * _covered(entry, rarity) + meant - strange, 3))
        for entry, meant in zip(sheet.entries, near, strict=True)
    ]
    return tuple(sorted(fits, key=lambda one: -one.fit))


def _covered(entry: Entry, rarity: Mapping[str, float]) -> float:
    """The share of the question's words and aspects that the fact has, 0 to 1, by rarity."""
    total = sum(rarity.values())
    covered = sum(weight * entry.terms.get(term, 0.0) for term, weight in rarity.items())
    return covered / total if total else 0.0


def known_ahead(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """What a model of word meanings has to know ahead of the answer: the sheet's texts, and everybody's."""
    return (
        tuple(text for entry in sheet.entries for text in (*entry.asked, *entry.told)),
        tuple(text for texts in FACET_QUESTIONS.values() for text in texts),
    )


def _nearness(sheet: Sheet, asked: str, vectors: Sentences) -> list[float]:
    """How near ``asked`` is in meaning to each fact: a weighted sum of three cosines."""
    wanted = _mean(vectors.words(asked))
    near: dict[str, float] = {}
    for texts in known_ahead(sheet):
        cosines = (float(wanted @ _mean(words)) for words in vectors.known(texts))
        near.update(zip(texts, cosines, strict=True))
    return [
        NEAR_ASKED * _nearest(near, entry.asked, NEAREST)
        + NEAR_TOLD * _nearest(near, entry.told, 1)
        + NEAR_FACET * _nearest(near, FACET_QUESTIONS[entry.fact.facet], 1)
        for entry in sheet.entries
    ]


def _nearest(near: Mapping[str, float], texts: Sequence[str], count: int) -> float:
    """The mean of the ``count`` highest among the texts'; 0 where there are none."""
    found = sorted((near[text] for text in texts), reverse=True)[:count]
    return sum(found) / max(1, len(found))


def _mean(words: WordVectors) -> Any:
    """The mean of a text's word vectors, float32, shape (dimensions,), of length 1 or, without words, 0."""
    total = words.vectors.sum(axis=0)
    return total / max(1e-9, float(total @ total) ** 0.5)


def _rarity(sheet: Sheet, term: str) -> float:
    """The fewer facts have a term, the more it tells them apart: inverse document frequency."""
    count = len(sheet.entries)
    having = sum(term in entry.terms for entry in sheet.entries)
    share = GENERAL_SHARE if term in _little_said() else 1.0
    if not having:
        return share * NOT_ON_SHEET * math.log(count + 1)
    return max(0.1, share * math.log((count + 1) / (having + 0.5)))


def _strange(sheet: Sheet, asked: str) -> frozenset[str]:
    """The words that are neither in the case nor in everyday asking."""
    tokens = sheet.names.canonical(tokenize(asked))
    return frozenset(
        token.stem
        for token in tokens
        if token.content and token.stem not in sheet.known and token.stem not in _general_stems()
    )


def _entry(fact: Fact, names: Names) -> Entry:
    ways = _ways(fact)
    cues = ways[len(fact.questions) :]
    terms: dict[str, float] = {}
    for weight, texts in ((IN_ANSWER, (fact.answer,)), (IN_CUE, cues), (IN_QUESTION, fact.questions)):
        for text in texts:
            terms.update(dict.fromkeys(_terms(text, names), weight))
    return Entry(fact, terms, ways, tuple(SENTENCE_GAP.split(fact.answer)))


def _ways(fact: Fact) -> tuple[str, ...]:
    """The fact's questions, and its cues as plain words."""
    return (*fact.questions, *(cue.replace("|", " ").replace('"', "") for cue in fact.asked_as))


def _terms(text: str, names: Names) -> frozenset[str]:
    """The aspects that are asked about, each with a # before it, and the stems of the other content words.

    What belongs to an aspect's phrase of several words, "used for", counts as that aspect only.
    """
    tokens = names.canonical(tokenize(text))
    stems = [token.stem for token in tokens]
    found: set[str] = set()
    in_phrase: set[int] = set()
    for at, word in enumerate(stems):
        for aspect, slots in _phrases().get(word, ()):
            places = _places(stems, at, slots)
            if places:
                found.add(f"#{aspect}")
                in_phrase.update(places if len(places) > 1 else ())
    words = {token.stem for at, token in enumerate(tokens) if token.content and at not in in_phrase}
    return frozenset(found | words)


def _places(stems: Sequence[str], at: int, slots: Sequence[frozenset[str]]) -> list[int]:
    """Where a phrase's words stand, the first at ``at``, at most GAP words between two; else none."""
    places = [at]
    for slot in slots[1:]:
        window = range(places[-1] + 1, min(len(stems), places[-1] + 2 + GAP))
        following = next((place for place in window if stems[place] in slot), None)
        if following is None:
            return []
        places.append(following)
    return places


@cache
def _phrases() -> Mapping[str, Sequence[tuple[str, Sequence[frozenset[str]]]]]:
    """The aspects' phrases by the stem of their first word."""
    found: dict[str, list[tuple[str, Sequence[frozenset[str]]]]] = {}
    for aspect, phrases in ASPECTS.items():
        for phrase in phrases:
            slots = compile_phrase(phrase, Names({}))
            for first in slots[0]:
                found.setdefault(first, []).append((aspect, slots))
    return found


@cache
def _little_said() -> frozenset[str]:
    return frozenset(stem(word) for word in GENERAL)


@cache
def _general_stems() -> frozenset[str]:
    in_aspects = {
        word for phrases in _phrases().values() for _, slots in phrases for word in set().union(*slots)
    }
    return _little_said().union(in_aspects, *FACET_WORDS.values())
