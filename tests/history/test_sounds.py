"""Recordings are kept as FLAC for as long as is wished; whatever breaks off, an attempt's file is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip, write_clip
from interviewer.errors import BadSound, BadStore
from interviewer.history import sounds
from interviewer.history.sounds import shelve, tidy
from interviewer.history.store import Attempt, Store
from tests.audio.sounds import sine

NOW = datetime(2026, 2, 28, 12, 0, tzinfo=UTC)


def stored(folder: Path, store: Store, attempt: Attempt, name: str, day: int = 1) -> int:
    (folder / "recordings").mkdir(exist_ok=True)
    write_clip(folder / "recordings" / name, Clip(sine(1.0)))
    at = f"2026-02-{day:02d}T10:00:00+00:00"
    return store.add(replace(attempt, sound=Path("recordings", name), started_at=at))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "recordings").iterdir())


def test_a_recording_becomes_flac_with_every_sample(tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        number = stored(tmp_path, store, attempt, "one.wav")
        before = read_clip(tmp_path / "recordings" / "one.wav").samples
        shelve(store, tmp_path, number, None)
        assert names(tmp_path) == ["one.flac"]
        assert store.get(number).attempt.sound == Path("recordings", "one.flac")
        assert np.array_equal(read_clip(tmp_path / "recordings" / "one.flac").samples, before)
        assert (tmp_path / "recordings" / "one.flac").stat().st_mode & 0o777 == 0o600
        shelve(store, tmp_path, number, 30.0)  # once more changes nothing
        assert names(tmp_path) == ["one.flac"]


def test_a_recording_that_is_not_to_be_kept(tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        number = stored(tmp_path, store, attempt, "one.wav")
        shelve(store, tmp_path, number, 0.0)
        assert names(tmp_path) == []
        assert store.get(number).attempt.sound is None


def test_a_typed_answer_and_a_recording_that_is_gone(tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        typed, lost = store.add(replace(attempt, sound=None)), store.add(attempt)
        for number in (typed, lost):
            shelve(store, tmp_path, number, None)
        assert store.get(lost).attempt == attempt


def test_what_breaks_off_leaves_the_recording(
    tmp_path: Path, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    with Store(tmp_path / "attempts.db") as store:
        number = stored(tmp_path, store, attempt, "one.wav")
        for step in ("write_clip", "_rename", "_delete"):
            with monkeypatch.context() as patch:
                patch.setattr(sounds, step, interrupt)
                with pytest.raises(KeyboardInterrupt):
                    shelve(store, tmp_path, number, None)
            sound = store.get(number).attempt.sound
            assert sound is not None
            assert read_clip(tmp_path / sound).duration_s == pytest.approx(1.0)


def test_a_damaged_recording_is_left_as_it_is(tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        number = stored(tmp_path, store, attempt, "one.wav")
        (tmp_path / "recordings" / "one.wav").write_text("no sound")
        with pytest.raises(BadSound):
            shelve(store, tmp_path, number, None)
        assert tidy(store, tmp_path, None, NOW) == 0
        assert names(tmp_path) == ["one.wav"]


def test_tidying_shelves_what_was_left_and_deletes_what_is_old(tmp_path: Path, attempt: Attempt) -> None:
    with Store(tmp_path / "attempts.db") as store:
        numbers = [stored(tmp_path, store, attempt, f"{day}.wav", day) for day in (1, 20, 27)]
        assert tidy(store, tmp_path, None, NOW) == 0
        assert names(tmp_path) == ["1.flac", "20.flac", "27.flac"]
        assert tidy(store, tmp_path, 10.0, NOW) == 1
        assert names(tmp_path) == ["20.flac", "27.flac"]
        assert [store.get(number).attempt.sound is None for number in numbers] == [True, False, False]
        assert tidy(store, tmp_path, 10.0, NOW) == 0
        assert tidy(store, tmp_path, 0.0, NOW) == 2


def test_a_name_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path, attempt: Attempt) -> None:
    victim = tmp_path / "victim.wav"
    write_clip(victim, Clip(sine(0.1)))
    data = tmp_path / "data"
    with Store(data / "attempts.db") as store:
        number = store.add(attempt)
        for name in ("../victim.wav", str(victim)):
            store.connection.execute("UPDATE attempt SET sound = ?", (name,))
            assert tidy(store, data, 0.0, NOW) == 1
            assert victim.exists()
        assert store.get(number).attempt.sound is None


def test_a_recording_that_can_not_be_deleted(
    tmp_path: Path, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    with Store(tmp_path / "attempts.db") as store:
        number = stored(tmp_path, store, attempt, "one.wav")
        monkeypatch.setattr(Path, "unlink", refuse)
        with pytest.raises(BadStore, match="can't be deleted: Permission denied"):
            shelve(store, tmp_path, number, None)
