"""``interviewer questions import`` and ``new``: packs of one's own, begun."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.errors import BadInput
from interviewer.printable import printable
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.bank.bank import Bank

Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="The pack; default: NAME.yaml in your questions folder."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]


def import_questions(
    settings: Settings,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Markdown, CSV, TSV, Anki (.apkg or text) or JSON.")
    ],
    output: Output = None,
    format: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT", help="markdown, csv, tsv, apkg, anki-text or json; default: by content."
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Make a draft pack from another question bank; nothing is lost without being named."""
    from interviewer.bank.importing.files import read_source
    from interviewer.bank.importing.pack import make_entries
    from interviewer.bank.importing.words import named_after
    from interviewer.bank.importing.writing import to_yaml
    from interviewer.bank.loading import MAX_BYTES
    from interviewer.cli.wiring import say, screen
    from interviewer.report.importing import render_import

    pack = named_after(file.stem)
    target = _target(settings, output, pack, force=force)
    source = read_source(file, format)
    bank = _all_packs(settings, target)
    taken = {question.slug for question in bank if question.pack != pack}
    entries, report = make_entries(
        source, pack, taken, {framework.name: framework for framework in bank.frameworks}
    )
    if not report.found:
        raise BadInput(
            f"{file}: no question was found in it", "Name its --format, or see docs/question-packs.md"
        )
    look = screen(settings)
    print(render_import(report, file.name, width=look.width, color=look.color, unicode=look.unicode), end="")
    if not entries:
        raise BadInput(f"{file}: none of its questions can be used", "The lines above say why")
    text = to_yaml(pack, entries, report, file.name)
    if len(text.encode()) > MAX_BYTES:
        raise BadInput(
            f"{file}: too many questions for one pack of {MAX_BYTES // 1_000_000} MB", "Split the file"
        )
    _write(target, text)
    print(printable(f"Draft: {target}"))
    say(settings, _next_steps(settings, target))


def new_question(
    settings: Settings,
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="Its short name, such as my-question.")],
    output: Output = None,
    force: Force = False,
) -> None:
    """Write a commented pack with one complete example to be changed."""
    from interviewer.bank.template import SLUG, template
    from interviewer.cli.wiring import say

    if not SLUG.fullmatch(slug):
        raise BadInput(
            f"{slug!r} can't be a slug",
            "Use lower-case letters, digits and single hyphens, at most 60: my-question",
        )
    target = _target(settings, output, slug, force=force)
    bank = _all_packs(settings, target)
    if any(question.slug == slug and question.pack != slug for question in bank):
        raise BadInput(
            f"a question is called {slug!r} already", f"See it with: interviewer questions show {slug}"
        )
    _write(target, template(slug))
    print(printable(f"Template: {target}"))
    say(settings, _next_steps(settings, target))


def _target(settings: Settings, output: Path | None, name: str, *, force: bool) -> Path:
    """The file that will be written. Raises BadInput where it may not be."""
    target = output or settings.user_questions / f"{name}.yaml"
    if target.is_dir():
        target /= f"{name}.yaml"
    if target.suffix != ".yaml":
        raise BadInput(f"{target}: question files end in .yaml", f"Write it to {target.with_suffix('.yaml')}")
    if target.exists() and not force:
        raise BadInput(
            f"{target} is there already", "Choose another name with -o, or replace it with --force"
        )
    return target


def _all_packs(settings: Settings, target: Path) -> Bank:
    """All questions whose slugs are taken, those beside the file too; mistakes in packs don't matter here."""
    from interviewer.bank.folders import shipped_folder
    from interviewer.bank.loading import read_packs

    folders = [*settings.questions, settings.user_questions, target.parent, shipped_folder()]
    return read_packs([folder for folder in folders if folder.is_dir()]).bank


def _write(target: Path, text: str) -> None:
    """Write the file whole or not at all."""
    new = target.with_suffix(".yaml.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.write_text(text, encoding="utf-8")
        new.replace(target)
    except OSError as error:
        with suppress(OSError):  # it may never have been made
            new.unlink()
        raise BadInput(
            f"{target} can't be written: {error.strerror}", "Choose another place with -o"
        ) from error


def _next_steps(settings: Settings, target: Path) -> str:
    """How to complete the pack, and how to practise with it where it is."""
    folder = target.absolute().parent
    flag = "" if folder == settings.user_questions.absolute() else f" --questions {folder}"
    check, practise = f"interviewer questions check {folder}", f"interviewer practice{flag}"
    return f"Complete it, then: {check}\nPractise with:     {practise}"
