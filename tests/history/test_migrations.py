"""Released migrations never change, and every older database opens."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from interviewer.errors import BadStore
from interviewer.history import opening
from interviewer.history.migrations import MIGRATIONS, Migration
from interviewer.history.store import Attempt, Store

# Append only: a line here is a promise to everybody who has a database.
RELEASED = {
    (1, "attempts"): "84cd732d84f088e2cb454a090e3b27a268aa15fdd62a5bf087b619147424634d",
    (2, "judgements"): "a97e9b9f82ae551c2b512938a6a60da3296aa7fdd6f9cc85ce5fa2d5afeec67a",
}


def test_released_migrations_are_frozen() -> None:
    assert {(m.number, m.name): m.checksum for m in MIGRATIONS} == RELEASED


def test_numbers_run_from_one_and_names_differ() -> None:
    assert [migration.number for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))
    assert len({migration.name for migration in MIGRATIONS}) == len(MIGRATIONS)


@pytest.mark.parametrize("version", range(len(MIGRATIONS) + 1))
def test_blank_and_every_earlier_version_open(
    version: int, tmp_path: Path, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "attempts.db"
    if version:
        with monkeypatch.context() as patch:
            patch.setattr(opening, "MIGRATIONS", MIGRATIONS[:version])
            Store(path).__exit__(None, None, None)
    with Store(path) as store:
        assert store.get(store.add(attempt)).attempt == attempt
    assert schema_of(path) == (len(MIGRATIONS), [(m.number, m.name, m.checksum) for m in MIGRATIONS])


def test_attempts_survive_a_later_migration(
    tmp_path: Path, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "attempts.db"
    with Store(path) as store:
        number = store.add(attempt)
    later = Migration(len(MIGRATIONS) + 1, "notes", "CREATE TABLE note (\n    text TEXT\n);\n")
    monkeypatch.setattr(opening, "MIGRATIONS", (*MIGRATIONS, later))
    with Store(path) as store:
        assert store.get(number).attempt == attempt
    assert schema_of(path)[0] == later.number


def test_a_migration_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "attempts.db"
    with Store(path) as store:
        assert store.count() == 0
    broken = Migration(
        len(MIGRATIONS) + 1, "broken", "CREATE TABLE note (text TEXT);\nINSERT INTO nowhere VALUES (1);\n"
    )
    with monkeypatch.context() as patch:
        patch.setattr(opening, "MIGRATIONS", (*MIGRATIONS, broken))
        with pytest.raises(BadStore, match="no such table: nowhere"):
            Store(path)
    assert schema_of(path)[0] == len(MIGRATIONS)
    with Store(path) as store:
        assert store.count() == 0


def schema_of(path: Path) -> tuple[int, list[tuple[int, str, str]]]:
    connection = sqlite3.connect(path)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return version, connection.execute("SELECT number, name, checksum FROM migration").fetchall()
    finally:
        connection.close()
