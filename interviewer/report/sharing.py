"""One attempt as Markdown, to send to somebody: what was asked and said, the mark, what to say better."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer.bank.models import Question
from interviewer.history.attempt import Stored
from interviewer.printable import printable
from interviewer.report.layout import clock, points
from interviewer.report.progress_words import day
from interviewer.report.summary import losses, sentence
from interviewer.scoring.scorecard import Scorecard

MOST_LOSSES = 5
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")
MARKS = {"covered": "said", "partial": "half said", "missing": "not said", "contradicted": "said wrongly"}


def render_markdown(stored: Stored, question: Question) -> str:
    """The attempt as a document that any Markdown reader shows; nothing in it is read as markup."""
    scorecard = Scorecard.from_dict(stored.attempt.scorecard)
    blocks = [
        f"# {escaped(stored.attempt.prompt)}",
        _about(stored, question),
        f"**{points(scorecard.total)} of 100.** {escaped(sentence(scorecard))}",
        _parts(scorecard),
        *_costs(scorecard),
        "## What I said",
        *_turns(stored),
        "## What a good answer says",
        "\n".join(f"- {escaped(point.text)} *({MARKS[point.status]})*" for point in scorecard.key_points),
        *_advice(scorecard),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """Text on one line that Markdown takes literally."""
    plain = _SPECIAL.sub(r"\\\1", printable(text))
    return _LINE_START.sub(lambda start: f"{start[1]}{start[2][:-1]}\\{start[2][-1]}{start[3]}", plain)


def _about(stored: Stored, question: Question) -> str:
    attempt = stored.attempt
    duration_s = attempt.transcript.duration_s
    how = "typed" if duration_s is None else f"spoken, {clock(duration_s)}"
    return f"{escaped(question.section)} · {question.level} · {day(attempt.started_at)} · {how}"


def _parts(scorecard: Scorecard) -> str:
    rows = ["| part | points | of |", "|---|---:|---:|"]
    for name, part in scorecard.parts.items():
        of = points(round(part.weight * 100, 1))
        rows.append(
            f"| {escaped(name)} | not judged | |"
            if part.score is None
            else f"| {escaped(name)} | {points(round(part.points, 1))} | {of} |"
        )
    rows += [
        f"| {escaped(penalty.id.replace('-', ' '))} | {points(round(penalty.points, 1))} | |"
        for penalty in scorecard.penalties
    ]
    return "\n".join(rows)


def _costs(scorecard: Scorecard) -> Iterator[str]:
    largest = losses(scorecard)[:MOST_LOSSES]
    if largest:
        yield "## What cost most"
        yield "\n".join(f"- {points(round(loss.points, 1))} points: {escaped(loss.what)}" for loss in largest)


def _turns(stored: Stored) -> Iterator[str]:
    """Each line of a turn as a quotation, with its speaker where there are two."""
    turns = stored.attempt.transcript.turns
    named = len({turn.speaker for turn in turns}) > 1
    for turn in turns:
        lines = [escaped(line) for line in turn.text.splitlines() if line.strip()]
        if lines:
            name = f"**{turn.speaker.capitalize()}:** " if named else ""
            yield "\n".join(f"> {name if place == 0 else ''}{line}  " for place, line in enumerate(lines))


def _advice(scorecard: Scorecard) -> Iterator[str]:
    if scorecard.feedback:
        yield "## Next time"
        yield "\n".join(f"{place}. {escaped(line)}" for place, line in enumerate(scorecard.feedback, start=1))
