"""The store keeps what it is given, keeps it private, and says in one line why it can't."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sqlite3
import stat
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from interviewer.errors import BadStore
from interviewer.history.packing import packed
from interviewer.history.store import Attempt, Store
from interviewer.transcript import Transcript

# 270 kB that stay large: long texts are kept deflated.
HARD_TO_PACK = " ".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(4_000))
HERE_ON = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")


def test_keeps_every_field(tmp_path: Path, attempt: Attempt) -> None:
    typed = replace(
        attempt, number=None, sound=None, transcript=Transcript.from_text("tab\tand \udcff"), mode="real"
    )
    with Store(tmp_path / "attempts.db") as store:
        numbers = [store.add(attempt), store.add(typed)]
    with Store(tmp_path / "attempts.db") as store:
        assert [store.get(number).attempt for number in numbers] == [attempt, typed]
        assert store.count() == 2


def test_columns_repeat_the_scorecard(tmp_path: Path, attempt: Attempt) -> None:
    path = tmp_path / "attempts.db"
    with Store(path) as store:
        store.add(attempt)
    connection = sqlite3.connect(path)
    row = connection.execute("SELECT question, started_at, total, jumped, sound FROM attempt").fetchone()
    connection.close()
    assert row == (
        "imbalanced-data",
        "2026-01-31T18:04:05+00:00",
        58.5,
        1,
        "recordings/2026-01-31-imbalanced-data.wav",
    )


def test_recent_gives_the_last_stored_first(tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        numbers = [store.add(replace(attempt, question=slug)) for slug in ("a", "b", "c")]
        assert [stored.id for stored in store.recent(2)] == numbers[:0:-1]
        assert len(store.recent(99)) == 3
        assert store.recent(0) == store.recent(-1) == ()


@pytest.mark.parametrize(
    ("stored", "message"),
    [
        (0, "no attempt 7: none is stored yet. Make one with"),
        (2, "no attempt 7: the last is 2. List them with"),
    ],
)
def test_unknown_number(tmp_path: Path, attempt: Attempt, stored: int, message: str) -> None:
    with Store(tmp_path / "attempts.db") as store:
        for _ in range(stored):
            store.add(attempt)
        with pytest.raises(BadStore, match=message):
            store.get(7)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"started_at": "2026-01-31T18:04:05"}, "not in UTC"),
        ({"started_at": "2026-01-31T18:04:05+02:00"}, "not in UTC"),
        ({"started_at": "yesterday"}, "isoformat"),
        ({"sound": Path("/tmp/a.wav")}, "not relative"),
        ({"sound": Path("recordings/../../a.wav")}, "not relative"),
        ({"scorecard": {}}, "no total"),
    ],
)
def test_an_attempt_is_checked_when_made(attempt: Attempt, change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(attempt, **change)  # type: ignore[arg-type]


def test_a_number_is_never_used_twice(tmp_path: Path, attempt: Attempt) -> None:
    path = tmp_path / "attempts.db"
    with Store(path) as store:
        store.add(attempt)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM attempt")
    connection.commit()
    connection.close()
    with Store(path) as store:
        assert store.add(attempt) == 2


def test_connection_settings(tmp_path: Path) -> None:
    with Store(tmp_path / "attempts.db") as store:
        pragmas = {
            name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000}


@HERE_ON
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_private_under_any_umask(tmp_path: Path, attempt: Attempt, umask: int) -> None:
    path = tmp_path / "data" / "interviewer" / "attempts.db"
    before = os.umask(umask)
    try:
        with Store(path) as store:
            store.add(attempt)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"attempts.db": 0o600, "attempts.db-wal": 0o600, "attempts.db-shm": 0o600}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)} == {0o700}


@HERE_ON
def test_an_open_file_is_closed_and_a_folder_of_yours_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "attempts.db"
    path.touch()
    path.chmod(0o664)
    tmp_path.chmod(0o755)
    with Store(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def a_folder(path: Path) -> None:
    path.mkdir()


def a_file_in_the_way(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("a note")


def not_a_database(path: Path) -> None:
    path.write_text("Dear diary, this is no database at all.\n" * 100)


def of_another_program(path: Path) -> None:
    run_sql(path, "CREATE TABLE moz_places (url TEXT)")


def with_a_version_of_its_own(path: Path) -> None:
    run_sql(path, "CREATE TABLE moz_places (url TEXT); PRAGMA user_version = 1")


def of_a_newer_version(path: Path) -> None:
    Store(path).__exit__(None, None, None)
    run_sql(path, "PRAGMA user_version = 999")


def unreleased(path: Path) -> None:
    Store(path).__exit__(None, None, None)
    run_sql(path, "UPDATE migration SET checksum = 'x'")


def damaged(path: Path) -> None:
    Store(path).__exit__(None, None, None)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 4000)


def run_sql(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (a_folder, "attempts.db is a folder, not a database"),
        (a_file_in_the_way, "data is not a folder"),
        (not_a_database, "attempts.db is not a database of this program"),
        (of_another_program, "attempts.db is another program's database"),
        (with_a_version_of_its_own, "attempts.db is another program's database"),
        (
            of_a_newer_version,
            r"attempts.db was written by a newer version \(schema 999; this one knows \d+\)",
        ),
        (unreleased, "attempts.db was made by an unreleased version"),
        (damaged, "attempts.db is damaged"),
    ],
)
def test_files_that_can_not_be_used(tmp_path: Path, spoil: Callable[[Path], None], message: str) -> None:
    path = tmp_path / "data" / "attempts.db"
    path.parent.mkdir()
    spoil(path)
    with pytest.raises(BadStore, match=message) as caught:
        Store(path)
    assert_one_helpful_line(caught.value)


@HERE_ON
def test_read_only_folder(ordinary_folder: Path) -> None:
    ordinary_folder.chmod(0o500)
    for path in (ordinary_folder / "attempts.db", ordinary_folder / "new" / "attempts.db"):
        with pytest.raises(
            BadStore, match=r"attempts.db can't be written: Permission denied. Make its folder"
        ) as caught:
            Store(path)
        assert_one_helpful_line(caught.value)


@HERE_ON
@pytest.mark.parametrize("lock_folder", [True, False])
def test_read_only_database(ordinary_folder: Path, attempt: Attempt, lock_folder: bool) -> None:
    path = ordinary_folder / "attempts.db"
    Store(path).__exit__(None, None, None)
    path.chmod(0o400)
    if lock_folder:
        ordinary_folder.chmod(0o500)
    with (
        pytest.raises(BadStore, match=r"attempts.db can't be (written|opened for writing)") as caught,
        Store(path) as store,
    ):
        store.add(attempt)
    assert_one_helpful_line(caught.value)


def test_full_disk_keeps_what_was_there(tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        store.add(attempt)
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages}")
        big = replace(attempt, transcript=Transcript.from_text(HARD_TO_PACK))
        with pytest.raises(BadStore, match="can't grow: the disk is full") as caught:
            store.add(big)
        assert_one_helpful_line(caught.value)
        store.connection.execute("PRAGMA max_page_count = 1000000")
        assert store.add(big) == 2  # and it goes on as soon as there is room


@HERE_ON
def test_a_write_that_fails_half_way(tmp_path: Path, attempt: Attempt) -> None:
    """A quota of the system, met in the middle of a real write."""
    import resource

    with Store(tmp_path / "attempts.db") as store:
        store.add(attempt)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
        try:
            with pytest.raises(BadStore, match="the disk failed or is full"):
                store.add(replace(attempt, transcript=Transcript.from_text(HARD_TO_PACK)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert store.count() == 1


def test_interrupted_in_a_transaction_keeps_nothing_of_it(
    tmp_path: Path, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "attempts.db") as store:

        def interrupt(*arguments: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("interviewer.history.store.insert_judgement", interrupt)
            with pytest.raises(KeyboardInterrupt):
                store.add(attempt)
        assert store.count() == 0
        assert store.add(attempt) == 1


def test_locked_by_another_program(tmp_path: Path, attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewer.history.opening.BUSY_TIMEOUT_S", 0.05)
    path = tmp_path / "attempts.db"
    with Store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(BadStore, match="is in use by another program"):
                store.add(attempt)
            assert store.count() == 0  # reading goes on meanwhile
        finally:
            other.close()
        assert store.add(attempt) == 1


def test_a_damaged_attempt_is_named(tmp_path: Path, attempt: Attempt) -> None:
    path = tmp_path / "attempts.db"
    with Store(path) as store:
        store.add(attempt)
        store.add(attempt)
    for change in (
        f"UPDATE judgement SET transcript = x'{packed('{}').hex()}' WHERE attempt = 1",
        f"UPDATE judgement SET scorecard = x'{packed('[]').hex()}' WHERE attempt = 1",
        "UPDATE judgement SET scorecard = x'00' WHERE attempt = 1",
        "UPDATE judgement SET scorecard = 'text' WHERE attempt = 1",
        "UPDATE attempt SET settings = '{' WHERE id = 1",
    ):
        run_sql(path, change)
        with Store(path) as store:
            with pytest.raises(BadStore, match="attempt 1 is damaged") as caught:
                store.get(1)
            assert_one_helpful_line(caught.value)
            assert store.get(2).attempt == attempt


def open_together(barrier: Barrier, answers: SimpleQueue[str], paths: list[Path]) -> None:
    for path in paths:
        barrier.wait()
        try:
            with Store(path) as store:
                answers.put(str(store.count()))
        except BadStore as error:
            answers.put(str(error))


@pytest.mark.slow
@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs quick processes")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the children run nothing but the store
def test_programs_that_make_the_file_together(tmp_path: Path) -> None:
    """Five processes open the same blank folder at the same moment, forty times over.

    Switching a new file to WAL fails at once, busy timeout or not, where another process is at it too:
    without waiting by hand about 3 in 100 opens failed.
    """
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(5), context.SimpleQueue()
    paths = [tmp_path / str(number) / "attempts.db" for number in range(40)]
    programs = [context.Process(target=open_together, args=(barrier, answers, paths)) for _ in range(5)]
    for program in programs:
        program.start()
    found = Counter(answers.get() for _ in range(5 * 40))
    for program in programs:
        program.join()
    assert found == {"0": 200}


def assert_one_helpful_line(error: BadStore) -> None:
    assert "\n" not in str(error)
    assert error.next_step
    assert error.exit_code == 2
