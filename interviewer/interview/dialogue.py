"""What the interviewer says while the candidate answers: replies, one interjection, one nudge. Pure.

    listening ── asks, silent for a moment ──→ replying ──→ listening
    listening ── proposes too early, silent for half a second ──→ interjecting ──→ listening
    listening ── long silence, little said ──→ nudging ──→ listening

`respond` is the whole of it: what has been said and what is remembered give the lines to say and
what to remember. `Dialogue` only keeps the memory between two calls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from interviewer.bank.models import Fact, Question, Scenario
from interviewer.interview.asking import Request, handed_over
from interviewer.interview.facts import Sheet, facts_for, sheet_of
from interviewer.interview.partner import Line
from interviewer.scoring.answer import read
from interviewer.scoring.clarifying import find_clarifying
from interviewer.scoring.jump import find_jump
from interviewer.scoring.names import names_of
from interviewer.scoring.text import SENTENCE_GAP, tokenize
from interviewer.transcript import Transcript

if TYPE_CHECKING:
    from interviewer.scoring.nearness import Sentences
    from interviewer.settings import Mode

Interrupt = Literal["now", "pause", "never"]
INTERRUPTS: tuple[Interrupt, ...] = get_args(Interrupt)

REPLY_PAUSE_S = 0.6  # after a question: longer than the gap between two sentences of one breath
INTERJECTION_PAUSE_S = 0.5  # after a jump
NUDGE_PAUSE_S = 4.5  # below the silence that ends an answer, six seconds unless chosen otherwise
STUCK_WORDS = 25  # who has said more and falls silent has probably finished: he isn't nudged
MOST_REPLIES = 3  # to one breath: a list of ten questions gets the first three answers
FOLLOW_UPS = 2  # after an answer in coach mode; in real mode one, whatever the answer was


@dataclass(frozen=True, slots=True)
class Manner:
    """How the interviewer behaves. ``fixed``: as many follow-ups whatever the answer was.

    ``nudge``: what he says into a long silence instead of the question's own line. ``any_question``: he
    replies to whatever has a question mark, also where it may have been asked of nobody.
    """

    interrupt: Interrupt = "pause"
    follow_ups: int = FOLLOW_UPS
    fixed: bool = False
    nudge: str = ""
    any_question: bool = False


COACH = Manner()


def manner_of(mode: Mode, interrupt: Interrupt | None = None, follow_ups: int | None = None) -> Manner:
    """The manner of a mode; what is given beside it wins."""
    real = mode == "real"
    usual = Manner("never" if real else "pause", 1 if real else FOLLOW_UPS, fixed=real)
    return Manner(
        usual.interrupt if interrupt is None else interrupt,
        usual.follow_ups if follow_ups is None else follow_ups,
        usual.fixed,
    )


def no_vectors() -> Sentences | None:
    """Where questions are matched to facts by words alone."""
    return None


@dataclass(frozen=True, slots=True)
class Brief:
    """What the interviewer knows and how he behaves. ``vectors`` is asked for when it is first needed."""

    question: Question
    sheet: Sheet
    manner: Manner
    vectors: Callable[[], Sentences | None] = no_vectors


def brief(question: Question, manner: Manner, vectors: Callable[[], Sentences | None] = no_vectors) -> Brief:
    """Read the question's fact sheet, once for the whole answer."""
    return Brief(question, sheet_of(question), manner, vectors)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was replied to, in the candidate's words, from character ``start`` of his text.

    ``facts``: the ids of what it brought; none where the sheet had no answer.
    """

    text: str
    start: int
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """``heard_to``: characters of the candidate's text that were dealt with. ``given``: facts told, by id."""

    heard_to: int = 0
    asked: tuple[Asked, ...] = ()
    given: tuple[str, ...] = ()
    unknown: int = 0  # questions that the sheet could not answer
    interjected: bool = False
    nudged: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of the candidate's words ``text``: what they ask, and a jump in them.

    ``caught``: after the jump he asked or checked something of his own accord.
    """

    text: str = ""
    asked: tuple[Request, ...] = ()
    jumped: bool = False
    caught: bool = False


Response = tuple[Memory, tuple[Line, ...]]


def understand(question: Question, text: str, heard_to: int = 0) -> Understood:
    """Make sense of all that the candidate has said; only what is new can ask for a reply."""
    new = text[heard_to:].strip()
    if not new:
        return Understood(text)
    asked = handed_over(question, new.splitlines()[-1])
    answer = read(Transcript.from_text(text), names_of(question.glossary), question.prompt)
    clarifying = find_clarifying(question, answer)
    jump = find_jump(question, answer, clarifying)
    if not jump.jumped or jump.evidence is None:
        return Understood(text, asked)
    caught = any(later.evidence.start > jump.evidence.start for later in clarifying)
    return Understood(text, asked, jumped=True, caught=caught)


def respond(brief: Brief, memory: Memory, heard: Understood, quiet_s: float) -> Response:
    """What to say now, and what to remember. ``quiet_s``: how long the candidate has been silent."""
    if heard.asked and quiet_s >= REPLY_PAUSE_S:
        replied, lines = _replies(brief, memory, heard)
        if lines:  # who asks of his own accord after a jump has caught himself
            interjected = memory.interjected or heard.jumped
            return replace(replied, heard_to=len(heard.text), interjected=interjected), lines
    if heard.jumped and not memory.interjected and _may_interject(brief.manner, quiet_s):
        if heard.caught:
            return replace(memory, interjected=True), ()
        line = Line(brief.question.interjections[0], "interjection")
        return replace(memory, heard_to=len(heard.text), interjected=True), (line,)
    if not memory.nudged and quiet_s >= NUDGE_PAUSE_S and len(heard.text.split()) < STUCK_WORDS:
        return replace(memory, nudged=True), (Line(brief.manner.nudge or brief.question.nudge, "nudge"),)
    return memory, ()


class Dialogue:
    """A partner who answers from the question's fact sheet and remembers what was said."""

    def __init__(self, brief: Brief, memory: Memory | None = None) -> None:
        self._brief = brief
        self._memory = memory or Memory()
        self._heard = Understood()

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The questions that were replied to, in order."""
        return self._memory.asked

    @property
    def interjected(self) -> bool:
        """Whether the jump, if there was one, has been dealt with: by a line or by the candidate himself."""
        return self._memory.interjected

    def consider(self, so_far: Transcript, quiet_s: float) -> tuple[Line, ...]:
        text = so_far.candidate_text
        if text != self._heard.text:  # a pause is looked at many times
            self._heard = understand(self._brief.question, text, self._memory.heard_to)
        self._memory, lines = respond(self._brief, self._memory, self._heard, quiet_s)
        if lines:
            self._heard = Understood(text)  # it has been dealt with
        return lines

    def continued(self) -> Dialogue:
        """The same interviewer for a follow-up, whose text begins anew: he has interjected enough."""
        memory = replace(self._memory, heard_to=0, interjected=True, nudged=True)
        return Dialogue(self._brief, memory)


def lines_ahead(question: Question, manner: Manner) -> tuple[str, ...]:
    """All that may have to be said at once, the likeliest first, so that it can be rendered in time."""
    scenario = question.scenario
    facts = () if scenario is None else scenario.facts
    lines = [fact.answer for fact in facts]
    if manner.interrupt != "never" and question.jump_applies:
        lines[:0] = question.interjections[:1]
    lines += [unknown_line(scenario, 0), manner.nudge or question.nudge]
    lines += [scenario.summary] if scenario is not None else []
    lines += [again(fact, "") for fact in facts]
    return tuple(dict.fromkeys(lines))


def again(fact: Fact, asked: str) -> str:
    """The same answer, shorter: its sentence that has most words of what was asked, else the first."""
    stems = {token.stem for token in tokenize(asked) if token.content}
    sentences = SENTENCE_GAP.split(fact.answer)
    best = max(sentences, key=lambda sentence: len(stems & {token.stem for token in tokenize(sentence)}))
    return f"As I said: {best}"


def unknown_line(scenario: Scenario | None, times: int) -> str:
    """For what the sheet doesn't hold; shorter from the second time on."""
    if times:
        return "I don't have that either, so please assume something."
    return Scenario.model_fields["unknown"].default if scenario is None else scenario.unknown


