"""``interviewer rescore``: today's scorer on what is stored, or a check that stored marks come out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from interviewer.cli.options import command
from interviewer.errors import BadStore, UnknownQuestion
from interviewer.printable import printable
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.bank.bank import Bank
    from interviewer.history.store import Store

WITH_FAILURES = 1  # exit code
Result = TypeVar("Result")


def register(app: typer.Typer) -> None:
    command(app)(rescore)


def rescore(
    settings: Settings,
    attempt: Annotated[
        int | None, typer.Argument(metavar="ATTEMPT", help="Number of the attempt; without it, all.")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Change nothing: check that stored marks come out again.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The result of each attempt as JSON.")] = False,
) -> None:
    """Score stored answers again; the original marks are kept."""
    from interviewer.cli.wiring import open_bank
    from interviewer.history.store import Store

    with Store(settings.database) as store:
        numbers = [listed.id for listed in reversed(store.listed())]
        if attempt is not None:
            numbers = [store.get(attempt).id]
        bank = open_bank(settings)
        failed = (_verify if verify else _rescore)(settings, store, bank, numbers, as_json)
    if failed:
        raise typer.Exit(WITH_FAILURES)


def _rescore(settings: Settings, store: Store, bank: Bank, numbers: list[int], as_json: bool) -> bool:
    """Whether an attempt could not be scored again."""
    from interviewer import __version__
    from interviewer.cli.wiring import open_vectors, print_json, screen
    from interviewer.interview.judging import rescore as score_again
    from interviewer.report.rescoring import render_rescored

    vectors = open_vectors(settings)
    results, problems = _each(
        settings,
        numbers,
        lambda number: score_again(store, bank, number, __version__, vectors),
        "Scoring again",
    )
    if as_json:
        print_json([asdict(result) for result in results])
    else:
        print(render_rescored(results, screen(settings)), end="")
    return _told(problems)


def _verify(settings: Settings, store: Store, bank: Bank, numbers: list[int], as_json: bool) -> bool:
    """Whether a stored mark could not be reproduced."""
    from interviewer.cli.wiring import open_vectors, print_json, screen
    from interviewer.interview.judging import check
    from interviewer.report.rescoring import render_checked

    vectors = open_vectors(settings)
    groups, problems = _each(
        settings, numbers, lambda number: check(store, bank, number, vectors), "Checking"
    )
    results = [checked for group in groups for checked in group]
    if as_json:
        print_json([asdict(result) for result in results])
    else:
        print(render_checked(results, screen(settings)), end="")
    different = Counter(result.verdict for result in results)["different"]
    return _told(problems) or different > 0


def _each(
    settings: Settings, numbers: list[int], work: Callable[[int], Result], label: str
) -> tuple[list[Result], list[str]]:
    """The result of every attempt, and what is wrong with those that have none."""
    from interviewer.cli.wiring import Progress

    progress = Progress(settings, label)
    results, problems = [], []
    for place, number in enumerate(numbers):
        progress(place / len(numbers))
        try:
            results.append(work(number))
        except UnknownQuestion as error:
            problems.append(f"attempt {number}: {error.what}")
        except BadStore as error:
            problems.append(error.what)
    progress.done()
    return results, problems


def _told(problems: Iterable[str]) -> bool:
    """Say on standard error what went wrong; whether anything did."""
    import sys

    problems = list(problems)
    for problem in problems:
        print(printable(f"interviewer: {problem}"), file=sys.stderr)
    return bool(problems)
