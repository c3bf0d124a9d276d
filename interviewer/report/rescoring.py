"""What scoring again changed, and whether stored marks come out again, as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from interviewer.interview.judging import Checked, Rescored
from interviewer.report.layout import Look, Page


def render_rescored(results: Sequence[Rescored], look: Look) -> str:
    """The attempts whose mark changed, a line each, and how many did not."""
    page = Page(look)
    if not results:
        page.item("No attempt is stored yet. Make one with: interviewer practice")
        return page.render()
    moved = [result for result in results if result.before != result.after]
    if moved:
        page.item((f"{'':>6}  {'before':>6}  {'now':>5}  {'change':>6}  question", "dim"))
    for result in moved:
        change = result.after - result.before
        label = f"{result.attempt:>6}  {result.before:>6.1f}  {result.after:>5.1f}  "
        page.item(
            (f"{change:>+6.1f}", "green" if change > 0 else "red"),
            f"  {look.text(result.question)}",
            label=label,
        )
    detail = sum(result.changed for result in results) - len(moved)
    same = len(results) - len(moved) - detail
    counts = [f"{len(moved)} with another mark"]
    counts += [f"{detail} with the same mark and other details"] if detail else []
    page.item(f"Scored again: {_answers(len(results))}, {', '.join(counts)}, {same} as before.")
    if moved or detail:
        page.item(("The original marks are kept beside the new ones.", "dim"))
    return page.render()


def render_checked(results: Sequence[Checked], look: Look) -> str:
    """What did not come out again, a line each, and how much did."""
    page = Page(look)
    counts = Counter(result.verdict for result in results)
    for result in results:
        if result.verdict == "different":
            name = f"attempt {result.attempt}"
            again = f", judgement {result.judgement}" if result.judgement > 1 else ""
            page.item(f" is not reproduced at {look.text(result.where)}", label=(f"{name}{again}", "red"))
    page.item(f"{_marks(counts['same'])} reproduced byte for byte, {counts['different']} not.")
    if counts["other scorer"]:
        page.item(f"{_marks(counts['other scorer'])} of another scorer version, not checked.")
    reasons = Counter(result.where for result in results if result.verdict == "unknown")
    for reason, count in reasons.items():
        page.item(f"{_marks(count)} can't be checked: {look.text(reason)}.")
    return page.render()


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def _marks(count: int) -> str:
    return "1 mark" if count == 1 else f"{count} marks"
