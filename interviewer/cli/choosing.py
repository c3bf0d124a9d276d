"""What to practise next: the bank's questions in the order of the schedule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from interviewer.errors import UnknownQuestion

if TYPE_CHECKING:
    from interviewer.bank.bank import Bank
    from interviewer.bank.models import Question
    from interviewer.history.schedule import Choice
    from interviewer.history.store import Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions may come; empty leaves that open."""

    levels: Sequence[str] = ()
    sections: Sequence[str] = ()


def in_order(bank: Bank, store: Store, now: datetime, wanted: Wanted | None = None) -> tuple[Choice, ...]:
    """Those of the bank in the order of the schedule, without the suspended ones.

    Raises UnknownQuestion where nothing fits or all that fits is suspended.
    """
    from interviewer.history.schedule import REMEMBERED, choices, standings

    wanted = wanted or Wanted()
    fitting = [question.slug for question in bank.choose(levels=wanted.levels, sections=wanted.sections)]
    chosen = choices(fitting, standings(store.marks(REMEMBERED), now), now, store.suspended())
    if not chosen:
        raise UnknownQuestion(
            "every question that fits is suspended", "Take one back with: interviewer progress --resume Q"
        )
    return chosen


def next_questions(
    bank: Bank, store: Store, now: datetime, wanted: Wanted, count: int
) -> tuple[Question, ...]:
    """The next ``count`` questions: due, then weak, then new, then the rest."""
    return tuple(bank.question(choice.question) for choice in in_order(bank, store, now, wanted)[:count])
