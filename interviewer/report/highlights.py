"""What is worth looking at in a transcript: places, in order, and what was found there. Pure.

Findings overlap a lot: one clause makes a key point, walks a step and shows a habit. So a
highlight is a stretch of text that findings share, with a number to play it by; each finding
in it adds its letter, so that no meaning hangs on colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from interviewer.report.summary import wrong_statements
from interviewer.scoring.scorecard import Evidence, Scorecard

Kind = Literal["jump", "wrong", "avoid", "question", "point", "partial", "step", "habit"]

# In order of importance: the first kind of a highlight gives it its colour.
KINDS: Mapping[Kind, str] = {
    "jump": "jump to a method",
    "wrong": "not so",
    "avoid": "habit to drop",
    "question": "clarifying question",
    "point": "key point",
    "partial": "key point, in part",
    "step": "step of the framework",
    "habit": "good habit",
}
LETTERS: Mapping[Kind, str] = {
    "jump": "J",
    "wrong": "X",
    "avoid": "A",
    "question": "Q",
    "point": "K",
    "partial": "k",
    "step": "S",
    "habit": "H",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in the text: ``what`` says it in a few words."""

    kind: Kind
    what: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Highlight:
    """Characters ``start`` to ``end`` of the candidate's text. ``number`` counts from 1, in order of place.

    Seconds are None for a typed answer. ``findings``: what was found there, the most important first.
    """

    number: int
    start: int
    end: int
    start_s: float | None
    end_s: float | None
    findings: tuple[Finding, ...]

    @property
    def kind(self) -> Kind:
        return self.findings[0].kind

    @property
    def letters(self) -> str:
        """A letter a kind, each once, the most important first."""
        return "".join(dict.fromkeys(LETTERS[finding.kind] for finding in self.findings))


def find_highlights(scorecard: Scorecard, text: str) -> tuple[Highlight, ...]:
    """The highlights of the candidate's ``text``, in order; none overlap.

    Evidence that doesn't quote this text is left out: a scorecard of other words marks nothing.
    """
    found = [finding for finding in _findings(scorecard) if _quotes(finding.evidence, text)]
    groups: list[list[Finding]] = []
    end = -1
    for finding in sorted(found, key=lambda one: (one.evidence.start, one.evidence.end)):
        if groups and finding.evidence.start < end:
            groups[-1].append(finding)
        else:
            groups.append([finding])
        end = max(end, finding.evidence.end)
    return tuple(_highlight(number, group) for number, group in enumerate(groups, start=1))


def _highlight(number: int, group: list[Finding]) -> Highlight:
    order = list(KINDS)
    starts = [one.evidence.start_s for one in group if one.evidence.start_s is not None]
    ends = [one.evidence.end_s for one in group if one.evidence.end_s is not None]
    return Highlight(
        number=number,
        start=min(one.evidence.start for one in group),
        end=max(one.evidence.end for one in group),
        start_s=min(starts, default=None),
        end_s=max(ends, default=None),
        findings=tuple(sorted(group, key=lambda one: order.index(one.kind))),
    )


def _quotes(evidence: Evidence, text: str) -> bool:
    return evidence.start < evidence.end and text[evidence.start : evidence.end] == evidence.quote


def _findings(scorecard: Scorecard) -> Iterator[Finding]:
    """Everything that the scorecard found, place by place."""
    jump = scorecard.jump
    if jump.jumped and jump.evidence is not None:
        yield Finding("jump", jump.method or "a method", jump.evidence)
    for evidence, correction in wrong_statements(scorecard):
        yield Finding("wrong", correction, evidence)
    for asked in scorecard.clarifying:
        yield Finding("question", f"about {asked.facet}", asked.evidence)
    for point in scorecard.key_points:
        if point.status in ("covered", "partial"):
            kind: Kind = "point" if point.status == "covered" else "partial"
            yield from (Finding(kind, point.text, evidence) for evidence in point.evidence)
    for step in scorecard.steps:
        yield from (Finding("step", f"{step.id} {step.name}", one) for one in _first(step.evidence))
    for habit in scorecard.habits:
        if habit.status == "seen":
            kind = "habit" if habit.kind == "do" else "avoid"
            yield from (Finding(kind, habit.text, one) for one in _first(habit.evidence))


def _first(evidence: Iterable[Evidence]) -> list[Evidence]:
    """One place is enough for what is noted once."""
    return list(evidence)[:1]
