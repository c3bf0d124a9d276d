"""A mark for an answer, and later the same again: for a correction, a new scorer, or a check."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from interviewer.bank.bank import Bank
from interviewer.bank.models import Question
from interviewer.errors import UnknownQuestion
from interviewer.history.attempt import Attempt, Cause, Judgement, Stored
from interviewer.history.store import Store
from interviewer.scoring.nearness import Sentences
from interviewer.scoring.score import score
from interviewer.scoring.scorecard import SCORER_VERSION
from interviewer.transcript import Transcript

NOT_KEPT = "the question was not kept with them, and it has changed since"
NO_VECTORS = "they were made with word vectors, which are not installed"
# "unknown": it can't be told, for one of these two reasons.
Verdict = Literal["same", "different", "other scorer", "unknown"]


@dataclass(frozen=True, slots=True)
class Rescored:
    """One attempt before and after. ``changed``: whether anything of its scorecard did."""

    attempt: int
    question: str
    before: float
    after: float
    changed: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """One stored judgement computed again.

    ``where``: the first place of the scorecard that differs, or why that can't be told.
    """

    attempt: int
    judgement: int
    verdict: Verdict
    where: str = ""


def versions(program: str) -> dict[str, str]:
    """What a mark was made with."""
    return {"program": program, "scorer": str(SCORER_VERSION), "python": platform.python_version()}


def rescore(
    store: Store, bank: Bank, attempt: int, program: str, vectors: Sentences | None = None
) -> Rescored:
    """Judge what was said with today's scorer and today's question, and keep that where it differs.

    A question that has left the bank is taken as it was asked. Raises UnknownQuestion where that was not
    kept, BadStore where the attempt is damaged.
    """
    stored = store.get(attempt)
    question = _question(bank, store, stored)
    judged = _judgement(question, stored.attempt.transcript, stored, "rescore", program, vectors=vectors)
    changed = _text(judged.scorecard) != _text(stored.attempt.scorecard)
    if changed:
        store.judge(attempt, judged, question)
    return Rescored(attempt, stored.attempt.question, stored.attempt.total, judged.total, changed)


def correct(
    store: Store,
    bank: Bank,
    attempt: int,
    transcript: Transcript,
    program: str,
    *,
    vectors: Sentences | None = None,
) -> Rescored:
    """Judge the corrected words, by the question as it was asked. The words as heard stay beside them."""
    stored = store.get(attempt)
    question = store.asked(attempt, stored.judgement) or bank.question(stored.attempt.question)
    judged = _judgement(question, transcript.as_kept(), stored, "edit", program, vectors=vectors)
    store.judge(attempt, judged, question)
    return Rescored(attempt, stored.attempt.question, stored.attempt.total, judged.total, changed=True)


def check(store: Store, bank: Bank, attempt: int, vectors: Sentences | None = None) -> tuple[Checked, ...]:
    """Compute every judgement of an attempt again, from the words and the question that it was made from."""
    judgements = store.judgements(attempt)
    if not judgements:
        store.get(attempt)  # says what is wrong
    stored = store.get(attempt).attempt
    return tuple(_check(store, bank, stored, judgement, attempt, vectors=vectors) for judgement in judgements)


def _check(
    store: Store,
    bank: Bank,
    stored: Attempt,
    judgement: Judgement,
    attempt: int,
    *,
    vectors: Sentences | None,
) -> Checked:
    if judgement.scorecard.get("scorer") != SCORER_VERSION:
        return Checked(attempt, judgement.number, "other scorer")
    kept = store.asked(attempt, judgement.number)
    try:
        question = kept or bank.question(stored.question)
    except UnknownQuestion:
        return Checked(attempt, judgement.number, "unknown", NOT_KEPT)
    weighed = judgement.scorecard.get("mode") == "vectors"
    if weighed and vectors is None:
        return Checked(attempt, judgement.number, "unknown", NO_VECTORS)
    name = str(judgement.scorecard.get("id", ""))
    again = score(question, judgement.transcript, id=name, vectors=vectors if weighed else None).to_dict()
    if _text(again) == _text(judgement.scorecard):
        return Checked(attempt, judgement.number, "same")
    if kept is None:
        return Checked(attempt, judgement.number, "unknown", NOT_KEPT)
    return Checked(attempt, judgement.number, "different", first_difference(judgement.scorecard, again))


def first_difference(stored: Any, computed: Any, place: str = "") -> str:
    """Where two JSON values first differ, "parts.content.score: 0.5, now 0.6"; empty where they don't."""
    if isinstance(stored, Mapping) and isinstance(computed, Mapping):
        if list(stored) != list(computed):
            return f"{place or 'scorecard'}: other keys"
        pairs = [(f"{place}.{key}" if place else str(key), stored[key], computed[key]) for key in stored]
    elif isinstance(stored, Sequence) and isinstance(computed, Sequence) and not isinstance(stored, str):
        if len(stored) != len(computed):
            return f"{place}: {len(stored)} entries, now {len(computed)}"
        pairs = [(f"{place}.{at}", *pair) for at, pair in enumerate(zip(stored, computed, strict=True))]
    else:
        return "" if _text(stored) == _text(computed) else f"{place}: {stored!r}, now {computed!r}"
    found = (first_difference(before, after, where) for where, before, after in pairs)
    return next((difference for difference in found if difference), "")


def _judgement(
    question: Question,
    transcript: Transcript,
    stored: Stored,
    cause: Cause,
    program: str,
    *,
    vectors: Sentences | None,
) -> Judgement:
    name = str(stored.attempt.scorecard.get("id", ""))
    scorecard = score(question, transcript, id=name, vectors=vectors).to_dict()
    return Judgement(stored.judgement + 1, cause, transcript, scorecard, versions(program))


def _question(bank: Bank, store: Store, stored: Stored) -> Question:
    try:
        return bank.question(stored.attempt.question)
    except UnknownQuestion:
        kept = store.asked(stored.id, stored.judgement)
        if kept is None:
            raise
        return kept


def _text(value: Any) -> str:
    """As the database keeps it: equal texts are equal byte for byte."""
    return json.dumps(value)
