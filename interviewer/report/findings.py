"""The sections of the report that show what was found, each with the candidate's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from interviewer.bank.models import FACETS, Facet, Question
from interviewer.interview.drill import best_question
from interviewer.report.layout import Page, clock, points
from interviewer.report.summary import key_point_costs, step_costs, wrong_statements
from interviewer.scoring.delivery import PACE_WPM
from interviewer.scoring.scorecard import (
    ClarifyingQuestion,
    Delivery,
    Evidence,
    Habit,
    KeyPointFinding,
    KeyPointStatus,
    Scorecard,
)
from interviewer.transcript import Transcript

STATUS_ORDER: tuple[KeyPointStatus, ...] = ("covered", "partial", "missing", "contradicted")
STATUS_STYLE = {"covered": "green", "partial": "yellow", "missing": "red", "contradicted": "bold red"}
MOST_STEPS = 2  # absent steps with advice in the short form
MOST_QUESTIONS = 3  # clarifying questions quoted in the short form
FACETS_SHOWN = 2  # facets suggested to somebody who asked nothing


def quoted(page: Page, evidence: Evidence, *, indent: int, whole: bool = False) -> None:
    """A quote with its time before it, cut to the line unless ``whole``."""
    time = "" if evidence.start_s is None else f"{clock(evidence.start_s)} "
    quote = page.look.quote(evidence.quote, None if whole else page.room(indent + len(time)))
    page.item((quote, "italic"), label=(time, "dim"), indent=indent)


def key_points(page: Page, question: Question, scorecard: Scorecard, *, detail: bool) -> None:
    """What was made first, then what was not, with what each of those cost."""
    counts = Counter(point.status for point in scorecard.key_points)
    noted = [f"{counts['covered']} of {len(scorecard.key_points)} made"]
    noted += [f"{counts['partial']} in part"] * bool(counts["partial"])
    noted += [f"{counts['contradicted']} the wrong way round"] * bool(counts["contradicted"])
    page.heading("Key points", ", ".join(noted))
    explain = {point.id: point.explain for point in question.key_points}
    costs = key_point_costs(scorecard) if scorecard.delivery.words else {}
    for status in STATUS_ORDER:
        for point in scorecard.key_points:
            if point.status == status:
                _key_point(
                    page, point, explain.get(point.id, point.text), costs.get(point.id, 0.0), detail=detail
                )


def _key_point(page: Page, point: KeyPointFinding, explain: str, cost: float, *, detail: bool) -> None:
    """Short form: a made point in two lines, a missed one as its explanation alone."""
    look = page.look
    mark = (f"{look.glyph(point.status)} ", STATUS_STYLE[point.status])
    lost: tuple[str, str] = (f" (-{points(cost)})" if cost >= 0.05 else "", "red")
    if detail:
        page.item(look.text(point.text), lost, label=mark, indent=2)
    elif point.status == "missing":
        page.item(look.text(explain), lost, label=mark, indent=2)
    else:
        page.item(look.trim(point.text, page.room(4 + len(lost[0]))), lost, label=mark, indent=2)
    if point.status != "contradicted":  # that quote stands with its correction, under "not so"
        for evidence in point.evidence[: None if detail else 1]:
            quoted(page, evidence, indent=4, whole=detail)
    if detail and point.status != "covered":
        page.item(look.text(explain), indent=4)


def not_so(page: Page, scorecard: Scorecard) -> None:
    """False statements with their corrections, in full: half a correction helps nobody."""
    wrong = wrong_statements(scorecard)
    if not wrong:
        return
    page.heading("Said, and not so")
    for evidence, correction in wrong:
        quoted(page, evidence, indent=2, whole=True)
        page.item(page.look.text(correction), label=("Rather: ", "bold"), indent=4)


def framework(page: Page, question: Question, scorecard: Scorecard, *, detail: bool) -> None:
    """Seven marks in one line, then how to walk the expected steps that are absent."""
    look = page.look
    walked = [step for step in scorecard.steps if step.expected and step.status == "present"]
    expected = [step for step in scorecard.steps if step.expected]
    page.heading(look.text(scorecard.framework), f"{len(walked)} of {len(expected)} expected steps")
    marks: list[tuple[str, str]] = []
    for step in scorecard.steps:
        state = step.status if step.expected or step.status == "present" else "not expected"
        style = {"present": "green", "absent": "red", "not expected": "dim"}[state]
        marks += [(step.id, "bold"), (f" {look.glyph(state)}  ", style)]
    shown = {name: look.glyph(name) for name in ("present", "absent", "not expected")}
    legend = ", ".join(f"{glyph} {name}" for name, glyph in shown.items())
    page.item(*marks, (f"({legend})", "dim"), indent=2)
    advice = {step.id: step.advice for step in question.framework.steps}
    costs = step_costs(scorecard)
    absent = [step for step in expected if step.status == "absent"]
    for step in absent[: None if detail else MOST_STEPS]:
        lost = f" (-{points(costs[step.id])})" if costs.get(step.id, 0.0) >= 0.05 else ""
        words = look.text(advice.get(step.id, ""))
        page.item((look.text(step.name), "bold"), (lost, "red"), f": {words}", label=f"{step.id} ", indent=2)
    if len(absent) > MOST_STEPS and not detail:
        page.item(f"and also: {', '.join(look.text(step.name) for step in absent[MOST_STEPS:])}", indent=2)
    for step in scorecard.steps:
        if detail and step.evidence:
            page.item((look.text(step.name), "bold"), label=f"{step.id} ", indent=2)
            quoted(page, step.evidence[0], indent=4, whole=True)


def clarifying(page: Page, question: Question, scorecard: Scorecard, *, detail: bool) -> None:
    """What was asked; for somebody who asked nothing, two things worth asking here."""
    asked = scorecard.clarifying
    worth = [] if asked else worth_asking(question)
    page.heading(
        "Clarifying questions", f"{len(asked) or 'none'} asked{'; worth asking here:' if worth else ''}"
    )
    for one in asked[: None if detail else MOST_QUESTIONS]:
        time = "" if one.evidence.start_s is None else f"{clock(one.evidence.start_s)} "
        facet = f"{page.look.text(one.facet):<12}"
        cells = None if detail else page.room(2 + len(time + facet))
        quote = page.look.quote(one.evidence.quote, cells)
        page.item((facet, "cyan"), (quote, "italic"), label=(time, "dim"), indent=2)
        if one.answered_with:
            if detail:
                page.item(page.look.text(answer_told(question, one.answered_with)), label="Told: ", indent=4)
            page.item((page.look.text(use_made(one)), "dim"), indent=4)
    if len(asked) > MOST_QUESTIONS and not detail:
        page.item(f"and {len(asked) - MOST_QUESTIONS} more", indent=2)
    for facet, line in worth:
        page.item(page.look.quote(line), label=(f"{facet:<12}", "cyan"), indent=2)


def use_made(asked: ClarifyingQuestion) -> str:
    """What became of the answer that a question brought."""
    if asked.used is None:
        return "You were told, and made no use of it that was heard."
    at = "" if asked.used.start_s is None else f" at {clock(asked.used.start_s)}"
    return f"You were told, and made use of it{at}."


def stopped(question: Question, transcript: Transcript) -> str | None:
    """The line with which the interviewer cut in, if he did."""
    said = (turn.text for turn in transcript.turns if turn.speaker == "interviewer")
    return next((line for line in said if line in question.interjections), None)


def answer_told(question: Question, fact_id: str) -> str:
    """The answer of a fact; its id where the pack no longer has it."""
    facts = question.scenario.facts if question.scenario is not None else ()
    return next((fact.answer for fact in facts if fact.id == fact_id), fact_id)


def worth_asking(question: Question) -> list[tuple[Facet, str]]:
    """The first facets, in the order of asking, on which the scenario has an answer, and what to ask."""
    facts = question.scenario.facts if question.scenario is not None else ()
    first = {facet: next((fact for fact in facts if fact.facet == facet), None) for facet in FACETS}
    found = [(facet, fact) for facet, fact in first.items() if fact is not None][:FACETS_SHOWN]
    return [(facet, best_question(fact)) for facet, fact in found]


def habits(page: Page, scorecard: Scorecard, *, detail: bool) -> None:
    """Five to show and five to avoid: what was shown and what to work on; with ``detail`` all, one by one."""
    good = sum(habit.good for habit in scorecard.habits)
    page.heading("Habits", f"{good} of {len(scorecard.habits)} in place")
    groups = (
        ("shown", "present", "green", [h for h in scorecard.habits if h.kind == "do" and h.good]),
        ("not yet", "absent", "yellow", [h for h in scorecard.habits if h.kind == "do" and not h.good]),
        ("avoided", "present", "green", [h for h in scorecard.habits if h.kind == "avoid" and h.good]),
        ("to drop", "missing", "red", [h for h in scorecard.habits if h.kind == "avoid" and not h.good]),
    )
    for name, glyph, style, members in groups:
        if not members or (name == "avoided" and not detail):  # the count above says it
            continue
        mark = f"{page.look.glyph(glyph)} "
        if detail:
            _habits_in_full(page, (f"{mark}{name:<9}", style), members)
        else:
            listed = ", ".join(page.look.text(habit.id.replace("-", " ")) for habit in members)
            page.item(listed, label=(f"{mark}{name:<9}", style), indent=2)


def _habits_in_full(page: Page, label: tuple[str, str], members: Sequence[Habit]) -> None:
    for habit in members:
        page.item(page.look.text(habit.text), label=label, indent=2)
        for evidence in habit.evidence[:1]:
            quoted(page, evidence, indent=2 + len(label[0]), whole=True)


def delivery(page: Page, found: Delivery, *, detail: bool) -> None:
    """How it was said, as information; nobody is told off for a pause."""
    low, high = PACE_WPM
    facts = [f"{found.words} words"]
    if found.wpm is not None:
        facts.append(f"{found.wpm:.0f} a minute (easy to follow: {low:.0f} to {high:.0f})")
        facts.append(_counted(len(found.pauses), "long pause"))
    if found.pauses:
        longest = max(found.pauses, key=lambda pause: pause.end_s - pause.start_s)
        facts[-1] += f" (longest {longest.end_s - longest.start_s:.1f} s at {clock(longest.start_s)})"
    # Only what was heard: recognisers drop fillers, so that none written is no proof of none said.
    for noun, heard in (("filler", found.fillers), ("repeated word", found.repeated)):
        if heard:
            facts.append(_counted(len(heard), noun) + _listed(page, heard))
    page.blank()
    page.item(", ".join(facts), label=("DELIVERY  ", "bold"))
    if detail:
        for evidence in (*found.fillers, *found.repeated):
            quoted(page, evidence, indent=4)


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _listed(page: Page, evidence: Sequence[Evidence]) -> str:
    """The three most frequent, in brackets."""
    counts = Counter(page.look.text(one.quote).lower() for one in evidence)
    return (
        f" ({', '.join(page.look.quote(quote, 20) for quote, _ in counts.most_common(3))})" if counts else ""
    )
