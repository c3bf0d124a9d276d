"""The report of one or several attempts as a page: what its template shows, worked out beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.report.findings import STATUS_ORDER, answer_told, stopped, use_made, worth_asking
from interviewer.report.highlights import KINDS, LETTERS, Highlight, Kind
from interviewer.report.html import render_template
from interviewer.report.layout import clock
from interviewer.report.runs import TurnLines, cut
from interviewer.report.spoken import SpokenFact, spoken_facts
from interviewer.report.summary import (
    Loss,
    key_point_costs,
    losses,
    sentence,
    step_costs,
    wrong_statements,
)
from interviewer.report.timeline import PACE_PX, PACE_RANGE_WPM, Timeline, draw_timeline
from interviewer.report.told import Told
from interviewer.scoring.scorecard import ClarifyingQuestion, Evidence, KeyPointFinding, StepFinding

MOST_COSTLY = 4  # losses named
STATUS_WORDS = {
    "covered": "made",
    "partial": "made in part",
    "missing": "not made",
    "contradicted": "the wrong way round",
}
STATUS_GLYPHS = {"covered": "✓", "partial": "◐", "missing": "✗", "contradicted": "‼"}


@dataclass(frozen=True)
class StepTile:
    """A step of the framework in the picture: ``state`` is present, absent or not expected."""

    step: StepFinding
    state: str
    advice: str
    cost: float


@dataclass(frozen=True)
class PointLine:
    """A key point with what to say instead, and what it cost."""

    point: KeyPointFinding
    explain: str
    cost: float


@dataclass(frozen=True)
class Answer:
    """One attempt as the template reads it. ``measures``: of speaking, those that are shown."""

    told: Told
    measures: Sequence[str]

    @property
    def silent(self) -> bool:
        return not self.told.scorecard.delivery.words

    @property
    def sentence(self) -> str:
        return sentence(self.told.scorecard)

    @property
    def losses(self) -> tuple[Loss, ...]:
        return () if self.silent else losses(self.told.scorecard)

    @property
    def kinds(self) -> list[Kind]:
        """Of the highlights, those that are there, the most important first."""
        there = {finding.kind for highlight in self.told.highlights for finding in highlight.findings}
        return [kind for kind in KINDS if kind in there]

    @property
    def wrong(self) -> tuple[tuple[Evidence, str], ...]:
        return wrong_statements(self.told.scorecard)

    @property
    def worth_asking(self) -> list[str]:
        """For somebody who asked nothing."""
        if self.told.scorecard.clarifying:
            return []
        return [line for _, line in worth_asking(self.told.question)]

    def told_fact(self, fact_id: str) -> str:
        """What the interviewer answered with."""
        return answer_told(self.told.question, fact_id)

    def use_made(self, asked: ClarifyingQuestion) -> str:
        return use_made(asked)

    @property
    def stopped(self) -> str | None:
        """The line with which the interviewer cut in."""
        return stopped(self.told.question, self.told.transcript)

    @property
    def turns(self) -> tuple[TurnLines, ...]:
        speaking = self.told.speaking
        tones = {
            name: found
            for name, found in (
                ("fillers", speaking.fillers),
                ("repeats", speaking.repeated),
                ("hedges", speaking.hedges),
            )
            if name in self.measures
        }
        return cut(self.told.transcript, self.told.highlights, tones)

    @property
    def timeline(self) -> Timeline | None:
        return draw_timeline(self.told, self.measures)

    @property
    def spoken(self) -> tuple[SpokenFact, ...]:
        return spoken_facts(self.told.speaking, self.told.usually, self.measures)

    @property
    def steps(self) -> list[StepTile]:
        advice = {step.id: step.advice for step in self.told.question.framework.steps}
        costs = step_costs(self.told.scorecard)
        return [
            StepTile(
                step,
                step.status if step.expected or step.status == "present" else "unexpected",
                advice.get(step.id, ""),
                costs.get(step.id, 0.0),
            )
            for step in self.told.scorecard.steps
        ]

    @property
    def points(self) -> list[PointLine]:
        """What was made first."""
        explain = {point.id: point.explain for point in self.told.question.key_points}
        costs = key_point_costs(self.told.scorecard)
        return [
            PointLine(point, explain.get(point.id, point.text), costs.get(point.id, 0.0))
            for status in STATUS_ORDER
            for point in self.told.scorecard.key_points
            if point.status == status
        ]


def render_page(answers: Sequence[Told], measures: Sequence[str], title: str = "") -> str:
    """One HTML file that holds everything, its sound too. ``measures``: of speaking, those to be shown."""
    shown = [Answer(told, measures) for told in answers]
    return render_template(
        "attempts.html",
        title=title or (answers[0].question.prompt if len(answers) == 1 else f"{len(answers)} answers"),
        answers=shown,
        round_losses=_round_losses(shown),
        kinds=KINDS,
        letters=LETTERS,
        note=_note,
        status_words=STATUS_WORDS,
        status_glyphs=STATUS_GLYPHS,
        pace_px=PACE_PX,
        pace_range=PACE_RANGE_WPM,
    )


def _round_losses(answers: Sequence[Answer]) -> list[tuple[Answer, Loss]]:
    """What cost most over all answers, each with its answer."""
    found = [(answer, loss) for answer in answers for loss in answer.losses]
    return sorted(found, key=lambda pair: -pair[1].points)[:MOST_COSTLY]


def _note(highlight: Highlight) -> str:
    """What was found there, in words."""
    time = "" if highlight.start_s is None else f", {clock(highlight.start_s)}"
    found = dict.fromkeys(f"{KINDS[finding.kind]}: {finding.what}" for finding in highlight.findings)
    return f"{highlight.number}{time}. {'; '.join(found)}."
