"""Lists of questions and attempts, one question, and transcripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from interviewer.bank.models import Question
from interviewer.history.attempt import Listed
from interviewer.report.listing import render_attempts, render_question, render_questions
from interviewer.report.said import render_transcript
from interviewer.transcript import Transcript, Turn, Word

Golden = Callable[[str, str], None]


@pytest.fixture
def bank(question: Question) -> tuple[Question, ...]:
    def other(**update: Any) -> Question:
        return question.model_copy(update=update)

    return (
        other(
            number=1, slug="supervised-vs-unsupervised", level="entry", type="compare", prompt="Short one?"
        ),
        question,
        other(number=20, slug="cnn-rnn-transformer", section="algorithms/deep-learning", type="compare"),
        other(
            number=None, slug="a-failure", section="people", pack="mine", type="behavioural", level="expert"
        ),
    )


@pytest.fixture
def spoken() -> Transcript:
    text = (
        "Before I pick anything, what does a missed fraud cost us? "
        "And how many positives do we have in a month, and who looks at them?"
    )
    words = [Word(word, 1.0 + at * 0.8, 1.4 + at * 0.8, 0.9) for at, word in enumerate(text.split())]
    reply = "One payment in eight hundred is a fraud."
    return Transcript(
        (
            Turn.from_words(words),
            Turn("interviewer", reply, 23.0, 25.0),
            Turn.from_words([Word("Thanks.", 61.0, 61.5, 0.9)]),
        ),
        duration_s=62.0,
        engine="faster-whisper",
        model="base",
    )


@pytest.mark.parametrize("width", [80, 120])
def test_questions(width: int, bank: tuple[Question, ...], golden: Golden) -> None:
    golden(f"questions-{width}", render_questions(bank, width=width))


def test_no_questions() -> None:
    assert render_questions((), width=80) == "No question fits.\n"


@pytest.mark.parametrize("reveal", [False, True])
def test_question(reveal: bool, question: Question, golden: Golden) -> None:
    golden(f"question{'-revealed' * reveal}-80", render_question(question, width=80, reveal=reveal))


def test_the_facts_stay_hidden(question: Question) -> None:
    assert question.scenario is not None
    text = " ".join(render_question(question, width=200).split())
    assert question.scenario.summary in text
    assert not [fact.id for fact in question.scenario.facts if fact.answer in text]


def test_transcript(spoken: Transcript, golden: Golden) -> None:
    golden("transcript-80", render_transcript(spoken, width=80))


@pytest.mark.parametrize(
    ("transcript", "expected"),
    [
        (Transcript.from_text("One.\nTwo  three."), "One. Two three.\n"),
        (Transcript.from_text(""), "No words.\n"),
        (Transcript((), duration_s=3.0), "No words were heard.\n"),
        (Transcript((Turn("candidate", "no word times", 65.0, 70.0),), 71.0), " 1:05  no word times\n"),
        (Transcript((Turn("candidate", "a b", 0.0, 1.0, (Word("z", 0.5, 1.0, 0.1),)),), 1.0), " 0:00  a b\n"),
    ],
)
def test_small_transcripts(transcript: Transcript, expected: str) -> None:
    assert render_transcript(transcript, width=80) == expected


# Control characters may open an escape sequence that goes on in the next word: those are taken out.
PLAIN = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)


@given(st.lists(PLAIN, max_size=30), st.floats(0.1, 20))
def test_no_word_is_lost(texts: list[str], pace_s: float) -> None:
    words = [Word(text, at * pace_s, at * pace_s + 0.1, 0.5) for at, text in enumerate(texts)]
    transcript = Transcript((Turn.from_words(words),), duration_s=1.0)
    shown = "".join(line[7:] for line in render_transcript(transcript, width=100).splitlines())
    expected = render_transcript(Transcript.from_text(" ".join(texts)), width=100)
    if not expected.startswith("No words"):
        assert "".join(shown.split()) == "".join(expected.split())


def attempts() -> tuple[Listed, ...]:
    def made(number: int, question: str, total: float, jumped: bool, duration_s: float | None) -> Listed:
        when = f"2026-01-{10 + number}T18:04:05+00:00"
        return Listed(
            number, question, 5, "fundamentals", "basics", "mid", "howto", when, "coach", None, duration_s,
            total, jumped, 1,
        )  # fmt: skip

    return (
        made(12, "imbalanced-data", 100.0, False, 61.0),
        made(3, "outliers", 58.5, True, None),
        made(1, "a-question-of-ones-own-with-a-very-very-long-name-indeed-sixty", 0.0, True, 754.2),
    )


def test_attempts(golden: Golden) -> None:
    golden("attempts-80", render_attempts(attempts(), width=80))
    notes = {"due": {12: "in 3 d", 3: "due"}, "excerpts": {3: "…what was searched for…"}, "more": 19_997}
    golden("attempts-notes-80", render_attempts(attempts(), width=80, **notes))  # type: ignore[arg-type]
    assert render_attempts((), width=80) == "No attempt is stored yet. Make one with: interviewer practice\n"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(min_size=1, max_size=150).filter(str.strip),
    width=st.integers(40, 130),
    unicode=st.booleans(),
)
def test_any_text_fits(text: str, width: int, unicode: bool, question: Question) -> None:
    asked = question.model_copy(update={"prompt": text, "reference": text, "section": text})
    words = [Word(word, float(at), at + 0.5, 0.5) for at, word in enumerate(text.split())]
    for shown in (
        render_questions((asked,), width=width, unicode=unicode),
        render_question(asked, width=width, unicode=unicode, reveal=True),
        render_transcript(Transcript((Turn.from_words(words),)), width=width, unicode=unicode),
        render_attempts(attempts(), width=width, unicode=unicode),
    ):
        shown.encode("utf-8" if unicode else "ascii")
        assert all(cell_len(line) <= width for line in shown.split("\n"))
