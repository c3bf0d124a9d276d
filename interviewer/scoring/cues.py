"""Two ways to recognise a phrase: cues (content words close together, any order) and
phrases (words in order, function words included).

Both are written as plain text with ``a|b`` for alternatives; both are compiled once
and compared by stem. A cue in double quotes is a phrase: "I decided" is not "we decided".
What the glossary knows under several names, or as Whisper mishears it, is written back
to one name on both sides first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.scoring.answer import Answer
from interviewer.scoring.english.small_words import NEGATING_PAIRS, NEGATORS
from interviewer.scoring.names import Names
from interviewer.scoring.text import Token, tokenize

CUE_SLACK = 4  # other content words allowed inside a cue's window
CUE_SPAN = 3  # and the window may be at most this many times as long as the cue with its slack
NEGATION_BEFORE, NEGATION_AFTER = 8, 2  # words over which a negator reaches
# "It is not true that ..." turns everything that follows in its sentence.
DENIALS = (
    "not true|right|correct|accurate|so that",
    "not the case that",
    "is|was false|wrong|untrue|incorrect that",
    "myth that",
    "no truth in",
)
DENIAL_REACH = 45  # words, where nothing is punctuated
TURNS = frozenset(["but", "rather", "instead"])  # after a comma, these end it
COPULAS = frozenset(["is", "are", "was", "were", "does", "do", "would", "will", "should", "can"])
PHRASE_GAP = 2  # other words allowed between two neighbours of a phrase
QUOTED_GAP = 1  # ... of a cue in double quotes: "I then decided", but not "I think we decided"


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``first`` to ``last`` (exclusive) of the answer, and the cue that found them."""

    first: int
    last: int
    cue: str

    def overlaps(self, other: Match) -> bool:
        return self.first < other.last and other.first < self.last


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled cue: one set of acceptable stems for each content word.

    ``negative``: a word of it must be a negation; ``negators``: the negations that it allows.
    """

    text: str
    slots: tuple[frozenset[str], ...]
    negative: bool
    negators: frozenset[str]


@lru_cache(maxsize=50_000)
def compile_cue(text: str, names: Names) -> Cue:
    """Compile ``"weights|coefficients exactly zero"``. Stop words are dropped unless nothing else is left."""
    groups = _alternatives(text, names)
    slots = tuple(
        frozenset(token.stem for token in group) for group in groups if any(t.content for t in group)
    )
    if not slots:
        slots = tuple(frozenset(token.stem for token in group) for group in groups)
    negative = any(all(token.word in NEGATORS for token in group) for group in groups)
    negators = frozenset(
        token.word
        for group in groups
        for token in group
        if token.word in NEGATORS or token.word in NEGATING_PAIRS
    )
    return Cue(text, slots, negative, negators)


@lru_cache(maxsize=10_000)
def compile_phrase(text: str, names: Names) -> tuple[frozenset[str], ...]:
    """Compile ``"i would recommend|suggest"``: every word counts, contractions are opened."""
    return tuple(frozenset(token.stem for token in group) for group in _alternatives(text, names))


def _alternatives(text: str, names: Names) -> list[tuple[Token, ...]]:
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


def find_cues(
    answer: Answer, cues: Iterable[str], first: int = 0, last: int | None = None, *, affirmed: bool = True
) -> list[Match]:
    """Every match of any cue in tokens ``first`` to ``last``; none crosses a sentence.

    ``affirmed``: leave out what is negated; False where only the mention counts.
    """
    last = len(answer.tokens) if last is None else last
    matches: list[Match] = []
    for text in cues:
        cue = compile_cue(text, answer.names)
        if is_quoted(text):
            found: Iterable[Match] = find_phrases(answer, (text,), first, last, QUOTED_GAP)
        else:
            found = _in_sentences(answer, cue, first, last)
        matches.extend(match for match in found if not affirmed or not _denies(answer, match, cue))
    return sorted(set(matches), key=lambda match: (match.first, match.last, match.cue))


def is_quoted(cue: str) -> bool:
    """Whether a cue stands in double quotes: its words count in order, small ones included."""
    return len(cue) > 2 and cue[0] == cue[-1] == '"'


def _in_sentences(answer: Answer, cue: Cue, first: int, last: int) -> Iterator[Match]:
    places = [answer.places_of(slot, first, last) for slot in cue.slots]
    rarest = min(places, key=len, default=[])  # a sentence without it need not be looked at
    for index in sorted({answer.sentence_index(at) for at in rarest}):
        sentence = answer.sentences[index]
        yield from _windows(answer, cue, max(first, sentence.first), min(last, sentence.last))


def _windows(answer: Answer, cue: Cue, first: int, last: int) -> Iterator[Match]:
    """The shortest windows of tokens ``first`` to ``last`` that hold every slot; none overlap."""
    places = [answer.places_of(slot, first, last) for slot in cue.slots]
    if not all(places):
        return
    done = -1
    widest = len(cue.slots) + CUE_SLACK
    for anchor in min(places, key=len):
        chosen = _nearest(places, anchor, done)
        if not chosen:
            continue
        low, high = min(chosen), max(chosen)
        if high - low >= CUE_SPAN * widest:
            continue
        if sum(token.content for token in answer.tokens[low : high + 1]) <= widest:
            done = high
            yield Match(low, high + 1, cue.text)


def _nearest(places: Sequence[Sequence[int]], anchor: int, done: int) -> list[int]:
    """The place after ``done`` nearest to the anchor for each slot, no token used twice; empty if none."""
    taken: list[int] = []
    for options in sorted(places, key=len):
        middle, reach = bisect_left(options, anchor), len(taken) + 1
        near = options[max(0, middle - reach) : middle + reach]
        free = [at for at in near if at > done and at not in taken]
        if not free:
            return []
        taken.append(min(free, key=lambda at: (abs(at - anchor), at)))
    return taken


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


def _denies(answer: Answer, match: Match, cue: Cue) -> bool:
    """Whether the speaker says that it is not so; a cue that is itself negative may hold any negation."""
    denial = denied(answer, match.first)
    if denial is None:
        return not cue.negative and negated(answer, match, cue.negators)
    # Only a plain "not" turns a denial back: "it's not true that nobody ..." denies whatever follows.
    return cue.negative or not negated(answer, match, NEGATORS - {"not"} | cue.negators, after=denial)


def negated(answer: Answer, match: Match, own: frozenset[str] = frozenset(), after: int = 0) -> bool:
    """Whether an odd number of negators bears on a match in one of its clauses: in it, a few words before it
    in its clause but not before token ``after``, or right behind it, as in "a baseline isn't worth it".
    Those in ``own`` are part of what is said.
    """
    low = max(answer.clause_at(match.first).first, match.first - NEGATION_BEFORE, after)
    high = match.last
    behind = answer.words(high, min(answer.clause_at(high - 1).last, high + NEGATION_AFTER))
    if behind and (behind[0] in COPULAS or answer.tokens[high - 1].word in COPULAS):
        high += len(behind)
    return turned(answer, low, high, own)


def turned(answer: Answer, first: int, last: int, own: frozenset[str] = frozenset()) -> bool:
    """Whether any clause has an odd number of negators among tokens ``first`` to ``last``: two of them turn
    a clause back, but "it isn't sampled, and not averaged" denies twice.
    """
    counts: dict[int, int] = {}
    for at in range(first, last):
        if answer.tokens[at].word not in own and is_negator(answer.tokens, at):
            counts[answer.clause_of[at]] = counts.get(answer.clause_of[at], 0) + 1
    return any(count % 2 for count in counts.values())


def is_negator(tokens: Sequence[Token], at: int) -> bool:
    """Whether token ``at`` turns what follows: "not" but not "not only", "rather than" but not "rather"."""
    word = tokens[at].word
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in NEGATING_PAIRS:
        return following == NEGATING_PAIRS[word]
    return word in NEGATORS and not (word == "not" and following in ("only", "just"))


def denied(answer: Answer, at: int) -> int | None:
    """Where "it is not true that", or the like, ends that holds for token ``at``; None without one.

    It holds to the end of the sentence, or up to a turn after a comma.
    """
    first = max(answer.sentence_at(at).first, at - DENIAL_REACH)
    for denial in find_phrases(answer, DENIALS, first, at, gap=0):
        if at < denied_until(answer, denial):
            return denial.last
    return None


def denied_until(answer: Answer, denial: Match) -> int:
    """The token before which what a denial denies ends: its sentence's, or that of a turn after a comma."""
    last = min(answer.sentence_at(denial.first).last, denial.last + DENIAL_REACH)
    for at in range(denial.last, last):
        if (
            answer.tokens[at].word in TURNS
            and "," in answer.text[answer.tokens[at - 1].end : answer.tokens[at].start]
        ):
            return at
    return last
