from __future__ import annotations

import fcntl
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interviewer.history.attempt import DRILL
from interviewer.history.unfinished import SUFFIX, left_behind, noted, sweep, taken

STARTED = datetime(2026, 1, 31, 18, 4, 5, tzinfo=UTC)


def interrupted(
    folder: Path, question: str = "outliers", mode: str = "coach", *, records: bool = True
) -> Path:
    """An answer that nobody settled; where its recording is."""
    with noted(folder, question, STARTED, mode) as note:
        if records:
            note.sound.write_bytes(b"RIFF")
        return note.sound


def test_a_settled_answer_leaves_nothing(tmp_path: Path) -> None:
    with noted(tmp_path, "outliers", STARTED, "coach") as note:
        assert note.sound == tmp_path / "outliers__20260131T180405.wav"
        mode = stat.S_IMODE(note.sound.with_suffix(SUFFIX).stat().st_mode)
        assert mode == 0o600
        note.settle()
    assert list(tmp_path.iterdir()) == []


def test_one_that_was_cut_off_is_found(tmp_path: Path) -> None:
    sound = interrupted(tmp_path, mode="real")
    (found,) = left_behind(tmp_path)
    assert (found.question, found.started_at, found.mode) == ("outliers", "2026-01-31T18:04:05+00:00", "real")
    assert found.parts == (sound,)
    assert left_behind(tmp_path) == (found,)  # looking changes nothing


def test_follow_ups_belong_to_it(tmp_path: Path) -> None:
    with noted(tmp_path, "outliers", STARTED, "coach") as note:
        parts = (note.sound, note.follow_up(1), note.follow_up(2))
        for path in parts:
            path.touch()
    (found,) = left_behind(tmp_path)
    assert found.parts == parts
    found.drop()
    assert list(tmp_path.iterdir()) == []


def test_one_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    with noted(tmp_path, "outliers", STARTED, "coach") as note:
        note.sound.touch()
        assert left_behind(tmp_path) == ()
        assert note.sound.with_suffix(SUFFIX).exists()
    assert len(left_behind(tmp_path)) == 1


def test_only_one_may_finish_it(tmp_path: Path) -> None:
    interrupted(tmp_path)
    (found,) = left_behind(tmp_path)
    with taken(found) as first, taken(found) as second:
        assert (first, second) == (True, False)
        assert left_behind(tmp_path) == ()
        found.settle()
    with taken(found) as third:
        assert not third


def test_the_same_question_twice_in_a_second(tmp_path: Path) -> None:
    with (
        noted(tmp_path, "outliers", STARTED, "coach") as first,
        noted(tmp_path, "outliers", STARTED, "coach") as second,
    ):
        assert first.sound != second.sound
        first.sound.touch()
        first.settle()
        with noted(tmp_path, "outliers", STARTED, "coach") as third:  # the first's recording stays
            assert third.sound not in (first.sound, second.sound)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b"\xff", b'{"question": "a", "started_at": "soon", "mode": "coach"}']
)
def test_a_note_that_says_nothing_is_removed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"a{SUFFIX}").write_bytes(content)
    (tmp_path / "a.wav").touch()
    assert left_behind(tmp_path) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def test_an_empty_note_beside_a_recording(tmp_path: Path) -> None:
    """The disk was full when it was made, and there was room for the sound later."""
    (tmp_path / f"two__words__20260131T180405_2{SUFFIX}").touch()
    (tmp_path / "two__words__20260131T180405_2.wav").touch()
    (found,) = left_behind(tmp_path)
    assert (found.question, found.started_at, found.mode) == (
        "two__words",
        "2026-01-31T18:04:05+00:00",
        "coach",
    )


def test_no_recording_and_a_drill_leave_nothing(tmp_path: Path) -> None:
    interrupted(tmp_path, records=False)
    interrupted(tmp_path, "other", DRILL)
    assert left_behind(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_half_written_files_are_swept(tmp_path: Path) -> None:
    """Those whose writer was killed; not one that is being written, and nothing else."""
    (tmp_path / ".dead.flac.x1").touch()
    (tmp_path / "kept.flac").touch()
    with (tmp_path / ".alive.flac.x2").open("wb") as written:
        fcntl.flock(written, fcntl.LOCK_EX)
        sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".alive.flac.x2", "kept.flac"]
    sweep(tmp_path / "absent")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """The answer goes on: the recorder says what is wrong."""
    (tmp_path / "file").touch()
    with noted(tmp_path / "file" / "recordings", "outliers", STARTED, "coach") as note:
        note.settle()
    assert left_behind(tmp_path / "file" / "recordings") == ()
    assert left_behind(tmp_path / "absent") == ()


@pytest.mark.slow
def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    lines = (
        "import os, pathlib, signal, datetime",
        "from interviewer.history.unfinished import noted",
        "at = datetime.datetime(2026, 1, 31, 18, 4, 5, tzinfo=datetime.UTC)",
        f"with noted(pathlib.Path({str(tmp_path)!r}), 'outliers', at, 'coach') as note:",
        "    note.sound.touch()",
        "    os.kill(os.getpid(), signal.SIGKILL)",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)])
    assert done.returncode == -9
    (found,) = left_behind(tmp_path)
    with taken(found) as is_ours:
        assert is_ours


def test_a_recording_of_the_same_second_that_is_kept(tmp_path: Path) -> None:
    """It has been turned into FLAC already, and is not overwritten."""
    (tmp_path / "outliers__20260131T180405.flac").touch()
    with noted(tmp_path, "outliers", STARTED, "coach") as note:
        assert note.sound.name == "outliers__20260131T180405_2.wav"


def test_a_note_taken_away_before_it_was_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that starts in this moment finds an empty note, which says nothing, and removes it."""
    lock, seen = fcntl.flock, list[Path]()

    def late(descriptor: int, operation: int) -> None:
        if not seen:
            seen.extend(tmp_path.iterdir())
            seen[0].unlink()
        lock(descriptor, operation)

    monkeypatch.setattr("fcntl.flock", late)
    with noted(tmp_path, "outliers", STARTED, "coach") as note:
        assert note.sound.with_suffix(SUFFIX).exists()
    assert len(seen) == 1
