"""Gone for good: no sound, no word, no mark, no trace in the file; nothing else is touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import write_clip
from interviewer.errors import BadStore
from interviewer.history.attempt import Judgement
from interviewer.history.forgetting import EDITED, editing_file, forget, forget_all
from interviewer.history.store import Attempt, Store
from interviewer.transcript import Transcript
from tests.audio.sounds import sine
from tests.support.questions import small_question

SECRET = "my-former-employer-is-called-zyxwvut"


def with_sound(folder: Path, attempt: Attempt, name: str) -> Attempt:
    (folder / "recordings").mkdir(exist_ok=True)
    write_clip(folder / "recordings" / name, Clip(sine(0.5)))
    return replace(attempt, sound=Path("recordings", name))


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_one_attempt_is_gone_and_the_others_stay(tmp_path: Path, attempt: Attempt) -> None:
    question, other = small_question(), small_question(prompt="Another prompt?")
    secret = replace(attempt, transcript=Transcript.from_text(SECRET), settings={"voice": SECRET})
    with Store(tmp_path / "attempts.db") as store:
        first = store.add(with_sound(tmp_path, secret, "one.flac"), question)
        second = store.add(with_sound(tmp_path, attempt, "two.flac"), other)
        store.judge(first, Judgement(0, "edit", Transcript.from_text(SECRET * 2), {"total": 1.0}, {}))
        editing_file(tmp_path, first, 1).write_text(SECRET)  # an editor was killed
        editing_file(tmp_path, second, 1).write_text("mine")
        assert SECRET.encode() in bytes_of(tmp_path)
        gone = forget(store, tmp_path, [first])
        assert (gone.attempts, gone.judgements, gone.sounds, gone.other_files) == (1, 2, 1, 1)
        assert gone.sound_bytes > 1000
        assert not gone.traces
        assert SECRET.encode() not in bytes_of(tmp_path)  # also while the database is still open
        assert [listed.id for listed in store.listed()] == [second]
        assert store.asked(second, 1) == other
        assert [path.name for path in (tmp_path / "recordings").iterdir()] == ["two.flac"]
        assert editing_file(tmp_path, second, 1).exists()
        assert store.add(attempt) == 3
    with closing(sqlite3.connect(tmp_path / "attempts.db")) as connection:
        for table, rows in (("asked", 1), ("said", 2), ("judgement", 2)):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (rows,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_no_copy_is_made_outside_of_the_folder(tmp_path: Path) -> None:
    """Rewriting the file, SQLite would put all of it into /var/tmp for a while; 2 is its word for memory."""
    with Store(tmp_path / "attempts.db") as store:
        assert store.connection.execute("PRAGMA temp_store").fetchone()[0] == 2


def test_everything_is_gone(tmp_path: Path, attempt: Attempt) -> None:
    (tmp_path / "recordings").mkdir()
    (tmp_path / "recordings" / "broken-off.txt").write_text(SECRET)
    (tmp_path / f"{EDITED}x.txt").write_text(SECRET)  # an editor was killed
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "own.yaml").write_text("mine")
    with Store(tmp_path / "attempts.db") as store:
        for place in range(3):
            said = Transcript.from_text(f"{SECRET} {place}")
            kept = replace(attempt, transcript=said)
            store.add(with_sound(tmp_path, kept, f"{place}.wav"), small_question())
        store.suspend("small", "2026-01-01T00:00:00+00:00")
        gone = forget_all(store, tmp_path, tmp_path / "recordings")
        assert (gone.attempts, gone.judgements, gone.sounds, gone.other_files) == (3, 3, 3, 2)
        assert store.count() == 0
        assert store.suspended() == {}
    assert list((tmp_path / "recordings").iterdir()) == []
    assert SECRET.encode() not in bytes_of(tmp_path)
    assert b"single tree" not in (tmp_path / "attempts.db").read_bytes()
    assert (tmp_path / "questions" / "own.yaml").exists()


def test_nothing_stored_and_no_folder(tmp_path: Path) -> None:
    with Store(tmp_path / "attempts.db") as store:
        gone = forget_all(store, tmp_path, tmp_path / "recordings")
    assert (gone.attempts, gone.sounds, gone.other_files) == (0, 0, 0)


@pytest.mark.parametrize("unknown", [0, -1, 7, 2**63, 2**70])
def test_an_unknown_number_deletes_nothing(unknown: int, tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        number = store.add(with_sound(tmp_path, attempt, "one.flac"))
        with pytest.raises(BadStore, match=f"no attempt {unknown}"):
            forget(store, tmp_path, [number, unknown])
        assert store.count() == 1
        assert (tmp_path / "recordings" / "one.flac").exists()


def test_a_recording_that_is_gone_already(tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        gone = forget(store, tmp_path, [store.add(attempt)])
        assert (gone.attempts, gone.sounds) == (1, 0)


def test_a_recording_outside_of_the_folder_is_left_alone(tmp_path: Path, attempt: Attempt) -> None:
    victim = tmp_path / "victim.wav"
    victim.write_text("not yours")
    data = tmp_path / "data"
    with Store(data / "attempts.db") as store:
        number = store.add(attempt)
        store.connection.execute("UPDATE attempt SET sound = '../victim.wav'")
        assert forget(store, data, [number]).sounds == 0
    assert victim.exists()


def test_while_another_program_reads(
    tmp_path: Path, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.history.opening.BUSY_TIMEOUT_S", 0.05)
    with Store(tmp_path / "attempts.db") as store:
        number = store.add(attempt)
        with closing(sqlite3.connect(tmp_path / "attempts.db", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM attempt").fetchone()
            gone = forget(store, tmp_path, [number])
            assert (gone.attempts, gone.traces) == (1, True)
        assert store.count() == 0
