"""How a mark came about, line by line, so that it can be worked out again by hand.

Everything shown comes from the scorecard as it was stored; the formulas are those of docs/scoring.md. Where
a stored number is not what today's formula makes of the findings, that is said: an older scorer gave it.
"""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.bank.models import Question
from interviewer.report.findings import STATUS_STYLE, quoted
from interviewer.report.layout import Look, Page
from interviewer.scoring.delivery import (
    MOST_BREAKS,
    PACE_LIMITS_WPM,
    PACE_WPM,
    SHORT_WORDS,
    STUMBLES,
    VERY_LONG_PAUSE_S,
    delivery_terms,
    stumbles_in_100,
    very_long_pauses,
)
from interviewer.scoring.habits import SOLUTION_TYPES, habits_score
from interviewer.scoring.jump import ALONE, BASE, CAUGHT, EARLY, EARLY_WORDS, earliness
from interviewer.scoring.key_points import CREDIT
from interviewer.scoring.marking import (
    ENOUGH_QUESTIONS,
    LATE_QUESTION,
    SATURATION,
    SUBSTANCE,
    USED_FACT,
    WEIGHTS,
    question_credit,
)
from interviewer.scoring.scorecard import Evidence, Habit, Penalty, Scorecard
from interviewer.scoring.steps import framework_score
from interviewer.transcript import Transcript

# Scores are stored with four decimals, and the pace of speech with one, which moves delivery by up to 0.0005.
STORED_DIGITS = 0.0006
QUOTE_INDENT = 6
OTHERWISE = "the scorer that gave this mark counted otherwise; its number stands"


@dataclass(frozen=True, slots=True)
class _Case:
    """What is explained. ``substance`` scales every part but content, 0 to 1."""

    question: Question
    card: Scorecard
    text: str

    @property
    def substance(self) -> float:
        return min(1.0, (self.card.parts["content"].score or 0.0) / SUBSTANCE)

    def counts(self, part: str) -> bool:
        """Whether the part weighs anything for a question of this type."""
        return WEIGHTS[self.question.type].get(part, 0.0) > 0


def render_explanation(
    question: Question,
    scorecard: Scorecard,
    transcript: Transcript,
    *,
    width: int,
    color: bool = False,
    unicode: bool = True,
) -> str:
    """Every part, weight, finding and penalty of a mark as lines of at most ``width`` cells."""
    page = Page(Look(width, color, unicode))
    case = _Case(question, scorecard, transcript.candidate_text)
    look = page.look
    separator = f" {look.glyph('separator')} "
    number = [] if question.number is None else [f"Question {question.number}"]
    page.item((separator.join([*number, question.slug, question.type]), "dim"))
    page.item((look.trim(question.prompt, page.room(0)), "bold"))
    page.item(f"How the mark of {scorecard.total:.2f} came about, to be worked out again by hand.")
    _content(page, case)
    _framework(page, case)
    _clarifying(page, case)
    _habits(page, case)
    _delivery(page, case)
    _points(page, case)
    _penalties(page, case)
    _total(page, scorecard)
    return page.render()


def _content(page: Page, case: _Case) -> None:
    points = case.card.key_points
    page.heading("Content", page.look.text("weight × credit: covered 1, partial 0.5, anything else 0"))
    for point in points:
        credit = CREDIT[point.status]
        worth = f"{point.weight:<4g} {_times(page)} {credit:<3g} = {point.weight * credit:<6g}"
        status = f"{point.status:<13}"
        text = page.look.trim(point.text, page.room(2 + len(worth) + len(status)))
        page.item(worth, (status, STATUS_STYLE[point.status]), text, indent=2)
        for evidence in point.evidence[:1]:
            quoted(page, evidence, indent=QUOTE_INDENT)
    earned = sum(point.weight * CREDIT[point.status] for point in points)
    weight = sum(point.weight for point in points)
    page.item(f"earned {earned:g} of {weight:g}; full marks from {SATURATION:.0%} of the weight on", indent=2)
    score = earned / (weight * SATURATION) if weight else 0.0
    _result(page, case, "content", f"{earned:g} / ({weight:g} × {SATURATION:g})", score)
    content = case.card.parts["content"].score or 0.0
    if content < SUBSTANCE:
        line = f"{content:.4f} / {SUBSTANCE:g} = {case.substance:.4f}"
        page.item(
            page.look.text(f"below {SUBSTANCE:g} the other parts are multiplied by {line}: substance"),
            indent=2,
        )


