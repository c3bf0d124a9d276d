"""What the command shows by itself: what is due, the last mark, how to start. Half a screen."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.history.attempt import Answer
from interviewer.history.schedule import Choice
from interviewer.report.due import due_line
from interviewer.report.layout import Look, Page, points, score_style
from interviewer.report.progress_words import day

COMMANDS = (
    ("interviewer practice", "answer aloud what is due"),
    ("interviewer practice --typed", "the same with the keyboard"),
    ("interviewer progress", "how it goes, and your weakest points"),
    ("interviewer review", "past answers"),
    ("interviewer --help", "everything else"),
)
FIRST = (
    ("interviewer doctor", "check microphone, speaker, voice and model"),
    ("interviewer practice", "answer your first question aloud"),
    ("interviewer practice --typed", "the same with the keyboard"),
    ("interviewer questions list", "what can be asked"),
    ("interviewer --help", "everything else"),
)


def render_home(last: Answer | None, order: Sequence[Choice], total: int, look: Look) -> str:
    """``last``: the last answer, None where there is none yet; ``total``: questions in the bank."""
    page = Page(look)
    page.item(("Rehearse machine-learning interviews aloud.", "bold"))
    page.blank()
    if last is None:
        page.item(f"{total} questions are waiting for you.")
    else:
        page.item(look.text(due_line(order)), label=("Due today    ", "cyan"))
        mark = (f"{points(round(last.total, 1))} of 100", score_style(last.total / 100))
        page.item(
            mark, f" for {look.text(last.question)}, {day(last.started_at)}", label=("Last mark    ", "cyan")
        )
        new = sum(choice.reason == "new" for choice in order)
        if new:
            page.item(f"{new} of {total} questions", label=("Not tried    ", "cyan"))
    page.blank()
    commands = FIRST if last is None else COMMANDS
    width = max(len(command) for command, _ in commands)
    for command, what in commands:
        page.item((what, "dim"), label=f"  {command:<{width}}   ")
    return page.render()
