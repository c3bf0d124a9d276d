"""The candidate's answer, cut up: tokens, clauses, sentences, and where each stands in text and sound.

Clause borders come from punctuation where there is any, and from connectives and
pauses where Whisper or a careless typist left it out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from interviewer.scoring.english.small_words import (
    FUNCTION_WORDS,
    STARTS_CLAUSE,
    STARTS_WITH_SUBJECT,
    SUBJECTS,
)
from interviewer.scoring.evidence import WordTimes, word_times
from interviewer.scoring.names import Names
from interviewer.scoring.scorecard import Evidence
from interviewer.scoring.text import Token, tokenize
from interviewer.transcript import Transcript

_SENTENCE_END = re.compile(r"[?!;\n…]|\.(?!\w)")  # the point of 0.5 or of "v1.2" ends nothing
_SOFT_BREAK = re.compile(r"[,:()\u2013\u2014\"]|\s-\s")
_PAUSE_BREAK_S = 0.8  # a pause this long ends a clause; twice this ends a sentence where marks are missing
_STRETCH_CLAUSES = 3  # one statement rarely runs over more clauses
_STRETCH_TOKENS = 50  # ... or more words
_ECHO_TOKENS = 8  # so many words of the question in a row are said back; fewer may be part of an answer
_WORDS_PER_MARK = 60  # fewer sentence marks than one in so many words: the text counts as unpunctuated


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``first`` to ``last`` (exclusive) that belong together; ``sentence`` is an index."""

    first: int
    last: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` to ``last`` (exclusive); ``question``: it ends with a question mark."""

    first: int
    last: int
    question: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring clauses, enough for one statement: tokens ``first`` to ``last`` and their stems."""

    first: int
    last: int
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The text, cut up. ``stems`` and ``places`` (token positions by stem) repeat them for quick look-up.

    ``clause_of[t]`` is the index of token t's clause. ``punctuated``: sentence marks can be relied on.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    clause_of: tuple[int, ...]
    punctuated: bool
    times: WordTimes
    names: Names
    stems: tuple[str, ...]
    places: Mapping[str, Sequence[int]]
    stretches: tuple[Stretch, ...]
    echo: frozenset[int]  # tokens of the question said back
    small_words: tuple[int, ...]  # how many function words stand before each token, and before the end

    def evidence(self, first: int, last: int) -> Evidence:
        """Quote tokens ``first`` to ``last`` (exclusive)."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        start_s, end_s = self.times.span(start, end)
        return Evidence(self.text[start:end], start, end, start_s, end_s)

    def places_of(self, stems: Collection[str], first: int, last: int) -> list[int]:
        """Where any of the stems stands among tokens ``first`` to ``last`` (exclusive), in order."""
        found: list[int] = []
        for stem in stems:
            places = self.places.get(stem)
            if places is None:
                continue
            found += places[bisect_left(places, first) : bisect_left(places, last)]
        return sorted(found)

    def clause_at(self, token: int) -> Clause:
        return self.clauses[self.clause_of[token]]

    def sentence_at(self, token: int) -> Sentence:
        return self.sentences[self.clause_at(token).sentence]

    def sentence_index(self, token: int) -> int:
        return self.clause_at(token).sentence

    def words(self, first: int, last: int) -> list[str]:
        return [token.word for token in self.tokens[first:last]]


def read(transcript: Transcript, names: Names, prompt: str = "") -> Answer:
    """Cut the candidate's words into tokens, clauses and sentences; other names become canonical.

    Runs of `_ECHO_TOKENS` words of ``prompt`` are marked as its echo.
    """
    text = transcript.candidate_text
    times = word_times(transcript)
    raw = tokenize(text)
    opens = {
        at
        for at, (before, token) in enumerate(pairwise(raw), start=1)
        if len(before.word) > 1 and _SENTENCE_END.search(text[before.end : token.start][:3])  # "R. O. C."
    }
    tokens = names.canonical(raw, opens)
    marks = sum(1 for _ in _SENTENCE_END.finditer(text))
    punctuated = marks * _WORDS_PER_MARK >= len(tokens)
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    first_of_sentence = first_of_clause = 0
    for at in range(len(tokens)):
        last = at + 1 == len(tokens)
        between = text[tokens[at].end :][:3] if last else text[tokens[at].end : tokens[at + 1].start]
        gap_s = 0.0 if last else times.gap_s(tokens[at].end, tokens[at + 1].start)
        ends = last or (bool(_SENTENCE_END.search(between)) and between != ".")
        if ends or (not punctuated and gap_s >= 2 * _PAUSE_BREAK_S):
            clauses.append(Clause(first_of_clause, at + 1, len(sentences)))
            sentences.append(Sentence(first_of_sentence, at + 1, "?" in between))
            first_of_sentence = first_of_clause = at + 1
        elif (
            gap_s >= _PAUSE_BREAK_S
            or _SOFT_BREAK.search(between)
            or _opens_clause(tokens, at + 1, at + 1 - first_of_clause)
        ):
            clauses.append(Clause(first_of_clause, at + 1, len(sentences)))
            first_of_clause = at + 1
    stems = tuple(token.stem for token in tokens)
    return Answer(
        text=text,
        tokens=tokens,
        sentences=tuple(sentences),
        clauses=tuple(clauses),
        clause_of=tuple(
            index for index, clause in enumerate(clauses) for _ in range(clause.first, clause.last)
        ),
        punctuated=punctuated,
        times=times,
        names=names,
        stems=stems,
        places=_places(stems),
        stretches=_stretches(clauses, stems),
        echo=_echo(stems, [token.stem for token in names.canonical(tokenize(prompt))]),
        small_words=tuple(accumulate((token.word in FUNCTION_WORDS for token in tokens), initial=0)),
    )


def _places(stems: Sequence[str]) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = {}
    for at, stem in enumerate(stems):
        places.setdefault(stem, []).append(at)
    return places


def _echo(stems: Sequence[str], prompt: Sequence[str]) -> frozenset[int]:
    runs = {tuple(prompt[at : at + _ECHO_TOKENS]) for at in range(len(prompt) - _ECHO_TOKENS + 1)}
    found: set[int] = set()
    for at in range(len(stems) - _ECHO_TOKENS + 1) if runs else ():
        if tuple(stems[at : at + _ECHO_TOKENS]) in runs:
            found.update(range(at, at + _ECHO_TOKENS))
    return frozenset(found)


def _stretches(clauses: Sequence[Clause], stems: Sequence[str]) -> tuple[Stretch, ...]:
    found = []
    for at in range(len(clauses)):
        for last_clause in clauses[at : at + _STRETCH_CLAUSES]:
            first, last = clauses[at].first, last_clause.last
            if last - first <= _STRETCH_TOKENS:
                found.append(Stretch(first, last, frozenset(stems[first:last])))
    return tuple(found)


def _opens_clause(tokens: Sequence[Token], at: int, length: int) -> bool:
    if length < 3:
        return False
    word = tokens[at].word
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return word in STARTS_CLAUSE or (word in STARTS_WITH_SUBJECT and following in SUBJECTS)
