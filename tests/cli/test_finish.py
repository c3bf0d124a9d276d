"""Answers that were cut off: told at the next start, finished or dropped."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import append_file, read_clip, write_clip
from interviewer.history.store import Store
from interviewer.history.unfinished import noted
from tests.audio.sounds import sine
from tests.cli.conftest import Command, Hearing

STARTED = datetime(2026, 1, 31, 18, 4, 5, tzinfo=UTC)
SAID = "What does a missed case cost? I'd count the classes first, then class weights as a baseline."


@pytest.fixture
def cut_off(own_folders: Path) -> Path:
    """The recording of an answer in real mode and of its first follow-up, whose session was killed."""
    with noted(own_folders / "recordings", "imbalanced-data", STARTED, "real") as note:
        write_clip(note.sound, Clip(sine(3.0)))
        write_clip(note.follow_up(1), Clip(sine(1.0, hz=300.0)))
        return note.sound


def left(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "recordings").iterdir())


def test_nothing_to_finish(interviewer: Command) -> None:
    assert interviewer("finish").out == "No answer was left unfinished.\n"


def test_it_is_heard_scored_and_stored(
    cut_off: Path, own_folders: Path, interviewer: Command, hearing: Hearing
) -> None:
    hearing(SAID)
    outcome = interviewer("finish")
    assert outcome.code == 0
    assert "kept as attempt 1" in outcome.out
    with Store(own_folders / "attempts.db") as store:
        attempt = store.get(1).attempt
    assert (attempt.question, attempt.mode) == ("imbalanced-data", "real")
    assert attempt.started_at == "2026-01-31T18:04:05+00:00"
    assert attempt.transcript.candidate_text == SAID
    kept = cut_off.with_suffix(".flac")
    assert attempt.sound == kept.relative_to(own_folders)
    assert read_clip(kept).duration_s == pytest.approx(4.0)  # the follow-up is in it
    assert left(own_folders) == [kept.name]
    assert interviewer("finish").out == "No answer was left unfinished.\n"


def test_a_follow_up_that_was_put_together_before_is_not_put_there_twice(
    cut_off: Path, own_folders: Path, interviewer: Command, hearing: Hearing
) -> None:
    """The session was killed just before the follow-up's own recording was removed."""
    follow_up = cut_off.with_name(f"{cut_off.stem}-1.wav")
    again = follow_up.read_bytes()
    append_file(cut_off, 0.5, follow_up)
    follow_up.write_bytes(again)
    hearing(SAID)
    assert interviewer("finish").code == 0
    kept = cut_off.with_suffix(".flac")
    assert read_clip(kept).duration_s == pytest.approx(4.5)
    assert left(own_folders) == [kept.name]


def test_it_is_dropped(cut_off: Path, own_folders: Path, interviewer: Command) -> None:
    assert interviewer("finish", "--drop").out == f"Dropped: {cut_off}\n"
    assert left(own_folders) == []


def test_the_next_practice_tells_of_it(cut_off: Path, own_folders: Path, interviewer: Command) -> None:
    outcome = interviewer("practice", "--typed", "-q", "5", stdin=SAID)
    assert outcome.code == 0
    assert "Cut off and not scored yet: your answer to imbalanced-data (" in outcome.err
    assert "interviewer finish" in outcome.err
    assert len(left(own_folders)) == 3  # nothing is lost meanwhile


def test_what_was_stored_in_the_last_moment_is_not_stored_twice(
    cut_off: Path, own_folders: Path, interviewer: Command, hearing: Hearing
) -> None:
    note = cut_off.with_suffix(".unfinished")
    text = note.read_text()
    hearing(SAID)
    interviewer("finish")
    note.write_text(text)  # killed between the two
    assert interviewer("finish").out == "No answer was left unfinished.\n"
    assert not note.exists()


def test_a_recording_without_sound(own_folders: Path, interviewer: Command, hearing: Hearing) -> None:
    """Killed before the first frame."""
    hearing(SAID)
    with noted(own_folders / "recordings", "imbalanced-data", STARTED, "coach") as note:
        write_clip(note.sound, Clip(sine(0.0)))
    outcome = interviewer("finish")
    assert outcome.code == 0
    assert "Nothing to finish" in outcome.out
    assert interviewer("finish").out == "No answer was left unfinished.\n"


def test_nobody_spoke(cut_off: Path, own_folders: Path, interviewer: Command, hearing: Hearing) -> None:
    hearing("")
    outcome = interviewer("finish")
    assert "No answer was heard" in outcome.out
    assert left(own_folders) == [cut_off.name]


def test_a_question_that_is_gone(own_folders: Path, interviewer: Command) -> None:
    with noted(own_folders / "recordings", "my-own-question", STARTED, "coach") as note:
        write_clip(note.sound, Clip(sine(1.0)))
    outcome = interviewer("finish")
    assert outcome.code == 0
    assert "my-own-question is in no pack now" in " ".join(outcome.out.split())
    assert len(left(own_folders)) == 2


def test_what_could_not_be_stored_is_left_to_be_finished(
    own_folders: Path, hum: Path, interviewer: Command, hearing: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    from interviewer.errors import BadStore

    def full(store: Store, *given: object) -> int:
        raise BadStore("the disk is full", "Free some space")

    hearing(SAID, SAID)
    with monkeypatch.context() as patched:
        patched.setattr(Store, "add", full)
        practice = ["practice", "-q", "5", "--no-speak", "--fast", "--answer", hum]
        assert "Not stored: the disk is full" in " ".join(interviewer(*practice).out.split())
    assert "kept as attempt 1" in interviewer("finish").out
