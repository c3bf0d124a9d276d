"""The reports of a drill and of a mock interview, as golden text at 80 columns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interviewer.bank.models import Question
from interviewer.interview.dialogue import Asked
from interviewer.interview.drill import review
from interviewer.interview.rounds import RoundAnswer
from interviewer.report.drilling import render_drill, render_review
from interviewer.report.mock import render_round
from interviewer.transcript import Transcript, Turn, Word
from tests.report.samples import Sample

ASKED = (Asked("How rare is it?", 4, ("rate",)), Asked("And how rare\x1b[31m again?", 30, ("rate",)))
SPOKEN = Transcript((Turn.from_words([Word("Hm.", 1.0, 1.2, 0.9), Word("How", 4.0, 4.2, 0.9)]),), 9.0)


def answers(question: Question, samples: dict[str, Sample]) -> tuple[RoundAnswer, ...]:
    return tuple(
        RoundAnswer(question.model_copy(update={"slug": slug}), samples[name].scorecard, attempt)
        for slug, name, attempt in (
            ("imbalanced-data", "jump", 7),
            ("a-question-with-a-very-long-name-that-goes-on-and-on-and-on-to-60", "strong", 8),
            ("overfitting", "empty", None),
        )
    )


def test_a_scenario_of_a_drill(question: Question, golden: Callable[[str, str], None]) -> None:
    golden("drill-scenario-80", render_review(review(question, ASKED, SPOKEN), width=80))


def test_a_drill(question: Question, golden: Callable[[str, str], None]) -> None:
    reviews = [review(question, ASKED, SPOKEN), review(question, (), SPOKEN)]
    golden("drill-80", render_drill(reviews, width=80))


def test_a_round(question: Question, samples: dict[str, Sample], golden: Callable[[str, str], None]) -> None:
    golden("round-80", render_round(answers(question, samples), width=80))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_too_long_and_nothing_steers_the_terminal(
    question: Question, samples: dict[str, Sample], width: int
) -> None:
    text = "".join(
        (
            render_review(review(question, ASKED, SPOKEN), width=width, unicode=False),
            render_drill([review(question, ASKED, SPOKEN)], width=width, unicode=False),
            render_round(answers(question, samples), width=width, unicode=False),
        )
    )
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text
    assert text.isascii()


def test_a_round_in_which_nothing_was_said(samples: dict[str, Sample], question: Question) -> None:
    silent = RoundAnswer(question, samples["empty"].scorecard, None)
    assert "nothing was answered" in render_round([silent], width=80)
    assert "nothing was answered" in render_round([], width=80)


def test_a_drill_in_which_nothing_was_asked(question: Question) -> None:
    assert "In 1 scenario nothing was asked." in render_drill([review(question, (), SPOKEN)], width=80)
