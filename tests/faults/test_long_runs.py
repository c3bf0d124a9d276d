"""Hours of practice, a clock that is set back, a machine that sleeps in mid-answer."""

from __future__ import annotations

import resource
import signal
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.microphone import FileMicrophone
from interviewer.history.store import Store
from interviewer.interview.events import Kept
from tests.audio.sounds import sine
from tests.end_to_end.program import started
from tests.faults.kills import looked_into
from tests.interview.stage import STARTED, ready, spoken, stage, timed
from tests.support.fakes import FakeEngine

QUESTIONS = 30
GROWTH_MB = 60  # over the last twenty questions; one answer of four minutes takes 15 MB while it is given


def handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0


def memory_mb() -> float:
    status = Path("/proc/self/status")
    if not status.exists():  # not Linux: the most there ever was
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1e3


@pytest.mark.slow
@pytest.mark.parametrize("answer_s", [20.0, pytest.param(240.0, marks=pytest.mark.long)])
def test_thirty_questions(answer_s: float, tmp_path: Path) -> None:
    """Two hours in the long form, faster than any clock: no memory, no handle, no thread stays behind."""
    microphone = FileMicrophone(Clip(sine(answer_s)), realtime=False)
    engine = FakeEngine([timed("It depends on the data.")] * 5_000)
    slugs = [f"question-{number}" for number in range(QUESTIONS)]
    before = handles(), threading.active_count()
    used_mb = []
    with Store(tmp_path / "attempts.db") as store:
        scene = stage(tmp_path, store, spoken(microphone=microphone, engine=ready(engine)), slugs=slugs)
        for event in scene.session.practise(scene.questions):
            if isinstance(event, Kept):
                engine.heard.clear()  # the fake's own memory
                used_mb.append(memory_mb())
        assert store.count() == QUESTIONS
    assert used_mb[-1] - used_mb[9] < GROWTH_MB, used_mb
    assert (handles(), threading.active_count()) == before


def test_a_clock_that_is_set_back(tmp_path: Path) -> None:
    """By an hour after each question, and once to the very same second: every answer is kept."""
    times = iter([STARTED - timedelta(hours=hours) for hours in (0, 1, 1, 2) for _ in range(3)])
    with Store(tmp_path / "attempts.db") as store:
        scene = stage(tmp_path, store, spoken(), slugs=("outliers", "outliers", "outliers", "outliers"))
        session = replace(scene.session, clock=lambda: next(times, STARTED))
        kept = [event.attempt for event in session.practise(scene.questions) if isinstance(event, Kept)]
        sounds = {stored.attempt.sound for stored in store.recent(9)}
    assert kept == [1, 2, 3, 4]
    assert len(sounds) == 4
    assert all(sound is not None and (tmp_path / sound).exists() for sound in sounds)


@pytest.mark.model
@pytest.mark.long
def test_asleep_in_mid_answer(tmp_path: Path, cache_dir: Path, answer: Path) -> None:
    """Stopped for five seconds, as a laptop that is closed: the answer goes on and is kept."""
    environment = {
        "INTERVIEWER_DATA_DIR": str(tmp_path / "data"),
        "INTERVIEWER_CACHE_DIR": str(cache_dir),
        "INTERVIEWER_SETTINGS": str(tmp_path / "settings.toml"),
        "INTERVIEWER_MODEL": "tiny.en",
    }
    practice = ("practice", "-q", "5", "--no-speak", "--follow-ups", "0", "--answer", answer)
    with started(environment, *practice) as program:
        program.wait_for("Listening to")
        time.sleep(2.0)
        program.send(signal.SIGSTOP)
        time.sleep(5.0)
        program.send(signal.SIGCONT)
        program.wait_for("kept as attempt 1")
        assert program.end() == (0, "")
    assert looked_into(tmp_path / "data" / "attempts.db") == ("ok", 1)
