"""The scorecard's JSON, as the contract has it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interviewer.scoring.score import score
from interviewer.scoring.scorecard import Scorecard
from interviewer.transcript import Transcript
from tests.scoring.said import quotes_of, spoken
from tests.support.questions import shipped_bank, small_question

TEXT = (
    "I'd use stacking. Wait, before that, what is the goal here? Bagging trains its models in parallel, "
    "and boosting runs in parallel too, um. Bagging removes the bias. The risk is is drift."
)
ANSWERS: list[Transcript | str] = [
    TEXT,
    Transcript.from_text(""),
    Transcript((spoken(TEXT.replace("too,", "too, <2.5>")),), duration_s=60.0, engine="faster-whisper"),
]
EVIDENCE = {"quote": str, "start": int, "end": int, "start_s": float | None, "end_s": float | None}
SHAPE: dict[str, Any] = {
    "schema": str,
    "id": str,
    "question": str,
    "number": int | None,
    "total": float,
    "parts": {
        name: {"score": float | None, "weight": float, "points": float}
        for name in ("content", "framework", "clarifying", "habits", "delivery")
    },
    "penalties": [{"id": str, "points": float, "reason": str}],
    "key_points": [{"id": str, "text": str, "weight": float, "status": str, "evidence": [EVIDENCE]}],
    "framework": {
        "name": str,
        "steps": [{"id": str, "name": str, "expected": bool, "status": str, "evidence": [EVIDENCE]}],
    },
    "clarifying": {"questions": [{"evidence": EVIDENCE, "facet": str, "answered_with": str | None}]},
    "jump": {"applies": bool, "jumped": bool, "method": str | None},
    "habits": [{"id": str, "kind": str, "status": str, "evidence": [EVIDENCE]}],
    "delivery": {
        "words": int,
        "wpm": float | None,
        "fillers": [EVIDENCE],
        "pauses": [{"start_s": float, "end_s": float}],
    },
    "feedback": [str],
}


def assert_shape(value: Any, shape: Any, where: str = "scorecard") -> None:
    """Every key of the shape is there, with a value of its type; more keys are allowed."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), where
        for key, inner in shape.items():
            assert key in value, f"{where}.{key}"
            assert_shape(value[key], inner, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for at, entry in enumerate(value):
            assert_shape(entry, shape[0], f"{where}[{at}]")
    else:
        assert isinstance(value, shape), f"{where} is {value!r}"


@pytest.mark.parametrize("answer", ANSWERS, ids=["typed", "nothing", "spoken"])
def test_it_has_the_contracts_shape(answer: Transcript | str) -> None:
    card = json.loads(json.dumps(score(small_question(), answer, id="a-1").to_dict()))
    assert_shape(card, SHAPE)
    assert (card["schema"], card["id"]) == ("interviewer.scorecard/1", "a-1")
    assert (card["question"], card["number"]) == ("small", None)
    assert [step["id"] for step in card["framework"]["steps"]] == list("PROBLEM")
    assert {point["status"] for point in card["key_points"]} <= {
        "covered", "partial", "missing", "contradicted",
    }  # fmt: skip
    assert {habit["kind"] for habit in card["habits"]} == {"do", "avoid"}
    assert len(card["habits"]) == 10


def test_what_was_found_is_told_with_its_place() -> None:
    card = score(small_question(), TEXT).to_dict()
    assert card["jump"]["jumped"] is True
    assert card["jump"]["method"] == "stacking"
    assert_shape(card["jump"]["evidence"], EVIDENCE)
    assert [point["status"] for point in card["key_points"]] == ["covered", "missing", "missing"]
    assert [penalty["id"] for penalty in card["penalties"]] == ["jump", "false-claim"]
    assert [wrong["id"] for wrong in card["contradictions"]] == ["cures-bias"]
    assert [quote["quote"] for quote in card["delivery"]["repeated"]] == ["is is"]
    for quote in quotes_of(card):
        assert TEXT[quote["start"] : quote["end"]] == quote["quote"]


def test_a_typed_answer_has_no_seconds_and_no_delivery() -> None:
    card = score(small_question(), TEXT).to_dict()
    assert all(quote["start_s"] is None and quote["end_s"] is None for quote in quotes_of(card))
    assert card["parts"]["delivery"] == {"score": None, "weight": 0.0, "points": 0.0}
    assert card["delivery"]["wpm"] is None


def test_a_spoken_answer_has_seconds_for_every_quote() -> None:
    card = score(small_question(), ANSWERS[2]).to_dict()
    for quote in quotes_of(card):
        assert 0.0 <= quote["start_s"] < quote["end_s"]
    assert card["parts"]["delivery"]["weight"] == pytest.approx(0.08)
    assert len(card["delivery"]["pauses"]) == 1


@pytest.mark.parametrize("answer", ANSWERS, ids=["typed", "nothing", "spoken"])
def test_the_total_is_the_sum_of_what_is_shown(answer: Transcript | str) -> None:
    card = score(small_question(), answer).to_dict()
    for part in card["parts"].values():
        assert part["points"] == pytest.approx((part["score"] or 0) * part["weight"] * 100, abs=0.005)
    points = sum(part["points"] for part in card["parts"].values())
    penalties = sum(penalty["points"] for penalty in card["penalties"])
    assert card["total"] == pytest.approx(min(100, max(0, points + penalties)), abs=1e-9)


def test_it_can_be_read_back() -> None:
    for question in list(shipped_bank())[::6]:
        assert question.model_answers is not None
        for answer in (question.model_answers.long, ANSWERS[2], ""):
            stored = json.loads(json.dumps(score(question, answer).to_dict()))
            assert Scorecard.from_dict(stored).to_dict() == stored


def test_the_id_is_the_slug_where_none_is_given() -> None:
    assert score(small_question(), "").id == "small"
