"""``interviewer mock``: a whole round, as in a real interview."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from interviewer.cli.options import Headphones, Levels, NoLive, Sections, command
from interviewer.cli.practice import Wish, listening, run
from interviewer.errors import BadInput
from interviewer.settings import Settings

MINUTES = 45.0  # of a usual round, where neither minutes nor a count are given


def register(app: typer.Typer) -> None:
    command(app)(mock)


def mock(
    settings: Settings,
    level: Levels = None,
    section: Sections = None,
    count: Annotated[
        int | None, typer.Option(min=1, max=100, metavar="N", help="How many questions.")
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(min=1, max=240, metavar="MIN", help="How long, 45 unless a count is given."),
    ] = None,
    typed: Annotated[bool, typer.Option("--typed", help="Type the answers; /done ends each.")] = False,
    no_speak: Annotated[bool, typer.Option("--no-speak", help="Show what is said, don't speak it.")] = False,
    mode: Annotated[str, typer.Option(metavar="MODE", help="real (no hints on the way) or coach.")] = "real",
    interrupt: Annotated[
        str | None, typer.Option(metavar="WHEN", help="now, pause or never: when a jump is cut in on.")
    ] = None,
    follow_ups: Annotated[
        int | None, typer.Option(min=0, max=5, metavar="N", help="Questions back after each answer.")
    ] = None,
    headphones: Headphones = False,
    no_live: NoLive = False,
) -> None:
    """A whole mock interview, with one report at the end."""
    from interviewer.cli.choosing import Wanted, next_questions
    from interviewer.cli.finish import offer
    from interviewer.cli.wiring import open_bank
    from interviewer.history.store import Store
    from interviewer.interview import sittings
    from interviewer.interview.rounds import mixed, within
    from interviewer.settings import merged

    if count is not None and minutes is not None:
        raise BadInput("--count and --minutes exclude each other", "Give one of them")
    settings = listening(merged(settings, {"mode": mode}, "command line"), headphones, no_live)
    bank = open_bank(settings)
    with Store(settings.database) as store:
        offer(settings, store, bank)
        wanted = Wanted(level or (), section or ())
        chosen = mixed(next_questions(bank, store, datetime.now().astimezone(), wanted, len(bank)))
        if count is not None:
            chosen = chosen[:count]
        else:
            minutes = MINUTES if minutes is None else minutes
            chosen = within(chosen, minutes)
        wish = Wish(typed=typed, speak=not no_speak, interrupt=interrupt, follow_ups=follow_ups)
        run(settings, store, wish, lambda session: sittings.mock(session, chosen, minutes))
