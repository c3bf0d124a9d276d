"""``interviewer transcribe``: a sound file to text."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from interviewer.cli.options import command
from interviewer.settings import Settings


def register(app: typer.Typer) -> None:
    command(app)(transcribe)


def transcribe(
    settings: Settings,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A sound file: wav, flac, ogg, mp3, m4a.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print words, times and probabilities as JSON.")
    ] = False,
) -> None:
    """Print what is said in a sound file."""
    from interviewer.cli.wiring import Progress, hear_file, open_engine, print_json, screen
    from interviewer.report.said import render_transcript

    progress = Progress(settings, "Transcribing")
    transcript = hear_file(partial(open_engine, settings), file, progress)
    progress.done()
    if as_json:
        print_json(transcript.to_dict())
        return
    look = screen(settings)
    print(render_transcript(transcript, width=look.width, color=look.color, unicode=look.unicode), end="")