def _framework(page: Page, case: _Case) -> None:
    expected = [step for step in case.card.steps if step.expected]
    page.heading("Framework", f"{page.look.text(case.card.framework)}: the steps this question calls for")
    for step in expected:
        present = step.status == "present"
        name = page.look.text(step.name)
        page.item((f"{step.id}  ", "bold"), f"{int(present)}  ", (f"{step.status:<9}", ""), name, indent=2)
        for evidence in step.evidence[:1]:
            quoted(page, evidence, indent=QUOTE_INDENT)
    if not expected:
        page.item("none is called for: not judged", indent=2)
        return
    walked = sum(step.status == "present" for step in expected)
    _result(page, case, "framework", f"{walked} / {len(expected)}", framework_score(case.card.steps) or 0.0)


def _clarifying(page: Page, case: _Case) -> None:
    enough = ENOUGH_QUESTIONS[case.question.type]
    page.heading("Clarifying", f"{_counted(enough, 'question')} {'is' if enough == 1 else 'are'} enough")
    if not case.counts("clarifying"):
        page.item("weighs nothing for a question of this type", indent=2)
        return
    worth = []
    for asked in case.card.clarifying:
        credit = question_credit(asked, case.card.jump)
        worth.append(credit)
        late = ", after the jump" if credit in (LATE_QUESTION, LATE_QUESTION + USED_FACT) else ""
        used = "" if asked.used is None else f", and what it brought was used ({USED_FACT:g} of it)"
        page.item(f"{credit:<5g}{asked.facet}{late}{used}", indent=2)
        quoted(page, asked.evidence, indent=QUOTE_INDENT)
    if not worth:
        page.item("nothing was asked", indent=2)
    total = " + ".join(f"{credit:g}" for credit in worth) or "0"
    terms = f"({total})" if len(worth) > 1 else total
    _result(page, case, "clarifying", f"{terms} / {enough}", sum(worth) / enough)


def _habits(page: Page, case: _Case) -> None:
    habits = case.card.habits
    score = habits_score(habits, case.question)
    if not case.counts("habits"):
        page.heading("Habits")
        page.item("weigh nothing for a question of this type", indent=2)
        return
    if case.question.type in SOLUTION_TYPES:
        page.heading("Habits", f"the share of the {len(habits)} that is right")
        for habit in habits:
            _habit(page, habit, f"{int(habit.good)}")
        _result(page, case, "habits", f"{sum(habit.good for habit in habits)} / {len(habits)}", score)
        return
    page.heading("Habits", "those shown, three being plenty, less 0.25 for each mistake made")
    seen = [habit for habit in habits if habit.status == "seen"]
    for habit in seen:
        _habit(page, habit, "+1" if habit.kind == "do" else "-0.25")
    if not seen:
        page.item("none was shown, and no mistake made", indent=2)
    shown = sum(habit.kind == "do" for habit in seen)
    mistakes = len(seen) - shown
    less = f" - 0.25 × {mistakes}, at least 0" if mistakes else ""
    _result(page, case, "habits", f"min(1, {shown} / 3){less}", score)


def _habit(page: Page, habit: Habit, worth: str) -> None:
    seen = habit.status == "seen"
    how = ("shown" if seen else "not shown") if habit.kind == "do" else ("made" if seen else "avoided")
    page.item(f"{worth:<6}{how:<11}", page.look.text(habit.text), indent=2)


def _delivery(page: Page, case: _Case) -> None:
    page.heading("Delivery")
    delivery = case.card.delivery
    terms = delivery_terms(delivery)
    if terms is None or delivery.wpm is None:
        page.item("not judged: a typed answer has no pace and no pauses", indent=2)
        return
    (low, high), (lowest, highest), (few, many) = PACE_WPM, PACE_LIMITS_WPM, STUMBLES
    breaks = _counted(very_long_pauses(delivery), "pause")
    rows = (
        (
            "pace",
            terms.pace,
            f"{delivery.wpm:.1f} words a minute; 1 from {low:g} to {high:g}, 0 at {lowest:g} and {highest:g}",
        ),
        (
            "fluency",
            terms.fluency,
            f"{stumbles_in_100(delivery):.1f} stumbles in 100 words; 1 up to {few:g}, 0 at {many:g}",
        ),
        ("steadiness", terms.steadiness, f"{breaks} over {VERY_LONG_PAUSE_S:g} s; 0 at {MOST_BREAKS}"),
        ("length", terms.length, f"{delivery.words} words / {SHORT_WORDS}, at most 1"),
    )
    for name, value, facts in rows:
        page.item(facts, label=f"  {name:<12}{value:.4f}  ")
    working = (
        f"(0.5 × {terms.pace:.4f} + 0.25 × {terms.fluency:.4f} + 0.25 × {terms.steadiness:.4f})"
        f" × {terms.length:.4f}"
    )
    _result(page, case, "delivery", working, terms.score)


