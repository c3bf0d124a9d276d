"""Genuine clarifying questions and checks of the problem, each with what it is about.

Genuine is what is put to the interviewer about the task, with or without a question
mark, and what the speaker says he would look at first. Not: questions the speaker
answers himself, small talk, asking for a repetition, tags ("right?").
"""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.bank.models import Facet, Question
from interviewer.scoring.answer import Answer
from interviewer.scoring.cues import Match, find_cues, find_phrases
from interviewer.scoring.scorecard import ClarifyingQuestion
from interviewer.scoring.speech_acts import ATTRIBUTES, merely_listed

# Openings that put something to the interviewer without a question mark.
ASKS = (
    "i would need to know|hear|understand", "i would want|like to know|hear|understand|find|ask|clarify|check|see",
    "i would first ask", "i would ask", "i will ask", "i need to know|understand", "i want to know|understand|ask|check|find",
    "i am wondering|curious", "i wonder if|whether", "i would be curious", "i would love to know", "tell me if|whether|what|how|about",
    "can i ask", "could i ask", "may i ask", "can i check", "could i check", "can i just check", "let me ask|check|clarify|confirm|understand",
    "can you tell|share|clarify|give|say|explain", "could you tell|share|clarify|give|say", "would you say|prefer|want",
    "do you want|mean|have|know|need|care|expect", "do we have|know|need|want|care|expect", "did you|we", "are we", "are you",
    "are there", "are the", "is it", "is this", "is that", "is there", "is the", "is our", "have we|you", "has this|the|anybody|anyone|it",
    "does the|it|this|anybody|anyone", "how many|much|often|fast|big|long|large|old|fresh|far|soon|bad|sure|is|are|do|does|did|was|were|would",
    "what is|are|does|do|kind|sort|type|would|happens|counts|can|was|were|did|makes", "which|whose", "who is|are|will|uses|needs|reads|decides|owns",
    "where does|do|is|are|did", "when do|does|is|did", "why do|does|is|are", "was the|it|this", "were the|they",
    "first question", "one question", "quick question", "my first question", "before i answer", "before anything",
    "it depends on whether|what|how", "that depends on whether|what|how", "depends whether",
)  # fmt: skip
# Words with which a question in running, unpunctuated speech begins.
INVERTED = frozenset(
    "is are was were do does did have has can could would will should what which who whose how where when why".split()
)
# The speaker would look before he acts.
CHECKS = (
    "i would first|start|begin|look|check|plot|count|inspect|measure|verify|see|find|examine|explore|profile|investigate|confirm|establish|understand",
    "i would always|usually|probably|want|like look|check|plot|count|see", "first i would|will|check|look|plot|count",
    "first thing i", "first thing is", "i start|begin by|with looking|checking|plotting|counting|asking|understanding",
    "i first look|check|plot|count|ask", "before i do|touch|change|pick|choose|decide|try|start|anything", "before anything",
    "before doing|touching|picking|choosing|deciding|changing|jumping|reaching", "i want to look|see|check", "let us look|check|see",
    "i will first|start", "my first step|move|job", "step one", "to start with", "i need to look|see|check", "let me look|see",
)  # fmt: skip
CHECK_VERBS = frozenset(
    "look check plot count inspect measur verifi see find examin explor profil investig confirm establish understand"
    " ask audit sampl eyebal diagnos quantifi tabul know visual compar read pull studi list draw".split()
)
CHECK_OBJECTS = frozenset(
    "data dataset row column label featur class distribut histogram gap split balanc ratio proport count valu metric"
    " busi goal problem requir constraint error loss curv user custom traffic latenc log sourc baselin pattern percentag"
    " share sampl record missing outlier drift cost code gradient norm layer weight level cardin order process run pipelin"
    " environ version seed time scale rang unit point fraction case issu number rate mani often whi caus".split()
)
# Questions that clarify nothing.
EMPTY = (
    "hear me", "make|makes sense", "repeat the|that", "say that again", "you know what", "shall i|we start|begin|go|just",
    "can i start|begin", "should i start|begin|go", "ready", "right", "great|good question", "is not it|there", "does not it",
    "do not you|they", "am i right", "go on to the next", "move on", "next question", "skip this|that|it", "come back to",
    "have you read|seen|heard|tried|been", "do you know what i mean", "you see", "what even is", "who knows|cares",
    "what can i say", "how should i put|say", "how do you say|call", "how do i put|say", "what else", "what is the word", "where was i", "where do i start|begin",
    "what was the question", "what is it called", "what do you call", "why not", "so what", "how are you", "is that ok|okay|alright|fine",
    "are you there", "can you see", "what do you think", "does that answer",
)  # fmt: skip
# "What is overfitting? It's when ...": the speaker goes on to answer himself.
SELF_ANSWERS = (
    "it is when", "it means", "that is when", "well it is", "it is the", "it is a", "that is the", "that is a", "basically it is",
    "so it is", "simple", "because", "well because", "easy", "the answer", "well you", "well that", "they are",
)  # fmt: skip

