"""Corrected words: times survive where words do, nothing else of the transcript changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.correction import as_page, corrected, from_page
from interviewer.errors import BadTranscript
from interviewer.transcript import Transcript, Turn, Word

HEARD = "First I would use smoke on it."


def timed(text: str) -> Turn:
    """A word a second, each half a second long."""
    return Turn.from_words(Word(word, at, at + 0.5, 0.8) for at, word in enumerate(text.split()))


def times(turn: Turn) -> list[tuple[str, float, float]]:
    return [(word.text, round(word.start_s, 3), round(word.end_s, 3)) for word in turn.words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "First I would use SMOTE on it.",
            [("use", 3, 3.5), ("SMOTE", 4, 4.5), ("on", 5, 5.5), ("it.", 6, 6.5)],
            id="replaced",
        ),
        pytest.param(
            "First I would use SM OTE on it.",
            [("use", 3, 3.5), ("SM", 4, 4.2), ("OTE", 4.2, 4.5), ("on", 5, 5.5), ("it.", 6, 6.5)],
            id="one for two, each by its length",
        ),
        pytest.param("First I would use it.", [("use", 3, 3.5), ("it.", 6, 6.5)], id="taken out"),
        pytest.param(
            "First I would use smoke just on it.",
            [("smoke", 4, 4.5), ("just", 4.5, 5), ("on", 5, 5.5), ("it.", 6, 6.5)],
            id="put in: the gap",
        ),
        pytest.param(
            "first, i would use smoke on it. Yes",
            [("it.", 6, 6.5), ("Yes", 6.5, 6.5)],
            id="at the end; case and punctuation keep their words",
        ),
        pytest.param(
            "Well First I would use smoke on it.", [("Well", 0, 0), ("First", 0, 0.5)], id="at the start"
        ),
    ],
)
def test_word_times_survive(text: str, expected: list[tuple[str, float, float]]) -> None:
    turn = corrected(timed(HEARD), text)
    assert turn.text == text
    found = times(turn)
    start = found.index(expected[0])
    assert found[start : start + len(expected)] == expected


def test_a_word_that_was_kept_keeps_its_probability_and_a_corrected_one_is_certain() -> None:
    turn = corrected(timed(HEARD), HEARD.replace("smoke", "SMOTE"))
    assert [word.probability for word in turn.words] == [0.8, 0.8, 0.8, 0.8, 1.0, 0.8, 0.8]


def test_a_turn_that_is_not_touched_stays_the_same() -> None:
    turn = timed(HEARD)
    assert corrected(turn, "First I would\n  use smoke on it.\n") is turn
    typed = Turn("candidate", "First.\nThen.")
    assert corrected(typed, "First.\nThen.\n\n") is typed


@given(
    st.text("abc \n", max_size=30), st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=8)
)
def test_words_and_text_agree_and_time_runs_forward(text: str, heard: list[str]) -> None:
    turn = corrected(timed(" ".join(heard)), text)
    assert [word.text for word in turn.words] == turn.text.split() == text.split()
    assert all(word.start_s <= word.end_s for word in turn.words)
    assert all(before.end_s <= after.start_s + 1e-9 for before, after in pairwise(turn.words))


def conversation() -> Transcript:
    return Transcript(
        (
            timed(HEARD),
            Turn("interviewer", "One case in a hundred. " * 6, 7.0, 9.0),
            replace(timed("Then I would count."), start_s=10.0),
        ),
        duration_s=20.0,
        engine="faster-whisper",
        model="base",
        speech=((0.0, 7.0),),
    )


def test_a_page_that_is_left_as_it_is_changes_nothing() -> None:
    for transcript in (conversation(), Transcript.from_text("# no remark\n[candidate 7]\n\nlast line")):
        assert from_page(as_page(transcript), transcript) == transcript


def test_only_the_candidates_turns_can_be_changed() -> None:
    page = as_page(conversation())
    assert "# interviewer: One case in a hundred." in page
    assert max(map(len, page.splitlines())) <= 110
    changed = from_page(page.replace("hundred", "thousand").replace("smoke", "SMOTE"), conversation())
    assert changed.turns[1:] == conversation().turns[1:]
    assert changed.turns[0].text == HEARD.replace("smoke", "SMOTE")
    assert replace(changed, turns=()) == replace(conversation(), turns=())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[candidate 3]\n", ""), r"\[candidate 3\] is missing"),
        (("[candidate 3]", "[candidate 2]"), r"\[candidate 2\] is no turn of yours"),
        (("[candidate 3]", "[candidate 1]"), r"\[candidate 1\] stands there twice"),
        (("[candidate 1]", "Hello\n[candidate 1]"), "words above the first"),
    ],
)
def test_a_page_that_can_not_be_read(change: tuple[str, str], message: str) -> None:
    with pytest.raises(BadTranscript, match=message) as caught:
        from_page(as_page(conversation()).replace(*change), conversation())
    assert "Nothing was changed" in str(caught.value)


def test_an_answer_without_words_is_none() -> None:
    with pytest.raises(BadTranscript, match="no word of the answer is left"):
        from_page("[candidate 1]\n\n", Transcript.from_text("words"))
