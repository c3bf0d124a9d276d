"""Which steps of PROBLEM an answer walks."""

from __future__ import annotations

import pytest

from interviewer.scoring.clarifying import find_clarifying
from interviewer.scoring.jump import find_jump
from interviewer.scoring.scorecard import Jump, StepFinding
from interviewer.scoring.steps import find_steps, framework_score
from tests.scoring.said import said_of_trees
from tests.support.questions import problem, small_question

QUESTION = small_question()
STEPS = problem().steps
NO_JUMP = Jump(applies=True, jumped=False)


def steps_of(text: str) -> tuple[StepFinding, ...]:
    answer = said_of_trees(text)
    asked = find_clarifying(QUESTION, answer)
    return find_steps(QUESTION, answer, asked, find_jump(QUESTION, answer, asked))


def present(text: str) -> str:
    return "".join(step.id for step in steps_of(text) if step.status == "present")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("What is the goal here, and who uses it?", "P"),
        ("Let me make sure I understand the problem.", "P"),
        ("Is there a latency budget we have to meet?", "R"),
        ("It has to be explainable to an auditor.", "R"),
        ("I see three routes.", "O"),
        ("You could either prune the tree or average many.", "O"),
        ("Given that budget I'd recommend the plain tree.", "B"),
        ("I'd start with a simple baseline.", "B"),
        ("The risk is that the model leaks.", "L"),
        ("The downside is that it's slower.", "L"),
        ("I'd measure it on a held out test set.", "E"),
        ("We'd compare it with the baseline.", "E"),
        ("In production I'd watch the error.", "M"),
        ("I would retrain it every month.", "M"),
    ],
)
def test_a_step_is_heard(text: str, step: str) -> None:
    assert step in present(text)


@pytest.mark.parametrize(("step", "example"), [(step.id, line) for step in STEPS for line in step.examples])
def test_the_frameworks_own_examples_are_heard(step: str, example: str) -> None:
    assert step in present(example)


@pytest.mark.parametrize(
    ("text", "laid_out"),
    [
        ("One could prune it, stop it sooner, or average a hundred of them.", True),
        ("Either I grow one deep tree or I grow many shallow ones.", True),
        ("Choices: a linear model, a single tree, or a forest.", True),
        ("I could ask for more data or so.", False),
        ("It depends on whether the tree is deep, shallow, or something in between.", False),
        ("With categories like red, green, or blue you could split on each.", False),
        ("Could we prune it, or would you rather have many?", False),
        ("Or we leave it.", False),
    ],
)
def test_alternatives_side_by_side_are_options(text: str, laid_out: bool) -> None:
    assert ("O" in present(text)) == laid_out


def test_the_words_of_the_question_are_no_step() -> None:
    drift = QUESTION.model_copy(update={"prompt": "How would you watch for drift?"})
    answer = said_of_trees("So one should watch for drift, I think.")
    assert [step.status for step in find_steps(QUESTION, answer, (), NO_JUMP)][-1] == "present"
    assert [step.status for step in find_steps(drift, answer, (), NO_JUMP)][-1] == "absent"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bagging averages trees.",
        "goal, requirements, options, baseline, risk, evaluation, monitoring, drift, dashboards",
        "Problem understanding, requirements, options, best approach, limitations, evaluation, monitoring",
    ],
)
def test_naming_steps_is_not_walking_them(text: str) -> None:
    assert present(text) == ""


def test_all_seven_are_told_in_order_with_at_most_two_quotes() -> None:
    findings = steps_of("In production I'd monitor it. I'd monitor the drift. I'd alert us. " * 3)
    assert "".join(finding.id for finding in findings) == "PROBLEM"
    assert [finding.id for finding in findings if finding.expected] == ["P", "B", "L", "E"]
    assert len(findings[-1].evidence) == 2
    first, second = findings[-1].evidence
    assert first.end <= second.start


def test_the_score_is_the_share_of_expected_steps() -> None:
    assert framework_score(steps_of("")) == 0.0
    assert framework_score(steps_of("The risk is that it leaks. In production I'd watch it.")) == 0.25
    answer = said_of_trees("The risk is that it leaks.")
    assert framework_score(find_steps(small_question(expected_steps=[]), answer, (), NO_JUMP)) is None
