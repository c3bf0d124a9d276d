"""Two other sittings over the same session: a drill of clarifying questions, and a mock interview."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import timedelta

from interviewer.bank.models import Question
from interviewer.history.attempt import DRILL
from interviewer.history.unfinished import noted
from interviewer.interview.dialogue import Dialogue, Manner
from interviewer.interview.drill import DrillReview, review
from interviewer.interview.events import (
    Drilled,
    DrillEnded,
    Event,
    Interjected,
    Kept,
    LineSaid,
    QuestionAsked,
    RoundEnded,
    Scored,
)
from interviewer.interview.partner import Line
from interviewer.interview.rounds import RoundAnswer
from interviewer.interview.session import Session

DRILL_MANNER = Manner("never", follow_ups=0, nudge="What else would you like to know?", any_question=True)
DRILL_WELCOME = (
    "Don't solve it yet: ask me what you would want to know first. I answer whatever is on my sheet."
)
CLOSE = "That's all from my side. Thank you, let's look at how it went."


def drill(session: Session, questions: Sequence[Question]) -> Generator[Event, None, None]:
    """Only the clarifying questions count. What was asked is kept, and counts in no progress."""
    yield from _said(session, Line(DRILL_WELCOME, "welcome"))
    reviews: list[DrillReview] = []
    for at, question in enumerate(questions):
        session.prepare(question)
        yield QuestionAsked(question, at + 1, len(questions))
        yield from session.pose(question, questions[at + 1 : at + 2], DRILL_MANNER)
        dialogue = Dialogue(session.brief(question, DRILL_MANNER))
        started, folder, records = session.clock(), session.settings.recordings, session.source.records
        with noted(folder, question.slug, started, DRILL, records=records) as note:
            answered = yield from session.source.take(question, note.sound, dialogue, session.say)
            attempt = None
            if dialogue.asked and answered.transcript.candidate_text:
                attempt = yield from session.keep_drill(question, started, answered)
            else:
                note.sound.unlink(missing_ok=True)  # there is nothing in it to come back to
            note.settle()
        reviews.append(review(question, dialogue.asked, answered.transcript))
        yield Drilled(reviews[-1], attempt)
        if answered.ended_by == "left":
            break
    yield DrillEnded(tuple(reviews))


def mock(
    session: Session, questions: Sequence[Question], minutes: float | None = None
) -> Generator[Event, None, None]:
    """A whole round: a welcome, the questions, a close, and one report at the end.

    Each answer is kept. After ``minutes`` no further question is asked.
    """
    ends = None if minutes is None else session.clock() + timedelta(minutes=minutes)
    yield from _said(session, Line(welcome(questions, minutes), "welcome"))
    answers: list[RoundAnswer] = []
    for event in session.practise(questions, ends):
        if isinstance(event, Scored):
            answers.append(RoundAnswer(event.question, event.scorecard, None))
        elif isinstance(event, Kept):
            answers[-1] = RoundAnswer(answers[-1].question, answers[-1].scorecard, event.attempt)
        elif not isinstance(event, Interjected):
            yield event
    yield from _said(session, Line(CLOSE, "close"))
    yield RoundEnded(tuple(answers))


def welcome(questions: Sequence[Question], minutes: float | None) -> str:
    """What the interviewer says before the first question."""
    count = "one question" if len(questions) == 1 else f"{len(questions)} questions"
    time = "" if minutes is None else f" in about {minutes:g} minutes"
    return f"Welcome. I have {count} for you{time}. Ask me whatever you need to know. Here is the first one."


def _said(session: Session, line: Line) -> Generator[Event, None, None]:
    yield LineSaid(line)
    yield from session.say(line.text)
