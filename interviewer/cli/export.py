"""``interviewer export``, ``import`` and ``forget``: attempts out, attempts in, attempts gone."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.options import command
from interviewer.errors import BadInput, BadStore
from interviewer.printable import printable
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.history.forgetting import Forgotten
    from interviewer.history.store import Store

FORMATS = ("json", "csv", "md", "anki")
WITH_FAILURES = 1  # exit code


def register(app: typer.Typer) -> None:
    command(app)(export)
    command(app, "import")(import_history)
    command(app)(forget)


def export(
    settings: Settings,
    attempt: Annotated[
        int | None, typer.Argument(metavar="ATTEMPT", help="For md: the number of the attempt.")
    ] = None,
    kind: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="json (everything), csv, md or anki.")
    ] = "json",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output."),
    ] = None,
) -> None:
    """Write attempts as json, csv or Anki cards, or one as Markdown."""
    from interviewer.history.store import Store

    if kind not in FORMATS:
        raise BadInput(f"--format is {kind!r}", f"Expected {', '.join(FORMATS[:-1])} or {FORMATS[-1]}")
    if (attempt is None) == (kind == "md"):
        what = "which attempt?" if kind == "md" else f"{kind} holds all attempts"
        raise BadInput(f"export --format {kind}: {what}", "One attempt: interviewer export N --format md")
    if kind == "anki" and output is None:
        raise BadInput("an Anki deck is no text", "Name its file: -o deck.apkg")
    damaged: list[BadStore] = []
    with Store(settings.database, reads=True) as store:
        _write(output, _pieces(settings, store, kind, attempt, damaged))
    for error in damaged:
        print(f"interviewer: left out: {printable(error.what)}", file=sys.stderr)
    if damaged:
        raise typer.Exit(WITH_FAILURES)


def _pieces(
    settings: Settings, store: Store, kind: str, attempt: int | None, damaged: list[BadStore]
) -> Iterable[bytes]:
    """The file's content; made as it is written where it is long."""
    if kind == "json":
        from interviewer.history.archive import dump

        return (piece.encode() for piece in dump(store, damaged.append))
    if kind == "csv":
        from interviewer.report.table import render_csv

        return [render_csv(store.measured()).encode("utf-8", "replace")]
    if attempt is not None:
        from interviewer.cli.past import marked
        from interviewer.cli.wiring import asked_question
        from interviewer.report.sharing import render_markdown

        stored = marked(store.get(attempt))
        text = render_markdown(stored, asked_question(settings, store, stored))
        return [text.encode("utf-8", "replace")]
    return [_deck(settings, store)]


def _deck(settings: Settings, store: Store) -> bytes:
    """Every question of the bank that was practised."""
    from interviewer.cli.wiring import open_bank
    from interviewer.history.attempt import DEMO, DRILL
    from interviewer.report.anki import Practised, deck

    own = [listed for listed in reversed(store.listed()) if listed.mode not in (DEMO, DRILL)]
    last = {listed.question: listed.id for listed in own}
    if not last:
        raise BadInput("no question was practised yet", "Make an attempt with: interviewer practice")
    bank = open_bank(settings)
    return deck([Practised(q, store.get(last[q.slug]).attempt) for q in bank if q.slug in last])


def _write(output: Path | None, pieces: Iterable[bytes]) -> None:
    """On standard output, or as a file that appears whole and is readable by its owner only."""
    if output is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(pieces)
            Path(name).replace(output)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadInput(
            f"{output}: can't be written: {error.strerror}", "Choose another file with -o"
        ) from error


def import_history(
    settings: Settings,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What export --format json wrote.")],
) -> None:
    """Take in attempts that export wrote as json."""
    from interviewer.cli.wiring import Progress
    from interviewer.history.archive import load
    from interviewer.history.store import Store

    with Store(settings.database) as store:
        progress = Progress(settings, "Importing")
        try:
            taken = load(store, file, progress)
        finally:
            progress.done()
    known = f"; {taken.known} were there already" if taken.known else ""
    print(f"{_attempts(taken.new)} taken in{known}.")
    print("Recordings are not in the file: copy the folder recordings as well, if you like.")


def forget(
    settings: Settings,
    attempts: Annotated[
        list[int] | None, typer.Argument(metavar="[ATTEMPT]...", help="Numbers of attempts.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All attempts and recordings.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
) -> None:
    """Delete attempts for good: recordings, words and marks."""
    from interviewer.history.forgetting import forget as delete
    from interviewer.history.forgetting import forget_all
    from interviewer.history.store import Store

    chosen = list(dict.fromkeys(attempts or []))
    if everything == bool(chosen):
        raise BadInput("forget what?", "Give numbers of attempts, or --all")
    with Store(settings.database) as store:
        if not yes:
            _ask(store, chosen)
        if everything:
            gone = forget_all(store, settings.data_dir, settings.recordings)
        else:
            gone = delete(store, settings.data_dir, chosen)
    print(_told(gone))


def _ask(store: Store, chosen: list[int]) -> None:
    """Ask on the terminal; without one, nothing is deleted. Raises BadInput, or typer.Exit after a no."""
    found = [store.get(number) for number in chosen]
    if not sys.stdin.isatty():
        raise BadInput("nothing is deleted without being asked for", "Say it with --yes")
    for stored in found:
        attempt = stored.attempt
        print(f"  {stored.id}  {attempt.started_at[:16].replace('T', ' ')}  {printable(attempt.question)}")
    what = _attempts(len(chosen) if chosen else store.count())
    answer = input(f"Delete {what} with recordings, words and marks, for good? [y/N] ")
    if answer.strip().lower() not in ("y", "yes"):
        print("Nothing was deleted.")
        raise typer.Exit(0)


def _told(gone: Forgotten) -> str:
    """What was deleted, in a sentence or two."""
    sounds = "no recording" if gone.sounds == 0 else _several(gone.sounds, "recording")
    other = f", {_several(gone.other_files, 'file')} beside them" if gone.other_files else ""
    size = f" ({gone.sound_bytes / 1e6:.1f} MB)" if gone.sounds or gone.other_files else ""
    text = (
        f"Deleted: {_attempts(gone.attempts)} with {_several(gone.judgements, 'transcript')} and marks, "
        f"{sounds}{other}{size}."
    )
    if gone.traces:
        return f"{text} Another program has the database open: traces stay in it until that one ends."
    return f"{text} The database file was rewritten: no trace is left in it."


def _attempts(number: int) -> str:
    return _several(number, "attempt")


def _several(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
