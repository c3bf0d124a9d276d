from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command

# The contract's keys of a question.
KEYS = {
    *("number", "slug", "pack", "section", "level", "type", "prompt", "reference", "framework"),
    *("expected_steps", "jump_applies", "key_points", "contrasts", "misconceptions", "methods", "scenario"),
    *("interjections", "follow_ups", "model_answers"),
}
PACK = """\
pack: mine
framework: PROBLEM
questions:
  - slug: my-question
    section: mine
    level: entry
    type: concept
    jump_applies: false
    prompt: What is a fork?
    reference: A fork has tines.
    expected_steps: [P]
    key_points:
      - id: tines
        text: A fork has tines.
        says: ["tines"]
        explain: It has tines.
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "mine.yaml").write_text(PACK)
    return folder


def test_list(interviewer: Command) -> None:
    outcome = interviewer("questions", "list")
    assert (outcome.code, outcome.err) == (0, "")
    assert "imbalanced-data" in outcome.out


def test_list_as_json(interviewer: Command) -> None:
    listed = interviewer("questions", "list", "--json").json
    numbers = [question["number"] for question in listed]
    assert numbers[:35] == list(range(1, 36))
    assert not any(numbers[35:])  # what comes after the numbered ones has no number
    assert all(question.keys() >= KEYS for question in listed)


def test_list_of_a_level_and_a_section(interviewer: Command) -> None:
    listed = interviewer("questions", "list", "--json", "--level", "expert", "--section", "mlops").json
    assert listed
    assert {question["level"] for question in listed} == {"expert"}
    assert {question["section"].split("/")[0] for question in listed} == {"mlops"}


@pytest.mark.parametrize("name", ["5", "imbalanced-data", "q5", "Q5", "IMBALANCED-DATA"])
def test_show(name: str, interviewer: Command) -> None:
    assert interviewer("questions", "show", name).out.startswith("Question 5")
    shown = interviewer("questions", "show", name, "--json").json
    assert shown.keys() >= KEYS
    assert (shown["number"], shown["slug"]) == (5, "imbalanced-data")
    assert shown["key_points"][0].keys() >= {"id", "text", "weight"}
    assert shown["scenario"].keys() >= {"summary", "facts"}
    assert shown["model_answers"].keys() == {"short", "long"}


def test_show_reveals_only_when_asked(interviewer: Command) -> None:
    fact = interviewer("questions", "show", "5", "--json").json["scenario"]["facts"][0]["answer"]
    start = " ".join(fact.split()[:4])
    assert start not in interviewer("questions", "show", "5").out
    assert start in interviewer("questions", "show", "5", "--reveal").out


def test_show_the_model_answer(interviewer: Command) -> None:
    long = interviewer("questions", "show", "5", "--json").json["model_answers"]["long"]
    shown = interviewer("questions", "show", "5", "--model-answer").out
    assert " ".join(long.split()) in " ".join(shown.split())


@pytest.mark.slow
def test_check(interviewer: Command) -> None:
    outcome = interviewer("questions", "check")
    assert (outcome.code, outcome.err) == (0, "")
    assert " questions, " in outcome.out
    assert outcome.out.endswith(": 0 mistakes\n")


@pytest.mark.parametrize("how", ["flag", "environment", "user folder"])
def test_a_pack_of_ones_own(
    how: str, pack: Path, own_folders: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    flag = []
    if how == "flag":
        flag = ["--questions", str(pack)]
    elif how == "environment":
        monkeypatch.setenv("INTERVIEWER_QUESTIONS", str(pack))
    else:
        own_folders.mkdir()
        pack.rename(own_folders / "questions")
    shown = interviewer("questions", "show", "my-question", "--json", *flag).json
    assert (shown["number"], shown["pack"]) == (None, "mine")


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("    prompt:", "    promt:", ":9: questions[1].promt: unknown key"),
        ("my-question", "imbalanced-data", "slug: 'imbalanced-data' is taken by"),
    ],
)
def test_a_pack_with_a_mistake(
    right: str, wrong: str, expected: str, *, pack: Path, interviewer: Command
) -> None:
    file = pack / "mine.yaml"
    file.write_text(PACK.replace(right, wrong))
    checked = interviewer("questions", "check", pack)
    assert checked.code == 1
    assert checked.err == ""
    assert f"{file}:" in checked.out
    assert expected in checked.out
    # Any other command stops at the first mistake, in one line.
    message = interviewer("questions", "list", "--questions", pack).failed_with(2)
    assert str(file) in message
    assert "interviewer questions check" in message


def test_a_folder_without_packs(tmp_path: Path, interviewer: Command) -> None:
    assert "no .yaml files" in interviewer("questions", "check", tmp_path).failed_with(2)
