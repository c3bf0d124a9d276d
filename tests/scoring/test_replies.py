from __future__ import annotations

import pytest

from interviewer.scoring.marking import USED_FACT, question_credit
from interviewer.scoring.score import score
from interviewer.scoring.scorecard import Scorecard
from interviewer.transcript import Speaker, Transcript, Turn
from tests.support.questions import shipped_bank

OUTLIERS = shipped_bank().question("outliers")
FACTS = {fact.id: fact.answer for fact in OUTLIERS.scenario.facts} if OUTLIERS.scenario else {}
ORIGIN, EXTENT = FACTS["origin"], FACTS["extent"]
ASKS = "Where do the strange values come from?"


def scored(*turns: tuple[Speaker, str]) -> Scorecard:
    return score(OUTLIERS, Transcript(tuple(Turn(speaker, text) for speaker, text in turns)))


def brought(card: Scorecard) -> list[tuple[str | None, str | None]]:
    """The fact of each question, and the words that used it."""
    return [(one.answered_with, one.used.quote if one.used else None) for one in card.clarifying]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([("candidate", ASKS)], [(None, None)]),
        ([("candidate", ASKS), ("interviewer", ORIGIN)], [("origin", None)]),
        (
            [("candidate", ASKS), ("interviewer", ORIGIN), ("candidate", "So a snow day is genuine.")],
            [("origin", "snow day is genuine")],
        ),
        (
            [("candidate", f"A snow day is genuine. {ASKS}"), ("interviewer", ORIGIN)],
            [("origin", None)],  # said before he was told: it isn't put to use
        ),
        (
            [("candidate", ASKS), ("interviewer", "As I said: Drivers tap a button at the end.")],
            [("origin", None)],
        ),
        ([("candidate", ASKS), ("interviewer", "I don't have that to hand.")], [(None, None)]),
        (
            [
                ("candidate", f"{ASKS} And how many values are strange?"),
                ("interviewer", f"{ORIGIN}\n{EXTENT}"),
            ],
            [("origin", None), ("extent", None)],
        ),
        (
            [("candidate", ASKS), ("candidate", "And how many values are strange?"), ("interviewer", EXTENT)],
            [(None, None), ("extent", None)],
        ),
        ([("interviewer", ORIGIN), ("candidate", ASKS)], [(None, None)]),
    ],
)
def test_what_a_question_brought(
    turns: list[tuple[Speaker, str]], expected: list[tuple[str | None, str | None]]
) -> None:
    assert brought(scored(*turns)) == expected


def test_a_fact_put_to_use_earns_credit() -> None:
    card = scored(("candidate", ASKS), ("interviewer", ORIGIN), ("candidate", "So a snow day is genuine."))
    (asked,) = card.clarifying
    assert question_credit(asked, card.jump) == 1 + USED_FACT


def test_the_scorecard_is_read_back() -> None:
    card = scored(("candidate", ASKS), ("interviewer", ORIGIN), ("candidate", "So a snow day is genuine."))
    assert Scorecard.from_dict(card.to_dict()).clarifying == card.clarifying
    assert "used" not in scored(("candidate", ASKS)).to_dict()["clarifying"]["questions"][0]


def test_the_same_words_without_the_interviewer_earn_no_more() -> None:
    text = f"{ASKS}\nSo a snow day is genuine."
    told = scored(("candidate", ASKS), ("interviewer", ORIGIN), ("candidate", "So a snow day is genuine."))
    alone = score(OUTLIERS, text)
    assert told.key_points == alone.key_points
    assert told.parts["clarifying"].score >= (alone.parts["clarifying"].score or 0)  # type: ignore[operator]
