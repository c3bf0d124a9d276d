"""Kill a practice session at any moment and look what it left: for the tests and the benchmark."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from interviewer import database
from interviewer.audio.files import read_clip
from interviewer.errors import BadSound

TIMEOUT_S = 120.0
LISTENING = re.compile("Listening to")
HEARD = re.compile("Answer of")  # the recording has ended
KEPT = re.compile("kept as attempt")


@dataclass(frozen=True)
class Left:
    """What a killed session left. Seconds from the start of the program; None: that was not reached.

    ``recorded_s``: the sound on disk; ``attempts``: in the database.
    """

    killed_s: float
    listening_s: float | None
    ended_s: float | None
    kept_s: float | None
    recorded_s: float
    integrity: str
    attempts: int

    @property
    def missing_s(self) -> float:
        """How much of what had been said when the kill came is not on disk."""
        if self.listening_s is None or self.ended_s is not None:
            return 0.0
        return max(0.0, self.killed_s - self.listening_s - self.recorded_s)


def killed(
    environment: Mapping[str, str], arguments: list[str], after_s: float, *, on_listening: bool = False
) -> Left:
    """Start the program, ``kill -9`` it after so many seconds, and look.

    ``on_listening``: the seconds count from the moment in which it begins to listen.
    """
    started_s = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "interviewer", *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    seen: dict[str, float] = {}
    listens = threading.Event()

    def watch() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            now_s = time.monotonic() - started_s
            for name, pattern in (("listening", LISTENING), ("ended", HEARD), ("kept", KEPT)):
                if pattern.search(line):
                    seen.setdefault(name, now_s)
                    if name == "listening":
                        listens.set()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    if on_listening:
        listens.wait(TIMEOUT_S)
    time.sleep(after_s)
    killed_s = time.monotonic() - started_s
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)  # and the voice that it may have started
    process.wait(TIMEOUT_S)
    watcher.join(TIMEOUT_S)
    assert process.stdout is not None
    process.stdout.close()
    data = Path(environment["INTERVIEWER_DATA_DIR"])
    integrity, attempts = looked_into(data / "attempts.db")
    return Left(
        killed_s,
        seen.get("listening"),
        seen.get("ended"),
        seen.get("kept"),
        _recorded_s(data / "recordings"),
        integrity,
        attempts,
    )


def looked_into(path: Path) -> tuple[str, int]:
    """SQLite's own check of the database and how many attempts are in it; "ok" and 0 where there is none."""
    if not path.exists() or not path.stat().st_size:
        return "ok", 0
    connection = database.open_database(path, busy_timeout_s=0.0)  # no lock may be left
    try:
        (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'attempt'").fetchone()
        attempts = connection.execute("SELECT count(*) FROM attempt").fetchone()[0] if tables[0] else 0
    finally:
        connection.close()
    return str(integrity), int(attempts)


def _recorded_s(folder: Path) -> float:
    """Seconds of sound: what is stored is FLAC, and for a moment beside the WAV that it was made of."""
    longest: dict[str, float] = {}
    for path in (*folder.glob("*.wav"), *folder.glob("*.flac")):
        longest[path.stem] = max(longest.get(path.stem, 0.0), _duration_s(path))
    return sum(longest.values())


def _duration_s(path: Path) -> float:
    try:
        return read_clip(path).duration_s
    except BadSound:  # killed before the first frame
        return 0.0
