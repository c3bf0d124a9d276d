"""From characters of the text to seconds of the sound."""

from __future__ import annotations

import pytest

from interviewer.scoring.evidence import word_times
from interviewer.transcript import Transcript, Turn, Word
from tests.scoring.said import said, spoken


def test_a_quote_has_the_seconds_of_its_words() -> None:
    answer = said(Transcript((spoken("I'd look <1.0> at a a tree.", word_s=0.5),)))
    quote = answer.evidence(0, 3)
    assert (quote.quote, quote.start_s, quote.end_s) == ("I'd look", 0.0, 1.0)
    assert answer.evidence(5, 6).start_s == 3.0  # the second "a", not the first, nor the one in "at"


def test_times_run_on_over_turns_of_the_candidate() -> None:
    interviewer = Turn("interviewer", "Go on, look at the tree", 1.0, 2.0)
    turns = (spoken("look here"), interviewer, spoken("look there", start_s=5.0))
    answer = said(Transcript(turns))
    assert answer.text == "look here\nlook there"
    assert answer.evidence(2, 4).to_dict() == {
        "quote": "look there",
        "start": 10,
        "end": 20,
        "start_s": 5.0,
        "end_s": 5.6,
    }


def test_a_typed_answer_has_no_seconds() -> None:
    assert said("look here").evidence(0, 2).start_s is None


def test_an_edited_transcript_keeps_the_times_it_can() -> None:
    words = (Word("Smoke", 0.0, 0.5, 0.4), Word("helps", 0.5, 1.0, 0.9))
    answer = said(Transcript((Turn("candidate", "SMOTE helps", 0.0, 1.0, words),)))
    assert answer.evidence(0, 1).start_s is None
    assert answer.evidence(1, 2).start_s == 0.5


@pytest.mark.parametrize(("first", "gap_s"), [(0, 1.0), (1, 0.0), (2, 0.25)])
def test_the_silence_between_two_words(first: int, gap_s: float) -> None:
    turn = spoken("one <1.0> two three <0.25> four")
    times = word_times(Transcript((turn,)))
    starts = [turn.text.index(word.text) for word in turn.words]
    assert times.gap_s(starts[first] + len(turn.words[first].text), starts[first + 1]) == pytest.approx(gap_s)