def _may_interject(manner: Manner, quiet_s: float) -> bool:
    return manner.interrupt == "now" or (manner.interrupt == "pause" and quiet_s >= INTERJECTION_PAUSE_S)


def _replies(brief: Brief, memory: Memory, heard: Understood) -> Response:
    """One line for each fact that is asked for, in order; what is not on the sheet is told once."""
    question, scenario = brief.question, brief.question.scenario
    lines: dict[str, Line] = {}
    asked: list[Asked] = []
    nothing = False
    for request in heard.asked:
        if request.kind == "repeat":
            lines[question.prompt] = Line(question.prompt, "repeat")
            continue
        if request.kind == "setting" and scenario is not None:
            lines[scenario.summary] = Line(scenario.summary, "reply")
            continue
        facts = facts_for(brief.sheet, request.text, brief.vectors())
        if facts or request.kind != "guess" or brief.manner.any_question:
            start = max(0, heard.text.find(request.text, memory.heard_to))
            asked.append(Asked(request.text, start, tuple(fact.id for fact in facts)))
            nothing = nothing or not facts
        for fact in facts:
            text = again(fact, request.text) if fact.id in memory.given else fact.answer
            lines.setdefault(fact.id, Line(text, "reply", (fact.id,)))
    said = list(lines.values())[:MOST_REPLIES]
    given = [fact for line in said for fact in line.facts if fact not in memory.given]
    if nothing:
        said.append(Line(unknown_line(scenario, memory.unknown), "reply"))
    remembered = replace(
        memory,
        asked=(*memory.asked, *asked),
        given=(*memory.given, *given),
        unknown=memory.unknown + nothing,
    )
    return remembered, tuple(said)
