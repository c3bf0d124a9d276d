"""``interviewer finish``: answers that were cut off are heard, scored and kept, or dropped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.options import command
from interviewer.errors import BadSound, UnknownQuestion
from interviewer.printable import printable
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.bank.bank import Bank
    from interviewer.history.store import Store
    from interviewer.history.unfinished import Unfinished
    from interviewer.interview.events import Event
    from interviewer.interview.session import Session
    from interviewer.speech.engines import Engine


def register(app: typer.Typer) -> None:
    command(app)(finish)


def finish(
    settings: Settings,
    drop: Annotated[bool, typer.Option("--drop", help="Delete them instead, with their recordings.")] = False,
) -> None:
    """Score and keep answers that were cut off.

    By a power cut, say, or by Ctrl-C.
    """
    from interviewer.cli.wiring import open_bank
    from interviewer.history.store import Store

    with Store(settings.database) as store:
        left = unfinished_answers(settings, store)
        if not left:
            print("No answer was left unfinished.")
        elif drop:
            dropped(left)
        else:
            finished(settings, store, open_bank(settings), left)


def offer(settings: Settings, store: Store, bank: Bank) -> None:
    """Say which answers were cut off; on a terminal, ask what is to be done with them."""
    from interviewer.cli.wiring import say

    left = unfinished_answers(settings, store)
    if not left:
        return
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        say(settings, f"{_listed(left)} Finish or drop: interviewer finish, interviewer finish --drop")
        return
    print(printable(_listed(left)))
    choice = _asked("[f]inish now, [l]ater or [d]rop? ", {"f", "l", "d"})
    if choice == "f":
        finished(settings, store, bank, left)
    elif choice == "d":
        dropped(left)


def unfinished_answers(settings: Settings, store: Store) -> tuple[Unfinished, ...]:
    """Those left behind, without what was stored just before the session was killed."""
    from interviewer.history.unfinished import left_behind, sweep

    sweep(settings.recordings)
    left = []
    for one in left_behind(settings.recordings):
        if store.keeps(one.sound.relative_to(settings.data_dir).as_posix()):
            one.settle()
        else:
            left.append(one)
    return tuple(left)


def dropped(left: Iterable[Unfinished]) -> None:
    from interviewer.history.unfinished import taken

    for one in left:
        with taken(one) as is_ours:
            if is_ours:
                one.drop()
                print(printable(f"Dropped: {one.sound}"))


def finished(settings: Settings, store: Store, bank: Bank, left: Iterable[Unfinished]) -> None:
    """Hear, score and store each; the engine is loaded once."""
    from interviewer.cli.practice import Wish, run
    from interviewer.cli.wiring import open_engine
    from interviewer.history.unfinished import taken

    engine = cache(partial(open_engine, settings))
    for one in left:
        with taken(one) as is_ours:
            if is_ours:
                own = replace(settings, mode="real" if one.mode == "real" else "coach")
                play = partial(_finished, own, bank, one, engine)
                run(own, store, Wish(typed=True, speak=False), play)


def _finished(
    settings: Settings, bank: Bank, one: Unfinished, engine: Callable[[], Engine], session: Session
) -> Generator[Event, None, None]:
    from interviewer.audio.files import append_file, ends_with
    from interviewer.cli.wiring import Progress, hear_file
    from interviewer.interview.answering import Answered
    from interviewer.interview.events import Notice

    try:
        question = bank.question(one.question)
        first, *others = one.parts
        for other in others:
            if ends_with(first, other):  # the session was killed between putting it there and removing it
                other.unlink(missing_ok=True)
            else:
                append_file(first, 0.0, other)
        progress = Progress(settings, f"Hearing your answer to {one.question}")
        transcript = hear_file(engine, first, progress)
        progress.done()
    except UnknownQuestion:
        yield Notice(f"{one.question} is in no pack now; give its folder with --questions, or --drop it")
        return
    except BadSound as error:
        yield Notice(f"Nothing to finish: {error.what}.")
        one.settle()
        return
    started = datetime.fromisoformat(one.started_at)
    if (yield from session.finish(question, started, Answered(transcript, first, "end"))):
        one.settle()


def _listed(left: Iterable[Unfinished]) -> str:
    answers = " and ".join(
        f"{one.question} ({datetime.fromisoformat(one.started_at).astimezone():%d %b %H:%M})" for one in left
    )
    return f"Cut off and not scored yet: your answer to {answers}."


def _asked(prompt: str, choices: set[str]) -> str:
    """One of ``choices``, typed; "l", later, where the input ends."""
    while True:
        try:
            choice = input(prompt).strip().lower()[:1]
        except EOFError:
            return "l"
        if choice in choices:
            return choice
