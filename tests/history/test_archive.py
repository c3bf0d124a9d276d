"""Everything out as JSON and in again: from one data folder into another, byte for byte."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interviewer.errors import BadInput, BadStore
from interviewer.history.archive import Taken, dump, load
from interviewer.history.attempt import Judgement
from interviewer.history.store import Attempt, Store
from interviewer.transcript import Transcript
from tests.support.questions import small_question


@pytest.fixture
def filled(tmp_path: Path, attempt: Attempt) -> Path:
    """With everything in it: judgements, questions as asked, a suspended one, a forgotten number."""
    path = tmp_path / "attempts.db"
    question = small_question()
    with Store(path) as store:
        first = store.add(attempt, question)
        store.add(
            replace(attempt, number=None, sound=None, transcript=Transcript.from_text("tab\t \udcff ü"))
        )
        store.add(replace(attempt, started_at="2026-02-01T08:00:00+00:00"), small_question(prompt="Other?"))
        store.add(attempt)
        edited = Transcript.from_text("Corrected.")
        store.judge(first, Judgement(0, "edit", edited, {"total": 61.5}, {"scorer": "1"}), question)
        store.judge(first, Judgement(0, "rescore", edited, {"total": 62}, {"scorer": "2"}))
        store.suspend("small", "2026-02-02T00:00:00+00:00")
        store.connection.execute("DELETE FROM attempt WHERE id = 4")
    return path


def dumped(path: Path) -> str:
    damaged: list[BadStore] = []
    with Store(path) as store:
        text = "".join(dump(store, damaged.append))
    assert damaged == []
    return text


def test_out_and_in_and_out_again_is_the_same_byte_for_byte(filled: Path, tmp_path: Path) -> None:
    text = dumped(filled)
    assert text.isascii()
    file = tmp_path / "history.json"
    file.write_text(text)
    copy = tmp_path / "copy" / "attempts.db"
    with Store(copy) as store:
        assert load(store, file) == Taken(new=3, known=0)
    assert dumped(copy) == text
    with Store(filled) as before, Store(copy) as after:
        assert before.listed() == after.listed()
        assert before.judgements(1) == after.judgements(1)
        assert before.asked(3, 1) == after.asked(3, 1) == small_question(prompt="Other?")
        assert before.suspended() == after.suspended()
        assert before.measured(9) == after.measured(9)
        assert after.add(before.get(1).attempt) == 5  # the forgotten fourth doesn't come back


def test_an_empty_history(tmp_path: Path) -> None:
    file = tmp_path / "history.json"
    file.write_text(dumped(tmp_path / "attempts.db"))
    with Store(tmp_path / "copy.db") as store:
        assert load(store, file) == Taken(0, 0)
    assert dumped(tmp_path / "copy.db") == file.read_text()


def test_what_is_there_already_is_passed_over(filled: Path, tmp_path: Path, attempt: Attempt) -> None:
    file = tmp_path / "history.json"
    file.write_text(dumped(filled))
    other = replace(attempt, started_at="2026-05-05T05:05:05+00:00")
    with Store(tmp_path / "other.db") as store:
        own = store.add(other)
        assert load(store, file) == Taken(3, 0)
        assert load(store, file) == Taken(0, 3)
        assert store.get(own).attempt == other  # its number was taken: the newcomer got another
        assert store.count() == 4
        newcomer = next(listed for listed in store.listed() if listed.judgement == 3)
        assert newcomer.id != own
        assert [judged.cause for judged in store.judgements(newcomer.id)] == ["practice", "edit", "rescore"]


def test_a_damaged_attempt_is_told_and_left_out(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("UPDATE judgement SET transcript = x'00' WHERE attempt = 1")
        connection.commit()
    damaged: list[BadStore] = []
    with Store(filled) as store:
        data = json.loads("".join(dump(store, damaged.append)))
    assert [entry["attempt"] for entry in data["attempts"]] == [2, 3]
    assert [str(error).count("attempt 1 is damaged") for error in damaged] == [1]


Change = Callable[[dict[str, Any]], Any]
WRONG: dict[str, tuple[Change, str]] = {
    "schema": (lambda data: data.update(schema="other/1"), "schema"),
    "unknown key": (lambda data: data.update(mood="good"), "mood"),
    "unknown key inside": (lambda data: data["attempts"][0].update(mood="good"), "attempts.0.mood"),
    "no key": (lambda data: data["attempts"][1].pop("prompt"), "attempts.1.prompt"),
    "a text for a number": (lambda data: data["attempts"][0].update(attempt="1"), "attempts.0.attempt"),
    "a large number": (lambda data: data["attempts"][0].update(attempt=2**63), "attempts.0.attempt"),
    "a time": (lambda data: data["attempts"][0].update(started_at="noon"), "attempts.0: "),
    "a path": (lambda data: data["attempts"][0].update(sound="../../x.wav"), "is not relative"),
    "no judgement": (lambda data: data["attempts"][0].update(judgements=[]), "attempts.0.judgements"),
    "a cause": (lambda data: data["attempts"][0]["judgements"][0].update(cause="edit"), "attempts.0: "),
    "a transcript": (lambda data: data["attempts"][0]["judgements"][0].update(transcript={}), "attempts.0: "),
    "a scorecard": (lambda data: data["attempts"][0]["judgements"][2].update(scorecard={}), "no total"),
    "a strange scorecard": (
        lambda data: data["attempts"][0]["judgements"][2].update(scorecard={"total": 1, "parts": 3}),
        "attempts.0: ",
    ),
    "a question": (lambda data: next(iter(data["asked"].values())).update(question={}), "was changed"),
    "a lost question": (lambda data: data.update(asked={}), "is not in the file"),
    "a lost glossary": (lambda data: data.update(glossaries={}), "glossary is not in the file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_was_changed(name: str, filled: Path, tmp_path: Path) -> None:
    change, message = WRONG[name]
    data = json.loads(dumped(filled))
    change(data)
    assert message in refused(tmp_path, json.dumps(data).encode())


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"1" * 5_000, b'{"schema": NaN}']
)
def test_a_file_that_is_none(content: bytes, tmp_path: Path) -> None:
    refused(tmp_path, content)


def test_no_file_at_all(tmp_path: Path) -> None:
    with Store(tmp_path / "attempts.db") as store:
        for path in (tmp_path / "absent.json", tmp_path):
            with pytest.raises(BadInput, match="can't be read"):
                load(store, path)


def refused(folder: Path, content: bytes) -> str:
    """The one line with which a file is refused; nothing of it is taken in."""
    file = folder / "history.json"
    file.write_bytes(content)
    with Store(folder / "empty.db") as store:
        with pytest.raises(BadInput) as caught:
            load(store, file)
        assert store.count() == 0
        assert store.suspended() == {}
    assert str(file) in caught.value.what
    assert "interviewer export" in caught.value.next_step
    return str(caught.value)
