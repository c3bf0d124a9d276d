from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.audio import devices
from interviewer.audio.files import read_clip
from interviewer.errors import MissingModel
from interviewer.history.store import Store
from tests.cli.conftest import Command, Hearing
from tests.interview.stage import ANSWER_S

TYPED = ("practice", "--typed", "--no-speak", "--question", "5")
JUMP = "I would use SMOTE and then train XGBoost on it.\nThat is it.\n"


def test_a_typed_answer(own_folders: Path, interviewer: Command) -> None:
    outcome = interviewer(*TYPED, stdin="What does a missed case cost?\nI'd count.\n/done\nnot read\n")
    assert (outcome.code, outcome.err) == (0, "")
    assert "5. imbalanced-data" in outcome.out
    assert "What does a missed case cost" in outcome.out
    assert "kept as attempt 1" in outcome.out
    with Store(own_folders / "attempts.db") as store:
        attempt = store.get(1).attempt
    assert attempt.transcript.candidate_text == "What does a missed case cost?\nI'd count."
    assert attempt.sound is None


def test_through_a_pipe(own_folders: Path) -> None:
    """The program itself: a byte that is no UTF-8, no escape codes, 80 columns."""
    ran = subprocess.run(
        [sys.executable, "-m", "interviewer", *TYPED],
        input=b"What does a missed case cost, na\xefve as it sounds?\n",
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict", "TERM": "xterm-256color"},
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    shown = ran.stdout.decode()
    assert "kept as attempt 1" in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert (own_folders / "attempts.db").exists()


def test_without_standard_input_there_is_no_answer() -> None:
    command = f"{sys.executable} -m interviewer {' '.join(TYPED)} <&-"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "No answer was heard" in ran.stdout


def test_a_typed_answer_that_is_broken_off_is_kept(
    own_folders: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Iterator[str]):
        lines = iter(["One.\n", "Two.\n"])

        def __next__(self) -> str:
            try:
                return next(self.lines)
            except StopIteration:
                raise KeyboardInterrupt from None

    monkeypatch.setattr("interviewer.cli.practice._typed_lines", Broken)
    outcome = interviewer(*TYPED)
    assert outcome.code == 130
    (kept,) = (own_folders / "recordings").iterdir()
    assert kept.read_text() == "One.\nTwo."
    assert outcome.err == (
        f"interviewer: Stopped. Your lines are kept; score them with: "
        f"interviewer score {kept} --question imbalanced-data\n"
    )
    assert interviewer("score", kept, "--question", "imbalanced-data").code == 0


@pytest.mark.parametrize(("mode", "interjections"), [("coach", 1), ("real", 0)])
def test_the_coach_interjects_at_a_jump(mode: str, interjections: int, interviewer: Command) -> None:
    shown = interviewer(*TYPED, "--mode", mode, stdin=JUMP).out
    assert shown.count("Interviewer:") == interjections


def test_several_questions_each_asked_once_before_any_comes_again(
    own_folders: Path, interviewer: Command
) -> None:
    for _ in range(2):
        outcome = interviewer(
            "practice", "--typed", "--no-speak", "--count", "2", stdin="One.\n/done\nTwo.\n"
        )
        assert outcome.code == 0
        assert "(2 of 2)" in outcome.out
    with Store(own_folders / "attempts.db") as store:
        asked = [stored.attempt.number for stored in store.recent(10)]
    assert asked == [4, 3, 2, 1]


def test_a_question_of_a_level_and_section(own_folders: Path, interviewer: Command) -> None:
    choice = ("--level", "expert", "--section", "mlops")
    assert interviewer("practice", "--typed", "--no-speak", *choice, stdin="It depends.\n").code == 0
    with Store(own_folders / "attempts.db") as store:
        asked = store.get(1).attempt.question
    shown = interviewer("questions", "show", asked, "--json").json
    assert (shown["level"], shown["section"].split("/")[0]) == ("expert", "mlops")


def interrupted(*arguments: object) -> None:
    raise KeyboardInterrupt


def spoken(sound: Path, *more: str) -> tuple[str | Path, ...]:
    return ("practice", "--no-speak", "--question", "5", "--fast", "--answer", sound, *more)


def test_a_spoken_answer(hum: Path, own_folders: Path, hearing: Hearing, interviewer: Command) -> None:
    hearing("What does a missed case cost?")
    outcome = interviewer(*spoken(hum))
    assert (outcome.code, outcome.err) == (0, "")
    assert "Listening to hum.wav" in outcome.out
    assert "Answer of 0:03, the sound ended." in outcome.out
    assert "\x1b" not in outcome.out
    with Store(own_folders / "attempts.db") as store:
        attempt = store.get(1).attempt
    assert attempt.transcript.candidate_text == "What does a missed case cost?"
    assert attempt.sound is not None
    recording = own_folders / attempt.sound
    assert recording.parent == own_folders / "recordings"
    assert read_clip(recording).duration_s == pytest.approx(ANSWER_S, abs=0.05)


def test_what_was_not_heard_is_not_stored(
    hum: Path, own_folders: Path, hearing: Hearing, interviewer: Command
) -> None:
    hearing("")
    outcome = interviewer(*spoken(hum))
    assert outcome.code == 0
    (kept,) = (own_folders / "recordings").glob("*.wav")
    assert "No answer was heard, so none is stored." in outcome.out
    assert f"{kept}." in outcome.out.split()  # not broken, so that it can be copied
    assert interviewer("review", "--json").json == []


def test_the_demo(hearing: Hearing, interviewer: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a microphone it is not needed, without one it says so."""
    monkeypatch.setattr(devices, "list_devices", lambda: ())
    hearing("It depends.", "It depends.", "It depends.")
    outcome = interviewer("practice", "--no-speak", "--fast", "--demo-without-microphone")
    assert outcome.code == 0
    assert outcome.err.startswith("no microphone was found")
    assert outcome.err.count("\n") == 1
    assert "5. imbalanced-data" in outcome.out
    assert "kept as attempt 1" in outcome.out
    assert interviewer("progress", "--json").json["practice"]["answers"] == 0  # it is nobody's own answer
    assert "questions are waiting" in interviewer().out


def test_a_recording_that_cannot_be_written(
    hum: Path, own_folders: Path, hearing: Hearing, interviewer: Command
) -> None:
    own_folders.mkdir()
    (own_folders / "recordings").touch()
    hearing("It depends.")
    outcome = interviewer(*spoken(hum))
    assert outcome.code == 0
    assert "The recording is not whole" in " ".join(outcome.out.split())
    assert "kept as attempt 1" in outcome.out
    assert interviewer("review", "--json").json[0]["sound"] is None


def test_a_model_that_fails_after_the_answer_names_the_recording(
    hum: Path, own_folders: Path, hearing: Hearing, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = hearing("It depends.")

    def words(*arguments: object) -> None:
        raise MissingModel("the weights are damaged", "Install them again")

    monkeypatch.setattr(engine, "words", words)
    outcome = interviewer(*spoken(hum))
    (kept,) = (own_folders / "recordings").glob("*.wav")
    assert outcome.code == 3
    assert outcome.err == (
        "interviewer: the weights are damaged. Install them again. Your recording is kept; "
        f"score it with: interviewer score {kept} --question imbalanced-data\n"
    )


def test_ctrl_c_while_transcribing_names_the_recording(
    hum: Path, own_folders: Path, hearing: Hearing, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = hearing("It depends.")
    monkeypatch.setattr(engine, "words", interrupted)
    outcome = interviewer(*spoken(hum))
    (kept,) = (own_folders / "recordings").glob("*.wav")
    assert outcome.code == 130
    assert outcome.err == (
        "interviewer: Stopped. Your recording is kept; score it with: "
        f"interviewer score {kept} --question imbalanced-data\n"
    )


def test_the_command_can_be_pasted_also_where_a_folder_has_a_space(
    hum: Path, tmp_path: Path, hearing: Hearing, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a Mac: ~/Library/Application Support."""
    engine = hearing("It depends.", "It depends.")
    monkeypatch.setattr(engine, "words", interrupted)
    outcome = interviewer(*spoken(hum, "--data-dir", str(tmp_path / "two words")))
    monkeypatch.undo()
    program, *arguments = shlex.split(outcome.err.partition("score it with: ")[2])
    assert (program, arguments[0]) == ("interviewer", "score")
    assert Path(arguments[1]).is_file()
