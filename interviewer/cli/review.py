"""``interviewer review``: past answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.options import command
from interviewer.errors import BadInput
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.history.attempt import Stored

RECENT = 20  # attempts in the list


def register(app: typer.Typer) -> None:
    command(app)(review)


def review(
    settings: Settings,
    attempt: Annotated[
        int | None, typer.Argument(metavar="ATTEMPT", help="Number of the attempt; without it, the list.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="The stored scorecard, or the list, as JSON.")
    ] = False,
    detail: Annotated[bool, typer.Option("--detail", help="The long report.")] = False,
    model_answer: Annotated[bool, typer.Option("--model-answer", help="Show the model answer too.")] = False,
    edit: Annotated[
        bool, typer.Option("--edit", help="Correct the transcript in your editor; it is scored again.")
    ] = False,
) -> None:
    """List past answers, or show one: its transcript and its report."""
    from interviewer.cli.editing import edit as correct
    from interviewer.cli.wiring import asked_question, print_json, screen
    from interviewer.history.store import Store
    from interviewer.report.layout import points
    from interviewer.report.listing import render_attempts, render_transcript
    from interviewer.report.terminal import render_model_answer, render_report
    from interviewer.scoring.scorecard import Scorecard

    if edit:
        if attempt is None:
            raise BadInput(
                "which attempt is to be corrected?", "Give its number: interviewer review N --edit"
            )
        correct(settings, attempt)
        return
    look = screen(settings)
    with Store(settings.database) as store:
        if attempt is None:
            attempts = store.recent(RECENT)
            if as_json:
                print_json([_row(stored) for stored in attempts])
                return
            print(render_attempts(attempts, width=look.width, color=look.color, unicode=look.unicode), end="")
            return
        found = store.get(attempt)
        question = None if as_json else asked_question(settings, store, found)
        original = store.judgements(attempt)[0]
    stored = found.attempt
    if question is None:
        print_json(dict(stored.scorecard))
        return
    scorecard = Scorecard.from_dict(stored.scorecard)
    print(render_transcript(stored.transcript, width=look.width, color=look.color, unicode=look.unicode))
    print(
        render_report(
            question,
            scorecard,
            stored.transcript,
            width=look.width,
            color=look.color,
            unicode=look.unicode,
            detail=detail,
        ),
        end="",
    )
    if found.judgement > 1:
        print(f"\nCorrected or scored again since; the mark at first was {points(original.total)}.")
    if stored.sound is not None:
        print(f"\nRecording: {settings.data_dir / stored.sound}")
    if model_answer:
        answer = render_model_answer(question, width=look.width, color=look.color, unicode=look.unicode)
        print(f"\n{answer}", end="")


def _row(stored: Stored) -> dict[str, Any]:
    """One attempt in the list."""
    attempt = stored.attempt
    return {
        "attempt": stored.id,
        "question": attempt.question,
        "started_at": attempt.started_at,
        "mode": attempt.mode,
        "sound": attempt.sound_name,
        "total": attempt.total,
        "jumped": attempt.jumped,
    }
