"""What the candidate puts to the interviewer, and whether he hands the turn over with it. Pure.

A question hands the turn over when it comes last in an utterance: who asks and goes on talking
has not stopped for an answer. How long he must be silent then is the dialogue's business.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from interviewer.bank.models import Question
from interviewer.scoring.answer import Answer, read
from interviewer.scoring.clarifying import find_clarifying
from interviewer.scoring.english.asking import ASKS, INVERTED, LEADS, SELF_ANSWERS, SMALL_TALK, TAGS
from interviewer.scoring.english.lists import lines, words
from interviewer.scoring.names import names_of
from interviewer.scoring.phrases import Match, find_phrases
from interviewer.transcript import Transcript

RequestKind = Literal["question", "guess", "setting", "repeat"]

TRAILING_WORDS = 6  # may follow what was asked: "..., if you know that", "that's my first question"
GUESS_WORDS = 12  # a longer sentence with a question mark that the scorer doesn't count is thinking aloud

# At the end of a statement they make no question of it.
TAG_ENDINGS = words("correct no ok okay right yeah yes")
SELF = words("himself myself ourselves yourself")  # "I'd ask myself" asks nobody else

# Asked of oneself, in search of words.
MUSINGS = lines(
    """
    how would|can|could|shall|might i put|say|phrase|express|explain|describe|call
    what would i say|call|do
    what was i saying|going
    what am i saying
    what do i mean
    what is|was it called
    what is|was the name|term|word
    where do i start|begin
    let me see|think
    """
)
OPENINGS = LEADS - {"i"} | words("again excuse hm me pardon sorry wait")  # said before a question
# A question opens with one of these, and an auxiliary before its subject ...
ASKING = words("how what when where which who whom whose why")
AUXILIARIES = words("am are can could did do does had has have is must should was were will would")
CHOOSING, PAST = words("what which whose"), ("ed", "made", "built", "sold", "took", "wrote", "ran")
STATING = words("counts follows helps matters remains worries")
SUBJECTS = words("he i she they we you")
PRONOUNS = words("anybody anyone he i it she somebody someone that there they this we you")
BE = words("are is was were")
# ... or with one of these, which no command begins with: "do the split first" is one.
OPENS_NO_COMMAND = BE | words("can could did does has must shall will would")
BEFORE_ASKING = words("at by for from in on to with")

# Asks for the question once more.
REPEATS = lines(
    """
    repeat the|that|your question
    repeat that|it
    say that|it again
    say the question again
    say that|it one more time
    what was the question
    ask me that again
    read the question again
    hear the question again
    did not catch that|the|it
    did not hear|get that|the|it
    """
)
# Asks for the case as a whole rather than for one fact.
SETTINGS = lines(
    """
    tell me more about the|this problem|case|setting|situation|scenario|context|project|task|setup
    tell me more about it|that|this
    tell|give me a bit|little|some more context|background|detail
    give|have|share some|more|any context|background
    what is the context|setting|situation|scenario|setup|background
    what is the use case
    what is the concrete|specific case|example|setting|situation|scenario
    is there a concrete|specific|particular case|example|setting|situation|scenario|context
    do you have a concrete|specific|particular case|example|setting|situation|scenario|context
    what situation|scenario|case are we
    what kind of company|product|business|application is
    more context
    """
)


@dataclass(frozen=True, slots=True)
class Request:
    """Something put to the interviewer: ``text`` in the candidate's own words.

    ``question``: genuine by the scorer's rules; ``guess``: it looks like one and no more, so that
    it is answered only where the fact sheet knows something; ``setting`` and ``repeat`` ask for the case
    as a whole and for the question once more.
    """

    kind: RequestKind
    text: str


def handed_over(question: Question, utterance: str) -> tuple[Request, ...]:
    """What ``utterance`` asks the interviewer at its end, in order; nothing where he goes on talking."""
    answer = read(Transcript.from_text(utterance.strip()), names_of(question.glossary), question.prompt)
    if not answer.tokens:
        return ()
    answer = _as_built(answer)
    found: list[tuple[Match, RequestKind]] = []
    for match, kind in sorted(_all_requests(question, answer), key=lambda one: (one[0].first, -one[0].last)):
        if not found or not found[-1][0].overlaps(match):
            found.append((match, kind))
    asked: list[Request] = []
    end = len(answer.tokens)
    for match, kind in reversed(found):  # from the last back to where he said more in between
        if end - match.last > TRAILING_WORDS:
            break
        asked.insert(0, Request(kind, answer.evidence(match.first, match.last).quote))
        end = match.first
    return tuple(asked)


def _all_requests(question: Question, answer: Answer) -> list[tuple[Match, RequestKind]]:
    """All of them; of two that overlap the first in the list counts."""
    repeats = find_phrases(answer, REPEATS, gap=1)
    settings = find_phrases(answer, SETTINGS, gap=1)
    found: list[tuple[Match, RequestKind]] = [(_sentence(answer, match), "repeat") for match in repeats]
    found += [(_sentence(answer, match), "setting") for match in settings]
    found += [(match, "question") for match in _genuine(question, answer)]
    found += [(match, "guess") for match in _guesses(answer)]
    return found


def _sentence(answer: Answer, match: Match) -> Match:
    sentence = answer.sentence_at(match.first)
    return Match(sentence.first, sentence.last, match.cue)


def _genuine(question: Question, answer: Answer) -> list[Match]:
    """The scorer's clarifying questions, without the checks that the candidate only says he would make."""
    starts = [token.start for token in answer.tokens]
    found = []
    for asked in find_clarifying(question, answer):
        first, last = bisect_left(starts, asked.evidence.start), bisect_left(starts, asked.evidence.end)
        put = answer.sentence_at(first).question or find_phrases(answer, ASKS, first, last, gap=1)
        to_self = SELF.intersection(answer.words(first, last)) or find_phrases(
            answer, MUSINGS, first, last, gap=0
        )
        if put and not to_self and not _is_tagged(answer, first):
            found.append(Match(first, last, "clarifying"))
    return found


