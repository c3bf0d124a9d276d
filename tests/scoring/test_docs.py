"""docs/scoring.md says what the code does: its numbers are the code's, its example is a real run.

``python -m tests.scoring.test_docs`` writes the example anew; read the difference before keeping it.
"""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from interviewer.bank.models import Question
from interviewer.scoring.jump import ALONE, BASE, CAUGHT, EARLY, EARLY_WORDS
from interviewer.scoring.key_points import CREDIT
from interviewer.scoring.marking import ENOUGH_QUESTIONS, LATE_QUESTION, SATURATION, SUBSTANCE, WEIGHTS
from interviewer.scoring.score import score
from interviewer.scoring.scorecard import Scorecard
from tests.support.questions import shipped_bank

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "scoring.md"
SAMPLE = ROOT / "questions" / "samples" / "imbalanced-data__demo.txt"
MODULES = (
    "alike answer clarifying cues delivery denials habits jump key_points marking names nearness phrases"
    " polarity remarks speech_acts steps stray"
)
BEGIN, END = "<!-- example -->\n", "<!-- /example -->\n"


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def numbers_of(module: str) -> dict[str, Any]:
    """The module's own constants that are numbers or pairs of numbers."""
    source = ast.parse((ROOT / "interviewer" / "scoring" / f"{module}.py").read_text(encoding="utf-8"))
    targets = [target for node in source.body if isinstance(node, ast.Assign) for target in node.targets]
    names = [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
    values = {
        f"{module}.{name}": getattr(import_module(f"interviewer.scoring.{module}"), name) for name in names
    }
    return {
        name: value
        for name, value in values.items()
        if isinstance(value, int | float)
        or (isinstance(value, tuple) and all(isinstance(part, int | float) for part in value))
    }


def test_every_number_of_the_code_stands_in_the_table() -> None:
    table = re.findall(r"^\| `([a-z_]+\.[A-Z_]+)` \| (.+?) \|", page(), re.MULTILINE)
    told = {name: ast.literal_eval(value) for name, value in table}
    assert told == {name: value for module in MODULES.split() for name, value in numbers_of(module).items()}


@pytest.mark.parametrize("kind", WEIGHTS)
def test_the_table_of_weights_is_the_codes(kind: str) -> None:
    (row,) = re.findall(rf"^\| {kind} \|(.*)\|$", page(), re.MULTILINE)
    assert [float(weight) for weight in row.split("|")] == list(WEIGHTS[kind].values())  # type: ignore[index]


def test_the_example_is_a_real_run() -> None:
    begin, end = page().index(BEGIN) + len(BEGIN), page().index(END)
    assert page()[begin:end] == example(), "write it anew with: python -m tests.scoring.test_docs"


def example() -> str:
    """The sample's mark, worked out by the formulas of the page, and held against the scorecard."""
    question = shipped_bank().question("imbalanced-data")
    text = SAMPLE.read_text(encoding="utf-8").strip()
    card = score(question, SAMPLE.read_text(encoding="utf-8"))
    lines = [
        f"> {text}",
        "",
        *_content(question, card),
        "",
        *_others(question, card),
        "",
        *_parts(question, card),
    ]
    return "\n".join([*lines, "", *_penalties(card, SAMPLE.read_text(encoding="utf-8")), ""])


def _content(question: Question, card: Scorecard) -> list[str]:
    lines = ["| key point | weight | status | heard in |", "|---|---|---|---|"]
    for point in card.key_points:
        quote = f"“{point.evidence[0].quote}”" if point.evidence else ""
        lines.append(f"| {point.id} | {point.weight:g} | {point.status} | {quote} |")
    earned = sum(point.weight * CREDIT[point.status] for point in card.key_points)
    weight = sum(point.weight for point in card.key_points)
    content = min(1.0, earned / (weight * SATURATION))
    assert content == pytest.approx(card.parts["content"].score, abs=1e-4)
    lines += ["", f"- content: {earned:g} / ({weight:g} × {SATURATION:g}) = {content:.4f}"]
    return lines


def _others(question: Question, card: Scorecard) -> list[str]:
    expected = [step for step in card.steps if step.expected]
    walked = "".join(step.id for step in expected if step.status == "present")
    jumped = card.jump.evidence.start if card.jump.jumped and card.jump.evidence else None
    late = sum(jumped is not None and asked.evidence.start > jumped for asked in card.clarifying)
    credit = len(card.clarifying) - late + LATE_QUESTION * late
    enough = ENOUGH_QUESTIONS[question.type]
    right = [habit for habit in card.habits if habit.good]
    wrong = ", ".join(habit.id for habit in card.habits if not habit.good)
    scale = min(1.0, (card.parts["content"].score or 0) / SUBSTANCE)
    scores = {
        "framework": len(walked) / len(expected),
        "clarifying": min(1.0, credit / enough),
        "habits": len(right) / 10,
    }
    for name, value in scores.items():
        assert value * scale == pytest.approx(card.parts[name].score, abs=1e-4)
    return [
        f"- framework: {walked} of {''.join(step.id for step in expected)} = {scores['framework']:.4f}",
        f"- clarifying: {len(card.clarifying)} questions, {late} of them after the jump:"
        f" {credit:g} / {enough} = {scores['clarifying']:.4f}",
        f"- habits: {len(right)} of 10 = {scores['habits']:.4f} (not: {wrong})",
        "- delivery: not judged, the answer is typed; the other weights are divided by"
        f" {1 - WEIGHTS[question.type]['delivery']:g}",
        f"- substance: min(1, content / {SUBSTANCE:g}) = {scale:g}",
    ]


def _parts(question: Question, card: Scorecard) -> list[str]:
    lines = ["| part | score | weight | points |", "|---|---|---|---|"]
    for name, part in card.parts.items():
        if part.score is not None:
            weight = WEIGHTS[question.type][name] / (1 - WEIGHTS[question.type]["delivery"])
            assert weight == pytest.approx(part.weight)
            lines.append(f"| {name} | {part.score:.4f} | {weight:.4f} | {part.points:.2f} |")
    return lines


def _penalties(card: Scorecard, text: str) -> list[str]:
    lines = []
    for penalty in card.penalties:
        if penalty.id == "jump" and card.jump.evidence is not None:
            start = card.jump.evidence.start
            caught = "then caught" in penalty.reason
            before = len(text[:start].split())
            cost = BASE + EARLY * max(0, 1 - before / EARLY_WORDS) + (0 if card.clarifying else ALONE)
            assert -penalty.points == pytest.approx(cost * (CAUGHT if caught else 1), abs=0.05)
            halved = f", times {CAUGHT:g} because he catches himself" if caught else ""
            early = f"{EARLY:g} × (1 - {before}/{EARLY_WORDS})"
            lines.append(f"- jump: {BASE:g} + {early}{halved}: {penalty.points:g}")
        else:
            lines.append(f"- {penalty.reason}: {penalty.points:g}")
    points = [f"{part.points:.2f}" for part in card.parts.values() if part.score is not None]
    taken = "".join(f" - {-penalty.points:g}" for penalty in card.penalties)
    return [*lines, f"- total: {' + '.join(points)}{taken} = {card.total:g}"]


if __name__ == "__main__":
    before, rest = page().split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}{example()}{END}{rest.split(END)[1]}", encoding="utf-8")
