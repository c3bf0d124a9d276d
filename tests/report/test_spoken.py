"""How an answer was spoken, beside the speaker's own earlier answers."""

from __future__ import annotations

import pytest

from interviewer.report.layout import Look
from interviewer.report.spoken import render_speaking, spoken_facts
from interviewer.report.usual import EARLIER, Usual, rates, usual
from interviewer.scoring.scorecard import Evidence, Pause
from interviewer.scoring.speaking import PacePoint, Speaking
from interviewer.settings import MEASURES


def speaking(wpm: float = 150.0, *, words: int = 150, pauses: int = 0) -> Speaking:
    return Speaking(
        words=words,
        spoken_s=60.0,
        wpm=wpm,
        talk_share=0.91,
        pace=tuple(PacePoint(5.0 * at, 120.0 + 10 * at) for at in range(6)),
        pauses=tuple(Pause(10.0 * at, 10.0 * at + 2.5) for at in range(pauses)),
        fillers=(Evidence("um", 0, 2, 4.0, 4.2), Evidence("Um", 9, 11, 65.0, 65.2)),
        hedges=(Evidence("I think", 20, 27, 7.0, 7.5),),
        speech=((0.0, 60.0),),
        by_voice=True,
    )


def test_what_is_usual_are_the_last_answers() -> None:
    earlier = [speaking(500.0), *(speaking(140.0 + at) for at in range(EARLIER))]
    assert usual(earlier)["pace"] == Usual(144.5, 140.0, 149.0, EARLIER)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_two_answers_are_no_habit(count: int) -> None:
    assert usual([speaking()] * count) == {}


def test_typed_and_short_answers_say_nothing() -> None:
    assert rates(Speaking(150)) == rates(speaking(words=20)) == {}
    assert usual([speaking(), speaking(), Speaking(150), speaking(words=20)]) == {}


def test_rates_do_not_depend_on_length() -> None:
    found = rates(speaking(pauses=3, words=200))
    assert found["pauses"] == pytest.approx(3.0)
    assert found["fillers"] == pytest.approx(1.0)
    assert found["talking"] == pytest.approx(91)


def test_the_section() -> None:
    usually = usual([speaking(140), speaking(160), speaking(145), speaking(pauses=2)])
    now = speaking(175, pauses=1)
    shown = render_speaking(now, spoken_facts(now, usually, MEASURES), Look(80))
    lines = shown.splitlines()
    assert lines[1] == "HOW YOU SPOKE  for information, by the voice in the recording"
    assert lines[2].startswith("  pace     175 words a minute  ▁▂▄▅▇█  120 to 170 over 10 s")
    text = " ".join(shown.split())
    assert "(more than your usual: 140 to 160 words a minute in 4 earlier answers)" in text
    assert "pauses 1 of 2 s or more: 0:00 “2.5 s” (within your usual: 0 to 2 long pauses a minute" in text
    assert "talking 91% of your time" in text
    assert "fillers 2: 0:04 “um”, 1:05 “Um”" in text
    assert "repeats none" in text
    assert "hedges 1: 0:07 “I think”" in text
    assert all(len(line) <= 80 for line in lines)
    assert render_speaking(now, spoken_facts(now, usually, MEASURES), Look(80, unicode=False)).isascii()


@pytest.mark.parametrize("off", MEASURES)
def test_each_measure_can_be_switched_off(off: str) -> None:
    kept = [name for name in MEASURES if name != off]
    assert [fact.name for fact in spoken_facts(speaking(), {}, kept)] == kept


def test_without_measures_there_is_no_section() -> None:
    assert spoken_facts(speaking(), {}, ()) == ()
    assert spoken_facts(Speaking(10), {}, MEASURES) == ()
    assert render_speaking(speaking(), (), Look(80)) == ""


def test_by_word_times_nobody_is_told_how_much_he_talked() -> None:
    by_words = Speaking(100, 60.0, 100.0, 1.0, speech=((0.0, 60.0),))
    assert "talking" not in {fact.name for fact in spoken_facts(by_words, {}, MEASURES)}
