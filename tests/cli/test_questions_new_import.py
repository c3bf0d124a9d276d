"""Packs of one's own: begun from a template or from another bank, and checked."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from interviewer.bank.models import Question
from interviewer.bank.template import template
from tests.cli.conftest import Command

pytestmark = pytest.mark.slow  # each command reads the shipped bank anew

BANK = """\
## Dough

**Why does dough rise? 👶**

Yeast eats sugar and gives off gas. The gas stays in the dough.

**What is proofing?**

Answer here

**Kinds**
"""
ROWS = "question,answer\nWhy steam?,It keeps the crust soft for a while.\n,lost\n"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    file = tmp_path / "my bank.md"
    file.write_text(BANK)
    return file


def test_a_bank_is_imported_into_the_users_folder(
    bank: Path, own_folders: Path, interviewer: Command
) -> None:
    outcome = interviewer("questions", "import", bank)
    target = own_folders / "questions" / "my-bank.yaml"
    assert outcome.code == 0
    assert "my bank.md: 2 questions (Markdown)" in outcome.out
    assert "1 imported, 1 imported as stubs (no answer), 0 skipped" in outcome.out
    assert "stub: line 7: What is proofing?: it has no answer" in outcome.out
    assert "note: line 11: not taken for a question: Kinds" in outcome.out
    assert f"Draft: {target}" in outcome.out
    assert "interviewer questions check" in outcome.err
    shown = interviewer("questions", "show", "dough-rise", "--json").json
    assert (shown["pack"], shown["section"], shown["level"], shown["number"]) == (
        "my-bank",
        "dough",
        "entry",
        None,
    )


def test_a_draft_passes_the_check_with_warnings(bank: Path, tmp_path: Path, interviewer: Command) -> None:
    interviewer("questions", "import", bank, "-o", tmp_path / "packs" / "dough.yaml")
    outcome = interviewer("questions", "check", tmp_path / "packs")
    assert outcome.code == 0
    warnings = [line for line in outcome.out.splitlines() if line.startswith("warning: ")]
    assert any(": dough-rise: only 2 key points" in line for line in warnings)
    assert all(
        str(tmp_path / "packs" / "dough.yaml") in line for line in warnings
    )  # the shipped bank has its own
    assert outcome.out.splitlines()[-1].endswith(f", {len(warnings)} warnings: 0 mistakes")


def test_what_was_skipped_is_listed_with_its_line(tmp_path: Path, interviewer: Command) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(ROWS)
    outcome = interviewer("questions", "import", file, "--quiet")
    assert "2 questions (CSV)" in outcome.out
    assert "skipped: line 3: there is no question in it" in outcome.out
    assert outcome.err == ""


def test_a_pack_is_replaced_only_by_force(bank: Path, tmp_path: Path, interviewer: Command) -> None:
    target = tmp_path / "dough.yaml"
    target.write_text("mine")
    message = interviewer("questions", "import", bank, "-o", target).failed_with(2)
    assert "is there already" in message
    assert target.read_text() == "mine"
    assert interviewer("questions", "import", bank, "-o", target, "--force").code == 0
    first = target.read_text()
    assert interviewer("questions", "import", bank, "-o", target, "--force").code == 0
    assert target.read_text() == first  # the same slugs: attempts made with them keep their question


def test_two_banks_with_the_same_questions_get_along(bank: Path, interviewer: Command) -> None:
    other = bank.with_name("other.md")
    other.write_text(BANK)
    assert interviewer("questions", "import", bank).code == 0
    assert interviewer("questions", "import", other).code == 0
    assert interviewer("questions", "show", "dough-rise-2", "--json").json["pack"] == "other"


def test_a_folder_may_be_given(bank: Path, tmp_path: Path, interviewer: Command) -> None:
    interviewer("questions", "import", bank, "-o", tmp_path)
    assert (tmp_path / "my-bank.yaml").exists()


REFUSED = {
    "no file": (["questions", "import", "none.md"], "no such file"),
    "no questions": (["questions", "import", "prose.md"], "no question was found"),
    "nothing usable": (["questions", "import", "prose.md", "-o", "x.txt"], "end in .yaml"),
    "unknown format": (["questions", "import", "prose.md", "--format", "word"], "no format is called 'word'"),
    "a folder that can't be": (["questions", "new", "a", "-o", "prose.md/x.yaml"], "can't be written"),
    "no slug": (["questions", "new", "My Question"], "can't be a slug"),
    "a slug too long": (["questions", "new", "a" * 61], "can't be a slug"),
    "a slug that is taken": (["questions", "new", "outliers"], "is called 'outliers' already"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_one_line(
    case: str, tmp_path: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prose.md").write_text("# Bread\n\nFlour and water.\n")
    arguments, expected = REFUSED[case]
    assert expected in interviewer(*arguments).failed_with(2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["prose.md"]


def test_a_bank_of_which_nothing_can_be_used(tmp_path: Path, interviewer: Command) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("question,answer\n,lost\n")
    outcome = interviewer("questions", "import", file)
    assert outcome.code == 2
    assert "skipped: line 2" in outcome.out
    assert "none of its questions can be used" in outcome.err


def test_a_pack_that_would_be_too_large_is_not_written(
    bank: Path, own_folders: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.bank.loading.MAX_BYTES", 50_000)
    bank.write_text("**Why?**\n\n" + "Because dough rises in time. " * 2_000)
    outcome = interviewer("questions", "import", bank)
    assert (outcome.code, "Split the file" in outcome.err) == (2, True)
    assert not own_folders.exists()


@pytest.mark.parametrize(
    ("command", "options"), [("new", "SLUG -o --force"), ("import", "FILE -o --format --force")]
)
def test_help(command: str, options: str, interviewer: Command) -> None:
    outcome = interviewer("questions", command, "--help")
    assert all(option in outcome.out for option in options.split())
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_terminal_codes_in_a_bank_stay_out_of_the_terminal(tmp_path: Path, interviewer: Command) -> None:
    file = tmp_path / "evil.md"
    file.write_text("### Why \x1b[31mred\x1b[0m?\n\nTODO\n\n### Why \x1b]0;title\x07?\n\nSo it is.\n")
    outcome = interviewer("questions", "import", file)
    assert "stub: line 1" in outcome.out
    assert "\x1b" not in outcome.out
    assert "\x07" not in outcome.out


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_new_folder_is_private(bank: Path, own_folders: Path, interviewer: Command) -> None:
    interviewer("questions", "import", bank)
    assert (own_folders / "questions").stat().st_mode & 0o077 == 0


def test_the_template_is_a_whole_question_without_mistakes_or_weaknesses(
    own_folders: Path, interviewer: Command
) -> None:
    outcome = interviewer("questions", "new", "my-question")
    target = own_folders / "questions" / "my-question.yaml"
    assert (outcome.code, outcome.out) == (0, f"Template: {target}\n")
    checked = interviewer("questions", "check", target.parent)
    assert (checked.code, checked.out.count("\n")) == (0, 1)
    assert "0 warnings: 0 mistakes" in checked.out
    assert interviewer("questions", "show", "my-question", "--json").json["pack"] == "my-question"


def test_the_template_shows_every_key_and_explains_it() -> None:
    text = template("mine")
    (question,) = yaml.safe_load(text)["questions"]
    elsewhere = {
        "pack",
        "framework",
        "glossary",
        "number",
    }  # the file's own keys, and those of the shipped bank
    assert question.keys() == Question.model_fields.keys() - elsewhere
    lines = text.splitlines()
    for key in ("pack", "framework", *question):
        at = next(
            at for at, line in enumerate(lines) if line.strip().removeprefix("- ").startswith(f"{key}:")
        )
        assert lines[at - 1].strip().startswith("#"), key


def test_check_warns_of_a_folder_only_and_fails_on_mistakes_only(
    tmp_path: Path, own_folders: Path, interviewer: Command
) -> None:
    interviewer("questions", "new", "mine")
    file = tmp_path / "packs" / "theirs.yaml"
    file.parent.mkdir()
    file.write_text(template("theirs").replace("    contrasts:", "    contrast:"))
    outcome = interviewer("questions", "check", file.parent)
    assert outcome.code == 1
    assert "questions[1].contrast: unknown key" in outcome.out
    assert str(own_folders) not in outcome.out
    file.write_text(template("theirs").split("    # What good answers sound like")[0])
    outcome = interviewer("questions", "check", file.parent)
    assert outcome.code == 0
    assert re.match(rf"warning: {re.escape(str(file))}:\d+: theirs: no model answers\n", outcome.out)


def test_check_warns_of_a_cue_with_its_line_and_key(tmp_path: Path, interviewer: Command) -> None:
    file = tmp_path / "packs" / "theirs.yaml"
    file.parent.mkdir()
    text = template("theirs")
    says = next(line for line in text.splitlines() if line.strip() == "says:")
    file.write_text(text.replace(says, f'{says}\n          - "works in|at the|any customers"', 1))
    outcome = interviewer("questions", "check", file.parent)
    line = file.read_text().splitlines().index('          - "works in|at the|any customers"') + 1
    assert outcome.code == 0
    assert outcome.out.startswith(f"warning: {file}:{line}: theirs.key_points[1].says[1]: 'works in|at ")
    assert "1 warning: 0 mistakes" in outcome.out
