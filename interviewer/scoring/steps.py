"""Which steps of the framework the answer walked, each with the clause that did it."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.bank.models import Question, Step
from interviewer.scoring.answer import Answer
from interviewer.scoring.cues import Match, find_phrases
from interviewer.scoring.nearness import Nearness
from interviewer.scoring.scorecard import ClarifyingQuestion, Evidence, Jump, StepFinding
from interviewer.scoring.speech_acts import merely_listed

MOST_QUOTES = 2


def find_steps(
    question: Question,
    answer: Answer,
    clarifying: Sequence[ClarifyingQuestion],
    jump: Jump,
    nearness: Nearness | None = None,
) -> tuple[StepFinding, ...]:
    """One finding for each step of the question's framework, in its order."""
    rash = _rash(jump, clarifying)
    findings = []
    for step in question.framework.steps:
        evidence = [
            asked.evidence
            for asked in clarifying
            if not (asked.touches | {asked.facet}).isdisjoint(step.facets)
        ]
        evidence += _said(answer, step) + _meant(answer, step, clarifying, nearness)
        if step.considered and rash is not None:
            evidence = [quote for quote in evidence if quote.start >= rash.end or rash.start >= quote.end]
        evidence = _distinct(evidence)[:MOST_QUOTES]
        findings.append(
            StepFinding(
                id=step.id,
                name=step.name,
                expected=step.id in question.expected_steps,
                status="present" if evidence else "absent",
                evidence=tuple(evidence),
            )
        )
    return tuple(findings)


def _rash(jump: Jump, clarifying: Sequence[ClarifyingQuestion]) -> Evidence | None:
    """The proposal of an advanced method before anything was asked, whether it costs points here or not."""
    if jump.evidence is None or any(asked.evidence.start < jump.evidence.start for asked in clarifying):
        return None
    return jump.evidence


def framework_score(findings: Sequence[StepFinding]) -> float | None:
    """Share of the expected steps that are present, None where none is expected."""
    expected = [finding for finding in findings if finding.expected]
    if not expected:
        return None
    return sum(finding.status == "present" for finding in expected) / len(expected)


def _said(answer: Answer, step: Step) -> list[Evidence]:
    return [
        answer.evidence(*_clause(answer, match))
        for match in find_phrases(answer, step.cues, gap=2)
        if not merely_listed(answer, match.first)
    ]


def _meant(
    answer: Answer, step: Step, clarifying: Sequence[ClarifyingQuestion], nearness: Nearness | None
) -> list[Evidence]:
    """The piece nearest to this step's own sentences; what asks the interviewer is judged by its facet."""
    if nearness is None or step.nearer_by is None:
        return []
    asked = [(question.evidence.start, question.evidence.end) for question in clarifying]
    best: tuple[float, Evidence] | None = None
    for match, margin in nearness.steps.get(step.id, ()):
        quote = answer.evidence(match.first, match.last)
        if margin < step.nearer_by or (best is not None and margin <= best[0]):
            continue
        if any(start < quote.end and quote.start < end for start, end in asked):
            continue
        if not merely_listed(answer, (match.first + match.last) // 2):
            best = (margin, quote)
    return [] if best is None else [best[1]]


def _clause(answer: Answer, match: Match) -> tuple[int, int]:
    first = answer.clause_at(match.first).first
    last = answer.clause_at(match.last - 1).last
    return (first, last) if last - first <= 40 else (match.first, match.last)


def _distinct(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The quotes from first to last, without those that overlap an earlier one."""
    kept: list[Evidence] = []
    for quote in sorted(evidence, key=lambda quote: quote.start):
        if not kept or quote.start >= kept[-1].end:
            kept.append(quote)
    return kept
