"""The bank and past attempts, as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from interviewer.history.attempt import DRILL
from interviewer.report.layout import Look, Page, clock, score_style

if TYPE_CHECKING:
    from interviewer.bank.listed import Listable
    from interviewer.bank.models import Question, Scenario
    from interviewer.history.attempt import Listed

BAR_CELLS = 5
EXCERPT_BEFORE, EXCERPT_AFTER = 24, 40  # characters around what was searched for


def render_questions(
    questions: Sequence[Listable], *, width: int, color: bool = False, unicode: bool = True
) -> str:
    """One line a question under its section: number, slug, level, type and the beginning of the prompt."""
    page = Page(Look(width, color, unicode))
    if not questions:
        page.item("No question fits.")
        return page.render()
    slugs = max(len(question.slug) for question in questions) + 2
    section = ""
    for question in questions:
        if question.section != section:
            if section:
                page.blank()
            section = question.section
            page.item((page.look.text(section), "bold"))
        number = "" if question.number is None else str(question.number)
        label = f"{number:>4}  {question.slug:<{slugs}}"
        kind = f"{question.level:<7}{question.type:<13}"
        room = page.room(len(label) + len(kind))
        prompt = page.look.trim(question.prompt, room) if room >= 16 else ""  # a few letters help nobody
        page.item((kind, "cyan"), (prompt, "dim"), label=label)
    return page.render()


def render_question(
    question: Question, *, width: int, color: bool = False, unicode: bool = True, reveal: bool = False
) -> str:
    """Everything about a question that may be read before answering it aloud.

    ``reveal`` adds the scenario's hidden facts, which are told only to those who ask.
    """
    page = Page(Look(width, color, unicode))
    look = page.look
    separator = f" {look.glyph('separator')} "
    number = [] if question.number is None else [f"Question {question.number}"]
    pack = (
        [f"pack {question.pack}"] if question.number is None else []
    )  # a number says: one of the shipped ones
    about = [*number, question.slug, question.level, question.type, question.section, *pack]
    page.item((separator.join(look.text(value) for value in about), "dim"))
    page.item((look.text(question.prompt), "bold"))
    page.heading("Reference answer")
    page.item(look.text(question.reference), indent=2)
    page.heading("Key points", "with their weights")
    for point in question.key_points:
        page.item(look.text(point.text), label=(f"{point.weight:<4g}  ", "dim"), indent=2)
    _methods(page, question)
    page.heading(look.text(question.framework.name), "steps that this question calls for")
    for step in question.framework.steps:
        if step.id in question.expected_steps:
            page.item(
                (f"{look.text(step.name)}: ", "bold"), look.text(step.asks), label=f"{step.id} ", indent=2
            )
    if question.scenario is not None:
        _scenario(page, question.scenario, reveal=reveal)
    return page.render()


def _methods(page: Page, question: Question) -> None:
    named = (("A fine start", question.methods.simple), ("Justify first", question.methods.advanced))
    if any(methods for _, methods in named):
        page.heading(
            "Methods", "naming one of the second row first is a jump" if question.jump_applies else ""
        )
    for name, methods in named:
        if methods:
            listed = ", ".join(page.look.text(method.name) for method in methods)
            page.item(listed, label=(f"{name:<15}", "cyan"), indent=2)


def _scenario(page: Page, scenario: Scenario, *, reveal: bool) -> None:
    look = page.look
    page.heading("Scenario")
    page.item(look.text(scenario.summary), indent=2)
    if reveal:
        for fact in scenario.facts:
            page.item(look.text(fact.answer), label=(f"{fact.facet}: ", "cyan"), indent=2)
    else:
        facets = ", ".join(dict.fromkeys(fact.facet for fact in scenario.facts))
        page.item(
            (f"{len(scenario.facts)} facts are told only to those who ask, about {facets}.", "dim"), indent=2
        )


def render_attempts(
    attempts: Sequence[Listed],
    *,
    width: int,
    color: bool = False,
    unicode: bool = True,
    more: int = 0,
    excerpts: Mapping[int, str] | None = None,
    due: Mapping[int, str] | None = None,
) -> str:
    """One line an attempt: number, when (UTC), mark as number and bar, length, question, jump, due.

    ``more``: how many others there are; ``excerpts``: what was found in an attempt's words; ``due``: when
    its question is due again; both by the attempt's number.
    """
    page = Page(Look(width, color, unicode))
    excerpts, due = excerpts or {}, due or {}
    if not attempts:
        page.item("No attempt is stored yet. Make one with: interviewer practice")
        return page.render()
    ids = max(4, *(len(str(listed.id)) for listed in attempts))
    bar = " " * (BAR_CELLS + 4)
    head = f"{'':>{ids}}  {'when (UTC)':<16}  {'of 100':>6}{bar}{'length':>6}  question"
    page.item((head, "dim"))
    for listed in attempts:
        when = listed.started_at[:16].replace("T", " ")
        length = "typed" if listed.duration_s is None else clock(listed.duration_s)
        is_drill = listed.mode == DRILL  # it has no mark
        mark = "drill" if is_drill else f"{listed.total:.1f}"
        label = f"{listed.id:>{ids}}  {when}  {mark:>6}  "
        bar = (
            " " * BAR_CELLS if is_drill else page.look.bar(min(1.0, max(0.0, listed.total / 100)), BAR_CELLS)
        )
        note = "  jumped" if listed.jumped and not is_drill else ""
        again = f"  {due[listed.id]}" if listed.id in due else ""
        room = page.room(len(label) + BAR_CELLS + 2 + 6 + 2 + len(note) + len(again))
        question = page.look.trim(listed.question, max(8, room))
        style = score_style(listed.total / 100)
        page.item((bar, style), f"  {length:>6}  {question}", (note, "red"), (again, "cyan"), label=label)
        if listed.id in excerpts:
            page.item((page.look.trim(excerpts[listed.id], page.room(ids + 2)), "italic"), indent=ids + 2)
    if more:
        page.item((f"and {more} more; show more with: --count N", "dim"))
    page.item((f"Look at one with: interviewer review {attempts[0].id}", "dim"))
    return page.render()


def excerpt(text: str, wanted: str, look: Look) -> str:
    """The words around the first place where ``wanted`` stands in ``text``."""
    at = max(0, text.lower().find(wanted.lower()))
    start, end = max(0, at - EXCERPT_BEFORE), at + len(wanted) + EXCERPT_AFTER
    if start:
        start = text.find(" ", start, at) + 1 or start
    ellipsis = look.glyph("ellipsis")
    before, after = ellipsis * (start > 0), ellipsis * (end < len(text))
    if after:
        end = max(at + len(wanted), text.rfind(" ", at + len(wanted), end))
    return f"{before}{look.text(text[start:end])}{after}"
