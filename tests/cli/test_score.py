from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from interviewer.cli.wiring import print_json
from interviewer.transcript import Transcript, Turn
from tests.cli.conftest import Command, Hearing
from tests.interview.stage import timed


def quotes(value: Any) -> list[dict[str, Any]]:
    """Every piece of evidence in a scorecard."""
    if isinstance(value, dict):
        found = [value] if {"quote", "start", "end"} <= value.keys() else []
        return found + [quote for part in value.values() for quote in quotes(part)]
    return [quote for part in value for quote in quotes(part)] if isinstance(value, list) else []


def test_a_text(answer: Path, interviewer: Command) -> None:
    outcome = interviewer("score", answer, "--question", "imbalanced-data")
    assert (outcome.code, outcome.err) == (0, "")
    assert "/ 100" in outcome.out
    assert "What does a missed case cost" in outcome.out
    assert "\x1b" not in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_a_text_as_json(answer: Path, interviewer: Command) -> None:
    scorecard = interviewer("score", answer, "-q", "5", "--json").json
    assert scorecard["schema"] == "interviewer.scorecard/1"
    assert (scorecard["id"], scorecard["question"], scorecard["number"]) == ("answer", "imbalanced-data", 5)
    assert 0 < scorecard["total"] <= 100
    assert scorecard["parts"]["delivery"]["score"] is None
    assert scorecard["parts"]["delivery"]["weight"] == 0
    evidence = quotes(scorecard)
    assert evidence
    for quote in evidence:
        assert answer.read_text()[quote["start"] : quote["end"]] == quote["quote"]
        assert quote["start_s"] is None


def test_the_same_text_gives_the_same_bytes(answer: Path, interviewer: Command) -> None:
    shown = {interviewer("score", answer, "-q", "5", "--json").out for _ in range(3)}
    assert len(shown) == 1


@pytest.mark.parametrize("suffix", [".txt", ".TXT"])
def test_windows_line_ends_and_a_byte_order_mark(suffix: str, tmp_path: Path, interviewer: Command) -> None:
    path = tmp_path / f"answer{suffix}"
    path.write_bytes("\ufeffWhat does a missed case cost?\r\n".encode())
    assert interviewer("score", path, "-q", "5", "--json").json["clarifying"]["questions"]


def test_an_empty_text_is_an_answer_of_no_worth(tmp_path: Path, interviewer: Command) -> None:
    (tmp_path / "empty.txt").touch()
    assert interviewer("score", tmp_path / "empty.txt", "-q", "5", "--json").json["total"] == 0


def test_a_transcript(tmp_path: Path, interviewer: Command) -> None:
    turn = Turn.from_words(timed("What does a missed case cost?"))
    path = tmp_path / "transcript.json"
    path.write_text(json.dumps(Transcript((turn,), duration_s=3.0, engine="x", model="y").to_dict()))
    scorecard = interviewer("score", path, "-q", "5", "--json").json
    (asked,) = scorecard["clarifying"]["questions"]
    assert asked["evidence"]["end_s"] == pytest.approx(3.0)
    assert scorecard["parts"]["delivery"]["score"] is not None


def test_only_the_candidate_is_scored(tmp_path: Path, interviewer: Command) -> None:
    turns = (Turn("interviewer", "Would class weights help?"), Turn("candidate", "Maybe."))
    path = tmp_path / "transcript.json"
    path.write_text(json.dumps(Transcript(turns).to_dict()))
    scorecard = interviewer("score", path, "-q", "5", "--json").json
    assert all(quote["quote"] in "Maybe." for quote in quotes(scorecard))


def test_a_sound(hum: Path, hearing: Hearing, interviewer: Command) -> None:
    hearing(*["What does a missed case cost?"] * 2)
    assert "What does a missed case cost" in interviewer("score", hum, "-q", "5").out
    scorecard = interviewer("score", hum, "-q", "5", "--json").json
    assert scorecard["id"] == "hum"
    assert len(scorecard["clarifying"]["questions"]) == 1


def test_transcribe(hum: Path, hearing: Hearing, interviewer: Command) -> None:
    hearing("It depends.", "It depends.")
    assert interviewer("transcribe", hum).out == " 0:00  It depends.\n"
    heard = interviewer("transcribe", hum, "--json").json
    assert heard["schema"] == "interviewer.transcript/1"
    assert (heard["engine"], heard["model"]) == ("faster-whisper", "fake")
    assert heard["duration_s"] == pytest.approx(3.0, abs=0.05)
    assert [word["text"] for word in heard["turns"][0]["words"]] == ["It", "depends."]
    assert heard["turns"][0]["speaker"] == "candidate"


def test_what_was_transcribed_can_be_scored(
    hum: Path, tmp_path: Path, hearing: Hearing, interviewer: Command
) -> None:
    hearing(*["What does a missed case cost?"] * 2)
    (tmp_path / "hum.json").write_text(interviewer("transcribe", hum, "--json").out)
    by_steps = interviewer("score", tmp_path / "hum.json", "-q", "5", "--json").out
    assert by_steps == interviewer("score", hum, "-q", "5", "--json").out


def test_the_model_answer_and_the_detail(answer: Path, interviewer: Command) -> None:
    short = interviewer("score", answer, "-q", "5").out
    assert len(interviewer("score", answer, "-q", "5", "--detail").out) > len(short)
    assert interviewer("score", answer, "-q", "5", "--model-answer").out.startswith(short)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
@pytest.mark.parametrize("value", ["plain", "naïve", "I’d → ask", "half a pair: \ud83d"])
def test_json_is_json_on_any_terminal(encoding: str, value: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    print_json({"text": value}, stream)
    stream.seek(0)
    assert json.loads(stream.read()) == {"text": value}
