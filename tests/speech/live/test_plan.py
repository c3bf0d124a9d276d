from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.audio.activity import Region
from interviewer.speech.engines import WINDOW_S
from interviewer.speech.live.draft import Draft, accepted, guessed, settled, with_lost_end
from interviewer.speech.live.plan import Piece, is_caught_up, next_piece, taken
from interviewer.transcript import Word


def middle(start_s: float, end_s: float) -> float:
    return (start_s + end_s) / 2


def words(*texts: str, start_s: float = 0.0, each_s: float = 0.5) -> tuple[Word, ...]:
    return tuple(
        Word(text, start_s + place * each_s, start_s + (place + 0.9) * each_s, 0.9)
        for place, text in enumerate(texts)
    )


def planned(
    draft: Draft, speech: list[tuple[float, float]], now_s: float, *, ended: bool = False
) -> tuple[float, float, str] | None:
    piece = next_piece(draft, [Region(*region) for region in speech], now_s, ended, middle)
    return None if piece is None else (round(piece.start_s, 2), round(piece.end_s, 2), piece.kind)


TEN_WORDS = "One two three four five six seven eight nine ten."
SENTENCES = words(*f"{TEN_WORDS} Then one more two more.".split())
LONG = Draft(guess=words(*(word.text for word in SENTENCES), each_s=1.0), heard_s=15.0)


@pytest.mark.parametrize(
    ("before", "now", "agreed"),
    [
        pytest.param("so two things here", "So, two things matter", "So, two things", id="the first words"),
        pytest.param("a one, class b c", "a one-class b c", "a one-class b c", id="one word or two"),
        pytest.param("a one-class b c", "a one, class b c", "a one, class b c", id="two words or one"),
        pytest.param("a one-class b c", "a one clan b c", "a", id="half of one"),
        pytest.param("", "a b", "", id="nothing before"),
        pytest.param("a b", "", "", id="nothing now"),
    ],
)
def test_two_passes_agree_on_what_is_spelled_alike(before: str, now: str, agreed: str) -> None:
    draft = guessed(Draft(guess=words(*before.split())), words(*now.split()), 9.0)
    assert " ".join(draft.agreed) == agreed


def test_the_last_word_may_be_half_a_word() -> None:
    two = words("a", "b")
    assert guessed(Draft(guess=two), two, two[-1].end_s + 0.2).agreed == ("a",)


@pytest.mark.parametrize(
    ("draft", "speech", "now_s", "ended", "expected"),
    [
        pytest.param(Draft(), [], 9.0, False, None, id="silence"),
        pytest.param(Draft(), [], 9.0, True, None, id="silence to the end"),
        pytest.param(Draft(), [(1, 2.5)], 2.5, False, None, id="too little yet"),
        pytest.param(Draft(), [(1, 3.2)], 3.2, False, (0.8, 3.2, "ahead"), id="while he speaks"),
        pytest.param(Draft(heard_s=3.2), [(1, 4.9)], 4.9, False, None, id="too little new"),
        pytest.param(Draft(), [(1, 1.8)], 2.1, False, (0.8, 2.0, "ahead"), id="as soon as he pauses"),
        pytest.param(Draft(heard_s=2.0), [(1, 1.8)], 2.4, False, None, id="once is enough"),
        pytest.param(Draft(heard_s=2.0), [(1, 1.8)], 3.0, False, None, id="a short one waits for more"),
        pytest.param(Draft(heard_s=2.0), [(1, 1.8)], 3.9, False, (0.8, 2.0, "whole"), id="but not for ever"),
        pytest.param(Draft(heard_s=6.0), [(1, 6)], 6.8, False, (0.8, 6.2, "whole"), id="a pause settles"),
        pytest.param(Draft(), [(1, 6)], 6.0, True, (0.8, 6.0, "last"), id="the end"),
        pytest.param(Draft(heard_s=6.2), [(1, 6)], 6.6, True, None, id="the end was heard ahead"),
        pytest.param(LONG, [(0, 10), (10.2, 16)], 16.0, False, (0, 10.1, "whole"), id="after a sentence"),
        pytest.param(LONG, [(0, 16)], 16.0, False, (0, 9.95, "whole"), id="without a pause after it"),
        pytest.param(
            Draft(guess=words(*["and"] * 46), heard_s=23.0),
            [(0, 6), (6.1, 19), (19.3, 23)],
            23.0,
            False,
            (0, 19.15, "whole"),
            id="no sentence, the longest pause",
        ),
        pytest.param(Draft(), [(0, 20), (20.5, 60)], 60.0, False, (0, 20.2, "whole"), id="fallen behind"),
        pytest.param(Draft(from_s=2.0), [(2, 5)], 5.0, False, (2, 5.0, "ahead"), id="never before the cut"),
    ],
)
def test_the_next_piece(
    draft: Draft,
    speech: list[tuple[float, float]],
    now_s: float,
    *,
    ended: bool,
    expected: tuple[float, float, str] | None,
) -> None:
    assert planned(draft, speech, now_s, ended=ended) == expected


