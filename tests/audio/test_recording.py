from __future__ import annotations

import math
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from interviewer.audio.clip import FRAME_S, FRAME_SAMPLES, SAMPLE_RATE_HZ, Clip, Samples
from interviewer.audio.microphone import FileMicrophone
from interviewer.audio.recording import FLOOR_DBFS, EndedBy, Ending, Recorder, level_dbfs
from interviewer.errors import MissingDevice
from tests.audio.conftest import SMALL_DISK_BYTES
from tests.audio.sounds import ScriptedActivity, chirp, silence, sine

NEVER_ENDING = Ending(silence_s=math.inf, first_word_s=math.inf, cap_s=math.inf)


def frames_of(duration_s: float) -> int:
    return round(duration_s / FRAME_S)


def recorder(path: Path, samples: Samples, ending: Ending = NEVER_ENDING, *probabilities: float) -> Recorder:
    microphone = FileMicrophone(Clip(samples), realtime=False)
    return Recorder(microphone, path, ending, ScriptedActivity(*probabilities))


def on_disk(path: Path) -> Samples:
    """What any other program would read, as int16."""
    samples, rate_hz = soundfile.read(path, dtype="int16")
    assert rate_hz == SAMPLE_RATE_HZ
    found: Samples = samples
    return found


def test_what_is_heard_is_on_disk_and_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    sound = chirp(2.0)
    recording_of = recorder(path, sound)
    last = list(recording_of.ticks())[-1]

    recording = recording_of.recording
    assert (last.ended_by, recording.ended_by, recording.disk_error) == ("end", "end", None)
    assert np.array_equal(recording.clip.samples[: len(sound)], sound)
    assert np.array_equal(on_disk(path), np.rint(recording.clip.samples * 32767).astype(np.int16))
    assert soundfile.info(path).subtype == "PCM_16"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert recording.path == path


def test_ticks_come_ten_times_a_second_and_tell_the_level(tmp_path: Path) -> None:
    sound = np.concatenate([silence(0.48), sine(0.48, amplitude=0.5)])
    ticks = list(recorder(tmp_path / "a.wav", sound).ticks())
    assert [tick.elapsed_s for tick in ticks[:3]] == pytest.approx([0.096, 0.192, 0.288])
    assert all(tick.ended_by is None for tick in ticks[:-1])
    assert (ticks[0].level_dbfs, ticks[0].peak) == (FLOOR_DBFS, 0.0)
    assert ticks[-2].level_dbfs == pytest.approx(-9.03, abs=0.2)
    assert ticks[-2].peak == pytest.approx(0.5, abs=0.01)
    assert ticks[-1].elapsed_s == pytest.approx(0.96)


SPEECH_1_S = [0.9] * frames_of(1)
NO_SPEECH = [0.0]


@pytest.mark.parametrize(
    ("ending", "probabilities", "ended_by", "elapsed_s"),
    [
        pytest.param(Ending(first_word_s=3), NO_SPEECH, "silence", 3.0, id="never-began"),
        pytest.param(Ending(silence_s=2), SPEECH_1_S + NO_SPEECH, "silence", 3.0, id="finished"),
        pytest.param(
            Ending(silence_s=1, first_word_s=5),
            [0.0] * frames_of(2) + SPEECH_1_S + NO_SPEECH,
            "silence",
            4.0,
            id="thinks-before-the-first-word",
        ),
        pytest.param(
            Ending(silence_s=2),
            SPEECH_1_S + [0.0] * frames_of(1.5) + SPEECH_1_S + NO_SPEECH,
            "silence",
            6.05,  # 1.5 times the pause of 1.5 s and the 0.2 s that show it is over
            id="thinks-between",
        ),
        pytest.param(
            Ending(silence_s=2),
            SPEECH_1_S + [0.0] * frames_of(1) + [0.9] * 3 + NO_SPEECH,
            "silence",
            3.0,
            id="a-cough-is-no-word",
        ),
        pytest.param(
            Ending(silence_s=2),
            SPEECH_1_S + [0.0] * (frames_of(2) - 3) + SPEECH_1_S + NO_SPEECH,
            "silence",
            7.05,
            id="a-word-that-begins-at-the-last-moment",
        ),
        pytest.param(Ending(cap_s=4), [0.9], "cap", 4.0, id="too-long"),
        pytest.param(NEVER_ENDING, NO_SPEECH, "end", 10.0, id="the-sound-ends"),
    ],
)
def test_how_a_recording_ends(
    tmp_path: Path, ending: Ending, probabilities: list[float], ended_by: str, elapsed_s: float
) -> None:
    last = list(recorder(tmp_path / "a.wav", sine(10.0), ending, *probabilities).ticks())[-1]
    assert last.ended_by == ended_by
    assert last.elapsed_s == pytest.approx(elapsed_s, abs=0.1)


def test_it_stops_when_told(tmp_path: Path) -> None:
    heard = recorder(tmp_path / "a.wav", sine(10.0))
    asked: list[bool] = []

    def ended() -> EndedBy | None:
        asked.append(True)
        return "stopped" if len(asked) > 10 else None

    assert list(heard.ticks(ended))[-1].ended_by == "stopped"
    assert heard.recording.clip.duration_s == pytest.approx(11 * FRAME_S)


