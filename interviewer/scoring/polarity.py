"""Which words of an answer stand under a negation: "X is not Y" stands against "X is Y"."""

from __future__ import annotations

from interviewer.scoring.answer import Answer, Clause
from interviewer.scoring.cues import DENIALS, denied_until, find_phrases, is_negator
from interviewer.scoring.english.small_words import NEGATING_PAIRS, TURNED_BY_NOT

REACH = 8  # words over which a negation bears, inside its clause


def negative_tokens(answer: Answer) -> tuple[bool, ...]:
    """For each token, whether an odd number of negations bears on it.

    "Is not", "doesn't", "would never" turn what stands on either side of them, other negators what follows,
    and "it is not true that" the rest of the sentence.
    """
    negative = [False] * len(answer.tokens)
    denials = find_phrases(answer, DENIALS, gap=0)
    spoken_for = {at for denial in denials for at in range(denial.first, denial.last)}
    for at in range(len(answer.tokens)):
        if at not in spoken_for and is_negator(answer.tokens, at):
            clause = answer.clause_at(at)
            first, last = (
                (max(clause.first, at - REACH), min(clause.last, at + REACH))
                if _with_verb(answer, at, clause)
                else (at + 1, min(clause.last, at + 1 + REACH))
            )
            negative[first:last] = [not turned for turned in negative[first:last]]
    for denial in denials:
        last = denied_until(answer, denial)
        negative[denial.last : last] = [not turned for turned in negative[denial.last : last]]
    return tuple(negative)


def _with_verb(answer: Answer, at: int, clause: Clause) -> bool:
    """Whether the negation at token ``at`` is a verb's: "is not", "never learns", "fails to converge"."""
    word = answer.tokens[at].word
    if word == "not":
        return at > clause.first and answer.tokens[at - 1].word in TURNED_BY_NOT
    return word == "never" or NEGATING_PAIRS.get(word) == "to"