@given(st.lists(st.tuples(st.floats(0.1, 5.0), st.floats(0.25, 70.0)), max_size=6), st.booleans())
def test_every_piece_fits_the_engine_and_the_plan_comes_to_an_end(
    pauses_and_speech: list[tuple[float, float]], ended: bool
) -> None:
    """Whatever was said: nothing is heard twice as final, and after the end everything has been heard."""
    regions: list[Region] = []
    now_s = 0.0
    for pause_s, speech_s in pauses_and_speech:
        regions.append(Region(now_s + pause_s, now_s + pause_s + speech_s))
        now_s = regions[-1].end_s
    now_s += 0.0 if ended else 3.0
    draft = Draft()
    for _ in range(100):
        left = [
            Region(max(region.start_s, draft.from_s), region.end_s)
            for region in regions
            if region.end_s > draft.from_s + 0.01
        ]
        piece = next_piece(draft, left, now_s, ended, middle)
        if piece is None:
            break
        assert draft.from_s <= piece.start_s < piece.end_s <= now_s
        assert piece.end_s - piece.start_s <= WINDOW_S
        draft = (guessed if piece.kind == "ahead" else settled)(draft, (), piece.end_s)
    else:
        raise AssertionError("it never ends")
    assert is_caught_up(draft, left)


def test_a_guess_after_the_cut_is_kept() -> None:
    draft = settled(guessed(Draft(), SENTENCES, 7.5), words("One", "ten."), 4.98)
    assert [word.text for word in draft.words] == ["One", "ten.", "Then", "one", "more", "two", "more."]
    assert (draft.from_s, draft.heard_s) == (4.98, 7.5)
    assert accepted(draft).settled == draft.words


def test_what_was_final_stays() -> None:
    """Whatever is heard later, the settled words are the beginning of what is settled then."""
    first = settled(Draft(), words("One"), 2.0)
    later = settled(guessed(first, words("or", start_s=2.0), 3.0), words("two", start_s=2.0), 3.0)
    assert later.settled[:1] == first.settled
    assert later.guess == ()


AGREED = tuple(word.text for word in SENTENCES[:12])


@pytest.mark.parametrize(
    ("draft", "speech", "from_s"),
    [
        pytest.param(Draft(guess=SENTENCES, heard_s=7.5), [(0, 8)], 0.0, id="heard but once"),
        pytest.param(Draft(guess=SENTENCES, heard_s=7.5, agreed=AGREED), [(0, 8)], 4.97, id="a sentence"),
        pytest.param(
            Draft(guess=SENTENCES, heard_s=7.5, agreed=AGREED),
            [(0, 4.98), (5.02, 5.4), (5.6, 8)],
            5.5,
            id="a pause",
        ),
        pytest.param(Draft(guess=SENTENCES[:5], heard_s=2.5, agreed=AGREED[:4]), [(0, 3)], 0.0, id="little"),
        pytest.param(Draft(), [(0, 3)], 0.0, id="nothing heard yet"),
    ],
)
def test_at_the_end_what_two_passes_heard_alike_is_final(
    draft: Draft, speech: list[tuple[float, float]], from_s: float
) -> None:
    final = taken(draft, [Region(*region) for region in speech], middle)
    assert final.from_s == pytest.approx(from_s, abs=0.01)
    assert final.words == draft.words
    assert all(word.end_s <= from_s for word in final.settled)


def test_a_piece_says_what_it_is_for() -> None:
    assert Piece(0.0, 1.0, "ahead") != Piece(0.0, 1.0, "whole")


@pytest.mark.parametrize(
    ("new", "before", "expected"),
    [
        pytest.param(
            "one two.", "one two three four five six", "one two. three four five six", id="broke off"
        ),
        pytest.param("one two", "one two three four five", "one two", id="three words fewer are a judgement"),
        pytest.param("one too many", "one two three four", "one too many", id="as many"),
        pytest.param("one two three", "", "one two three", id="the first pass"),
        pytest.param("", "one two three four five", "", id="no speech after all"),
    ],
)
def test_an_end_that_a_pass_lost_is_kept(new: str, before: str, expected: str) -> None:
    heard = with_lost_end(words(*new.split()), words(*before.split()))
    assert " ".join(word.text for word in heard) == expected
    times_s = [time_s for word in heard for time_s in (word.start_s, word.end_s)]
    assert times_s == sorted(times_s)


def test_what_was_heard_of_a_piece_is_not_lost_when_it_is_final() -> None:
    draft = Draft(guess=words("One.", "Two", "three", "four", "five.", "Six"), heard_s=3.0)
    final = settled(draft, words("One."), 2.5)
    assert [word.text for word in final.settled] == ["One.", "Two", "three", "four", "five."]
    assert [word.text for word in final.guess] == ["Six"]