def test_speaking_and_silence_are_told(tmp_path: Path) -> None:
    probabilities = SPEECH_1_S + NO_SPEECH
    ticks = list(recorder(tmp_path / "a.wav", sine(3.0), NEVER_ENDING, *probabilities).ticks())
    spoke = [tick for tick in ticks if tick.speaking]
    assert spoke[0].elapsed_s == pytest.approx(0.2, abs=0.1)
    assert spoke[-1].elapsed_s == pytest.approx(1.8, abs=0.1)
    assert ticks[-1].silence_s == pytest.approx(2.0, abs=0.05)


def test_a_microphone_without_sound_gives_one_tick_and_an_empty_recording(tmp_path: Path) -> None:
    heard = recorder(tmp_path / "a.wav", silence(0.0))
    (only,) = heard.ticks()
    assert (only.ended_by, only.elapsed_s, only.level_dbfs) == ("end", 0.0, FLOOR_DBFS)
    assert len(heard.recording.clip.samples) == len(on_disk(tmp_path / "a.wav")) == 0


class BrokenMicrophone:
    """Delivers half a second and then fails."""

    name = "broken"

    def __init__(self, error: BaseException) -> None:
        self._error = error
        self.open = 0

    def frames(self) -> Generator[Samples, None, None]:
        self.open += 1
        try:
            for _ in range(frames_of(0.5)):
                yield sine(FRAME_S)
            raise self._error
        finally:
            self.open -= 1


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MissingDevice("gone")], ids=["ctrl-c", "unplugged"])
def test_what_was_said_before_a_failure_is_kept(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "a.wav"
    heard = Recorder(BrokenMicrophone(error), path, NEVER_ENDING, ScriptedActivity())
    with pytest.raises(type(error)):
        list(heard.ticks())
    assert len(on_disk(path)) == len(heard.recording.clip.samples) == frames_of(0.5) * FRAME_SAMPLES
    assert heard.recording.ended_by is None


def test_closing_the_ticks_closes_the_microphone_and_the_file(tmp_path: Path) -> None:
    microphone = BrokenMicrophone(RuntimeError())
    heard = Recorder(microphone, tmp_path / "a.wav", NEVER_ENDING, ScriptedActivity())
    ticks = heard.ticks()
    next(ticks)
    while_recording = microphone.open
    ticks.close()
    assert (while_recording, microphone.open) == (1, 0)
    assert len(on_disk(tmp_path / "a.wav")) == 3 * FRAME_SAMPLES


def test_a_full_disk_does_not_end_the_answer(tmp_path: Path, small_disk: None) -> None:
    path = tmp_path / "a.wav"
    heard = recorder(path, sine(3.0))
    assert list(heard.ticks())[-1].ended_by == "end"
    recording = heard.recording
    assert recording.clip.duration_s == pytest.approx(3.0, abs=FRAME_S)
    assert recording.disk_error == f"{path} can't be written: File too large"
    assert len(on_disk(path)) == pytest.approx(SMALL_DISK_BYTES / 2, abs=FRAME_SAMPLES)


def test_a_folder_that_is_not_there_does_not_end_the_answer(tmp_path: Path) -> None:
    heard = recorder(tmp_path / "gone" / "a.wav", sine(1.0))
    assert list(heard.ticks())[-1].ended_by == "end"
    assert "No such file" in str(heard.recording.disk_error)
    assert heard.recording.clip.duration_s == pytest.approx(1.0, abs=FRAME_S)


RECORD_FOR_EVER = """
import sys
from pathlib import Path
from interviewer.audio.clip import Clip
from interviewer.audio.microphone import FileMicrophone
from interviewer.audio.recording import Ending, Recorder
from tests.audio.sounds import ScriptedActivity, sine
microphone = FileMicrophone(Clip(sine(60.0)), realtime=True)
for tick in Recorder(microphone, Path(sys.argv[1]), Ending(), ScriptedActivity(0.9)).ticks():
    print(tick.elapsed_s, flush=True)
"""


def test_kill_9_loses_less_than_a_second(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    program = subprocess.Popen(
        [sys.executable, "-c", RECORD_FOR_EVER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    program.stdout.readline()
    time.sleep(0.5)
    os.kill(program.pid, signal.SIGKILL)
    elapsed_s = float(program.stdout.read().split()[-1])
    program.wait()
    program.stdout.close()
    assert elapsed_s > 0.3
    assert elapsed_s - FRAME_S <= len(on_disk(path)) / SAMPLE_RATE_HZ <= elapsed_s + 1.0


@pytest.mark.parametrize(
    ("samples", "expected"),
    [
        pytest.param(np.ones(100, dtype=np.float32), 0.0, id="full-scale-square"),
        pytest.param(sine(1.0, amplitude=1.0), -3.01, id="full-scale-sine"),
        pytest.param(sine(1.0, amplitude=0.1), -23.01, id="a-tenth"),
        pytest.param(silence(1.0), FLOOR_DBFS, id="silence"),
        pytest.param(silence(0.0), FLOOR_DBFS, id="no-samples"),
        pytest.param(np.full(10, 1e-30, dtype=np.float32), FLOOR_DBFS, id="below-the-floor"),
    ],
)
def test_levels(samples: Samples, expected: float) -> None:
    assert level_dbfs(samples) == pytest.approx(expected, abs=0.01)
