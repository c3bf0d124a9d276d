"""Questions back after an answer: which ones, and the answer with them as one. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from interviewer.bank.models import Question
from interviewer.interview.partner import Line
from interviewer.scoring.scorecard import KeyPointStatus, Scorecard
from interviewer.transcript import Transcript, Turn

# What is asked about first: what was wrong, then what is missing, then what was half said.
_FIRST: tuple[KeyPointStatus, ...] = ("contradicted", "missing", "partial", "covered")


def next_follow_up(
    question: Question, scorecard: Scorecard, asked: Iterable[Line], *, fixed: bool
) -> Line | None:
    """The next one: on the weightiest key point that went wrong and has not been asked about.

    ``fixed``: the number of follow-ups doesn't depend on the answer, so that in the end also what was
    said well is asked about. None where the question's pack has no line left.
    """
    gone = {line.text for line in asked}
    asked_about = {entry.key_point for entry in question.follow_ups if entry.line in gone}
    points = sorted(
        (point for point in scorecard.key_points if fixed or point.status != "covered"),
        key=lambda point: (_FIRST.index(point.status), -point.weight),
    )
    for point in points:
        if point.id not in asked_about:
            for entry in question.follow_ups:
                if entry.key_point == point.id:
                    return Line(entry.line, "follow_up")
    return None


def with_follow_up(first: Transcript, line: Line, spoken_s: float | None, more: Transcript) -> Transcript:
    """One transcript: the answer, the follow-up that took ``spoken_s`` seconds, and what was answered.

    Times run on; they are None where ``spoken_s`` is, in a typed answer.
    """
    if spoken_s is None or first.duration_s is None:
        asked = Turn("interviewer", line.text)
        return replace(first, turns=(*first.turns, asked, *more.turns))
    start_s = first.duration_s
    answered_s = start_s + spoken_s
    asked = Turn("interviewer", line.text, start_s, answered_s)
    later = tuple(_later(turn, answered_s) for turn in more.turns)
    return replace(
        first,
        turns=(*first.turns, asked, *later),
        duration_s=answered_s + (more.duration_s or 0.0),
        speech=(*first.speech, *((from_s + answered_s, to_s + answered_s) for from_s, to_s in more.speech)),
    )


def _later(turn: Turn, by_s: float) -> Turn:
    words = tuple(replace(word, start_s=word.start_s + by_s, end_s=word.end_s + by_s) for word in turn.words)
    return replace(
        turn,
        words=words,
        start_s=None if turn.start_s is None else turn.start_s + by_s,
        end_s=None if turn.end_s is None else turn.end_s + by_s,
    )
