"""Every sum that is shown can be worked out again, and comes to what was stored."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from interviewer.bank.models import Question
from interviewer.report.explaining import OTHERWISE, render_explanation
from interviewer.scoring.score import score
from interviewer.scoring.scorecard import Part, Scorecard
from interviewer.transcript import Transcript, Turn, Word
from tests.report.samples import Sample
from tests.support.questions import shipped_bank

DEMO = Path(__file__).parents[2] / "questions" / "samples" / "imbalanced-data__demo.txt"
SUM = re.compile(r"(?:^|  |; )(?P<sum>[-+×/*().\d ]*\d[-+×/*().\d ]*?)(?:, [^=;]*)? = (?P<value>-?[\d.]+)")


def sums(text: str) -> list[tuple[str, float, float, int]]:
    """Each line with a sum: what Python makes of it, what is printed after it, to how many places."""
    found = []
    for line in text.splitlines():
        for match in SUM.finditer(line):
            value = float(eval(match["sum"].replace("×", "*").strip()))
            value = min(value, *(float(most) for most in re.findall(r", at most (\d+)", match[0])), 1e9)
            value = max(value, 0.0) if ", at least 0" in match[0] else value
            places = len(match["value"].partition(".")[2])
            found.append((line, value, float(match["value"]), places))
    return found


def spoken(text: str, word_s: float = 0.4) -> Transcript:
    words = [Word(word, at * word_s, (at + 0.9) * word_s, 1.0) for at, word in enumerate(text.split())]
    return Transcript((Turn.from_words(words),), duration_s=len(words) * word_s)


def answers() -> dict[str, tuple[Question, Transcript]]:
    bank = shipped_bank()
    imbalanced, bagging = bank.question("imbalanced-data"), bank.question("bagging-vs-boosting")
    demo, models = DEMO.read_text(encoding="utf-8"), bagging.model_answers
    assert models is not None
    story = next(question for question in bank if question.type == "behavioural")
    return {
        "a jump, caught": (imbalanced, Transcript.from_text(demo)),
        "spoken": (imbalanced, spoken(demo)),
        "spoken slowly": (imbalanced, spoken(demo, word_s=0.9)),
        "a jump and nothing asked": (imbalanced, Transcript.from_text("I'd use SMOTE and train XGBoost.")),
        "beside the point": (
            imbalanced,
            Transcript.from_text("What is the goal? I'd start with a baseline."),
        ),
        "a definition": (bagging, Transcript.from_text(models.long)),
        "false statements": (
            bagging,
            Transcript.from_text("Boosting trains all its models in parallel. Bagging is done in sequence."),
        ),
        "a story": (story, Transcript.from_text("In my last team we had a deadline and I talked to people.")),
        "nothing": (imbalanced, Transcript.from_text("")),
    }


@pytest.mark.parametrize("name", answers())
def test_every_sum_comes_to_what_stands_after_it(name: str) -> None:
    question, transcript = answers()[name]
    card = Scorecard.from_dict(score(question, transcript).to_dict())  # as it comes out of the store
    text = render_explanation(question, card, transcript, width=120)
    assert OTHERWISE not in text
    found = sums(text)
    assert len(found) >= len(card.key_points) + 3
    for line, value, shown, places in found:
        assert value == pytest.approx(shown, abs=0.51 * 10.0**-places if places else 1e-9), line
    assert found[-1][2] == pytest.approx(card.total, abs=0.005)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_it_keeps_to_the_width(width: int) -> None:
    for question, transcript in answers().values():
        card = score(question, transcript)
        text = render_explanation(question, card, transcript, width=width)
        assert max(map(cell_len, text.splitlines())) <= min(width, 100)
        render_explanation(question, card, transcript, width=width, unicode=False).encode("ascii")


def test_every_finding_is_named() -> None:
    question, transcript = answers()["a jump, caught"]
    card = score(question, transcript)
    text = " ".join(render_explanation(question, card, transcript, width=100).split())
    for point in card.key_points:
        assert point.text[:20] in text
    for habit in card.habits:
        assert habit.text in text
    for asked in card.clarifying:
        assert asked.evidence.quote[:40] in text
    assert card.penalties[0].reason in text


def test_a_mark_of_another_scorer_is_told(samples: dict[str, Sample], question: Question) -> None:
    sample = samples["jump"]  # made by hand
    assert OTHERWISE in render_explanation(question, sample.scorecard, sample.transcript, width=100)
    question, transcript = answers()["a jump, caught"]
    card = score(question, transcript)
    older = replace(card, parts={**card.parts, "habits": Part(0.9, card.parts["habits"].weight)})
    text = render_explanation(question, older, transcript, width=100)
    assert f"stored: 0.9000; {OTHERWISE}" in text
    assert "0.9000 × 12 / 0.92" in text
