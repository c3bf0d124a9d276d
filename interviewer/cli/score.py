"""``interviewer score``: one answer from a file, judged."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from interviewer.cli.options import command
from interviewer.settings import Settings


def register(app: typer.Typer) -> None:
    command(app)(score)


def score(
    settings: Settings,
    answer: Annotated[
        Path, typer.Argument(metavar="ANSWER", help="A sound file, a .txt, or a transcript .json.")
    ],
    question: Annotated[
        str, typer.Option("--question", "-q", metavar="Q", help="Number or slug of the question.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the scorecard as JSON.")] = False,
    detail: Annotated[bool, typer.Option("--detail", help="The long report.")] = False,
    model_answer: Annotated[bool, typer.Option("--model-answer", help="Show the model answer too.")] = False,
) -> None:
    """Score a recorded or written answer to a question."""
    from interviewer.cli.answers import is_transcript, read_transcript
    from interviewer.cli.wiring import (
        Progress,
        hear_file,
        open_bank,
        open_engine,
        open_vectors,
        print_json,
        screen,
    )
    from interviewer.report.terminal import render_model_answer, render_report
    from interviewer.scoring.score import score as judge

    asked = open_bank(settings).question(question)
    if is_transcript(answer):
        transcript = read_transcript(answer)
    else:
        progress = Progress(settings, "Transcribing")
        transcript = hear_file(partial(open_engine, settings), answer, progress)
        progress.done()
    scorecard = judge(asked, transcript, id=answer.stem, vectors=open_vectors(settings))
    if as_json:
        print_json(scorecard.to_dict())
        return
    look = screen(settings)
    print(
        render_report(
            asked,
            scorecard,
            transcript,
            width=look.width,
            color=look.color,
            unicode=look.unicode,
            detail=detail,
        ),
        end="",
    )
    if model_answer:
        print(
            "\n" + render_model_answer(asked, width=look.width, color=look.color, unicode=look.unicode),
            end="",
        )
