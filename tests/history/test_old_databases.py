"""The database of every released schema opens, with all that is in it. See scripts/dump_database.py."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interviewer.errors import BadStore
from interviewer.history.measures import Measures
from interviewer.history.migrations import MIGRATIONS
from interviewer.history.store import Store
from interviewer.scoring.scorecard import Scorecard

DATABASES = sorted((Path(__file__).parent / "databases").glob("schema-*.sql"))


@pytest.fixture(params=DATABASES, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Three practised attempts (a fourth was deleted), as the released program left them."""
    path = tmp_path / "attempts.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
    return path


def test_every_released_schema_has_a_database() -> None:
    """But for the newest, which is dumped when the next one comes."""
    assert {int(path.stem.removeprefix("schema-")) for path in DATABASES} >= set(range(1, len(MIGRATIONS)))


def test_nothing_is_lost(old: Path) -> None:
    with Store(old) as store:
        attempts = [store.get(number) for number in (1, 2, 3)]
        assert [stored.attempt.total for stored in attempts] == [75.03, 78.02, 0.0]
        assert [stored.judgement for stored in attempts] == [1, 1, 1]
        spoken = attempts[1].attempt
        assert spoken.sound == Path("recordings", "imbalanced-data__20261122T212837.wav")
        assert spoken.transcript.engine == "faster-whisper"
        assert spoken.transcript.turns[0].words[0].end_s > 0
        assert spoken.versions["scorer"] == "1"
        assert Scorecard.from_dict(spoken.scorecard).total == 78.02
        assert attempts[2].attempt.transcript.candidate_text.startswith("I would use naïve SMOTE — and")
        assert [judged.cause for judged in store.judgements(2)] == ["practice"]


def test_the_list_and_the_measures(old: Path) -> None:
    with Store(old) as store:
        last, spoken, first = store.listed()
        assert (last.id, last.mode, last.jumped, last.duration_s) == (3, "real", True, None)
        assert spoken.duration_s == pytest.approx(59.1, abs=0.1)
        assert (first.question, first.number, first.judgement) == ("imbalanced-data", 5, 1)
        measures = [found for _, found in store.measured(10)]
        assert [found.clarifying > 0 for found in measures] == [True, True, False]
        assert all(found != Measures() and found.expected for found in measures)
        assert measures[2].lost["jump"] > 0


def test_the_file_is_sound_and_numbers_go_on(old: Path) -> None:
    with Store(old) as store:
        again = store.get(1).attempt
        assert store.add(again) == 5  # the deleted fourth never comes back as another
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        said = dict(connection.execute("SELECT attempt, text FROM said").fetchall())
    assert said[1] == said[5] == again.transcript.candidate_text


def test_a_damaged_attempt_does_not_keep_the_others_from_being_opened(tmp_path: Path) -> None:
    path = tmp_path / "attempts.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(DATABASES[0].read_text(encoding="utf-8"))
        connection.execute("UPDATE attempt SET transcript = '{', scorecard = x'ff' WHERE id = 2")
        connection.commit()
    with Store(path) as store:
        assert [listed.id for listed in store.listed()] == [3, 2, 1]
        assert [found.words > 0 for _, found in store.measured(10)] == [True, False, True]
        with pytest.raises(BadStore, match="attempt 2 is damaged"):
            store.get(2)
        assert store.get(3).attempt.mode == "real"
