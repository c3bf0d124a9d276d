"""What was read once is read quickly the next time, and never wrongly."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from interviewer.bank import cache
from interviewer.bank.cache import kept, parsed


class Reader:
    """Counts how often a file was really read."""

    def __init__(self, gives: Any = None) -> None:
        self.times = 0
        self._gives = gives

    def __call__(self, file: Path) -> Any:
        self.times += 1
        return {"text": file.read_text()} if self._gives is None else self._gives


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pack.yaml"
    path.write_text("one")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "packs"


def test_the_second_time_it_is_not_read(file: Path, folder: Path) -> None:
    read = Reader()
    assert [parsed(file, read, folder) for _ in range(3)] == [{"text": "one"}] * 3
    assert read.times == 1
    assert folder.stat().st_mode & 0o077 == 0


def test_a_changed_file_is_read_again(file: Path, folder: Path) -> None:
    read = Reader()
    parsed(file, read, folder)
    file.write_text("other")
    assert parsed(file, read, folder) == {"text": "other"}
    os.utime(file, ns=(1, 1))
    parsed(file, read, folder)
    assert read.times == 3


def test_without_a_folder_nothing_is_kept(file: Path) -> None:
    read = Reader()
    parsed(file, read, None)
    parsed(file, read, None)
    assert read.times == 2


@pytest.mark.parametrize("gives", [{"day": date(2026, 1, 2)}, {1: "a key that is no text"}, {"a": {1, 2}}])
def test_what_json_would_change_is_not_kept(gives: Any, file: Path, folder: Path) -> None:
    read = Reader(gives)
    assert [parsed(file, read, folder) for _ in range(2)] == [gives, gives]
    assert read.times == 2


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"state": 1}', '{"data": 1}', "\udcff"])
def test_a_damaged_cache_is_as_good_as_none(damage: str, file: Path, folder: Path) -> None:
    read = Reader()
    parsed(file, read, folder)
    (entry,) = folder.glob("*.json")
    entry.write_text(damage, errors="surrogateescape")
    assert parsed(file, read, folder) == {"text": "one"}
    assert read.times == 2
    assert json.loads(entry.read_text())["data"] == {"text": "one"}


def test_what_an_older_program_kept_is_not_taken(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Reader()
    parsed(file, read, folder)
    monkeypatch.setattr(cache, "VERSION", cache.VERSION + 1)
    parsed(file, read, folder)
    assert read.times == 2


def test_a_folder_that_cannot_be_written(file: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert parsed(file, Reader(), tmp_path / "cache" / "packs") == {"text": "one"}


def test_a_file_that_is_not_there_is_not_kept(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        parsed(tmp_path / "none.yaml", Reader(), folder)
    assert kept("name", None, lambda: 1, folder) == 1
    assert not folder.exists()
