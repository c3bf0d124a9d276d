"""``interviewer explain``: how a mark came about, line by line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.options import command
from interviewer.errors import BadInput
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.bank.models import Question
    from interviewer.scoring.scorecard import Scorecard
    from interviewer.transcript import Transcript


def register(app: typer.Typer) -> None:
    command(app)(explain)


def explain(
    settings: Settings,
    attempt: Annotated[
        str,
        typer.Argument(metavar="ATTEMPT", help="Number of the attempt, or a written answer (.txt, .json)."),
    ],
    question: Annotated[
        str | None,
        typer.Option("--question", "-q", metavar="Q", help="For a written answer: number or slug."),
    ] = None,
) -> None:
    """Show how a mark came about, line by line.

    With it the mark can be worked out again by hand.
    """
    from interviewer.cli.wiring import screen
    from interviewer.report.explaining import render_explanation

    asked, scorecard, transcript = (
        _stored(settings, int(attempt))
        if attempt.isdecimal()
        else _written(settings, Path(attempt), question)
    )
    look = screen(settings)
    text = render_explanation(
        asked, scorecard, transcript, width=look.width, color=look.color, unicode=look.unicode
    )
    print(text, end="")


def _stored(settings: Settings, attempt: int) -> tuple[Question, Scorecard, Transcript]:
    from interviewer.cli.past import marked
    from interviewer.cli.wiring import asked_question
    from interviewer.history.store import Store
    from interviewer.scoring.scorecard import Scorecard

    with Store(settings.database, reads=True) as store:
        stored = marked(store.get(attempt))
        question = asked_question(settings, store, stored)
    return question, Scorecard.from_dict(stored.attempt.scorecard), stored.attempt.transcript


def _written(settings: Settings, path: Path, question: str | None) -> tuple[Question, Scorecard, Transcript]:
    from interviewer.cli.answers import is_transcript, read_transcript
    from interviewer.cli.wiring import open_bank, open_vectors
    from interviewer.scoring.score import score

    if not is_transcript(path):
        raise BadInput(
            f"{path} is neither the number of an attempt nor a .txt or .json file",
            "List attempts with: interviewer review",
        )
    transcript = read_transcript(path)
    if question is None:
        raise BadInput(f"{path}: to which question?", "Give it with --question")
    asked = open_bank(settings).question(question)
    return asked, score(asked, transcript, id=path.stem, vectors=open_vectors(settings)), transcript
