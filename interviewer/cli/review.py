"""``interviewer review``: past answers, listed, shown, played, compared, as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.options import command
from interviewer.errors import BadInput
from interviewer.history.attempt import DRILL
from interviewer.printable import printable
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.history.store import Listed, Store
    from interviewer.history.wanted import Wanted
    from interviewer.report.layout import Look
    from interviewer.report.told import Told

RECENT = 20  # attempts in the list


def register(app: typer.Typer) -> None:
    command(app)(review)


def review(
    settings: Settings,
    attempts: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="ATTEMPT", help="Number of the attempt; without it, the list. Several make a page."
        ),
    ] = None,
    question: Annotated[
        str | None, typer.Option("--question", "-q", metavar="Q", help="List: of this question only.")
    ] = None,
    level: Annotated[
        list[str] | None, typer.Option(metavar="LEVEL", help="List: entry, mid or expert.")
    ] = None,
    section: Annotated[
        list[str] | None, typer.Option(metavar="SECTION", help="List: a section or its beginning.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="List: from YYYY-MM-DD on.")] = None,
    search: Annotated[
        str | None, typer.Option(metavar="TEXT", help="List: with this text in what was said.")
    ] = None,
    count: Annotated[
        int | None, typer.Option("--count", "-n", min=1, metavar="N", help=f"List: how many; {RECENT}.")
    ] = None,
    play: Annotated[
        str | None,
        typer.Option(metavar="MOMENT", help="Play a highlight by its number, on from 0:31, or all."),
    ] = None,
    compare: Annotated[
        tuple[int, int] | None, typer.Option(metavar="A B", help="Two attempts at one question.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the attempt, or those of the list, as a page.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="The stored scorecard, or the list, as JSON.")
    ] = False,
    detail: Annotated[bool, typer.Option("--detail", help="The long report.")] = False,
    model_answer: Annotated[bool, typer.Option("--model-answer", help="Show the model answer too.")] = False,
    edit: Annotated[
        bool, typer.Option("--edit", help="Correct the transcript in your editor; it is scored again.")
    ] = False,
    hear_again: Annotated[
        str | None,
        typer.Option(metavar="MODEL", help="Hear the recording with another model; it is scored again."),
    ] = None,
) -> None:
    """List past answers, or show one: its transcript and its report."""
    from interviewer.cli.editing import edit as correct
    from interviewer.cli.hearing_again import hear_again as listen
    from interviewer.cli.wiring import print_json, screen
    from interviewer.history.store import Store

    filters = (question, level, section, since, search, count)
    _refuse_misfits(attempts or [], filters, play=play, compare=compare, html=html, anew=(edit, hear_again))
    if edit and attempts:
        correct(settings, attempts[0])
        return
    with Store(settings.database, reads=hear_again is None) as store:
        if hear_again is not None:
            listen(settings, store, (attempts or [])[0], hear_again)
        elif compare is not None:
            print(_compared(settings, store, compare, screen(settings)), end="")
        elif not attempts:
            wanted = _wanted(settings, question, level or [], section or [], since, search)
            _list(settings, store, wanted, count or RECENT, html, as_json=as_json)
        elif html is not None and play is None:
            _write_page(settings, store, attempts, html)
        elif as_json:
            print_json(dict(store.get(attempts[0]).attempt.scorecard))
        else:
            _one(settings, store, attempts[0], play, detail=detail, model_answer=model_answer)


def _refuse_misfits(
    attempts: Sequence[int],
    filters: Sequence[object],
    *,
    play: str | None,
    compare: tuple[int, int] | None,
    html: Path | None,
    anew: tuple[bool, str | None],
) -> None:
    """Options that say nothing together. ``anew``: --edit and --hear-again. Raises BadInput."""
    listing = any(value is not None for value in filters)
    edit, hear_again = anew
    if edit and len(attempts) != 1:
        raise BadInput("which attempt is to be corrected?", "Give its number: interviewer review N --edit")
    if hear_again is not None and (len(attempts) != 1 or edit):
        raise BadInput(
            "which attempt is to be heard again?", "Give its number: interviewer review N --hear-again MODEL"
        )
    if attempts and listing:
        raise BadInput("filters choose among all attempts, a number is one", "Leave one of them out")
    if compare is not None and (attempts or listing or play or html):
        raise BadInput("--compare takes two attempts and nothing else", "Example: review --compare 3 7")
    if play is not None and (len(attempts) != 1 or html is not None):
        raise BadInput("--play takes one attempt", "Example: interviewer review 3 --play 1")
    if len(attempts) > 1 and html is None:
        numbers = " ".join(map(str, attempts))
        raise BadInput(
            "several attempts make a page", f"Say where: interviewer review {numbers} --html page.html"
        )


def _wanted(
    settings: Settings,
    question: str | None,
    levels: list[str],
    sections: list[str],
    since: str | None,
    text: str | None,
) -> Wanted:
    """The filters as a value; what there is no such thing of is refused rather than not found."""
    from interviewer.cli.wiring import open_bank
    from interviewer.history.wanted import Wanted

    if since is not None:
        try:
            since = date.fromisoformat(since).isoformat()
        except ValueError:
            raise BadInput(f"--since is {since!r}", "Expected a day such as 2026-01-31") from None
    fitting = (
        [one.slug for one in open_bank(settings).choose(levels=levels, sections=sections)]
        if (levels or sections)
        else []
    )
    text = None if text is None else text.encode("utf-8", "replace").decode()  # from a terminal: any bytes
    return Wanted(question, tuple(levels), tuple(sections), tuple(fitting), since, text)


def _list(
    settings: Settings, store: Store, wanted: Wanted, count: int, html: Path | None, *, as_json: bool
) -> None:
    from interviewer.cli.wiring import open_bank, print_json, screen
    from interviewer.report.listing import excerpt, render_attempts

    attempts = store.listed(count, wanted)
    if html is not None:
        attempts = tuple(listed for listed in attempts if listed.mode != DRILL)  # they have no mark
    if not attempts and wanted.question is not None and not as_json:
        open_bank(settings).question(wanted.question)  # says so where there is no such question
    if as_json:
        print_json([_row(listed) for listed in attempts])
        return
    if not attempts and store.count():
        print("No attempt fits.")
        return
    if html is not None and attempts:
        _write_page(settings, store, [listed.id for listed in reversed(attempts)], html)
        return
    look = screen(settings)
    excerpts = {}
    if wanted.text is not None:
        said = store.said(listed.id for listed in attempts)
        excerpts = {number: excerpt(text, wanted.text, look) for number, text in said.items()}
    more = store.count(wanted) - len(attempts) if len(attempts) == count else 0
    print(
        render_attempts(
            attempts,
            width=look.width,
            color=look.color,
            unicode=look.unicode,
            more=more,
            excerpts=excerpts,
            due=_due(store, attempts),
        ),
        end="",
    )


def _due(store: Store, attempts: Sequence[Listed]) -> dict[int, str]:
    """When their questions are due again; nothing of those that are suspended."""
    from interviewer.history.schedule import REMEMBERED, standings
    from interviewer.report.due import due_notes

    now = datetime.now().astimezone()
    shown = {listed.question for listed in attempts} - store.suspended().keys()
    marks = [mark for mark in store.marks(REMEMBERED) if mark.question in shown]
    return due_notes(attempts, standings(marks, now), now)


def _write_page(settings: Settings, store: Store, attempts: Sequence[int], html: Path) -> None:
    from interviewer.cli.past import gathered, marked, with_sound, write_page

    found = [marked(store.get(attempt)) for attempt in dict.fromkeys(attempts)]
    told = [with_sound(settings, stored, gathered(settings, store, stored)) for stored in found]
    write_page(settings, told, html)


def _one(
    settings: Settings,
    store: Store,
    attempt: int,
    play: str | None,
    *,
    detail: bool,
    model_answer: bool,
) -> None:
    from interviewer.cli import past
    from interviewer.cli.wiring import screen
    from interviewer.report.layout import points
    from interviewer.report.terminal import render_model_answer

    stored = store.get(attempt)
    told = past.gathered(settings, store, stored)
    if play is not None:
        past.play(settings, stored, told, play)
        return
    look = screen(settings)
    if stored.attempt.mode == DRILL:
        print(_drill(told, look, detail=detail), end="")
        return
    print(_shown(settings, told, look, has_sound=stored.attempt.sound is not None, detail=detail), end="")
    if stored.judgement > 1:
        original = store.judgements(attempt)[0]
        print(f"\nCorrected or scored again since; the mark at first was {points(original.total)}.")
    print(f"\nAs a page, to listen and read along: interviewer review {attempt} --html page.html")
    if stored.attempt.sound is not None:
        print(printable(f"Recording: {settings.data_dir / stored.attempt.sound}"))
    if model_answer:
        answer = render_model_answer(told.question, width=look.width, color=look.color, unicode=look.unicode)
        print(f"\n{answer}", end="")


def _shown(settings: Settings, told: Told, look: Look, *, has_sound: bool, detail: bool) -> str:
    """The transcript with its highlights, how it was spoken, and the report."""
    from interviewer.report.said import render_marked
    from interviewer.report.spoken import render_speaking, spoken_facts
    from interviewer.report.terminal import render_report

    hear = f"hear one with: interviewer review {told.number} --play 1" if has_sound else ""
    marked = render_marked(told.transcript, told.highlights, look, detail=detail, play=hear)
    facts = spoken_facts(told.speaking, told.usually, settings.delivery)
    spoken = render_speaking(told.speaking, facts, look)
    report = render_report(
        told.question,
        told.scorecard,
        told.transcript,
        width=look.width,
        color=look.color,
        unicode=look.unicode,
        detail=detail,
    )
    return f"{marked}{spoken}\n{report}"


def _drill(told: Told, look: Look, *, detail: bool) -> str:
    """What was asked and answered in a drill, and what that came to."""
    from interviewer.interview.drill import asked_in, review
    from interviewer.report.drilling import render_review
    from interviewer.report.said import render_marked

    said = render_marked(told.transcript, (), look, detail=detail, play="")
    found = review(told.question, asked_in(told.question, told.transcript), told.transcript)
    return said + render_review(found, width=look.width, color=look.color, unicode=look.unicode)


def _compared(settings: Settings, store: Store, pair: tuple[int, int], look: Look) -> str:
    from interviewer.cli.past import gathered, marked
    from interviewer.report.comparing import render_comparison

    first, second = (gathered(settings, store, marked(store.get(attempt))) for attempt in pair)
    if first.question.slug != second.question.slug:
        raise BadInput(
            f"attempt {first.number} is about {first.question.slug}, {second.number} about "
            f"{second.question.slug}",
            f"List those at one question: interviewer review --question {second.question.slug}",
        )
    return render_comparison(first, second, look)


def _row(listed: Listed) -> dict[str, Any]:
    """One attempt in the list."""
    row = asdict(listed)
    return {"attempt": row.pop("id"), **row}
