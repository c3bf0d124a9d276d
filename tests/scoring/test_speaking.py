"""How an answer was spoken: over voice activity where it is known, over word times where not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.scoring.speaking import PACE_WINDOW_S, Speaking, find_speaking
from interviewer.transcript import Span, Transcript, Turn, Word


def spoken(text: str, *, start_s: float = 0.0, word_s: float = 0.5) -> Turn:
    """A turn in which each word takes ``word_s``, without gaps, as Whisper likes to write it."""
    words = [
        Word(word, start_s + at * word_s, start_s + (at + 1) * word_s, 0.9)
        for at, word in enumerate(text.split())
    ]
    return Turn.from_words(words)


def measured(*turns: Turn, speech: tuple[Span, ...] = ()) -> Speaking:
    end_s = max((turn.end_s or 0.0 for turn in turns), default=0.0)
    return find_speaking(Transcript(turns, duration_s=end_s + 1, engine="made up", speech=speech))


TWENTY = "one two three four five six seven eight nine ten " * 2


def test_a_typed_answer_has_no_figures_but_its_hedges() -> None:
    found = find_speaking(Transcript.from_text("I think it depends, um, maybe."))
    assert (found.spoken_s, found.wpm, found.talk_share, found.pauses) == (None, None, None, ())
    assert [one.quote for one in found.hedges] == ["I think", "maybe"]
    assert [one.quote for one in found.fillers] == ["um"]


def test_no_words_at_all() -> None:
    assert find_speaking(Transcript((), duration_s=5.0, speech=((0.0, 1.0),))) == Speaking(0)


def test_pace_and_talk_share() -> None:
    found = measured(spoken(TWENTY), speech=((0.0, 4.0), (5.0, 10.0)))
    assert found.by_voice
    assert found.wpm == pytest.approx(120)
    assert found.talk_share == pytest.approx(0.9)
    assert found.spoken_s == pytest.approx(10)


def test_a_pause_is_heard_though_the_words_are_stretched_over_it() -> None:
    before, after = spoken(TWENTY), spoken(TWENTY, start_s=13.0)
    stretched = replace(before.words[-1], end_s=13.0)
    turn = Turn.from_words((*before.words[:-1], stretched, *after.words))
    (pause,) = measured(turn, speech=((0.0, 10.0), (13.1, 23.0))).pauses
    assert (pause.start_s, pause.end_s) == (10.0, 13.1)
    assert measured(turn).pauses == ()


def test_breath_is_no_silence() -> None:
    assert measured(spoken(TWENTY), speech=((0.0, 4.0), (4.5, 10.0))).speech == ((0.0, 10.0),)


def test_while_the_interviewer_speaks_nobody_pauses() -> None:
    turns = (spoken(TWENTY), Turn("interviewer", "Go on.", 10.5, 13.5), spoken(TWENTY, start_s=14.0))
    found = measured(*turns, speech=((0.0, 10.0), (14.0, 24.0)))
    assert found.pauses == ()
    assert found.spoken_s == pytest.approx(20)
    assert found.talk_share == pytest.approx(1.0)
    assert found.wpm == pytest.approx(120)


@pytest.mark.parametrize("speech", [((0.0, 3.0),), ((50.0, 60.0),)])
def test_regions_of_another_sound_are_not_trusted(speech: tuple[Span, ...]) -> None:
    found = measured(spoken(TWENTY), speech=speech)
    assert not found.by_voice
    assert found.speech == ((0.0, 10.0),)


def test_the_pace_curve_follows_the_pace() -> None:
    slow, fast = spoken("slow " * 20, word_s=1.0), spoken("fast " * 80, start_s=20.0, word_s=0.25)
    words = (*slow.words, *fast.words)
    found = measured(Turn.from_words(words))
    assert found.pace[0].wpm == pytest.approx(60)
    assert found.pace[-1].wpm == pytest.approx(240)
    assert [point.wpm for point in found.pace] == sorted(point.wpm for point in found.pace)
    assert found.pace[0].at_s == pytest.approx(PACE_WINDOW_S / 2)


def test_a_short_answer_has_no_curve() -> None:
    assert measured(spoken(TWENTY, word_s=0.4)).pace == ()


def test_a_filler_where_nobody_spoke_was_made_up() -> None:
    turn = spoken("well um " + "so it goes on and on " * 5)
    made_up = replace(turn.words[1], start_s=40.0, end_s=40.2)
    turn = Turn.from_words((turn.words[0], *turn.words[2:], made_up))
    assert measured(turn, speech=((0.0, 20.0),)).fillers == ()
    assert len(measured(turn).fillers) == 1


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        (
            "I guess that's sort of it, or something like that.",
            ["I guess", "sort of", "or something like that"],
        ),
        ("It depends on what kind of data we have, and this sort of thing.", []),
        ("We kinda average them.", ["kinda"]),
        ("I'm not sure, perhaps it overfits.", ["I'm not sure", "perhaps"]),
        ("The model is not sure of the class.", []),
    ],
)
def test_hedges(text: str, hedges: list[str]) -> None:
    assert [one.quote for one in find_speaking(Transcript.from_text(text)).hedges] == hedges