def _result(page: Page, case: _Case, name: str, working: str, score: float) -> None:
    """The line that ends a part: the working, what it comes to (at most 1), and whether that was stored."""
    most = ", at most 1" if score > 1.0 else ""
    score = min(1.0, score)
    scaled = score if name == "content" else score * case.substance
    line = f"{working}{most} = {score:.4f}"
    if scaled != score:
        line += f"; × substance {case.substance:.4f} = {scaled:.4f}"
    page.item((page.look.text(line), "bold"), indent=2)
    stored = case.card.parts[name].score
    if stored is None or abs(stored - scaled) > STORED_DIGITS:
        given = "not judged" if stored is None else f"{stored:.4f}"
        page.item((f"stored: {given}; {OTHERWISE}", "yellow"), indent=2)


def _points(page: Page, case: _Case) -> None:
    page.heading("Points", page.look.text("score × weight, in points of 100"))
    own = WEIGHTS[case.question.type]
    parts = {name: part for name, part in case.card.parts.items() if part.score is not None}
    judged = sum(own.get(name, 0.0) for name in parts)
    for name, part in parts.items():
        by_type = own.get(name, 0.0)
        weight = f"{by_type * 100:g} / {judged:g}" if judged < 0.9999 else f"{by_type * 100:g}"
        if abs(by_type / (judged or 1.0) - part.weight) > STORED_DIGITS:  # weighed by an older scorer
            weight = f"{part.weight * 100:.4f}"
        page.item(f"{name:<12}{part.score:.4f} {_times(page)} {weight:<9} = {part.points:5.2f}", indent=2)
    if judged < 0.9999:
        left = ", ".join(name for name in case.card.parts if name not in parts)
        page.item(f"{left}: not judged, so the weights of the others are divided by {judged:g}", indent=2)


def _penalties(page: Page, case: _Case) -> None:
    if not case.card.penalties:
        return
    page.heading("Penalties")
    for penalty in case.card.penalties:
        label = f"{penalty.points:6.2f}  "
        page.item(page.look.text(penalty.reason), label=(label, "red"), indent=2)
        if penalty.id == "jump" and case.card.jump.evidence is not None:
            _jump(page, case, penalty, case.card.jump.evidence)


def _jump(page: Page, case: _Case, penalty: Penalty, evidence: Evidence) -> None:
    quoted(page, evidence, indent=QUOTE_INDENT)
    before = min(EARLY_WORDS, len(case.text[: evidence.start].split()))
    points = BASE + EARLY * earliness(case.text, evidence.start) + (0.0 if case.card.clarifying else ALONE)
    working = f"{BASE:g} + {EARLY:g} × (1 - {before} words before it / {EARLY_WORDS})"
    working += "" if case.card.clarifying else f" + {ALONE:g}, as nothing was asked"
    if penalty.reason.endswith("then caught"):
        points, working = points * CAUGHT, f"({working}) × {CAUGHT:g}"
    if abs(points + penalty.points) > 0.051:  # it is stored with one decimal
        page.item((OTHERWISE, "yellow"), indent=QUOTE_INDENT)
        return
    page.item(page.look.text(f"{working} = {points:.1f}"), indent=QUOTE_INDENT)


def _total(page: Page, card: Scorecard) -> None:
    terms = [round(part.points, 2) for part in card.parts.values() if part.score is not None]
    taken = [round(-penalty.points, 2) for penalty in card.penalties]
    working = " + ".join(f"{term:.2f}" for term in terms) + "".join(f" - {term:.2f}" for term in taken)
    points = round(sum(terms) - sum(taken), 2)
    limit = ", at least 0" if points < 0 else ", at most 100" if points > 100 else ""
    page.heading("Total")
    page.item((f"{working}{limit} = {card.total:.2f}", "bold"), indent=2)


def _times(page: Page) -> str:
    return page.look.text("×")


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
