"""Progress in words: what a page of text and a page for the browser say alike. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from interviewer.history.courses import Change, Course
from interviewer.history.progress import Practice
from interviewer.history.weakness import Weakness
from interviewer.report.layout import points

LONG_MIN = 180  # minutes from which on hours are told
TO_AVOID = frozenset(
    [
        "jumping-to-complex",
        "ignoring-business",
        "ignoring-data-quality",
        "over-engineering",
        "forgetting-interpretability",
    ]
)


def day(iso: str) -> str:
    """ "3 Jan 2026"."""
    when = date.fromisoformat(iso[:10])
    return f"{when.day} {when:%b %Y}"


def count(number: int, what: str) -> str:
    """ "1 answer", "2 answers"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def span(practice: Practice) -> list[str]:
    """When, how many answers, how long: to be joined."""
    first, last = day(practice.first), day(practice.last)
    if first[-4:] == last[-4:] and first != last:
        first = first[:-5]  # the year once
    days = last if first == last else f"{first} to {last}"
    what = f"{count(practice.answers, 'answer')} to {count(practice.questions, 'question')}"
    long = practice.minutes >= LONG_MIN
    time = f"{practice.minutes / 60:.0f} h" if long else f"{practice.minutes:.0f} min"
    return [days, what, *([f"{time} spoken"] if practice.minutes >= 0.5 else [])]


def streak(practice: Practice) -> str:
    """Days in a row."""
    if practice.streak_days == 0:
        return "No answer today or yesterday."
    days = count(practice.streak_days, "day")
    if practice.today:
        return f"{days} in a row, today included."
    return f"{days} in a row up to yesterday; one answer today goes on with it."


def changed(change: Change, now: str) -> str:
    """A change in a sentence, with its margin; ``now`` names the later values."""
    return (
        f"{now}: {change.now:.0f}; the {change.count} before: {change.before:.0f}. "
        f"{moved(change).capitalize()}."
    )


def moved(change: Change) -> str:
    """ "up 8, give or take 11: no clear change"."""
    gain = change.now - change.before
    clear = "a clear change" if change.clear else "no clear change"
    return f"{'up' if gain >= 0 else 'down'} {abs(gain):.0f}, give or take {change.margin:.0f}: {clear}"


def lately(course: Course, sign: str = "±") -> str:
    """A clear change in short; nothing where there is none or too little is known."""
    change = course.change
    if change is None or not change.clear:
        return ""
    digits = ".0%" if course.kind == "rate" else ".0f" if abs(change.now) >= 20 else ".1f"
    return f"{change.before:{digits}} to {change.now:{digits}} lately ({sign}{change.margin:{digits}})"


def spread(course: Course, sign: str = "±") -> str:
    """ "±12"; nothing where too little is known."""
    if course.spread is None:
        return ""
    return f"{sign}{course.spread:.0f}" if course.spread >= 2 else f"{sign}{points(round(course.spread, 1))}"


def described(weakness: Weakness, names: Mapping[str, str]) -> str:
    """A weak point in words. ``names``: of steps, by the name of their course."""
    match weakness.kind:
        case "content":
            return f"Facts of {weakness.name}"
        case "step":
            return f"Step left out: {names.get(weakness.name, weakness.name)}"
        case "habit":
            kind = "drop" if weakness.name in TO_AVOID else "show"
            return f"Habit to {kind}: {weakness.name.replace('-', ' ')}"
        case "clarifying":
            return "Too few clarifying questions"
        case "jump":
            return "Jumping to a method"
        case "false-claim":
            return "False statements"
        case "delivery":
            return "Delivery"


def habit(name: str) -> str:
    """A habit as something that is in place: "no over engineering"."""
    return f"{'no ' if name in TO_AVOID else ''}{name.replace('-', ' ')}"
