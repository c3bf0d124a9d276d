"""When a question is worth practising again: spaced repetition over the marks. Pure: the time is handed in.

The schedule is stored nowhere. It follows from the attempts, so a corrected or forgotten one changes it
at once. The memory model is FSRS with its published default weights (package fsrs); a mark becomes one of
its four ratings, see `RATINGS`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

# Lowest mark of each rating. The shipped model answers are worth 85 and more: as good as it gets.
EASY, GOOD, HARD = 85.0, 60.0, 40.0
RATINGS = ((EASY, 4), (GOOD, 3), (HARD, 2), (0.0, 1))  # FSRS: 4 easy, 3 good, 2 hard, 1 again
RETENTION = 0.9  # a question comes back when the chance to know its answer has fallen to this: FSRS's default
MAXIMUM_DAYS = 60  # interviews are prepared for in weeks, not in the years that FSRS plans for
REMEMBERED = 30  # attempts at a question that count, the last ones; earlier ones change no date any more
REST = timedelta(hours=12)  # a weak answer isn't asked for again on the same day, unless everything else was

Reason = Literal["due", "weak", "new", "later"]


@dataclass(frozen=True, slots=True)
class Marked:
    """One attempt: ``at`` is ISO 8601 in UTC, ``total`` 0 to 100."""

    question: str
    at: str
    total: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands with a question. ``recall``: the chance to answer it well now, 0 to 1."""

    question: str
    last_at: datetime
    last_total: float
    due_at: datetime
    recall: float

    def due(self, now: datetime) -> bool:
        """Whether it is due today; the day is that of ``now``'s time zone."""
        return self.due_at.astimezone(now.tzinfo).date() <= now.date()


@dataclass(frozen=True, slots=True)
class Choice:
    """A question to practise, and why. ``standing`` is None for a new one."""

    question: str
    reason: Reason
    standing: Standing | None = None


def rating(total: float) -> int:
    """FSRS's rating of a mark: 1 again, 2 hard, 3 good, 4 easy."""
    return next(grade for lowest, grade in RATINGS if total >= lowest)


def standings(marks: Iterable[Marked], now: datetime) -> dict[str, Standing]:
    """Every practised question's standing at ``now`` (aware), by slug. ``marks``: any order."""
    by_question: dict[str, list[Marked]] = {}
    for mark in sorted(marks, key=lambda mark: mark.at):
        by_question.setdefault(mark.question, []).append(mark)
    return {question: _standing(marks, now) for question, marks in by_question.items()}


def _standing(marks: Sequence[Marked], now: datetime) -> Standing:
    from fsrs import Card, Rating

    scheduler = _scheduler()
    first = datetime.fromisoformat(marks[0].at)
    card: Card = Card(card_id=0, due=first)  # without these it would read the clock
    for mark in marks[-REMEMBERED:]:
        card, _ = scheduler.review_card(card, Rating(rating(mark.total)), datetime.fromisoformat(mark.at))
    return Standing(
        question=marks[-1].question,
        last_at=datetime.fromisoformat(marks[-1].at),
        last_total=marks[-1].total,
        due_at=card.due,
        recall=scheduler.get_card_retrievability(card, now),
    )


@cache
def _scheduler() -> Scheduler:
    """Without learning steps: they are minutes, and nobody repeats a spoken answer after ten."""
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=MAXIMUM_DAYS,
        enable_fuzzing=False,
    )


def choices(
    questions: Iterable[str],
    standings: Mapping[str, Standing],
    now: datetime,
    suspended: Collection[str] = (),
) -> tuple[Choice, ...]:
    """The questions in the order in which to practise them, but for suspended ones.

    What is due comes first, least remembered first; then what went badly, worst first; then what is new,
    in the order given; then the rest, by when it is due.
    """
    chosen = [_choice(slug, standings.get(slug), now) for slug in questions if slug not in suspended]
    return tuple(sorted(chosen, key=_place))


def _choice(slug: str, standing: Standing | None, now: datetime) -> Choice:
    if standing is None:
        return Choice(slug, "new")
    if standing.due(now):
        return Choice(slug, "due", standing)
    weak = standing.last_total < GOOD and now - standing.last_at >= REST
    return Choice(slug, "weak" if weak else "later", standing)


def _place(choice: Choice) -> tuple[float, float]:
    standing = choice.standing
    match choice.reason:
        case "due" if standing is not None:
            return 0, standing.recall
        case "weak" if standing is not None:
            return 1, standing.last_total
        case "later" if standing is not None:
            return 3, standing.due_at.timestamp()
        case _:
            return 2, 0.0
