"""A disk that is full, read-only or slow, in every step of a session: the answer goes on."""

from __future__ import annotations

import os
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio import devices, growing
from interviewer.audio.clip import FRAME_S, SAMPLE_RATE_HZ, Clip
from interviewer.audio.files import read_clip
from interviewer.audio.growing import GrowingWav
from interviewer.audio.microphone import FileMicrophone
from interviewer.audio.recording import Ending, Recorder
from interviewer.errors import BadStore
from interviewer.history.store import Store
from tests.audio.sounds import ScriptedActivity, chirp, sine
from tests.cli.conftest import Command, Hearing
from tests.end_to_end.program import started
from tests.faults.disks import Disk, small_disk
from tests.faults.kills import looked_into
from tests.history.test_old_databases import DATABASES

pytestmark = pytest.mark.slow

PAGE_BYTES = 4096  # a tmpfs grows by pages
ROOMY_BYTES = 50_000_000
SAID = "What does a missed case cost? I'd count the classes first, then class weights as a baseline."
# From no room for anything up to room for all but the last step: the recording of 3 s takes 96 kB.
SIZES_BYTES = [PAGE_BYTES * pages for pages in (1, 2, 8, 20, 28, 36, 44, 60, 70, 80)]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Disk]]:
    """``disk(size_bytes)`` makes one; it is gone after the test."""
    with ExitStack() as stack:
        yield lambda size_bytes: stack.enter_context(small_disk(tmp_path / "disk", size_bytes))


@pytest.mark.parametrize("size_bytes", SIZES_BYTES)
def test_full_at_any_write(
    size_bytes: int, disk: Callable[[int], Disk], hum: Path, interviewer: Command, hearing: Hearing
) -> None:
    """What does fit is kept, the rest is told in plain words; with room again, the program goes on."""
    hearing(SAID, SAID, SAID)
    full = disk(size_bytes)
    data = full.folder / "data"
    practice = ["practice", "-q", "5", "--no-speak", "--fast", "--answer", hum, "--data-dir", data]
    outcome = interviewer(*practice)
    shown = " ".join((outcome.out + outcome.err).split())
    assert "Traceback" not in shown
    assert "an error in this program" not in shown
    if outcome.code == 0:
        assert "/ 100" in shown  # the answer was heard and scored, whatever the disk took
        if "kept as attempt 1" not in shown:
            assert "Not stored: " in shown
    else:
        assert outcome.code == 2
        assert outcome.err.count("\n") == 1
        assert any(word in outcome.err for word in ("full", "space", "can't be written", "disk failed"))

    full.resize(ROOMY_BYTES)
    finished = interviewer("finish", "--data-dir", data)
    assert finished.code == 0, finished
    again = interviewer(*practice)
    assert (again.code, again.err) == (0, "")
    assert "kept as attempt" in again.out
    integrity, attempts = looked_into(data / "attempts.db")
    assert integrity == "ok"
    assert attempts >= 1
    with Store(data / "attempts.db") as store:
        sounds = [stored.attempt.sound for stored in store.recent(9)]
    assert all(sound is None or read_clip(data / sound).duration_s > 0 for sound in sounds)
    assert not list((data / "recordings").glob(".*"))


def test_full_in_mid_answer_and_free_again(disk: Callable[[int], Disk]) -> None:
    """What had to wait in memory is on disk as soon as there is room, without a gap."""
    full = disk(10 * PAGE_BYTES)
    microphone = FileMicrophone(Clip(chirp(6.0)), realtime=False)
    path = full.folder / "a.wav"
    recorder = Recorder(microphone, path, Ending(), ScriptedActivity(0.9))
    told = []
    for tick in recorder.ticks():
        told.append(recorder.disk_error is not None)
        assert read_clip(path).duration_s == pytest.approx(min(tick.elapsed_s, 1.28), abs=0.2) or not told[-1]
        if tick.elapsed_s > 4.0:
            full.resize(ROOMY_BYTES)
    assert (told[0], any(told), told[-1]) == (False, True, False)
    assert recorder.recording.disk_error is None
    on_disk = read_clip(path).samples
    assert np.abs(on_disk - recorder.recording.clip.samples).max() < 1e-4


def test_a_sample_cut_in_half(tmp_path: Path) -> None:
    """A disk may take an odd number of bytes; what is on it is a whole file all the same."""
    with small_disk(tmp_path / "disk", ROOMY_BYTES) as roomy:
        path = roomy.folder / "a.wav"
        file = GrowingWav(path)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (growing.HEADER_BYTES + 1001, before[1]))
        try:
            file.write(sine(0.1))
            assert "File too large" in str(file.error)
            assert len(read_clip(path).samples) == 500
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        file.close()
        assert file.error is None
        assert len(read_clip(path).samples) == 1600


