"""What stands under a negation: a match ("boosting isn't parallel"), a stretch, or any word of an answer."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.scoring.answer import Answer, Clause
from interviewer.scoring.english.small_words import NEGATING_PAIRS, NEGATORS, TURNED_BY_NOT
from interviewer.scoring.phrases import Match, find_phrases
from interviewer.scoring.text import Token

NEGATION_BEFORE, NEGATION_AFTER = 8, 2  # words over which a negator reaches
REACH = 8  # words over which a negation bears, inside its clause, where each word is asked about
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


def is_negator(tokens: Sequence[Token], at: int) -> bool:
    """Whether token ``at`` turns what follows: "not" but not "not only", "rather than" but not "rather"."""
    word = tokens[at].word
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in NEGATING_PAIRS:
        return following == NEGATING_PAIRS[word]
    return word in NEGATORS and not (word == "not" and following in ("only", "just"))


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
