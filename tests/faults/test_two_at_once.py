"""Several programs on one data folder at the same time: nothing is lost, nothing is damaged."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
from pathlib import Path

import pytest

from interviewer.history.store import Store
from tests.end_to_end.program import command
from tests.faults.kills import looked_into

pytestmark = pytest.mark.slow

TIMEOUT_S = 180.0
SAID = "What does a missed case cost? I'd count the classes first, then class weights.\n/done\n"
TYPED = ["practice", "--typed", "--no-speak", "-q", "imbalanced-data"]


@pytest.fixture
def environment(folders: dict[str, str]) -> dict[str, str]:
    return folders


def together(environment: dict[str, str], *programs: list[str]) -> list[subprocess.CompletedProcess[str]]:
    """Start all at once, wait for all; each is given the same answer."""
    running = [
        subprocess.Popen(
            command(arguments),
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for arguments in programs
    ]
    ended = []
    for process in running:
        out, errors = process.communicate(SAID, timeout=TIMEOUT_S)
        ended.append(subprocess.CompletedProcess(process.args, process.returncode, out, errors))
    return ended


def test_sessions_in_a_new_folder(environment: dict[str, str], tmp_path: Path) -> None:
    """All of them make the database."""
    for done in together(environment, *[TYPED] * 4):
        assert done.returncode == 0, done
        assert "kept as attempt" in done.stdout
    assert looked_into(tmp_path / "data" / "attempts.db") == ("ok", 4)


def test_a_session_a_batch_and_readers(environment: dict[str, str], tmp_path: Path) -> None:
    lines = "\n".join(f'{{"id": "{n}", "question": 5, "text": "Count the classes."}}' for n in range(40))
    (tmp_path / "batch.jsonl").write_text(lines)
    batch = ["batch", str(tmp_path / "batch.jsonl"), "-o", str(tmp_path / "results.jsonl")]
    ended = together(environment, TYPED, batch, TYPED, ["progress"], ["rescore"])
    assert [done.returncode for done in ended] == [0] * len(ended), ended
    assert len((tmp_path / "results.jsonl").read_text().splitlines()) == 40
    assert looked_into(tmp_path / "data" / "attempts.db") == ("ok", 2)


def test_sessions_and_a_migration(environment: dict[str, str], tmp_path: Path) -> None:
    """A database of the first released version, opened by three at once."""
    old = Path(__file__).parents[1] / "history" / "databases" / "schema-1.sql"
    (tmp_path / "data").mkdir(mode=0o700)
    connection = sqlite3.connect(tmp_path / "data" / "attempts.db")
    connection.executescript(old.read_text(encoding="utf-8"))
    before = connection.execute("SELECT count(*) FROM attempt").fetchone()[0]
    connection.close()
    for done in together(environment, TYPED, ["review"], TYPED):
        assert done.returncode == 0, done
    assert looked_into(tmp_path / "data" / "attempts.db") == ("ok", before + 2)
    with Store(tmp_path / "data" / "attempts.db") as store:
        assert len(store.recent(100)) == before + 2


def test_who_waits_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    """Another program holds the database for longer than anybody waits: it is told, and no word is lost."""
    with Store(tmp_path / "data" / "attempts.db"):
        pass
    connection = sqlite3.connect(tmp_path / "data" / "attempts.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    (done,) = together(environment, TYPED)
    connection.execute("ROLLBACK")
    connection.close()
    shown = " ".join((done.stdout + done.stderr).split())
    assert "is in use by another program. Close the other one and try again" in shown
    assert "Traceback" not in shown
    (lines,) = (tmp_path / "data" / "recordings").iterdir()
    assert lines.read_text(encoding="utf-8") == SAID.removesuffix("\n/done\n")
    assert stat.S_IMODE(lines.stat().st_mode) == 0o600
    score = f"interviewer score {lines} --question imbalanced-data"
    assert f"Your lines are kept; score them with: {score}" in shown


@pytest.mark.model
def test_two_spoken_sessions_in_the_same_second(
    environment: dict[str, str], answer: Path, tmp_path: Path
) -> None:
    """The same question: two recordings, two attempts."""
    spoken = ["practice", "-q", "imbalanced-data", "--no-speak", "--fast", "--model", "tiny.en"]
    for done in together(environment, *[[*spoken, "--answer", str(answer)]] * 3):
        assert done.returncode == 0, done
    database = tmp_path / "data" / "attempts.db"
    assert looked_into(database) == ("ok", 3)
    with Store(database) as store:
        sounds = {stored.attempt.sound for stored in store.recent(10)}
    assert len(sounds) == 3
    assert all(sound is not None and (tmp_path / "data" / sound).exists() for sound in sounds)
