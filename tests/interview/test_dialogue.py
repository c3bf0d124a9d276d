from __future__ import annotations

import pytest

from interviewer.interview.dialogue import (
    INTERJECTION_PAUSE_S,
    NUDGE_PAUSE_S,
    REPLY_PAUSE_S,
    STUCK_WORDS,
    Dialogue,
    Manner,
    Memory,
    again,
    brief,
    lines_ahead,
    manner_of,
    respond,
    understand,
    unknown_line,
)
from interviewer.interview.partner import Line, Partner
from interviewer.transcript import Transcript
from tests.interview.scripts import GOLDEN, SCRIPTS, played
from tests.support.questions import shipped_bank, small_question

OUTLIERS = shipped_bank().question("outliers")
COACH = brief(OUTLIERS, manner_of("coach"))
ASKS = "Where do the strange values come from?"
JUMPS = "I'd just throw an isolation forest at it."


def said(text: str, quiet_s: float, memory: Memory | None = None) -> tuple[Memory, tuple[Line, ...]]:
    memory = memory or Memory()
    return respond(COACH, memory, understand(OUTLIERS, text, memory.heard_to), quiet_s)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_scripted_conversation(name: str) -> None:
    """Who says what, which fact, which line; see tests/interview/scripts.py."""
    assert played(SCRIPTS[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_every_golden_conversation_has_a_script() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(SCRIPTS)


@pytest.mark.parametrize(
    ("text", "quiet_s", "kinds"),
    [
        (ASKS, 0.0, []),
        (ASKS, REPLY_PAUSE_S - 0.1, []),
        (ASKS, REPLY_PAUSE_S, ["reply"]),
        (JUMPS, INTERJECTION_PAUSE_S - 0.1, []),
        (JUMPS, INTERJECTION_PAUSE_S, ["interjection"]),
        (f"{JUMPS} {ASKS}", REPLY_PAUSE_S, ["reply"]),
        (f"{ASKS} {JUMPS}", REPLY_PAUSE_S, []),
        ("", NUDGE_PAUSE_S - 0.1, []),
        ("", NUDGE_PAUSE_S, ["nudge"]),
        ("Hm, let me see.", NUDGE_PAUSE_S, ["nudge"]),
        ("word " * STUCK_WORDS, NUDGE_PAUSE_S, []),
        ("I'd plot it first.", REPLY_PAUSE_S, []),
    ],
)
def test_words_and_pause_decide_together(text: str, quiet_s: float, kinds: list[str]) -> None:
    assert [line.kind for line in said(text, quiet_s)[1]] == kinds


def test_a_pause_is_replied_to_once() -> None:
    dialogue: Partner = Dialogue(COACH)
    so_far = Transcript.from_text(ASKS)
    replies = [dialogue.consider(so_far, quiet_s) for quiet_s in (0.3, 0.6, 0.7, 1.5)]
    assert [len(lines) for lines in replies] == [0, 1, 0, 0]


def test_an_answer_grows_and_only_what_is_new_is_replied_to() -> None:
    memory, first = said(ASKS, 1.0)
    memory, second = said(f"{ASKS}\nI see.", 1.0, memory)
    memory, third = said(f"{ASKS}\nI see. Which metric do you use?", 1.0, memory)
    assert [line.facts for line in (*first, *second, *third)] == [("origin",), ("metric",)]
    assert memory.given == ("origin", "metric")
    assert [(one.text, one.start, one.facts) for one in memory.asked] == [
        ("Where do the strange values come from", 0, ("origin",)),
        ("Which metric do you use", 46, ("metric",)),
    ]


def test_at_most_three_replies_to_one_breath() -> None:
    _, lines = said(
        f"{ASKS} Which metric do you use? What model is in place today? Who relies on the prediction?", 1.0
    )
    assert [line.facts[0] for line in lines] == ["origin", "metric", "baseline"]


def test_a_follow_up_is_answered_by_the_same_interviewer() -> None:
    dialogue = Dialogue(COACH)
    dialogue.consider(Transcript.from_text(ASKS), 1.0)
    later = dialogue.continued()
    assert later.interjected
    assert later.consider(Transcript.from_text(JUMPS), 9.0) == ()
    (line,) = later.consider(Transcript.from_text(f"{JUMPS}\n{ASKS}"), 1.0)
    assert line.text.startswith("As I said: ")


def test_a_question_without_a_scenario_says_so_once() -> None:
    question = small_question()
    dialogue = Dialogue(brief(question, manner_of("coach")))
    asks = "What data do we have for the trees?"
    (first,) = dialogue.consider(Transcript.from_text(asks), 1.0)
    (second,) = dialogue.consider(Transcript.from_text(f"{asks}\nHow many rows of data are there?"), 1.0)
    assert first.text == unknown_line(None, 0)
    assert second.text == unknown_line(None, 1)
    assert len(second.text) < len(first.text)


def test_only_a_drill_replies_to_any_question_mark() -> None:
    text = "What colour is the office?"
    assert said(text, 1.0)[1] == ()
    eager = brief(OUTLIERS, Manner(any_question=True))
    _, lines = respond(eager, Memory(), understand(OUTLIERS, text), 1.0)
    assert [line.facts for line in lines] == [()]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("How many are there?", "As I said: There are three million deliveries."),
        ("And how many are negative?", "As I said: Half a percent last more than five hours, and about two"),
    ],
)
def test_the_same_answer_again_is_shorter(asked: str, expected: str) -> None:
    assert OUTLIERS.scenario is not None
    extent = next(fact for fact in OUTLIERS.scenario.facts if fact.id == "extent")
    line = again(extent, asked)
    assert line.startswith(expected)
    assert len(line) < len(extent.answer)


def test_all_that_must_be_said_at_once_is_known_ahead() -> None:
    """Every line of every scripted conversation but the shorter second answers."""
    for name, one in SCRIPTS.items():
        question = shipped_bank().question(one.question)
        ahead = {*lines_ahead(question, one.manner), question.prompt, unknown_line(None, 1)}
        for line in played(one).splitlines():
            if not line.startswith("candidate"):
                assert line.split(": ", 1)[1] in ahead, name


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        (manner_of("coach"), Manner("pause", 2)),
        (manner_of("real"), Manner("never", 1, fixed=True)),
        (manner_of("real", "now", 0), Manner("now", 0, fixed=True)),
        (manner_of("coach", follow_ups=0), Manner("pause", 0)),
    ],
)
def test_manners(manner: Manner, expected: Manner) -> None:
    assert manner == expected


def test_a_real_interviewer_renders_no_interjection() -> None:
    assert OUTLIERS.interjections[0] in lines_ahead(OUTLIERS, manner_of("coach"))
    assert OUTLIERS.interjections[0] not in lines_ahead(OUTLIERS, manner_of("real"))
