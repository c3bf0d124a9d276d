"""``interviewer drill``: only clarifying questions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from interviewer.cli.options import Asked, Headphones, Levels, NoLive, Sections, command
from interviewer.cli.practice import Wish, listening, run
from interviewer.settings import Settings


def register(app: typer.Typer) -> None:
    command(app)(drill)


def drill(
    settings: Settings,
    question: Asked = None,
    level: Levels = None,
    section: Sections = None,
    count: Annotated[int, typer.Option(min=1, max=100, metavar="N", help="How many scenarios.")] = 3,
    typed: Annotated[
        bool, typer.Option("--typed", help="Type the questions; /done ends a scenario.")
    ] = False,
    no_speak: Annotated[bool, typer.Option("--no-speak", help="Show what is said, don't speak it.")] = False,
    headphones: Headphones = False,
    no_live: NoLive = False,
) -> None:
    """Practise clarifying questions; the interviewer answers them."""
    from interviewer.cli.choosing import Wanted, next_questions
    from interviewer.cli.finish import offer
    from interviewer.cli.wiring import open_bank
    from interviewer.history.store import Store
    from interviewer.interview import sittings

    settings = listening(settings, headphones, no_live)
    bank = open_bank(settings)
    with Store(settings.database) as store:
        offer(settings, store, bank)
        now = datetime.now().astimezone()
        wanted = Wanted(level or (), section or ())
        found = next_questions(bank, store, now, wanted, len(bank)) if question is None else ()
        # Cases have most to ask about; a definition has little.
        cases = sorted(found, key=lambda one: one.type not in ("howto", "design"))[:count]
        chosen = cases if question is None else [bank.question(question)]
        wish = Wish(typed=typed, speak=not no_speak)
        run(settings, store, wish, lambda session: sittings.drill(session, chosen))
