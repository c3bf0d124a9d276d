"""What holds for every answer to every question."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.bank.models import Question
from interviewer.scoring.score import score
from interviewer.transcript import Transcript, Turn
from tests.scoring.said import quotes_of, spoken
from tests.support.questions import shipped_bank, small_question

SMALL = small_question()
BANK = tuple(question for question in shipped_bank() if question.number)
# Every sixth question is enough for what is a matter of the scorer; the bank has tests of its own.
SOME = BANK[::6]
some_questions = pytest.mark.parametrize("question", SOME, ids=[question.slug for question in SOME])
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Speech about the small question, broken by anything that a text may hold.
PIECES = st.one_of(
    st.text(alphabet=st.characters(), max_size=12),
    st.sampled_from(
        [
            "bagging trains trees in parallel",
            "boosting goes one after another",
            "it reduces the variance",
            "I'd use stacking",
            "what is the goal here?",
            "How many rows do we have",
            "I'd first look at the data",
            "bagging removes the bias",
        ]
    ),
    st.sampled_from(
        ["not", "isn't", "l 1", "over fitting", "um", "and then", ".", ",", "?", "\n", "…", "’", "0.5"]
    ),
)
ANY_TEXT = st.lists(PIECES, max_size=30).map(" ".join)


def content(question: Question, text: str) -> float:
    return score(question, text).parts["content"].score or 0.0


def check(card: dict[str, Any], text: str) -> None:
    """Offsets are right, the mark is in range, the parts add up."""
    for quote in quotes_of(card):
        assert 0 <= quote["start"] < quote["end"] <= len(text)
        assert text[quote["start"] : quote["end"]] == quote["quote"]
    assert 0 <= card["total"] <= 100
    assert sum(part["weight"] for part in card["parts"].values()) == pytest.approx(1, abs=1e-9)
    for part in card["parts"].values():
        assert part["score"] is None or 0 <= part["score"] <= 1
        assert part["weight"] >= 0
    points = sum(part["points"] for part in card["parts"].values())
    penalties = sum(penalty["points"] for penalty in card["penalties"])
    assert card["total"] == pytest.approx(min(100, max(0, points + penalties)), abs=1e-6)


@quick
@given(ANY_TEXT)
def test_any_text_gives_a_scorecard(text: str) -> None:
    check(score(SMALL, text).to_dict(), text)


@quick
@given(st.lists(ANY_TEXT, max_size=4), st.floats(0, 3))
def test_any_dialogue_gives_a_scorecard(texts: list[str], gap_s: float) -> None:
    turns: list[Turn] = []
    for text in texts:
        turns.append(spoken(text.replace("<", " "), start_s=turns[-1].end_s or 0 if turns else gap_s))
        turns.append(Turn("interviewer", text))
    transcript = Transcript(tuple(turns), duration_s=99.0, engine="faster-whisper", model="base")
    check(score(SMALL, transcript).to_dict(), transcript.candidate_text)


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 lone surrogate",
        "\x00\x01\x02",
        "a" * 100_000,
        "?" * 10_000,
        "' ' ’ ’",
        "🤷🏽‍♀️ " * 500,
        "\u202eright to left",
        "e\u0301" * 100,
        "ß ﬁ İ ı ſ K",
        "\r\n\r\n",
        "١٢٣ ٤٥٦",
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_odd_text(text: str) -> None:
    check(score(SMALL, text).to_dict(), text)


@pytest.mark.parametrize("text", ["", " \n", "...", "um uh er", "😀"])
def test_nothing_said_is_worth_nothing(text: str) -> None:
    for question in BANK:
        assert score(question, text).total == 0


@some_questions
def test_the_model_answer_beats_its_half_and_a_word(question: Question) -> None:
    assert question.model_answers is not None
    long = question.model_answers.long
    half = long[: len(long) // 2]
    assert (
        0 <= score(question, question.slug).total < score(question, half).total < score(question, long).total
    )


@some_questions
def test_saying_it_again_adds_nothing(question: Question) -> None:
    assert question.model_answers is not None
    long = question.model_answers.long
    once = content(question, long)
    assert content(question, f"{long} {long}") == once
    sentences = long.replace("? ", ". ").split(". ")
    assert content(
        question, ". ".join(sentence for sentence in sentences for _ in range(2))
    ) == pytest.approx(content(question, ". ".join(sentences)))


@pytest.mark.slow
@some_questions
def test_a_right_sentence_never_lowers_content(question: Question) -> None:
    """To any beginning of the answer, each key point's own statement may be added."""
    sentences = question.reference.split(". ")
    for upto in (0, len(sentences) // 2, len(sentences)):
        said = "".join(f"{sentence}. " for sentence in sentences[:upto])
        before = content(question, said)
        for point in question.key_points:
            assert content(question, f"{said}{point.text}") >= before, point.id


@some_questions
def test_order_of_paragraphs_is_free(question: Question) -> None:
    """Key points made one by one count the same in any order."""
    said = [point.text for point in question.key_points]
    assert abs(content(question, "\n".join(said)) - content(question, "\n".join(reversed(said)))) <= 0.15


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    """Sets have another order under another hash seed; a scorecard must not show it."""
    code = (
        "import json; from interviewer import load_bank, score; b = load_bank(); print(json.dumps("
        "[score(b.question(n), b.question(n).model_answers.long + b.question(n).reference).to_dict()"
        " for n in (5, 7, 16)]))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert len(json.loads(runs[0].stdout)) == 3


def test_scoring_again_gives_an_equal_card() -> None:
    question = BANK[4]
    assert question.model_answers is not None
    assert score(question, question.model_answers.long) == score(question, question.model_answers.long)


ALL_ANSWERS = " ".join(question.model_answers.long for question in BANK if question.model_answers)


@pytest.mark.slow
def test_a_transcript_of_50000_words_gives_a_scorecard() -> None:
    """What it costs is a benchmark: benchmarks/scorer_growth.py."""
    words = ALL_ANSWERS.split()
    text = " ".join((words * (50_000 // len(words) + 1))[:50_000])
    check(score(shipped_bank().question("imbalanced-data"), text).to_dict(), text)
