"""What costs most points lately, and which question to practise for it. Pure.

All weak points have one measure, so that they can be compared: the points that they took from the last
answers, on average. What a part of the mark lost is shared equally by what it missed: the framework's part
by the steps left out, the habits' part by the habits that were not as they should be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from interviewer.history.attempt import Listed
from interviewer.history.measures import Measures

if TYPE_CHECKING:
    from interviewer.bank.models import Question
    from interviewer.history.schedule import Choice

LATELY = 20  # answers
NAMED = 3
Kind = Literal["content", "step", "habit", "clarifying", "jump", "false-claim", "delivery"]
PLAIN: tuple[Kind, ...] = ("clarifying", "jump", "false-claim", "delivery")  # named as in the scorecard


@dataclass(frozen=True, slots=True)
class Weakness:
    """One weak point. ``name``: the section for content, "PROBLEM M" for a step, the habit's id, or the kind.

    ``points``: lost in each of the last answers, on average; ``seen``: in how many of the ``of`` in which
    it could have been. ``question`` is what to practise, None where nothing in the bank fits.
    """

    kind: Kind
    name: str
    points: float
    seen: int
    of: int
    question: str | None


@dataclass(slots=True)
class _Tally:
    points: float = 0.0
    seen: int = 0
    of: int = 0


def weakest(
    rows: Sequence[tuple[Listed, Measures]], questions: Mapping[str, Question], order: Sequence[Choice]
) -> tuple[Weakness, ...]:
    """The three weak points that cost most in the last answers, at most one of a kind."""
    lately = rows[-LATELY:]
    tallies: dict[tuple[Kind, str], _Tally] = {}
    for listed, measures in lately:
        for kind, name, points in _costs(listed, measures, questions):
            tally = tallies.setdefault((kind, name), _Tally())
            tally.of += 1
            tally.seen += points > 0
            tally.points += points
    worst: dict[Kind, str] = {}
    for (kind, name), tally in sorted(tallies.items(), key=lambda entry: -entry[1].points):
        if tally.points > 0:
            worst.setdefault(kind, name)
    found: list[Weakness] = []
    for kind, name in list(worst.items())[:NAMED]:
        tally = tallies[kind, name]
        fits = _fitting(kind, name, lately, questions)
        question = _practise(fits, order, {weakness.question for weakness in found})
        points = round(tally.points / len(lately), 2)
        found.append(Weakness(kind, name, points, tally.seen, tally.of, question))
    return tuple(found)


def _costs(
    listed: Listed, measures: Measures, questions: Mapping[str, Question]
) -> Iterator[tuple[Kind, str, float]]:
    """What could have cost points in an answer, and how many it did."""
    lost = measures.lost
    yield "content", _section(listed, questions), lost.get("content", 0.0)
    left_out = [step for step in measures.expected if step not in measures.present]
    for step in measures.expected:
        share = lost.get("framework", 0.0) / len(left_out) if step in left_out else 0.0
        yield "step", f"{measures.framework} {step}", share
    for habit in measures.good_habits:
        yield "habit", habit, 0.0
    for habit in measures.bad_habits:
        yield "habit", habit, lost.get("habits", 0.0) / len(measures.bad_habits)
    for name in PLAIN:
        if name != "jump" or measures.jump_applies:
            yield name, name, lost.get(name, 0.0)


def _section(listed: Listed, questions: Mapping[str, Question]) -> str:
    known = questions.get(listed.question)
    return listed.section or (known.section if known is not None else "unknown")


def _fitting(
    kind: Kind, name: str, lately: Sequence[tuple[Listed, Measures]], questions: Mapping[str, Question]
) -> Callable[[str], bool]:
    """Whether practising a question helps against a weak point."""

    def fits(slug: str) -> bool:
        question = questions[slug]
        match kind:
            case "content":
                return question.section == name
            case "step":
                framework, _, step = name.partition(" ")
                return question.framework.name == framework and step in question.expected_steps
            case "false-claim":
                return slug in wrong
            case "delivery":
                return True
            case _:
                return question.jump_applies

    wrong = {listed.question for listed, measures in lately if measures.lost.get("false-claim")}
    return fits


def _practise(fits: Callable[[str], bool], order: Sequence[Choice], taken: set[str | None]) -> str | None:
    """The first question in the order of practice that fits, if possible one that isn't named yet."""
    fitting = [choice.question for choice in order if fits(choice.question)]
    return next((slug for slug in fitting if slug not in taken), fitting[0] if fitting else None)
