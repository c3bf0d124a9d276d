"""Which steps of the framework the answer walked, each with the clause that did it."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.bank.models import Question, Step
from interviewer.scoring.answer import Answer
from interviewer.scoring.nearness import Nearness
from interviewer.scoring.phrases import Match, find_phrases
from interviewer.scoring.scorecard import ClarifyingQuestion, Evidence, Jump, StepFinding
from interviewer.scoring.speech_acts import merely_listed
from interviewer.scoring.text import tokenize

MOST_QUOTES = 2
LAID_OUT_TOKENS = 40  # alternatives farther apart are no list
OFFERS = frozenset(
    ["either", "could", "can", "might", "choice", "choices", "options", "candidates", "between"]
)
PAIRS = frozenset(["either", "between"])  # with these, two alternatives may stand in one clause
NO_OFFER = frozenset(
    ["whether", "if", "like", "say", "such", "instance", "example"]
)  # these open other lists
OR_IDIOMS = frozenset(["so", "not", "else", "something", "whatever", "anything", "less", "two"])


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
        evidence += _said(question, answer, step) + _meant(answer, step, clarifying, nearness)
        if step.side_by_side:
            evidence += _laid_out(answer, clarifying)
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


def _said(question: Question, answer: Answer, step: Step) -> list[Evidence]:
    prompt = frozenset(token.stem for token in answer.names.canonical(tokenize(question.prompt)))
    return [
        answer.evidence(*_clause(answer, match))
        for match in find_phrases(answer, step.cues, gap=2)
        if not merely_listed(answer, match.first) and not _only_asked(answer, match, prompt)
    ]


def _only_asked(answer: Answer, match: Match, prompt: frozenset[str]) -> bool:
    """Whether the question itself said all that counts here: "drift" in an answer on drift does no step."""
    content = [token.stem for token in answer.tokens[match.first : match.last] if token.content]
    return bool(content) and prompt.issuperset(content)


def _laid_out(answer: Answer, clarifying: Sequence[ClarifyingQuestion]) -> list[Evidence]:
    """Sentences that lay alternatives side by side: "one could buy it, write it, or leave it be"."""
    asked = [(question.evidence.start, question.evidence.end) for question in clarifying]
    found = []
    for at in answer.places_of(["or"], 0, len(answer.tokens)):
        sentence = answer.sentence_at(at)
        if sentence.question or not _joins_alternatives(answer, at) or merely_listed(answer, at):
            continue
        quote = answer.evidence(sentence.first, sentence.last)
        if not any(start < quote.end and quote.start < end for start, end in asked):
            found.append(quote)
    return found


def _joins_alternatives(answer: Answer, at: int) -> bool:
    """Whether the "or" at token ``at`` ends a list of what one could do, of two clauses at least."""
    before = range(max(answer.sentence_at(at).first, at - LAID_OUT_TOKENS), at)
    opened = next((place for place in before if answer.tokens[place].word in OFFERS), None)
    if opened is None or at + 1 == len(answer.tokens) or answer.tokens[at + 1].word in OR_IDIOMS:
        return False
    between = answer.words(opened, at)
    several = answer.clause_of[at] > answer.clause_of[opened] or not PAIRS.isdisjoint(between)
    return several and NO_OFFER.isdisjoint(between)


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
