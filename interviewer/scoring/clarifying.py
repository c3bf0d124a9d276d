"""Genuine clarifying questions and checks of the problem, each with what it is about.

Genuine is what is put to the interviewer about the task, with or without a question
mark, and what the speaker says he would look at first. Not: questions the speaker
answers himself, small talk, asking for a repetition, tags ("right?").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.bank.models import Question
from interviewer.scoring.answer import Answer
from interviewer.scoring.cues import find_cues
from interviewer.scoring.english.asking import (
    ASKED_THINGS,
    ASKS,
    CERTAIN,
    CHECK_OBJECTS,
    CHECK_VERBS,
    CHECKS,
    FIRST,
    INVERTED,
    JUDGING,
    LEADS,
    PRONOUNS,
    PUT_TO_YOU,
    RELATIVES,
    REPEATED,
    RESTATES,
    RHETORICAL,
    SEES,
    SELF_ANSWERS,
    SMALL_TALK,
    SUPPOSES,
    TAGS,
    TAILS,
    THINKS_ALOUD,
    VAGUE,
    VERDICTS,
    WORTH,
    WOULD,
)
from interviewer.scoring.english.facets import FACET_WORDS
from interviewer.scoring.english.proposing import ATTRIBUTES
from interviewer.scoring.phrases import Match, find_phrases
from interviewer.scoring.scorecard import ClarifyingQuestion
from interviewer.scoring.speech_acts import merely_listed
from interviewer.scoring.text import tokenize

LOOK_REACH = 20  # words between "I'd" and what it is done for
TAIL_WORDS = 7  # a tail such as "isn't that what everyone wants in the end" begins so near the end
AUXILIARIES = frozenset(
    ["are", "can", "could", "did", "do", "does", "has", "have", "is", "was", "were", "would"]
)
ANY = frozenset(["any", "anything", "anyone", "anybody"])  # "Any idea of the budget?"
SEES_PLAINLY = frozenset(["see", "look", "check", "find", "read", "rule"])
YOURS = frozenset(["your", "our"])


def find_clarifying(question: Question, answer: Answer) -> tuple[ClarifyingQuestion, ...]:
    """Every genuine question or check, in the order in which it was said."""
    prompt = frozenset(
        token.stem
        for token in answer.names.canonical(tokenize(f"{question.prompt} {' '.join(question.topic)}"))
    )
    found: list[ClarifyingQuestion] = []
    taken: set[int] = set()  # tokens of the questions found
    for match in _candidates(answer):
        if not taken.isdisjoint(range(match.first, match.last)) or not _genuine(answer, match, prompt):
            continue
        taken.update(range(match.first, match.last))
        found.append(
            ClarifyingQuestion(
                answer.evidence(match.first, match.last),
                _facet(question, answer, match),
                touches=_touches(answer, match),
            )
        )
    return tuple(sorted(found, key=lambda asked: asked.evidence.start))


def _candidates(answer: Answer) -> list[Match]:
    """Stretches that ask or check by their form."""
    candidates = [
        Match(sentence.first, sentence.last, "?")
        for sentence in answer.sentences
        if sentence.question
        and _interrogative(answer, sentence.first, _without_tail(answer, sentence.first, sentence.last))
    ]
    for match in find_phrases(answer, ASKS, gap=1):
        if _asks_without_mark(answer, match):
            candidates.append(Match(match.first, _asked_until(answer, match), match.cue))
    candidates += [match for match in _looks(answer) if not _relative(answer, match)]
    for match in find_phrases(answer, CHECKS, gap=2):
        if _relative(answer, match):
            continue
        last = _asked_until(answer, match)
        stems = answer.stems[match.first : last]
        first = bool(FIRST & set(answer.words(match.first, match.last)))
        if CHECK_VERBS & set(stems) and CHECK_OBJECTS & set(stems) and (first or not JUDGING & set(stems)):
            candidates.append(Match(match.first, last, match.cue))
    return candidates


def _looks(answer: Answer) -> Iterator[Match]:
    """ "I'd take a hundred of them and look at whether ..."."""
    for aim in find_phrases(answer, SEES, gap=1):
        sentence = answer.sentence_at(aim.first)
        first = max(sentence.first, aim.first - LOOK_REACH)
        openings = find_phrases(answer, WOULD, first, aim.first + 1, gap=0)
        last = _asked_until(answer, aim)
        plain = answer.tokens[aim.first].word in SEES_PLAINLY  # not "a person looks at it"
        if plain and openings and not (JUDGING | WORTH) & set(answer.stems[openings[-1].first : last]):
            yield Match(openings[-1].first, last, aim.cue)


def _relative(answer: Answer, match: Match) -> bool:
    """ "how many I'd want to see", "the thing I need to know is": part of a statement."""
    sentence = answer.sentence_at(match.first)
    return _any_of(answer.words(max(sentence.first, match.first - 1), match.first), RELATIVES)


def _without_tail(answer: Answer, first: int, last: int) -> int:
    """Where a sentence ends without its "right?", "isn't it?"."""
    tails = find_phrases(answer, TAILS, max(first, last - TAIL_WORDS), last, gap=0)
    return min((tail.first for tail in tails if tail.last == last), default=last)


def _interrogative(answer: Answer, first: int, last: int) -> bool:
    """A question mark alone is not enough: the sentence must be built as a question or put as one."""
    for clause in answer.clauses[answer.clause_of[first] : answer.clause_of[last - 1] + 1]:
        words = answer.words(max(first, clause.first), min(last, clause.last))
        begun = [word for word in words if word not in LEADS]
        relative = begun[:1] == ["which"] and _any_of(begun[1:2], AUXILIARIES | PRONOUNS)
        if begun and begun[0] in ANY and clause.first == first:
            return True
        if begun and begun[0] in INVERTED and begun[1:2] != ["not"] and not relative:
            return True
    openings = find_phrases(answer, ASKS, first, last, gap=1)
    return any(answer.tokens[match.first].word not in INVERTED for match in openings)


def _asks_without_mark(answer: Answer, match: Match) -> bool:
    """Declarative openings count anywhere; inverted ones where nothing is punctuated, opening a clause."""
    word = answer.tokens[match.first].word
    if find_phrases(answer, PUT_TO_YOU, match.first, match.last + 1, gap=1):
        return not _relative(answer, match) or "you" in answer.words(match.last, match.last + 2)
    if word not in INVERTED:
        return _puts_it(answer, match) and not merely_listed(answer, match.first)
    if answer.punctuated:
        return False
    clause = answer.clause_at(match.first)
    head = answer.words(clause.first, match.first)
    following = answer.words(match.first + 1, match.first + 2)
    if (word == "which" and _any_of(following, AUXILIARIES)) or (
        word not in AUXILIARIES and _any_of(following, PRONOUNS)
    ):
        return False  # "which is why", "what I did": relative clauses
    return len(head) <= 3 and all(word in LEADS for word in head) and word in CERTAIN


def _puts_it(answer: Answer, match: Match) -> bool:
    """Whether an opening such as "I'd want to know" puts a question of its own, and says which."""
    sentence = answer.sentence_at(match.first)
    after = answer.words(match.last, min(sentence.last, match.last + 2))
    if _relative(answer, match) and "you" not in after:
        return False
    last = answer.tokens[match.last - 1].word
    if last == "ask":
        return _any_of(after, ASKED_THINGS)
    return not (last == "know" and after[:1] == ["is"])


def _any_of(words: Sequence[str], wanted: frozenset[str]) -> bool:
    return not wanted.isdisjoint(words)


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


def _genuine(answer: Answer, match: Match, prompt: frozenset[str]) -> bool:
    words = answer.words(match.first, match.last)
    content = [token for token in answer.tokens[match.first : match.last] if token.content]
    if len(words) < 4 or not content or merely_listed(answer, match.first):
        return False
    if find_phrases(answer, ATTRIBUTES, match.first, match.last, gap=0) and match.cue != "?":
        return False
    if find_phrases(answer, (*SMALL_TALK, *REPEATED), match.first, match.last, gap=1):
        return False
    if _echoes(answer, match, prompt):
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
    if _answers_itself(answer, match) or _rhetorical(answer, match):
        return False
    return _about_task(answer, match) or bool(
        find_phrases(answer, PUT_TO_YOU, match.first, match.last, gap=1)
    )


def _answers_itself(answer: Answer, match: Match) -> bool:
    """A "what is X?" followed at once by "it's when ..."."""
    opening = answer.words(match.first, match.first + 6)
    if not any(word in ("what", "why", "how") for word in opening):
        return False
    if not answer.punctuated and find_phrases(answer, THINKS_ALOUD, match.first, match.last, gap=0):
        return True
    if "you" in answer.words(match.first, match.last) or "we" in answer.words(match.first, match.last):
        return False
    after = find_phrases(answer, SELF_ANSWERS, match.last, min(len(answer.tokens), match.last + 6), gap=0)
    return bool(after) and after[0].first - match.last <= 2


def _rhetorical(answer: Answer, match: Match) -> bool:
    """ "Isn't it a pity?", "What about cost, you might ask?", "Is it worth it? No.": put to nobody."""
    if find_phrases(answer, RHETORICAL, match.first, match.last, gap=0):
        return True
    opening = [word for word in answer.words(match.first, match.first + 6) if word not in LEADS]
    if len(opening) > 1 and opening[0] in INVERTED and opening[1] == "not":
        return True
    sentence = answer.sentence_at(match.last - 1)
    if not sentence.question or match.last != sentence.last or sentence.last == len(answer.tokens):
        return False
    reply = answer.sentence_at(sentence.last)
    if find_phrases(answer, SUPPOSES, reply.first, reply.last, gap=1):
        return False
    return answer.tokens[reply.first].word in VERDICTS


def _echoes(answer: Answer, match: Match, prompt: frozenset[str]) -> bool:
    """ "Bagging and boosting, so the difference, yes?": nothing in it that the question did not say."""
    stems = {token.stem for token in answer.tokens[match.first : match.last] if token.content}
    return match.cue == "?" and stems <= prompt | VAGUE | RESTATES


def _about_task(answer: Answer, match: Match) -> bool:
    stems = set(answer.stems[match.first : match.last])
    words = answer.words(match.first, match.last)
    if match.cue == "?" and (_any_of(words, YOURS) or "or" in words):
        return True
    if match.cue in SEES:
        return True
    return any(stems & words - VAGUE for words in FACET_WORDS.values())


def _touches(answer: Answer, match: Match) -> frozenset[str]:
    stems = set(answer.stems[match.first : match.last])
    return frozenset(facet for facet, words in FACET_WORDS.items() if stems & words)


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
