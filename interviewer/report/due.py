"""What is due, as text: in a line or two, and as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from interviewer.history.attempt import Listed
from interviewer.history.schedule import Choice, Standing
from interviewer.report.layout import Look, Page, points

NAMED = 3  # questions in a line; more are counted
REASONS = {"due": "due", "weak": "went badly", "new": "new", "later": "later"}


def due_line(order: Sequence[Choice]) -> str:
    """What is due today, or what comes instead. ``order``: as `history.schedule.choices` gives it."""
    due = [choice for choice in order if choice.reason == "due"]
    if due:
        named = ", ".join(_with_mark(choice) for choice in due[:NAMED])
        more = f" and {len(due) - NAMED} more" if len(due) > NAMED else ""
        what = (
            "1 question with its last mark"
            if len(due) == 1
            else f"{len(due)} questions with their last marks"
        )
        return f"{what}: {named}{more}"
    weak = [choice for choice in order if choice.reason == "weak"]
    if weak:
        return f"nothing; what went badly comes first, with its last mark: {_with_mark(weak[0])}"
    new = [choice for choice in order if choice.reason == "new"]
    if new:
        return f"nothing; a new question comes next: {new[0].question}"
    return f"nothing; every question was answered, next comes {_with_mark(order[0])}" if order else "nothing"


def render_due(order: Sequence[Choice], suspended: Mapping[str, str], now: datetime, look: Look) -> str:
    """Every practised question: what is due in the order of practice, the others by when they are; the next
    new one, and what is suspended."""
    page = Page(look)
    practised = [choice.standing for choice in order if choice.standing is not None]
    due = [standing for standing in practised if standing.due(now)]
    later = sorted((one for one in practised if not one.due(now)), key=lambda one: one.due_at)
    if practised:
        page.item((f"{'due':<14}{'last mark':>9}  {'answered':>12}  question", "dim"))
    for standing in [*due, *later]:
        when = _when(standing, now)
        style = "bold" if standing in due else ""
        last_at = standing.last_at.astimezone(now.tzinfo)
        day = f"{last_at.day} {last_at:%b %Y}"
        label = f"{when:<14}{standing.last_total:>9.1f}  {day:>12}  "
        page.item((look.text(standing.question), style), label=label)
    new = [choice.question for choice in order if choice.reason == "new"]
    if new:
        page.item(f"{len(new)} not answered yet; the first of them is {look.text(new[0])}.")
    for slug, since in suspended.items():
        page.item(f"Suspended since {since[:10]}: {look.text(slug)}")
    page.item(("Practise what is due with: interviewer practice", "dim"))
    return page.render()


def due_notes(attempts: Sequence[Listed], standings: Mapping[str, Standing], now: datetime) -> dict[int, str]:
    """When the question of each attempt is due again, by its number; only the first of a question."""
    found: dict[int, str] = {}
    seen: set[str] = set()
    for listed in attempts:
        standing = standings.get(listed.question)
        if standing is not None and listed.question not in seen:
            days = (standing.due_at.astimezone(now.tzinfo).date() - now.date()).days
            found[listed.id] = "due" if standing.due(now) else f"in {days} d"
        seen.add(listed.question)
    return found


def _with_mark(choice: Choice) -> str:
    if choice.standing is None:
        return choice.question
    return f"{choice.question} {points(round(choice.standing.last_total, 1))}"


def _when(standing: Standing, now: datetime) -> str:
    days = (standing.due_at.astimezone(now.tzinfo).date() - now.date()).days
    if days > 0:
        return "tomorrow" if days == 1 else f"in {days} days"
    return "today" if days == 0 else f"{-days} day{'s' if days < -1 else ''} ago"
