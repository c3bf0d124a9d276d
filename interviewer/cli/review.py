"""``interviewer review``: past answers."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from interviewer.cli.options import command
from interviewer.settings import Settings

RECENT = 20  # attempts in the list


def register(app: typer.Typer) -> None:
    command(app)(review)


def review(
    settings: Settings,
    attempt: Annotated[
        int | None, typer.Argument(help="Number of the attempt; without it, the list.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The stored scorecard as JSON.")] = False,
    detail: Annotated[bool, typer.Option("--detail", help="The long report.")] = False,
    model_answer: Annotated[bool, typer.Option("--model-answer", help="Show the model answer too.")] = False,
) -> None:
    """List past answers, or show one: its transcript and what its words are worth with today's scorer."""
    from interviewer.cli.wiring import open_bank, screen
    from interviewer.history.store import Store
    from interviewer.report.listing import render_attempts, render_transcript
    from interviewer.report.terminal import render_model_answer, render_report
    from interviewer.scoring.score import score

    look = screen(settings)
    shown = {"width": look.width, "color": look.color, "unicode": look.unicode}
    with Store(settings.database) as store:
        if attempt is None:
            print(render_attempts(store.recent(RECENT), **shown), end="")
            return
        stored = store.get(attempt).attempt
    if as_json:
        print(json.dumps(dict(stored.scorecard), ensure_ascii=False, indent=1))
        return
    question = open_bank(settings).question(stored.question)
    print(render_transcript(stored.transcript, **shown))
    print(
        render_report(
            question, score(question, stored.transcript), stored.transcript, detail=detail, **shown
        ),
        end="",
    )
    if stored.sound is not None:
        print(f"\nRecording: {settings.data_dir / stored.sound}")
    if model_answer:
        print("\n" + render_model_answer(question, **shown), end="")
