"""What a clause does rather than what it is about: lists, proposals, rejections.

Word lists of everyday English, not of any question; the bank adds what is particular.
"""

from __future__ import annotations

from interviewer.scoring.answer import Answer
from interviewer.scoring.english.small_words import FINITE_VERBS

LIST_WINDOW = 12  # tokens either side that are looked at
# Spoken English is half function words, a recited list of terms has next to none. A stretch is a list
# where their share is below LIST_SHARE and it falls into short pieces, or below BARE_SHARE in any case.
LIST_SHARE = 0.26
LIST_PIECE = 3.6  # tokens a clause, on average
BARE_SHARE = 0.1
BARE_TOKENS = 6
# Below this it is a list whatever verbs stand in it: "model learns labels predicts outcomes finds patterns".
SPEECH_SHARE = 0.16
SPEECH_TOKENS = 12
WIDE_WINDOW = 40  # tokens either side: a few small words among many terms don't make speech of them
SAID_OVER = 4  # the same word so many times in a row is no sentence either
VERB_EVERY = 12  # a clause with a finite verb in so many words states something
FEW_PIECES = 2  # ... and in a sentence of more clauses it must be longer than a piece of a list
LIST_JOINERS = frozenset(["and", "or"])  # "dropout and L1 and L2" is no less bare for them


def function_share(answer: Answer, first: int, last: int) -> float:
    """Share of function words among tokens ``first`` to ``last``; 1.0 for an empty stretch."""
    return (answer.small_words[last] - answer.small_words[first]) / (last - first) if last > first else 1.0


def merely_listed(answer: Answer, at: int) -> bool:
    """Whether token ``at`` stands in a recited list of terms, or in the question said back."""
    if at in answer.echo:
        return True
    sentence = answer.sentence_at(at)
    first = max(sentence.first, at - LIST_WINDOW)
    last = min(sentence.last, at + LIST_WINDOW)
    share = function_share(answer, first, last)
    if last - first < 2:
        return True  # one word by itself states nothing
    if _bare(answer, first, last) or _said_over(answer, at):
        return True
    if _bare(answer, max(sentence.first, at - WIDE_WINDOW), min(sentence.last, at + WIDE_WINDOW)):
        return True
    pieces = answer.clause_of[last - 1] - answer.clause_of[first] + 1
    clause = answer.clause_at(at)
    near = answer.words(max(first, clause.first), min(last, clause.last))
    verbs = sum(word in FINITE_VERBS for word in near[1:])  # "drop columns" is an item of a list
    if verbs * VERB_EVERY >= len(near) and (pieces <= FEW_PIECES or len(near) > LIST_PIECE):
        return False
    words = answer.words(first, last)
    if share < LIST_SHARE and (last - first) / pieces <= LIST_PIECE:
        return True
    joined = sum(word in LIST_JOINERS for word in words) / len(words)
    return share - joined < BARE_SHARE and len(words) >= BARE_TOKENS


def _bare(answer: Answer, first: int, last: int) -> bool:
    """Whether a stretch that is long enough to tell has hardly any function word."""
    return last - first >= SPEECH_TOKENS and function_share(answer, first, last) < SPEECH_SHARE


def _said_over(answer: Answer, at: int) -> bool:
    """Whether token ``at`` stands in a run of `SAID_OVER` or more of the same word."""
    stem, first, last = answer.stems[at], at, at + 1
    while first > 0 and answer.stems[first - 1] == stem and last - first < SAID_OVER:
        first -= 1
    while last < len(answer.stems) and answer.stems[last] == stem and last - first < SAID_OVER:
        last += 1
    return last - first >= SAID_OVER
