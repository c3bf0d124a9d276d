"""Genuine clarifying questions and checks of the problem, each with what it is about.

Genuine is what is put to the interviewer about the task, with or without a question
mark, and what the speaker says he would look at first. Not: questions the speaker
answers himself, small talk, asking for a repetition, tags ("right?").
"""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.bank.models import Question
from interviewer.scoring.answer import Answer
from interviewer.scoring.cues import Match, find_cues, find_phrases
from interviewer.scoring.english.asking import (
    ASKS,
    CERTAIN,
    CHECK_OBJECTS,
    CHECK_VERBS,
    CHECKS,
    FACET_WORDS,
    FIRST,
    INVERTED,
    JUDGING,
    LEADS,
    PUT_TO_YOU,
    SELF_ANSWERS,
    SMALL_TALK,
    TAGS,
)
from interviewer.scoring.english.proposing import ATTRIBUTES
from interviewer.scoring.scorecard import ClarifyingQuestion
from interviewer.scoring.speech_acts import merely_listed


def find_clarifying(question: Question, answer: Answer) -> tuple[ClarifyingQuestion, ...]:
    """Every genuine question or check, in the order in which it was said."""
    found: list[ClarifyingQuestion] = []
    taken: set[int] = set()  # tokens of the questions found
    for match in _candidates(answer):
        if not taken.isdisjoint(range(match.first, match.last)) or not _genuine(answer, match):
            continue
        taken.update(range(match.first, match.last))
        found.append(
            ClarifyingQuestion(answer.evidence(match.first, match.last), _facet(question, answer, match))
        )
    return tuple(sorted(found, key=lambda asked: asked.evidence.start))


def _candidates(answer: Answer) -> list[Match]:
    """Stretches that ask or check by their form."""
    candidates = [
        Match(sentence.first, sentence.last, "?")
        for sentence in answer.sentences
        if sentence.question and _interrogative(answer, sentence.first, sentence.last)
    ]
    for match in find_phrases(answer, ASKS, gap=1):
        if _asks_without_mark(answer, match):
            candidates.append(Match(match.first, _asked_until(answer, match), match.cue))
    for match in find_phrases(answer, CHECKS, gap=2):
        last = _asked_until(answer, match)
        stems = answer.stems[match.first : last]
        first = bool(FIRST & set(answer.words(match.first, last)))
        if CHECK_VERBS & set(stems) and CHECK_OBJECTS & set(stems) and (first or not JUDGING & set(stems)):
            candidates.append(Match(match.first, last, match.cue))
    return candidates


def _interrogative(answer: Answer, first: int, last: int) -> bool:
    """A question mark alone is not enough: the sentence must be built as a question or put as one."""
    words = answer.words(first, last)
    starts = {at for at in range(first, last) if at == answer.clauses[answer.clause_of[at]].first}
    inverted = any(
        words[at - first] in INVERTED
        or words[at - first] in ("and", "or", "so", "but", "okay", "if", "roughly", "about")
        for at in starts
    )
    return inverted or bool(find_phrases(answer, ASKS, first, last, gap=1))


def _asks_without_mark(answer: Answer, match: Match) -> bool:
    """Declarative openings count anywhere; inverted ones where nothing is punctuated, opening a clause."""
    word = answer.tokens[match.first].word
    if word not in INVERTED:
        return not merely_listed(answer, match.first)
    if answer.punctuated:
        return False
    clause = answer.clause_at(match.first)
    head = answer.words(clause.first, match.first)
    return len(head) <= 3 and all(word in LEADS for word in head) and word in CERTAIN


def _asked_until(answer: Answer, match: Match) -> int:
    """The end of the clause or two that hold what is asked."""
    index = answer.clause_of[match.last - 1]
    sentence = answer.clauses[index].sentence
    last = answer.clauses[index].last
    while (
        last - match.first < 10
        and index + 1 < len(answer.clauses)
        and answer.clauses[index + 1].sentence == sentence
    ):
        index += 1
        last = answer.clauses[index].last
    return min(last, match.first + 45)


def _genuine(answer: Answer, match: Match) -> bool:
    words = answer.words(match.first, match.last)
    content = [token for token in answer.tokens[match.first : match.last] if token.content]
    if len(words) < 4 or not content or merely_listed(answer, match.first):
        return False
    if find_phrases(answer, ATTRIBUTES, match.first, match.last, gap=0) and match.cue != "?":
        return False
    if find_phrases(answer, SMALL_TALK, match.first, match.last, gap=1):
        return False
    empty = find_phrases(answer, TAGS, match.first, match.last, gap=1)
    covered = {at for hit in empty for at in range(hit.first, hit.last)}
    left = [
        token
        for at, token in enumerate(answer.tokens[match.first : match.last], match.first)
        if at not in covered
    ]
    if empty and sum(token.content for token in left) < 4:
        return False
    if _answers_itself(answer, match):
        return False
    return _about_task(answer, match) or bool(
        find_phrases(answer, PUT_TO_YOU, match.first, match.last, gap=1)
    )


def _answers_itself(answer: Answer, match: Match) -> bool:
    """A "what is X?" followed at once by "it's when ..."."""
    opening = answer.words(match.first, match.first + 6)
    if not any(word in ("what", "why", "how") for word in opening):
        return False
    if "you" in answer.words(match.first, match.last) or "we" in answer.words(match.first, match.last):
        return False
    after = find_phrases(answer, SELF_ANSWERS, match.last, min(len(answer.tokens), match.last + 6), gap=0)
    return bool(after) and after[0].first - match.last <= 2


def _about_task(answer: Answer, match: Match) -> bool:
    stems = set(answer.stems[match.first : match.last])
    return any(stems & words for words in FACET_WORDS.values())


def _facet(question: Question, answer: Answer, match: Match) -> str:
    """The scenario's own facet where one of its facts is asked for, else by everyday words."""
    if question.scenario is not None:
        best: tuple[int, str] | None = None
        for fact in question.scenario.facts:
            hits = len(find_cues(answer, fact.asked_as, match.first, match.last))
            if hits and (best is None or hits > best[0]):
                best = (hits, fact.facet)
        if best is not None:
            return best[1]
    stems = answer.stems[match.first : match.last]
    counts: Sequence[tuple[int, str]] = [
        (sum(stem in words for stem in stems), facet) for facet, words in FACET_WORDS.items()
    ]
    return max(counts, key=lambda count: count[0])[1]
