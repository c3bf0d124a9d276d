"""What a drill of clarifying questions came to: each scenario, and all of them together."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.interview.drill import ORDER, DrillReview
from interviewer.report.layout import Look, Page, clock, score_style

FACET_CELLS = 13
MOST_IDLE = 3  # questions that brought nothing, shown for one scenario
BAR_CELLS = 10


def render_review(review: DrillReview, *, width: int, color: bool = False, unicode: bool = True) -> str:
    """One scenario: what was covered, what brought nothing, three questions worth asking."""
    page = Page(Look(width, color, unicode))
    look = page.look
    facets = len(review.covered) + len(review.missed)
    page.heading("Your questions", f"{_counted(review.asked, 'question')}{_when(review)}")
    if facets:
        covered = ", ".join(review.covered) or "none yet"
        page.item(f"{len(review.covered)} of {facets}: {covered}", label="Covered  ", indent=2)
    if review.missed:
        page.item(", ".join(review.missed), label="Missed   ", indent=2)
    for text in review.nothing[:MOST_IDLE]:
        page.item((look.quote(text), "italic"), " brought nothing new", indent=2)
    if review.better:
        page.heading("Worth asking here")
    for better in review.better:
        label = (f"{better.facet:<{FACET_CELLS}}", "cyan")
        page.item((look.quote(better.question), "italic"), label=label, indent=2)
        page.item((look.text(better.answer), "dim"), indent=2 + FACET_CELLS)
    return page.render()


def render_drill(
    reviews: Sequence[DrillReview], *, width: int, color: bool = False, unicode: bool = True
) -> str:
    """All scenarios: how often each facet was asked about where the sheet had something on it."""
    page = Page(Look(width, color, unicode))
    asked = sum(review.asked for review in reviews)
    idle = sum(len(review.nothing) for review in reviews)
    page.heading("The drill", f"{_counted(len(reviews), 'scenario')}, {_counted(asked, 'question')}")
    for facet in ORDER:
        covered = sum(facet in review.covered for review in reviews)
        of = covered + sum(facet in review.missed for review in reviews)
        if of and len(reviews) > 1:  # of a single one it has been told above
            bar = (page.look.bar(covered / of, BAR_CELLS), score_style(covered / of))
            page.item(bar, f"  {covered} of {of}", label=f"{facet:<{FACET_CELLS}}", indent=2)
    if idle:
        page.item(f"{_counted(idle, 'question')} brought nothing new.", indent=2)
    times = [review.first_s for review in reviews if review.first_s is not None]
    if times:
        page.item(f"First question after {', '.join(clock(time) for time in times)}.", indent=2)
    silent = sum(not review.asked for review in reviews)
    if silent:
        page.item(f"In {_counted(silent, 'scenario')} nothing was asked.", indent=2)
    never = [
        facet
        for facet in ORDER
        if any(facet in review.missed for review in reviews)
        and not any(facet in review.covered for review in reviews)
    ]
    if never:
        page.item(f"Next time, ask about {_listed(never[:3])} too.", indent=2)
    return page.render()


def _when(review: DrillReview) -> str:
    return "" if review.first_s is None else f", the first after {clock(review.first_s)}"


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
