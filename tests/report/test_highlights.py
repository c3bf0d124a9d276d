"""Places worth looking at: numbered in order, none overlapping, and how they stand in the text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from interviewer.report.highlights import KINDS, LETTERS, find_highlights
from interviewer.report.layout import Look
from interviewer.report.runs import cut
from interviewer.report.said import render_marked
from interviewer.scoring.score import score
from interviewer.scoring.scorecard import Evidence
from interviewer.transcript import Transcript, Turn, Word
from tests.report.samples import Sample
from tests.support.questions import shipped_bank


@pytest.mark.parametrize("name", ["jump", "strong", "typed", "empty"])
def test_numbers_run_in_order_and_nothing_overlaps(name: str, samples: dict[str, Sample]) -> None:
    sample = samples[name]
    text = sample.transcript.candidate_text
    found = find_highlights(sample.scorecard, text)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert bool(found) == (name != "empty")
    for one in found:
        order = [list(KINDS).index(finding.kind) for finding in one.findings]
        assert order == sorted(order)
        assert one.kind == one.findings[0].kind
        assert one.letters.startswith(LETTERS[one.kind])
        assert (one.start_s is None) == (one.end_s is None)
        for finding in one.findings:
            assert one.start <= finding.evidence.start < finding.evidence.end <= one.end
            assert finding.evidence.quote in text[one.start : one.end]


def test_every_finding_is_in_a_highlight(samples: dict[str, Sample]) -> None:
    sample = samples["jump"]
    kinds = {
        finding.kind
        for one in find_highlights(sample.scorecard, sample.transcript.candidate_text)
        for finding in one.findings
    }
    assert kinds == {"jump", "wrong", "avoid", "point", "partial", "step"}


def test_a_scorecard_of_other_words_marks_nothing(samples: dict[str, Sample]) -> None:
    assert find_highlights(samples["jump"].scorecard, "Something else was said.") == ()


def test_evidence_beyond_the_text_marks_nothing(samples: dict[str, Sample]) -> None:
    jump = samples["jump"].scorecard
    nowhere = replace(jump.jump, evidence=Evidence("", 5, 5))
    assert "jump" not in {
        finding.kind
        for one in find_highlights(replace(jump, jump=nowhere), samples["jump"].transcript.candidate_text)
        for finding in one.findings
    }


def test_marks_stand_in_the_text(samples: dict[str, Sample]) -> None:
    sample = samples["jump"]
    found = find_highlights(sample.scorecard, sample.transcript.candidate_text)
    shown = render_marked(sample.transcript, found, Look(80), play="HOW TO PLAY")
    assert "[1JAkS I would use SMOTE to oversample the minority class]" in " ".join(shown.split())
    assert shown.count("[") == shown.count("]") == len(found)
    assert "Marks: J jump to a method" in shown
    assert "HIGHLIGHTS  HOW TO PLAY" in shown
    longer = render_marked(sample.transcript, found, Look(80), detail=True)
    assert "jump to a method: SMOTE" in longer
    assert all(len(line) <= 80 for line in (shown + longer).splitlines())


def test_without_highlights_there_is_no_legend() -> None:
    assert render_marked(Transcript.from_text("Hm."), (), Look(80)) == "Hm.\n"


def spoken(*turns: str) -> Transcript:
    """A word a second, the interviewer every second turn."""
    made, at_s = [], 0.0
    for number, text in enumerate(turns):
        words = [Word(word, at_s + n, at_s + n + 0.9, 0.9) for n, word in enumerate(text.split())]
        at_s += len(words)
        made.append(Turn.from_words(words, "interviewer" if number % 2 else "candidate"))
    return Transcript(tuple(made), duration_s=at_s, engine="made up")


@pytest.mark.parametrize("number", [5, 9, 27])
def test_cutting_loses_no_character(number: int) -> None:
    question = shipped_bank().question(number)
    assert question.model_answers is not None
    transcript = spoken(question.model_answers.long, "And then?", question.model_answers.short)
    text = transcript.candidate_text
    found = find_highlights(score(question, transcript), text)
    assert len(found) > 3
    tones = {"fillers": [Evidence(text[20:32], 20, 32)]}
    turns = cut(transcript, found, tones)
    for turn, lines in zip(transcript.turns, turns, strict=True):
        assert "".join(run.text for line in lines.lines for run in line.runs) == turn.text
    runs = [run for turn in turns for line in turn.lines for run in line.runs]
    for one in found:
        own = [run for run in runs if run.highlight == one]
        assert "".join(run.text for run in own) == text[one.start : one.end]
        assert [run.opens for run in own] == [True] + [False] * (len(own) - 1)
        assert [run.closes for run in own] == [False] * (len(own) - 1) + [True]
    toned = "".join(chunk.text for run in runs for chunk in run.chunks if chunk.tone == "fillers")
    assert toned == text[20:32]
    assert all(run.highlight is None for line in turns[1].lines for run in line.runs)


def test_lines_end_with_a_sentence_where_one_ends_in_time() -> None:
    sentence = "one two three four five six seven eight nine ten."
    (turn,) = cut(spoken(" ".join([sentence] * 3 + ["and on it goes"] * 12)))
    starts = [line.start_s for line in turn.lines]
    assert starts[:4] == [0.0, 10.0, 20.0, 30.0]
    assert all(8 <= b - a <= 16 for a, b in pairwise(start for start in starts if start is not None))
