"""Clauses and sentences, with punctuation and without."""

from __future__ import annotations

import pytest

from interviewer.scoring.answer import Answer, read
from interviewer.transcript import Transcript
from tests.scoring.said import NO_NAMES, said, spoken


def clauses(answer: Answer) -> list[str]:
    return [answer.evidence(clause.first, clause.last).quote for clause in answer.clauses]


def sentences(answer: Answer) -> list[str]:
    return [answer.evidence(sentence.first, sentence.last).quote for sentence in answer.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trees overfit. Forests don't.", ["Trees overfit", "Forests don't"]),
        ("Why? Because!\nSo; yes…no", ["Why", "Because", "So", "yes", "no"]),
        ("A rate of 0.5 in v1.2 is fine. Next", ["A rate of 0.5 in v1.2 is fine", "Next"]),
        ("Wait... what?! Right.", ["Wait", "what", "Right"]),
        ("no marks at all here", ["no marks at all here"]),
        ("", []),
        ("?!.", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(said(text)) == expected


def test_which_sentences_are_questions() -> None:
    answer = said("How many rows? I see. And columns?!")
    assert [sentence.question for sentence in answer.sentences] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First, look at it (really): then act", ["First", "look at it", "really", "then act"]),
        ("one thing - and another – or so", ["one thing", "and another", "or so"]),
        ("trees are deep and they overfit", ["trees are deep", "and they overfit"]),
        ("trees are deep and wide", ["trees are deep and wide"]),
        ("all forests vote because trees disagree", ["all forests vote", "because trees disagree"]),
        ("we look first but models wait", ["we look first", "but models wait"]),
        ("a well-known method", ["a well-known method"]),
        ("but but but", ["but but but"]),  # two words are no clause yet
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert clauses(said(text)) == expected


def test_a_pause_ends_a_clause_and_a_long_one_a_sentence_where_marks_are_missing() -> None:
    words = "trees vote <0.9> forests average <1.7> boosting is another story"
    answer = said(Transcript((spoken(words + " and it goes on" * 20),)))
    assert not answer.punctuated
    assert clauses(answer)[:3] == ["trees vote", "forests average", "boosting is another story"]
    assert [s.first for s in answer.sentences[:2]] == [0, 4]
    marked = said(Transcript((spoken("trees vote <1.7> and average. Forests too."),)))
    assert sentences(marked) == ["trees vote and average", "Forests too"]


def test_tokens_know_their_clause_and_sentence() -> None:
    answer = said("Trees overfit, forests average. Boosting waits.")
    assert list(answer.clause_of) == [0, 0, 1, 1, 2, 2]
    assert answer.sentence_index(3) == 0
    assert answer.sentence_at(4).first == 4
    assert answer.clause_at(2).last == 4


def test_only_the_candidate_is_read() -> None:
    transcript = Transcript.from_dict(
        {
            "schema": "interviewer.transcript/1",
            "turns": [
                {"speaker": "candidate", "text": "Trees vote."},
                {"speaker": "interviewer", "text": "Boosting?"},
                {"speaker": "candidate", "text": "Later"},
            ],
        }
    )
    answer = said(transcript)
    assert answer.text == "Trees vote.\nLater"
    assert sentences(answer) == ["Trees vote", "Later"]


PROMPT = "your single tree changes with every new sample"


@pytest.mark.parametrize(
    ("text", "echoed"),
    [
        (PROMPT, PROMPT),
        (PROMPT.upper(), PROMPT.upper()),
        (f"So: {PROMPT}, you say", PROMPT),
        ("your single tree changes with every", ""),
        ("every tree changes with your single new sample", ""),
    ],
)
def test_the_question_said_back_is_marked(text: str, echoed: str) -> None:
    answer = read(Transcript.from_text(text), NO_NAMES, PROMPT + "!")
    marked = sorted(answer.echo)
    assert (answer.evidence(marked[0], marked[-1] + 1).quote if marked else "") == echoed


@pytest.mark.parametrize("prompt", ["", "too short"])
def test_a_short_question_has_no_echo(prompt: str) -> None:
    assert read(Transcript.from_text("too short"), NO_NAMES, prompt).echo == frozenset()


def test_places_of_stems() -> None:
    answer = said("trees and forests and trees")
    assert answer.places_of({"tree", "forest"}, 0, 5) == [0, 2, 4]
    assert answer.places_of({"tree"}, 1, 4) == []
    assert answer.places_of(set(), 0, 5) == []
