"""The transcript: its text, and its JSON there and back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from interviewer.errors import BadTranscript
from interviewer.transcript import SCHEMA, Transcript, Turn, Word

WORDS = (Word("It", 0.4, 0.6, 0.93), Word("splits.", 0.6, 1.1, 0.87654))
SPOKEN = Transcript(
    (Turn.from_words(WORDS), Turn("interviewer", "Go on.", 1.5, 2.0), Turn("candidate", "Done.", 2.5, 3.0)),
    duration_s=4.0,
    engine="faster-whisper",
    model="base",
)


def test_a_turn_of_words_spans_them() -> None:
    turn = SPOKEN.turns[0]
    assert (turn.speaker, turn.text, turn.start_s, turn.end_s) == ("candidate", "It splits.", 0.4, 1.1)
    assert Turn.from_words(()) == Turn("candidate", "")


def test_only_the_candidates_words_are_scored() -> None:
    assert SPOKEN.candidate_text == "It splits.\nDone."
    assert Transcript(()).candidate_text == ""


@pytest.mark.parametrize("text", ["", " two  blanks ", "line\nbreak\r\n", "naïve 👍"])
def test_a_typed_answer_is_untouched(text: str) -> None:
    typed = Transcript.from_text(text)
    assert typed.candidate_text == text
    assert (typed.engine, typed.duration_s) == ("typed", None)


def test_the_json_has_the_contracts_shape() -> None:
    data = SPOKEN.to_dict()
    assert list(data) == ["schema", "language", "duration_s", "engine", "model", "turns"]
    assert data["schema"] == SCHEMA == "interviewer.transcript/1"
    assert data["turns"][0] == {
        "speaker": "candidate",
        "start_s": 0.4,
        "end_s": 1.1,
        "text": "It splits.",
        "words": [
            {"text": "It", "start_s": 0.4, "end_s": 0.6, "probability": 0.93},
            {"text": "splits.", "start_s": 0.6, "end_s": 1.1, "probability": 0.8765},
        ],
    }


def test_where_a_voice_was_heard_is_kept() -> None:
    heard = replace(SPOKEN, speech=((0.4, 1.0), (1.1, 3.00049)))
    data = json.loads(json.dumps(heard.to_dict()))
    assert data["speech"] == [[0.4, 1.0], [1.1, 3.0]]
    assert Transcript.from_dict(data).speech == ((0.4, 1.0), (1.1, 3.0))


@pytest.mark.parametrize("transcript", [SPOKEN, Transcript(()), Transcript.from_text("Hm.")])
def test_there_and_back(transcript: Transcript) -> None:
    data = json.loads(json.dumps(transcript.to_dict()))
    assert Transcript.from_dict(data).to_dict() == data


def test_what_may_be_left_out() -> None:
    least = {"schema": SCHEMA, "turns": [{"speaker": "candidate", "text": "Hm."}]}
    read = Transcript.from_dict(least)
    assert read.turns == (Turn("candidate", "Hm."),)
    assert (read.language, read.engine, read.model, read.duration_s) == ("en", "", "", None)
    word = {"text": "Hm.", "start_s": 0, "end_s": 1}
    spoken = {"schema": SCHEMA, "turns": [{"speaker": "candidate", "text": "Hm.", "words": [word]}]}
    assert Transcript.from_dict(spoken).turns[0].words == (Word("Hm.", 0.0, 1.0, 1.0),)


def changed(path: list[str | int], value: Any) -> Any:
    """The JSON of SPOKEN with one thing replaced; ... removes it."""
    data = SPOKEN.to_dict()
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], '"schema" is not'),
        (None, '"schema" is not'),
        ({}, '"schema" is not'),
        ({"schema": "interviewer.transcript/2", "turns": []}, '"schema" is not'),
        (changed(["turns"], ...), '"turns" is not a list of objects'),
        (changed(["turns"], {}), '"turns" is not a list of objects'),
        (changed(["turns"], "text"), '"turns" is not a list of objects'),
        (changed(["turns"], ["text"]), '"turns" is not a list of objects'),
        (changed(["turns"], [None]), '"turns" is not a list of objects'),
        (changed(["language"], 5), '"language" is not text'),
        (changed(["duration_s"], "4"), '"duration_s" is not a number'),
        (changed(["duration_s"], float("inf")), '"duration_s" is not a number'),
        (changed(["turns", 0, "speaker"], ...), '"speaker" is not "interviewer" or "candidate"'),
        (changed(["turns", 0, "speaker"], "Candidate"), '"speaker" is not'),
        (changed(["turns", 0, "speaker"], []), '"speaker" is not'),
        (changed(["turns", 0, "text"], ...), '"text" is not text'),
        (changed(["turns", 0, "text"], None), '"text" is not text'),
        (changed(["turns", 0, "text"], 5), '"text" is not text'),
        (changed(["turns", 0, "start_s"], []), '"start_s" is not a number'),
        (changed(["turns", 0, "end_s"], 10**400), '"end_s" is not a number'),
        (changed(["turns", 0, "words"], None), '"words" is not a list of objects'),
        (changed(["turns", 0, "words", 0], "It"), '"words" is not a list of objects'),
        (changed(["turns", 0, "words", 0, "text"], ...), '"text" is not text'),
        (changed(["turns", 0, "words", 0, "start_s"], None), '"start_s" is not a number'),
        (changed(["turns", 0, "words", 0, "end_s"], float("nan")), '"end_s" is not a number'),
        (changed(["turns", 0, "words", 0, "probability"], True), '"probability" is not a number'),
        (changed(["speech"], None), '"speech" is not a list of pairs of seconds'),
        (changed(["speech"], [[1, 2, 3]]), '"speech" is not a list of pairs of seconds'),
        (changed(["speech"], [[1, "2"]]), '"speech" is not a number'),
    ],
)
def test_a_transcript_that_is_none_says_which_key(data: Any, said: str) -> None:
    with pytest.raises(BadTranscript) as raised:
        Transcript.from_dict(data)
    assert said in raised.value.what
    assert "interviewer transcribe FILE --json" in raised.value.next_step
