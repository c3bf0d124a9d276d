"""``interviewer`` without a command: where you stand and how to go on."""

from __future__ import annotations

from datetime import datetime

from interviewer.errors import UnknownQuestion
from interviewer.settings import load_settings


def show_home() -> None:
    """Print it. Nothing is made on the disk: a first look leaves no trace."""
    from interviewer.cli.choosing import in_order
    from interviewer.cli.wiring import open_bank, screen
    from interviewer.history.store import Store
    from interviewer.report.home import render_home

    settings = load_settings({})
    bank = open_bank(settings)
    if not settings.database.exists():
        print(render_home(None, (), len(bank), screen(settings)), end="")
        return
    with Store(settings.database, reads=True) as store:
        try:
            order = in_order(bank, store, datetime.now().astimezone())
        except UnknownQuestion:  # all are suspended
            order = ()
        print(render_home(store.last_answer(), order, len(bank), screen(settings)), end="")
