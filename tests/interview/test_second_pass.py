from __future__ import annotations

from interviewer.audio.clip import Clip
from interviewer.interview.second_pass import heard_again
from interviewer.transcript import Transcript, Turn, Word
from tests.audio.sounds import ScriptedActivity, sine
from tests.support.fakes import FakeEngine


def said(text: str, start_s: float, before: str = "") -> tuple[Word, ...]:
    return tuple(
        Word(f"{before}{word}", start_s + 0.3 * at, start_s + 0.3 * at + 0.2, 0.9)
        for at, word in enumerate(text.split())
    )


def test_the_interviewers_lines_stay_and_farewells_go() -> None:
    line = Turn("interviewer", "And in production?", 2.4, 3.6)
    first = Transcript(
        (Turn.from_words(said("I would smoke it.", 0.2)), line, Turn.from_words(said("I'd watch it.", 4.2))),
        duration_s=6.0,
        model="small one",
    )
    clip = Clip(sine(6.5))
    engine = FakeEngine(
        [
            (
                *said("I would SMOTE it. I'm done.", 0.2, " "),
                *said("I'd watch it. That's my answer.", 4.2, " "),
            )
        ],
        model="large one",
    )
    heard = heard_again(engine, clip, ScriptedActivity(0.9), first)
    assert [turn.text for turn in heard.transcript.turns] == [
        "I would SMOTE it.",
        "And in production?",
        "I'd watch it.",
    ]
    assert (heard.words, heard.differing, heard.transcript.model) == (7, 1, "large one")
