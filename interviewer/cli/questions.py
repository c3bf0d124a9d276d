"""``interviewer questions``: the bank, listed, shown and checked; own_packs makes new ones."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.options import Levels, command
from interviewer.cli.own_packs import import_questions, new_question
from interviewer.errors import BadInput
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.bank.loading import Reading

PATIENCE_S = 1.0  # a check that takes longer shows how far it is


def register(app: typer.Typer) -> None:
    questions = typer.Typer(
        name="questions", help="List, show, check, write and import questions.", rich_markup_mode=None
    )
    command(questions, "list")(list_questions)
    command(questions, "show")(show_question)
    command(questions, "check")(check_questions)
    command(questions, "new")(new_question)
    command(questions, "import")(import_questions)
    app.add_typer(questions)


def list_questions(
    settings: Settings,
    level: Levels = None,
    section: Annotated[
        list[str] | None,
        typer.Option(metavar="SECTION", help="A section or its beginning, such as algorithms."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Every field as JSON.")] = False,
) -> None:
    """List the questions."""
    from interviewer.bank.listed import choose
    from interviewer.cli.wiring import list_bank, open_bank, print_json, screen
    from interviewer.report.listing import render_questions

    if as_json:
        whole = open_bank(settings).choose(levels=level or (), sections=section or ())
        print_json([question.to_dict() for question in whole])
        return
    chosen = choose(list_bank(settings), levels=level or (), sections=section or ())
    look = screen(settings)
    print(render_questions(chosen, width=look.width, color=look.color, unicode=look.unicode), end="")


def show_question(
    settings: Settings,
    question: Annotated[str, typer.Argument(metavar="Q", help="Number or slug.")],
    as_json: Annotated[bool, typer.Option("--json", help="Every field as JSON.")] = False,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Show the hidden facts of the scenario too.")
    ] = False,
    model_answer: Annotated[
        bool, typer.Option("--model-answer", help="Show the model answer instead.")
    ] = False,
) -> None:
    """Show one question with its reference answer and key points."""
    from interviewer.cli.wiring import open_bank, print_json, screen
    from interviewer.report.listing import render_question
    from interviewer.report.terminal import render_model_answer

    found = open_bank(settings).question(question)
    if as_json:
        print_json(found.to_dict())
        return
    look = screen(settings)
    if model_answer:
        print(render_model_answer(found, width=look.width, color=look.color, unicode=look.unicode), end="")
    else:
        print(
            render_question(found, width=look.width, color=look.color, unicode=look.unicode, reveal=reveal),
            end="",
        )


def check_questions(
    settings: Settings,
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", help="Folders of packs; default: all that would be loaded."),
    ] = None,
) -> None:
    """Check question files strictly: file, line, key, what was expected; and warn of what is weak."""
    from interviewer.bank.folders import shipped_folder
    from interviewer.bank.loading import read_packs
    from interviewer.printable import printable

    given = [*(folders or ()), *settings.questions]
    for folder in given:
        if not folder.is_dir():
            raise BadInput(
                f"{folder}: no such folder of questions", "Give a folder that holds .yaml question files"
            )
        if not any(folder.glob("*.yaml")):
            raise BadInput(f"{folder}: no .yaml files in this folder", "Question files end in .yaml")
    if not folders and settings.user_questions.is_dir():
        given.append(settings.user_questions)
    reading = read_packs([*given, shipped_folder()])
    for mistake in reading.mistakes:
        print(printable(str(mistake)))
    warnings = _warn(settings, reading, [folder.resolve() for folder in given or [shipped_folder()]])
    bank, mistakes = reading.bank, len(reading.mistakes)
    print(
        f"{len(bank)} questions, {len(bank.frameworks)} framework(s), {len(bank.glossary.terms)} terms, "
        f"{_counted(warnings, 'warning')}: {_counted(mistakes, 'mistake')}"
    )
    if mistakes:
        raise typer.Exit(1)


def _warn(settings: Settings, reading: Reading, checked: list[Path]) -> int:
    """Print what is weak about the questions of the folders that are checked; how much that is."""
    from interviewer.cli.wiring import Progress
    from interviewer.printable import printable
    from interviewer.scoring.self_check import weaknesses

    questions = [
        question for question in reading.bank if reading.places[question.slug].file.parent in checked
    ]
    progress = Progress(settings, "Checking")
    started_s = time.monotonic()
    warnings = 0
    for done, question in enumerate(questions):
        for weakness in weaknesses(question):
            progress.done()
            remark = reading.places[question.slug].remark(weakness.key, weakness.what)
            print(printable(f"warning: {remark}"))
            warnings += 1
        if time.monotonic() - started_s > PATIENCE_S:
            progress((done + 1) / len(questions))
    progress.done()
    return warnings


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
