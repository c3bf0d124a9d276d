"""Pace, pauses, fillers and repeated words; pace and pauses only where words have times."""

from __future__ import annotations

import pytest

from interviewer.scoring.delivery import delivery_score, find_delivery
from interviewer.scoring.scorecard import Delivery, Evidence, Pause
from interviewer.transcript import Transcript, Turn
from tests.scoring.said import said, spoken

SENTENCE = "so first we look at the tree and how it splits "


def delivery_of(transcript: Transcript) -> Delivery:
    return find_delivery(said(transcript), transcript)


def test_a_typed_answer_has_words_and_no_pace() -> None:
    found = delivery_of(Transcript.from_text("A tree, um, splits splits."))
    assert (found.words, found.wpm, found.pauses) == (5, None, ())
    assert [quote.quote for quote in found.fillers] == ["um"]
    assert [quote.quote for quote in found.repeated] == ["splits splits"]
    assert delivery_score(found) is None


def test_nothing_said() -> None:
    assert delivery_of(Transcript(())) == Delivery(0)
    assert delivery_score(Delivery(0)) is None


@pytest.mark.parametrize("text", ["one", "one word"])
def test_a_word_or_two_without_any_length(text: str) -> None:
    assert delivery_of(Transcript((spoken(text, word_s=0.0),))).wpm is None


def test_pace_is_words_over_time_from_first_word_to_last() -> None:
    found = delivery_of(Transcript((spoken(SENTENCE * 6, word_s=0.4, start_s=3.0),)))
    assert found.words == 66
    assert found.wpm == pytest.approx(150)


def test_pauses_from_two_seconds_are_told() -> None:
    found = delivery_of(Transcript((spoken("we <1.9> look <2.0> at <5.0> it", word_s=0.5),)))
    assert found.pauses == (Pause(2.9, 4.9), Pause(5.4, 10.4))


def test_while_the_interviewer_speaks_nobody_pauses() -> None:
    turns = (
        spoken("how many rows", word_s=0.5),
        Turn("interviewer", "About three thousand, I think.", 1.6, 29.0),
        spoken("thank you then", word_s=0.5, start_s=30.0),
    )
    found = delivery_of(Transcript(turns))
    assert found.pauses == ()
    assert found.wpm == pytest.approx(120)


@pytest.mark.parametrize(
    ("text", "fillers", "repeated"),
    [
        ("Um, uh, er, hmm, it splits", 4, 0),
        ("the the tree", 0, 1),
        ("I I I think", 0, 2),
        ("that that is very very good, no no", 0, 0),  # grammar and emphasis
        ("I'd look at trees. Trees split.", 0, 0),  # over the end of a sentence
        ("it isn't can't", 0, 0),
        ("the umbrella is near her", 0, 0),
    ],
)
def test_fillers_and_repeated_words(text: str, fillers: int, repeated: int) -> None:
    found = delivery_of(Transcript.from_text(text))
    assert (len(found.fillers), len(found.repeated)) == (fillers, repeated)


def spoken_so(
    wpm: float = 140.0, words: int = 100, fillers: int = 0, repeated: int = 0, pauses: int = 0
) -> float | None:
    quote = Evidence("um", 0, 2)
    return delivery_score(
        Delivery(words, wpm, (quote,) * fillers, (Pause(0.0, 4.5),) * pauses, (quote,) * repeated)
    )


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (spoken_so(), 1.0),
        (spoken_so(wpm=110), 1.0),
        (spoken_so(wpm=170), 1.0),
        (spoken_so(wpm=80), 0.75),  # half the pace: half of its half
        (spoken_so(wpm=205), 0.75),
        (spoken_so(wpm=50), 0.5),
        (spoken_so(wpm=10), 0.5),
        (spoken_so(wpm=400), 0.5),
        (spoken_so(fillers=2), 1.0),  # nobody's fault
        (spoken_so(fillers=3, repeated=3), 0.875),
        (spoken_so(fillers=10), 0.75),
        (spoken_so(fillers=60), 0.75),
        (spoken_so(pauses=1), 0.9375),
        (spoken_so(pauses=9), 0.75),
        (spoken_so(words=30), 0.5),  # half of the shortest full answer
        (spoken_so(wpm=10, fillers=99, pauses=9), 0.0),
    ],
)
def test_the_score(score: float | None, expected: float) -> None:
    assert score == pytest.approx(expected)


def test_thinking_pauses_cost_nothing() -> None:
    assert delivery_score(Delivery(100, 140.0, (), (Pause(0.0, 4.0),) * 5)) == 1.0