def _is_tagged(answer: Answer, token: int) -> bool:
    """Whether the sentence is a statement with a tag: "that shows it, right?"."""
    sentence = answer.sentence_at(token)
    words = answer.words(sentence.first, sentence.last)
    opening = next((word for word in words if word not in LEADS), "")
    return words[-1] in TAG_ENDINGS and opening not in INVERTED


def _as_built(answer: Answer) -> Answer:
    """With a question mark wherever a sentence is built as a question: Whisper often writes a full stop."""
    sentences = tuple(
        replace(sentence, question=sentence.question or _is_inverted(answer, sentence.first))
        for sentence in answer.sentences
    )
    return replace(answer, sentences=sentences)


def _is_inverted(answer: Answer, token: int) -> bool:
    """Whether a sentence has the word order of a question."""
    sentence = answer.sentence_at(token)
    words = answer.words(sentence.first, sentence.last)
    while words and words[0] in OPENINGS:
        words = words[1:]
    if len(words) < 3:
        return False
    if words[0] in BEFORE_ASKING and words[1] in ASKING:  # "by when", "in which city"
        words = words[1:]
    if words[0] in ASKING:
        return _asks(words)
    return words[0] in OPENS_NO_COMMAND or (words[0] in AUXILIARIES and words[1] in PRONOUNS)


def _asks(words: Sequence[str]) -> bool:
    """Whether words that begin with "how", "what" or the like ask: "how I would do it" does not."""
    verb = next((at for at, word in enumerate(words[1:5], 1) if word in AUXILIARIES), None)
    if verb is None:  # "who uses it", "how many people use it", "what happens then", "which company made it"
        if words[0] == "who" or words[:2] == ["what", "happens"]:
            return True
        if words[:2] in (["how", "many"], ["how", "much"]):
            return not SUBJECTS.intersection(words)
        return words[0] in CHOOSING and words[2].endswith(PAST) and len(words) > 3
    if verb > 1 and words[0] in ("when", "where"):  # "when the variables are correlated"
        return False
    if words[1] == "to" or words[verb - 1] in PRONOUNS or SUBJECTS.intersection(words[1:verb]):
        return False
    # "what matters is the recall", "what would help is a plot", "what is good about it is its speed"
    is_named = any(
        words[at] in BE and words[at - 1] not in (*ASKING, "and") for at in range(verb + 1, len(words))
    )
    if words[0] == "what" and ((words[1] in STATING and words[verb] in BE) or is_named):
        return False
    return words[verb + 1 : verb + 2] != ["why"]


def _guesses(answer: Answer) -> list[Match]:
    """Short sentences with a question mark or in the order of a question: "And the labels?"."""
    found = []
    for sentence in answer.sentences:
        first, last = sentence.first, sentence.last
        if not sentence.question or last - first > GUESS_WORDS:
            continue
        if find_phrases(answer, (*SMALL_TALK, *TAGS, *MUSINGS), first, last, gap=1):
            continue
        if find_phrases(answer, SELF_ANSWERS, last, last + 4, gap=0):
            continue
        if any(token.content for token in answer.tokens[first:last]) and not _is_tagged(answer, first):
            found.append(Match(first, last, "?"))
    return found
