"""Cues: content words close together, in any order, and not under a negation.

Written, compiled and compared as `phrases` are. A cue in double quotes is a phrase: "I decided" is not
"we decided".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.scoring.answer import Answer
from interviewer.scoring.english.small_words import NEGATING_PAIRS, NEGATORS
from interviewer.scoring.names import Names
from interviewer.scoring.phrases import Match, alternatives, find_phrases
from interviewer.scoring.polarity import denied, negated

CUE_SLACK = 4  # other content words allowed inside a cue's window
CUE_SPAN = 3  # and the window may be at most this many times as long as the cue with its slack
# Other words allowed between two neighbours of a cue in double quotes: "I then decided", but not
# "I think we decided".
QUOTED_GAP = 1


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
    groups = alternatives(text, names)
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


def is_quoted(cue: str) -> bool:
    """Whether a cue stands in double quotes: its words count in order, small ones included."""
    return len(cue) > 2 and cue[0] == cue[-1] == '"'


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


def _denies(answer: Answer, match: Match, cue: Cue) -> bool:
    """Whether the speaker says that it is not so; a cue that is itself negative may hold any negation."""
    denial = denied(answer, match.first)
    if denial is None:
        return not cue.negative and negated(answer, match, cue.negators)
    # Only a plain "not" turns a denial back: "it's not true that nobody ..." denies whatever follows.
    return cue.negative or not negated(answer, match, NEGATORS - {"not"} | cue.negators, after=denial)
