"""The jump: the first advanced method proposed as a solution, and whether it came too early.

A mention counts as a proposal where the speaker says he would do it; not where it is
rejected, put off, somebody else's idea, made to depend on a condition, explained, or
merely listed. The jump is a fault only before any genuine clarifying question or
check of the problem, and only where the question does not itself ask about methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.bank.models import Question
from interviewer.scoring.answer import Answer, Sentence
from interviewer.scoring.english.proposing import (
    ATTRIBUTES,
    CATCHES_HIMSELF,
    CONDITIONS,
    DESCRIBES,
    PROPOSES,
    WITHDRAWS,
)
from interviewer.scoring.english.small_words import NEGATORS
from interviewer.scoring.phrases import Match, find_phrases
from interviewer.scoring.scorecard import ClarifyingQuestion, Jump, Penalty
from interviewer.scoring.speech_acts import merely_listed

# The penalty in points. A jump in the first words that is never taken back costs BASE + EARLY + ALONE.
BASE = 9.0
EARLY = 5.0  # at the first word; none after EARLY_WORDS
EARLY_WORDS = 150  # about a minute of speech
ALONE = 6.0  # when no clarifying question follows either
BEFORE, AFTER = 30, 15  # words around a mention, inside its sentence, that are looked at
NEGATION_REACH = 14  # words over which "I wouldn't" reaches inside a clause
OPENING, SHORT = 4, 6  # "So, XGBoost." opens an answer; a sentence of so few words is no list
JOINTS = frozenset(["or", "and", "nor", "a", "an", "the", "some", "any", "maybe", "even"])
JOINT = 3  # words that join one method on to another
CAUGHT = 0.5  # factor when the speaker catches himself


@dataclass(frozen=True, slots=True)
class Mention:
    """An advanced method by name, at tokens ``first`` to ``last``."""

    method: str
    match: Match


def find_jump(question: Question, answer: Answer, clarifying: Sequence[ClarifyingQuestion]) -> Jump:
    """The first proposal of an advanced method, held against the first clarifying question."""
    proposed = proposals(question, answer)
    if not proposed:
        return Jump(question.jump_applies, jumped=False)
    first = proposed[0]
    at = answer.tokens[first.match.first].start
    asked_before = any(asked.evidence.start < at for asked in clarifying)
    evidence = answer.evidence(*_around(answer, first.match))
    return Jump(question.jump_applies, question.jump_applies and not asked_before, first.method, evidence)


def proposals(question: Question, answer: Answer) -> list[Mention]:
    """The mentions of advanced methods that propose them as a solution, in order.

    "I wouldn't use a residual net or an LSTM": what is joined on shares the fate of the one before it.
    """
    proposed: list[Mention] = []
    before: Match | None = None  # the last mention, when it was taken back or left open
    for mention in _mentions(question, answer):
        joined = before is not None and _joined_on(answer, before, mention.match)
        if not joined and _proposed(answer, mention.match):
            proposed.append(mention)
            before = None
        else:
            before = mention.match
    return proposed


def _joined_on(answer: Answer, before: Match, match: Match) -> bool:
    """Whether nothing but "or a", "and the" stands between two mentions of one sentence."""
    if answer.sentence_index(before.first) != answer.sentence_index(match.first):
        return False
    between = answer.words(before.last, match.first)
    return len(between) <= JOINT and all(word in JOINTS for word in between)


def jump_penalty(answer: Answer, jump: Jump, clarifying: Sequence[ClarifyingQuestion]) -> Penalty | None:
    """What the jump costs: more the earlier it comes, more when nothing is asked afterwards either."""
    if not jump.jumped or jump.evidence is None:
        return None
    points = BASE + EARLY * earliness(answer.text, jump.evidence.start) + (0 if clarifying else ALONE)
    reason = f"{jump.method} proposed before any clarifying question or check of the problem"
    after = find_phrases(answer, CATCHES_HIMSELF)
    if any(answer.tokens[match.first].start > jump.evidence.start for match in after) and clarifying:
        points *= CAUGHT
        reason += ", then caught"
    return Penalty("jump", -round(points, 1), reason)


def earliness(text: str, start: int) -> float:
    """1 at the first word, 0 from EARLY_WORDS on. What is said after it changes nothing."""
    return max(0.0, 1 - len(text[:start].split()) / EARLY_WORDS)


def _mentions(question: Question, answer: Answer) -> list[Mention]:
    """All advanced methods named, in order; each place once, under its longest name.

    What stands inside the name of one of the question's simple methods is that: "log transform".
    """
    simple: dict[int, int] = {}  # where the simple method that a token belongs to ends
    for method in question.methods.simple:
        for match in _named(answer, method.name, *method.spoken):
            simple.update(dict.fromkeys(range(match.first, match.last), match.last))
    mentions = [
        Mention(method.name, match)
        for method in question.methods.advanced
        for match in _named(answer, method.name, *method.spoken)
    ]
    mentions += [
        Mention(term.term, match)
        for term in question.glossary.terms
        if term.method == "advanced"
        for match in _named(answer, term.term, *term.spoken, *term.aliases)
        # A "smoke test" is SMOTE misheard only where the question's own methods make that likely.
        if answer.evidence(match.first, match.last).quote.lower() not in term.misheard
    ]
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.match.first, -mention.match.last)):
        first, last = mention.match.first, mention.match.last
        if simple.get(first, 0) < last and (not kept or kept[-1].match.last <= first):
            kept.append(mention)
    return kept


def _named(answer: Answer, *forms: str) -> list[Match]:
    return find_phrases(answer, forms, gap=0)


def _around(answer: Answer, match: Match) -> tuple[int, int]:
    """The clauses around a mention that make a readable quote."""
    index = answer.clause_of[match.first]
    first, last = answer.clauses[index].first, answer.clauses[answer.clause_of[match.last - 1]].last
    if (
        match.first - first < 4
        and index > 0
        and answer.clauses[index - 1].sentence == answer.clauses[index].sentence
    ):
        first = answer.clauses[index - 1].first
    if last - first > 40:
        first, last = max(first, match.first - 12), min(last, match.last + 12)
    return first, last


def _proposed(answer: Answer, match: Match) -> bool:
    """Whether the speaker says that he would do it, and does not take it back."""
    sentence = answer.sentence_at(match.first)
    first = max(sentence.first, match.first - BEFORE)
    last = min(sentence.last, match.last + AFTER)
    opens = _opens_answer(answer, match, sentence)
    if (merely_listed(answer, match.first) and not opens) or _taken_back(answer, match, first, last):
        return False
    if find_phrases(answer, PROPOSES, first, match.last, gap=1):
        return True
    explained = any(word in DESCRIBES for word in answer.words(match.last, min(last, match.last + 2)))
    return opens and not explained


def _taken_back(answer: Answer, match: Match, first: int, last: int) -> bool:
    """Rejected, put off, somebody else's idea, or hanging on a condition."""
    reach = max(answer.clause_at(match.first).first, match.first - NEGATION_REACH)
    if any(word in NEGATORS for word in answer.words(reach, match.first)):
        return True
    if find_phrases(answer, WITHDRAWS, first, last, gap=1):
        return True
    if find_phrases(answer, ("only once|when|if|after",), reach, last, gap=5):
        return True  # "I'd only use it once ..."
    if find_phrases(answer, ATTRIBUTES, first, match.first, gap=1):
        return True
    return _conditional(answer, match, first)


def _opens_answer(answer: Answer, match: Match, sentence: Sentence) -> bool:
    """The very first words are the method: "XGBoost, done."; a recited list that opens so is none."""
    short = sentence.last - sentence.first <= SHORT
    return match.first <= OPENING and (short or not merely_listed(answer, match.first))


def _conditional(answer: Answer, match: Match, first: int) -> bool:
    """A condition before the method in its sentence, such as "if it turned out to be non-linear, I'd"."""
    words = answer.words(max(first, match.first - 18), match.first)
    return any(word in CONDITIONS for word in words)
