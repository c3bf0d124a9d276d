"""The whole loop over a virtual sound card: real voice, real PortAudio, real Whisper, a real terminal."""

from __future__ import annotations

import json
import shlex
import threading
import time
from pathlib import Path

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip, write_clip
from interviewer.bank.loading import load_bank
from interviewer.history.attempt import Attempt
from interviewer.history.store import Store
from tests.end_to_end.conftest import recall, words
from tests.end_to_end.program import failure, ran, started
from tests.support.soundcard import SoundCard, virtual_sound_card

pytestmark = [pytest.mark.model, pytest.mark.device]

# Follow-ups are a matter of the conversation's tests: here one answer is followed through the loop.
PRACTICE = ("practice", "--question", "5", "--model", "tiny.en", "--follow-ups", "0")
ONE_WAY = 0.6  # of the words: once spoken by a voice, once heard by the smallest model


def stored(folders: dict[str, str]) -> Attempt:
    """The only attempt in the data folder."""
    with Store(Path(folders["INTERVIEWER_DATA_DIR"]) / "attempts.db") as store:
        assert store.count() == 1
        return store.get(1).attempt


def recording_in(folders: dict[str, str]) -> Path:
    """The only recording, which stands beside the note that it was not scored."""
    path, note = sorted((Path(folders["INTERVIEWER_DATA_DIR"]) / "recordings").iterdir(), reverse=True)
    assert note == path.with_suffix(".unfinished")
    return path


def test_a_question_is_heard_and_the_answer_ended_by_enter(
    card: SoundCard, with_card: dict[str, str], tmp_path: Path, answer: Path, demo_words: list[str]
) -> None:
    with started(with_card, *PRACTICE) as program:
        with card.record_speaker(tmp_path / "question.wav"):
            program.wait_for("Listening to")
        card.play_into_microphone(answer)
        program.type("\n")
        program.wait_for("Interviewer: ")  # the answer begins with a jump
        program.type("\n")
        code, errors = program.end()
        shown = program.shown
    assert (code, errors) == (0, "")
    assert "Interviewer speaking" in shown
    assert "ended by you" in shown
    assert "/ 100" in shown
    assert "kept as attempt 1" in shown

    attempt = stored(with_card)
    assert attempt.sound is not None
    recording = read_clip(Path(with_card["INTERVIEWER_DATA_DIR"]) / attempt.sound)
    assert read_clip(answer).duration_s - 0.5 < recording.duration_s < 20
    said = words(attempt.transcript.candidate_text)
    assert recall(demo_words[:20], said) >= ONE_WAY
    assert attempt.scorecard["schema"] == "interviewer.scorecard/1"
    assert f"{attempt.total:.1f}".removesuffix(".0") in shown

    heard = ran(with_card, "transcribe", tmp_path / "question.wav", "--model", "tiny.en")
    assert recall(words(load_bank().question(5).prompt), words(heard.stdout)) >= ONE_WAY


def test_an_answer_ends_by_silence(card: SoundCard, with_card: dict[str, str], answer: Path) -> None:
    more = ("--silence", "2", "--mode", "real", "--voice", "piper")
    with started(with_card, *PRACTICE, *more) as program:
        program.wait_for("Listening to")
        card.play_into_microphone(answer)
        played_s = time.monotonic()
        program.wait_for("ended after a long silence")
        assert time.monotonic() - played_s < 20
        code, errors = program.end()
        shown = program.shown
    assert (code, errors) == (0, "")
    assert "kept as attempt 1" in shown
    assert "Interviewer: " not in shown
    assert stored(with_card).settings["voice"] == "piper"


def test_enter_cuts_the_interviewer_short(card: SoundCard, with_card: dict[str, str]) -> None:
    with started(with_card, *PRACTICE) as program:
        program.wait_for("Interviewer speaking")
        time.sleep(0.5)
        program.type("\n")
        pressed_s = time.monotonic()
        program.wait_for("Listening to")
        assert time.monotonic() - pressed_s < 5  # the question takes eight
        program.interrupt()
        assert program.end()[0] == 130


def test_ctrl_c_while_the_question_is_spoken(with_card: dict[str, str]) -> None:
    with started(with_card, *PRACTICE) as program:
        program.wait_for("Interviewer speaking")
        time.sleep(0.5)
        program.interrupt()
        interrupted_s = time.monotonic()
        assert program.end() == (130, "interviewer: Stopped; nothing was lost\n")
        assert time.monotonic() - interrupted_s < 15


def test_ctrl_c_while_listening_keeps_the_recording(
    card: SoundCard, with_card: dict[str, str], answer: Path
) -> None:
    with started(with_card, *PRACTICE, "--no-speak") as program:
        program.wait_for("Listening to")
        card.play_into_microphone(answer)
        program.interrupt()
        code, errors = program.end()
    assert code == 130
    assert errors.count("\n") == 1
    path = recording_in(with_card)
    # A crash may lose a second; the server still holds the end of what was played.
    assert read_clip(path).duration_s > read_clip(answer).duration_s - 0.5
    with Store(Path(with_card["INTERVIEWER_DATA_DIR"]) / "attempts.db") as store:
        assert store.count() == 0

    # What the message says can be done.
    program_name, *arguments = shlex.split(errors.partition("score it with: ")[2])
    assert (program_name, arguments[1]) == ("interviewer", str(path))
    scored = ran(with_card, *arguments, "--model", "tiny.en")
    assert scored.returncode == 0
    assert "/ 100" in scored.stdout