FACET_WORDS: dict[Facet, frozenset[str]] = {
    "metric": frozenset("metric measur score accuraci precis recal f1 auc error optim evalu kpi target threshold better wors worst judg".split()),
    "constraints": frozenset(
        "latenc budget cost expens cheap millisecond second fast slow quick memori gpu hardwar interpret explain explan privaci regul"
        " regulatori legal complianc gdpr constraint limit deadlin requir requirement exact bit tradeoff toler afford defend guarante promis"
        " strict secur fair auditor audit comput power must accept enough".split()
    ),
    "users": frozenset("user custom client team stakehold manag audienc who peopl person patient reader agent reviewer somebodi anybodi anyon someon doctor kid room background know technic".split()),
    "data": frozenset(
        "data dataset row label column featur class imbalanc distribut sampl record miss valu histor history posit negat minor ratio"
        " many balanc outlier noisi nois sensor time field unit level order cardin nomin document imag text seri sequenc point cluster gradient layer"
        " train test valid split leak fraud duplic count sourc collect gather exampl case".split()
    ),
    "baseline": frozenset("current alreadi exist today baselin now present far tri built so far befor previous simpl rule".split()),
    "operations": frozenset("deploy product live serv batch onlin offlin retrain monitor pipelin traffic request scale stream refresh updat releas rollout infrastructur cloud run machin server edg request peak nightli real".split()),
    "scope": frozenset(
        "general generic particular specif theori theoret practic formal intuit deep detail high depth mean context scenario concret"
        " abstract mathemat math code interview exampl version kind sort focus aim talk definit".split()
    ),
    "objective": frozenset("goal object purpos busi problem decis decid use case achiev tri success outcom impact want need care matter product happen cost revenu value why solv for".split()),
}  # fmt: skip


def find_clarifying(question: Question, answer: Answer) -> tuple[ClarifyingQuestion, ...]:
    """Every genuine question or check, in the order in which it was said."""
    found: list[ClarifyingQuestion] = []
    taken: list[Match] = []
    for match in _candidates(answer):
        if any(match.overlaps(other) for other in taken) or not _genuine(answer, match):
            continue
        taken.append(match)
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
        if CHECK_VERBS & set(stems) and CHECK_OBJECTS & set(stems):
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
    """Declarative openings count anywhere; inverted ones only at the start of a clause in unpunctuated text."""
    word = answer.tokens[match.first].word
    if word not in INVERTED:
        return not merely_listed(answer, match.first)
    if answer.punctuated:
        return False
    clause = answer.clause_at(match.first)
    head = answer.words(clause.first, match.first)
    return len(head) <= 3 and all(word in _LEADS for word in head) and word in _CERTAIN


_LEADS = frozenset(
    "and or so okay ok um uh well right first just also but then sure yeah like before i answer".split()
)
_CERTAIN = frozenset("is are do does did has have was were can could would how what which who".split())


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
    empty = find_phrases(answer, EMPTY, match.first, match.last, gap=1)
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
    return _about_task(answer, match)


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
