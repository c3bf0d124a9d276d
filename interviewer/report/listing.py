"""The bank, transcripts and past attempts, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.bank.models import Question, Scenario
from interviewer.history.attempt import Stored
from interviewer.report.layout import Look, Page, clock, score_style
from interviewer.transcript import Transcript, Turn, Word

LINE_S = 10.0  # a line of a transcript holds about so much speech


def render_questions(
    questions: Sequence[Question], *, width: int, color: bool = False, unicode: bool = True
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


def render_transcript(
    transcript: Transcript, *, width: int, color: bool = False, unicode: bool = True
) -> str:
    """What was said: a line for about ten seconds with its time, or a paragraph a turn without times."""
    page = Page(Look(width, color, unicode))
    look = page.look
    if not any(look.text(turn.text) for turn in transcript.turns):
        page.item("No words were heard." if transcript.duration_s is not None else "No words.")
        return page.render()
    named = len({turn.speaker for turn in transcript.turns}) > 1
    for number, turn in enumerate(transcript.turns):
        if named:
            if number:
                page.blank()
            page.item((f"{turn.speaker}:", "cyan" if turn.speaker == "interviewer" else "bold"))
        for start_s, text in _lines(turn):
            time = "" if start_s is None else f"{clock(start_s):>5}  "
            page.item(look.text(text), label=(time, "dim"))
    return page.render()


def render_attempts(
    attempts: Sequence[Stored], *, width: int, color: bool = False, unicode: bool = True
) -> str:
    """One line an attempt: its number, when (UTC), the mark as number and bar, and the question."""
    page = Page(Look(width, color, unicode))
    if not attempts:
        page.item("No attempt is stored yet. Make one with: interviewer practice")
        return page.render()
    page.item((f"{'':>4}  {'when (UTC)':<16}  {'of 100':>6}{'':13}question", "dim"))
    for stored in attempts:
        attempt = stored.attempt
        when = attempt.started_at[:16].replace("T", " ")
        label = f"{stored.id:>4}  {when}  {attempt.total:>6.1f}  "
        bar = page.look.bar(min(1.0, max(0.0, attempt.total / 100)), 10)
        note = "  jumped" if attempt.jumped else ""
        question = page.look.trim(attempt.question, page.room(len(label) + 10 + 2 + len(note)))
        page.item((bar, score_style(attempt.total / 100)), f"  {question}", (note, "red"), label=label)
    return page.render()


def _lines(turn: Turn) -> Iterator[tuple[float | None, str]]:
    """The turn's text in stretches of about `LINE_S`, each with the time of its first word."""
    first: Word | None = None
    start = at = 0
    for word in turn.words:
        place = turn.text.find(word.text, at)
        if first is None:
            first = word
        elif place >= 0 and word.start_s - first.start_s >= LINE_S:
            yield first.start_s, turn.text[start:place]
            first, start = word, place
        if place >= 0:
            at = place + len(word.text)
    yield turn.start_s if first is None else first.start_s, turn.text[start:]
