"""What a clause does rather than what it is about: lists, proposals, rejections.

Word lists of everyday English, not of any question; the bank adds what is particular.
"""

from __future__ import annotations

from interviewer.scoring.answer import Answer
from interviewer.scoring.english.small_words import FUNCTION_WORDS

# Share of function words below which a stretch of speech says nothing about its terms.
# Spoken English has about half; a recited list of terms has next to none.
LIST_SHARE = 0.26
LIST_WINDOW = 12  # tokens either side that are looked at


def function_share(answer: Answer, first: int, last: int) -> float:
    """Share of function words among tokens ``first`` to ``last``; 1.0 for an empty stretch."""
    words = answer.words(first, last)
    return sum(word in FUNCTION_WORDS for word in words) / len(words) if words else 1.0


def merely_listed(answer: Answer, at: int) -> bool:
    """Whether token ``at`` stands in a recited list: few function words around it."""
    sentence = answer.sentence_at(at)
    first = max(sentence.first, at - LIST_WINDOW)
    last = min(sentence.last, at + LIST_WINDOW)
    if last - first < 4:
        clause = answer.clause_at(at)
        return last - first < 2 or function_share(answer, clause.first, clause.last) == 0.0
    return function_share(answer, first, last) < LIST_SHARE
