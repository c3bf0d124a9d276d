"""``kill -9`` at any moment of a practice session: nothing that was said is lost, and nothing is half done.

`benchmarks/kills.py` does the same two hundred times.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip, write_clip
from interviewer.history.unfinished import left_behind
from tests.end_to_end.program import ran
from tests.faults.kills import Left, killed, looked_into

pytestmark = pytest.mark.model

LOST_S = 1.0
ANSWER_S = 4.0
# Seconds after it began to listen: while it listens, at the answer's end, while it is heard and stored.
MOMENTS_S = (0.05, 2.5, 4.05, 4.4, 5.0)


@pytest.fixture(scope="module")
def short_answer(demo_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    demo = read_clip(demo_path)
    path = tmp_path_factory.mktemp("answer") / "answer.wav"
    write_clip(path, Clip(demo.samples[: round(ANSWER_S * demo.rate_hz)]))
    return path


@pytest.fixture
def environment(folders: dict[str, str]) -> dict[str, str]:
    return {**folders, "INTERVIEWER_MODEL": "tiny.en"}


def practice(answer: Path) -> list[str]:
    return ["practice", "-q", "imbalanced-data", "--no-speak", "--answer", str(answer)]


def require_nothing_lost(left: Left, environment: dict[str, str]) -> None:
    """The recording is there, the database is sound, and the next start makes it whole."""
    data = Path(environment["INTERVIEWER_DATA_DIR"])
    assert left.integrity == "ok"
    assert left.missing_s < LOST_S, left
    if left.ended_s is not None:
        assert left.recorded_s == pytest.approx(ANSWER_S, abs=0.1)
    assert left.attempts == (left.kept_s is not None) or left.kept_s is None
    done = ran(environment, "finish")
    assert done.returncode == 0, done
    integrity, attempts = looked_into(data / "attempts.db")
    assert integrity == "ok"
    if left.recorded_s > 1.5:  # enough for a word to be heard
        assert attempts == 1, (left, done)
    assert attempts <= 1
    assert {path.suffix for path in (data / "recordings").glob("*")} <= {".wav", ".flac"}
    assert left_behind(data / "recordings") == ()


@pytest.mark.parametrize("after_s", MOMENTS_S)
def test_killed(after_s: float, environment: dict[str, str], short_answer: Path) -> None:
    left = killed(environment, practice(short_answer), after_s, on_listening=True)
    require_nothing_lost(left, environment)


@pytest.mark.parametrize("after_s", [0.5])
def test_killed_while_it_starts(after_s: float, environment: dict[str, str], short_answer: Path) -> None:
    """While modules, questions and the database are opened."""
    left = killed(environment, practice(short_answer), after_s)
    require_nothing_lost(left, environment)
