"""``interviewer progress``: how it goes over time, what is due next."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.options import command
from interviewer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewer.bank.bank import Bank
    from interviewer.history.progress import Progress
    from interviewer.history.schedule import Choice
    from interviewer.history.store import Store


def register(app: typer.Typer) -> None:
    command(app)(progress)


def progress(
    settings: Settings,
    due: Annotated[bool, typer.Option("--due", help="Only what is due, as a list.")] = False,
    suspend: Annotated[
        list[str] | None, typer.Option(metavar="Q", help="Don't ask this question any more.")
    ] = None,
    resume: Annotated[
        list[str] | None, typer.Option(metavar="Q", help="Ask a suspended question again.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as a page for the browser.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything as JSON.")] = False,
) -> None:
    """How practice goes over time, what costs most, what is due."""
    from interviewer.cli.choosing import in_order
    from interviewer.cli.wiring import open_bank, print_json, screen
    from interviewer.history.store import Store
    from interviewer.report.due import due_line, render_due
    from interviewer.report.progress import render_progress

    now = datetime.now().astimezone()  # its time zone decides what a day is
    bank = open_bank(settings)
    with Store(settings.database, reads=True) as store:
        if suspend or resume:
            _suspend(bank, store, suspend or [], resume or [])
            return
        order = in_order(bank, store, now)
        if due and as_json:
            print_json(_due(order, store.suspended(), now))
            return
        if due:
            print(render_due(order, store.suspended(), now, screen(settings)), end="")
            return
        found = _progress(bank, store, order, now)
        if as_json:
            print_json({**asdict(found), "due": _due(order, store.suspended(), now)})
            return
    if html is not None:
        from interviewer.cli.past import write_text
        from interviewer.report.progress_page import render_progress_page

        write_text(settings, html, render_progress_page(found, step_names(bank), due_line(order)))
        return
    print(render_progress(found, step_names(bank), [due_line(order)], screen(settings)), end="")


def _progress(bank: Bank, store: Store, order: tuple[Choice, ...], now: datetime) -> Progress:
    from interviewer.history.progress import DETAILED
    from interviewer.history.progress import progress as progress_of

    questions = {question.slug: question for question in bank}
    return progress_of(store.answers(), store.measured(DETAILED), questions, order, now)


def step_names(bank: Bank) -> Mapping[str, str]:
    """Names of the steps of every framework, "PROBLEM P" to "P Problem understanding"."""
    return {
        f"{framework.name} {step.id}": f"{step.id} {step.name}"
        for framework in bank.frameworks
        for step in framework.steps
    }


def _suspend(bank: Bank, store: Store, suspend: list[str], resume: list[str]) -> None:
    """Take questions out of the schedule, and put others back."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    for name in suspend:
        slug = bank.question(name).slug
        store.suspend(slug, since)
        print(f"{slug} is suspended. Take it back with: interviewer progress --resume {slug}")
    for name in resume:
        slug = name if name in store.suspended() else bank.question(name).slug  # its pack may be gone
        store.resume(slug)
        print(f"{slug} is asked again.")


def _due(order: tuple[Choice, ...], suspended: Mapping[str, str], now: datetime) -> list[dict[str, Any]]:
    """Every question in the order of practice, then the suspended ones."""
    listed: list[dict[str, Any]] = []
    for choice in order:
        standing = choice.standing
        listed.append(
            {
                "question": choice.question,
                "reason": choice.reason,
                "due_at": None if standing is None else standing.due_at.isoformat(),
                "last_at": None if standing is None else standing.last_at.isoformat(),
                "last_total": None if standing is None else standing.last_total,
                "recall": None if standing is None else round(standing.recall, 3),
            }
        )
    return listed + [
        {"question": slug, "reason": "suspended", "since": since} for slug, since in suspended.items()
    ]
