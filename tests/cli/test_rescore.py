from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from interviewer.history.forgetting import EDITED, editing_file
from interviewer.history.packing import packed, unpacked
from tests.cli.conftest import Command


def spoil(data: Path, key: str, value: object) -> None:
    """Change a stored scorecard, as nothing in the program ever does."""
    with closing(sqlite3.connect(data / "attempts.db")) as connection:
        (content,) = connection.execute("SELECT scorecard FROM judgement WHERE attempt = 1").fetchone()
        scorecard = json.dumps({**json.loads(unpacked(content)), key: value})
        connection.execute("UPDATE judgement SET scorecard = ? WHERE attempt = 1", (packed(scorecard),))
        connection.execute("UPDATE attempt SET total = json_extract(?, '$.total') WHERE id = 1", (scorecard,))
        connection.commit()


def test_nothing_stored(interviewer: Command) -> None:
    assert "No attempt is stored yet" in interviewer("rescore").out
    assert "no attempt 3" in interviewer("rescore", "3").failed_with(2)


def test_what_is_stored_comes_out_again(practised: Path, interviewer: Command) -> None:
    outcome = interviewer("rescore", "--verify")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "2 marks reproduced byte for byte, 0 not.\n"
    assert "2 answers, 0 with another mark, 2 as before" in interviewer("rescore").out
    assert interviewer("rescore", "2").out.startswith("Scored again: 1 answer,")


def test_a_mark_that_does_not_come_out_again_fails_the_check(practised: Path, interviewer: Command) -> None:
    spoil(practised, "total", 99.5)
    outcome = interviewer("rescore", "--verify")
    assert outcome.code == 1
    assert "attempt 1 is not reproduced at total: 99.5, now " in outcome.out
    assert "1 mark reproduced byte for byte, 1 not." in outcome.out
    first, second = interviewer("rescore", "--verify", "--json").json
    assert (first["verdict"], second["verdict"]) == ("different", "same")


def test_todays_scorer_is_stored_and_the_original_kept(practised: Path, interviewer: Command) -> None:
    spoil(practised, "total", 99.5)
    shown = interviewer("rescore").out
    assert "1 with another mark, 1 as before" in shown
    assert "  99.5 " in shown
    assert interviewer("rescore", "--json").json[0]["changed"] is False
    assert interviewer("review", "1", "--json").json["total"] < 99
    assert "the mark at first was 99.5." in interviewer("review", "1").out


def test_a_damaged_attempt_is_named_and_the_others_go_on(practised: Path, interviewer: Command) -> None:
    with closing(sqlite3.connect(practised / "attempts.db")) as connection:
        connection.execute("UPDATE judgement SET transcript = x'00' WHERE attempt = 1")
        connection.commit()
    for arguments in (["rescore"], ["rescore", "--verify"]):
        outcome = interviewer(*arguments)
        assert outcome.code == 1
        assert "attempt 1 is damaged" in outcome.err
        assert outcome.out


def editor(folder: Path, change: str, code: int = 0) -> str:
    """An editor that replaces text in the file that it is given."""
    script = folder / "editor.py"
    script.write_text(
        f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\ntext = path.read_text()\n{change}\n"
        f"path.write_text(text)\nsys.exit({code})\n"
    )
    return f'"{sys.executable}" "{script}"'


def test_a_transcript_is_corrected_in_the_editor(
    practised: Path, tmp_path: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    before = interviewer("review", "1", "--json").json["total"]
    monkeypatch.setenv("EDITOR", editor(tmp_path, "text += ' I would judge it by precision and recall.'"))
    outcome = interviewer("review", "1", "--edit")
    assert outcome.code == 0
    assert outcome.out.startswith("Corrected and scored again: ")
    after = interviewer("review", "1", "--json").json
    assert after["total"] > before
    assert "precision and recall" in interviewer("review", "1").out
    assert f"the mark at first was {before:.1f}" in interviewer("review", "1").out
    assert interviewer("rescore", "--verify").out == "3 marks reproduced byte for byte, 0 not.\n"


@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
@pytest.mark.parametrize(
    ("change", "code", "failure"),
    [
        ("pass", 0, None),
        ("text += 'more'", 3, "ended with code 3"),
        ("text = ''", 0, "[candidate 1] is missing"),
    ],
)
def test_nothing_is_changed(
    *, variable: str, change: str, code: int, failure: str | None,
    practised: Path, tmp_path: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv(variable, editor(tmp_path, change, code))
    outcome = interviewer("review", "1", "--edit")
    if failure is None:
        assert (outcome.code, outcome.out) == (0, "Nothing was changed.\n")
    else:
        assert failure in outcome.failed_with(2)
    assert interviewer("rescore", "--verify").out.startswith("2 marks")
    assert list(tmp_path.glob("interviewer-*")) == []
    assert list(tmp_path.rglob(f"{EDITED}*")) == []


@pytest.mark.parametrize("same_number", [False, True])
def test_an_edit_that_was_killed_goes_on(
    *, same_number: bool, practised: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """kill -9 while the editor is open: the next edit of this attempt begins with its text."""
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    used = editing_file(practised, 1, os.getpid())
    left = used if same_number else editing_file(practised, 1, ended.pid)
    left.write_text("[candidate 1]\nI would judge it by precision and recall.\n")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")
    assert interviewer("review", "2", "--edit").out == "Nothing was changed.\n"
    assert left.exists()
    outcome = interviewer("review", "1", "--edit")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("You were correcting this attempt when the program was stopped")
    assert "precision and recall" in interviewer("review", "1").out
    assert not left.exists()
    assert not used.exists()


def test_an_edit_that_goes_on_elsewhere_is_left_alone(
    practised: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = editing_file(practised, 1, os.getppid())
    elsewhere.write_text("half a")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")
    assert interviewer("review", "1", "--edit").out == "Nothing was changed.\n"
    assert elsewhere.read_text() == "half a"


def test_an_editor_that_is_not_there(
    practised: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    assert "Set EDITOR" in interviewer("review", "1", "--edit").failed_with(3)
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", "")
    assert "there is no editor" in interviewer("review", "1", "--edit").failed_with(3)
    assert "which attempt" in interviewer("review", "--edit").failed_with(2)