def test_ctrl_c_while_transcribing_keeps_the_recording(with_card: dict[str, str], demo_path: Path) -> None:
    arguments = ("--no-speak", "--fast", "--answer", demo_path)
    with started(with_card, *PRACTICE, *arguments) as program:
        program.wait_for("Transcribing")
        program.interrupt()
        interrupted_s = time.monotonic()
        code, errors = program.end()
        assert time.monotonic() - interrupted_s < 5
    path = recording_in(with_card)
    assert code == 130
    assert str(path) in errors
    assert read_clip(path).duration_s == pytest.approx(read_clip(demo_path).duration_s, abs=1)


def test_a_microphone_that_is_pulled_out_keeps_the_recording(folders: dict[str, str]) -> None:
    with virtual_sound_card() as own_card:
        with_card = {**folders, **own_card.environment}
        with started(with_card, *PRACTICE, "--no-speak") as program:
            program.wait_for("Listening to")
            time.sleep(1.5)
            own_card.unplug()
            code, errors = program.end(timeout_s=20)
    path = recording_in(folders)
    assert code == 3
    *of_portaudio, message = errors.splitlines()  # whose C code writes to standard error by itself
    assert not any("interviewer" in line or "Traceback" in line for line in of_portaudio)
    assert "has stopped delivering sound" in message
    assert f"interviewer score {path} --question imbalanced-data" in message
    assert read_clip(path).duration_s >= 1.0


def test_without_a_microphone(without_card: dict[str, str]) -> None:
    assert "no microphone was found" in failure(ran(without_card, "practice"), 3)


def test_the_demo_without_a_microphone(without_card: dict[str, str], demo_words: list[str]) -> None:
    """As `make interview` runs on a machine without sound: the question is shown and the loop goes on."""
    done = ran(without_card, "practice", "--demo-without-microphone", "--fast", "--model", "tiny.en")
    assert done.returncode == 0
    assert done.stderr.startswith("no microphone was found")
    assert "The question is shown, not spoken" in done.stdout
    assert "kept as attempt 1" in done.stdout
    attempt = stored(without_card)
    assert attempt.sound is not None
    assert attempt.jumped
    assert recall(demo_words, words(attempt.transcript.candidate_text)) >= 0.8


@pytest.mark.long
def test_the_demo_is_a_conversation(without_card: dict[str, str]) -> None:
    """At real-time pace: he jumps, is stopped, asks twice, is answered twice.

    With vectors, as `make interview` installs them: by words alone "a mis-case" is not understood.
    """
    environment = {**without_card, "INTERVIEWER_VECTORS": "true"}
    done = ran(environment, "practice", "--demo-without-microphone", "--follow-ups", "2")
    assert done.returncode == 0
    question = load_bank().question("imbalanced-data")
    lines = [turn.text for turn in stored(without_card).transcript.turns if turn.speaker == "interviewer"]
    assert lines[0] in question.interjections
    assert question.scenario is not None
    facts = {fact.id: fact.answer for fact in question.scenario.facts}
    assert lines[1:] == [facts["cost"], facts["ratio"]]
    for line in lines:
        assert " ".join(line.split()) in " ".join(done.stdout.split())


def test_doctor_with_a_sound_card(with_card: dict[str, str]) -> None:
    """All defaults, so Whisper base is put together and loaded."""
    done = ran(with_card, "doctor")
    assert (done.returncode, "FAIL" in done.stdout) == (0, False), done
    assert "faster-whisper with base loads" in done.stdout
    assert "pyttsx3 speaks" in done.stdout


def test_doctor_without_a_sound_card(without_card: dict[str, str]) -> None:
    done = ran(without_card, "doctor", "--json", "--model", "tiny.en")
    assert done.returncode == 3
    statuses = {finding["name"]: finding["status"] for finding in json.loads(done.stdout)}
    assert statuses == {
        **dict.fromkeys(("microphone", "speaker"), "fail"),
        **dict.fromkeys(("voice", "model", "data", "disk", "questions"), "ok"),
    }


def test_the_text_is_there_while_he_speaks(
    card: SoundCard, with_card: dict[str, str], demo_path: Path, demo_words: list[str], tmp_path: Path
) -> None:
    demo = read_clip(demo_path)
    answer = tmp_path / "answer.wav"
    write_clip(answer, Clip(demo.samples[: 20 * demo.rate_hz], demo.rate_hz))
    with started(with_card, *PRACTICE, "--no-speak") as program:
        program.wait_for("Listening to")
        speaking = threading.Thread(target=card.play_into_microphone, args=[answer])
        speaking.start()
        program.wait_for("SMOTE")  # the first sentence ends with it; the answer goes on
        is_speaking = speaking.is_alive()
        speaking.join()
        program.type("q")
        program.wait_for("kept as attempt 1")
        assert program.end() == (0, "")
        shown = program.shown
    assert is_speaking
    assert ", left." in shown
    transcript = stored(with_card).transcript
    assert transcript.duration_s == pytest.approx(20.0, abs=2.0)
    assert recall(demo_words[:40], words(transcript.candidate_text)) >= 0.8


def test_a_skipped_question_keeps_its_recording(
    card: SoundCard, with_card: dict[str, str], answer: Path
) -> None:
    with started(with_card, *PRACTICE, "--no-speak", "--no-live") as program:
        program.wait_for("Listening to")
        card.play_into_microphone(answer)
        program.type("s")
        program.wait_for("Skipped; nothing is stored.")
        assert program.end() == (0, "")
        assert "I'd" not in program.shown
    (recording,) = (Path(with_card["INTERVIEWER_DATA_DIR"]) / "recordings").iterdir()
    assert read_clip(recording).duration_s > 9