def test_a_read_only_disk(disk: Callable[[int], Disk], hum: Path, interviewer: Command) -> None:
    """It is told before anything is asked; what is there can be read."""
    mine = disk(ROOMY_BYTES)
    if not mine.mounted:
        pytest.skip("no file system may be mounted here")
    interviewer("practice", "--typed", "-q", "5", "--no-speak", "--data-dir", mine.folder, stdin=SAID)
    mine.read_only()
    for arguments in (
        ["practice", "-q", "5", "--no-speak", "--fast", "--answer", hum],
        ["practice", "--typed", "-q", "5", "--no-speak"],
        ["forget", "1", "--yes"],
        ["rescore"],
        ["export", "-o", mine.folder / "out.json"],
        ["finish"],
    ):
        outcome = interviewer(*arguments, "--data-dir", mine.folder, stdin=SAID)
        assert outcome.code == 2, (arguments, outcome)
        assert "can't be " in outcome.err, outcome
        assert outcome.err.count("\n") == 1
    for arguments in (
        ["review"],
        ["review", "1"],
        ["review", "--search", "confusion"],
        ["progress"],
        ["explain", "1"],
        ["export"],
    ):
        assert interviewer(*arguments, "--data-dir", mine.folder).code == 0, arguments
    outcome = interviewer("progress", "--suspend", "5", "--data-dir", mine.folder)
    assert outcome.code == 2
    assert "can't be written" in outcome.err


def test_what_a_killed_program_wrote_is_read_on_a_read_only_disk(
    disk: Callable[[int], Disk], interviewer: Command
) -> None:
    """It is still in the log of changes, which is part of the database."""
    mine = disk(ROOMY_BYTES)
    if not mine.mounted:
        pytest.skip("no file system may be mounted here")
    interviewer("practice", "--typed", "-q", "5", "--no-speak", "--data-dir", mine.folder, stdin=SAID)
    database = mine.folder / "attempts.db"
    with Store(database) as store:
        store.suspend("accuracy-imbalanced", "2026-01-01T00:00:00+00:00")
        files = {path.name: path.read_bytes() for path in mine.folder.glob("attempts.db*")}
    for name, content in files.items():  # as they were while the program ran
        (mine.folder / name).write_bytes(content)
    assert (mine.folder / "attempts.db-wal").stat().st_size
    mine.read_only()
    with Store(database, reads=True) as store:
        assert (store.count(), list(store.suspended())) == (1, ["accuracy-imbalanced"])
    assert interviewer("review", "--data-dir", mine.folder).code == 0


def test_an_older_database_on_a_read_only_disk_is_named(disk: Callable[[int], Disk]) -> None:
    mine = disk(ROOMY_BYTES)
    if not mine.mounted:
        pytest.skip("no file system may be mounted here")
    database = mine.folder / "attempts.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(DATABASES[0].read_text(encoding="utf-8"))
    mine.read_only()
    with pytest.raises(BadStore, match=r"of an earlier version .* Copy its folder"):
        Store(database, reads=True)


def test_room_is_made_while_the_answer_waits(
    disk: Callable[[int], Disk], hum: Path, cache_dir: Path, tmp_path: Path
) -> None:
    """On a terminal: the answer stays in memory until there is room, or it is left."""
    full = disk(90 * PAGE_BYTES)
    if not full.mounted:
        pytest.skip("no file system may be mounted here")
    environment = {
        "INTERVIEWER_DATA_DIR": str(full.folder),
        "INTERVIEWER_CACHE_DIR": str(cache_dir),
        "INTERVIEWER_SETTINGS": str(tmp_path / "settings.toml"),
    }
    with started(environment, "practice", "--typed", "-q", "5", "--no-speak", "--follow-ups", "0") as program:
        program.wait_for("line by line")
        with suppress(OSError):
            (full.folder / "filler").write_bytes(bytes(100 * PAGE_BYTES))
        program.type(f"{SAID}\n/done\n")
        program.wait_for("Enter tries again, Q leaves it")
        program.type("\n")
        time.sleep(0.5)
        assert program.shown.count("Not stored") == 2
        (full.folder / "filler").unlink()
        program.type("\n")
        program.wait_for("kept as attempt 1")
        assert program.end() == (0, "")
    with Store(full.folder / "attempts.db") as store:
        assert SAID in store.get(1).attempt.transcript.candidate_text


def test_a_slow_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every write takes 60 ms, twice a frame's time: a device's sound waits meanwhile, and none is lost."""
    write = os.pwrite

    def slow(descriptor: int, data: bytes, offset: int) -> int:
        time.sleep(0.03)
        return write(descriptor, data, offset)

    monkeypatch.setattr(os, "pwrite", slow)
    path = tmp_path / "a.wav"
    recorder = Recorder(FileMicrophone(Clip(sine(1.0))), path, Ending(), ScriptedActivity(0.9))
    started_s = time.monotonic()
    (*_, last) = recorder.ticks()
    assert time.monotonic() - started_s > 1.5
    assert last.elapsed_s == pytest.approx(1.0, abs=FRAME_S)
    assert len(read_clip(path).samples) == pytest.approx(SAMPLE_RATE_HZ, abs=FRAME_S * SAMPLE_RATE_HZ)
    assert devices.QUEUE_BLOCKS * FRAME_S >= 60  # of a device, so much may wait for the disk
