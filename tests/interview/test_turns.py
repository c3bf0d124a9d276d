from __future__ import annotations

import pytest

from interviewer.interview.turns import (
    SpokenLine,
    ends_with_farewell,
    is_unfinished,
    turns,
    without_farewell,
)
from interviewer.transcript import Word


def said(text: str, start_s: float = 0.0, gap_s: float = 0.1) -> list[Word]:
    """The words of ``text``, 0.3 s each."""
    return [
        Word(word, start_s + place * (0.3 + gap_s), start_s + place * (0.3 + gap_s) + 0.3, 0.9)
        for place, word in enumerate(text.split())
    ]


def test_turns_of_nobody() -> None:
    assert turns((), ()) == ()


def test_lines_stand_where_they_were_said() -> None:
    words = [*said("How many rows?", 1.0), *said("Then I plot them.", 8.0)]
    lines = [SpokenLine("Go on.", 12.0, 13.0), SpokenLine("A million.", 3.0, 4.5)]
    found = turns(words, lines)
    assert [(turn.speaker, turn.text) for turn in found] == [
        ("candidate", "How many rows?"),
        ("interviewer", "A million."),
        ("candidate", "Then I plot them."),
        ("interviewer", "Go on."),
    ]
    assert (found[1].start_s, found[1].end_s) == (3.0, 4.5)
    assert found[2].words == tuple(words[3:])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("So I would retrain it. That's my answer.", "So I would retrain it."),
        ("So I would retrain it. So, that is my answer!", "So I would retrain it."),
        ("I would retrain it and that's my final answer", "I would retrain it"),
        ("I would retrain it. I'm done.", "I would retrain it."),
        ("I would retrain it. Okay, I am done.", "I would retrain it."),
        ("I'm done.", ""),
        ("I stop training when I'm done.", None),
        ("That's my answer to the first part.", None),
        ("I'd say I'm done with the data.", None),
        ("That's it.", None),
        ("", None),
    ],
)
def test_a_farewell_is_no_part_of_the_answer(text: str, kept: str | None) -> None:
    words = said(text)
    assert ends_with_farewell(words) == (kept is not None)
    assert " ".join(word.text for word in without_farewell(words)) == (text if kept is None else kept)


def test_a_pause_makes_a_farewell_a_sentence() -> None:
    assert ends_with_farewell([*said("then we deploy it"), *said("I'm done", 4.0)])


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [
        ("", False),
        ("I would check the data.", False),
        ("I would check the data", False),
        ("I would check the", True),
        ("First the labels,", True),
        ("And then...", True),
        ("It depends on what we would", True),
        ("That is what it is for.", False),
    ],
)
def test_who_is_in_the_middle_of_a_sentence(text: str, unfinished: bool) -> None:
    assert is_unfinished(said(text)) == unfinished
