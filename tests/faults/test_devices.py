"""Devices that go away, come back, change or say nothing, in the middle of an answer."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip, write_clip
from tests.audio.sounds import chirp, likeness, loud_s
from tests.audio.test_over_sound_card import IMPORTS, said_by, start
from tests.end_to_end.conftest import card, folders, with_card
from tests.end_to_end.program import started
from tests.support.soundcard import SoundCard, plugged_in_again, virtual_sound_card

__all__ = ["card", "folders", "with_card"]

pytestmark = [
    pytest.mark.device,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual sound card is Linux's"),
]

RECORD = """
from interviewer.audio import devices
# The virtual card needs two seconds until its devices are awake: not before that.
devices.RETRY_S, devices.COMING_BACK_S = 3.0, 15.0
microphone = DeviceMicrophone(None, lambda line: print(line, flush=True))
recorder = Recorder(microphone, Path(sys.argv[1]), Ending(cap_s=float(sys.argv[2])), ScriptedActivity(0.9))
for tick in recorder.ticks():
    print(tick.elapsed_s, flush=True)
print(recorder.recording.ended_by, microphone.overflows, flush=True)
"""


@pytest.fixture
def said(tmp_path: Path) -> Path:
    write_clip(tmp_path / "said.wav", Clip(chirp(1.0, 44_100), 44_100))
    return tmp_path / "said.wav"


def wait_for(program: subprocess.Popen[str], text: str) -> None:
    assert program.stdout is not None
    for line in program.stdout:
        if text in line:
            return
    raise AssertionError(f"ended without {text!r}")


@pytest.mark.long
def test_a_sound_server_that_starts_again(said: Path, tmp_path: Path) -> None:
    """What is said before and after is recorded, in one file."""
    heard = tmp_path / "heard.wav"
    with virtual_sound_card() as own:
        program = start(own.environment, "-c", IMPORTS + RECORD, str(heard), "10")
        wait_for(program, ".")
        own.play_into_microphone(said)
        own.unplug()
        wait_for(program, "Waiting for it to come back")
        with plugged_in_again(own) as again:
            wait_for(program, "The microphone is back")
            again.play_into_microphone(said)
            assert "cap" in said_by(program)
    samples = read_clip(heard).samples
    loud = np.flatnonzero(np.abs(samples) > 0.1)
    away = loud[np.diff(loud).argmax()] + 1  # from here on, for longer than any other silence between sounds
    for part in (samples[:away], samples[away:]):
        assert likeness(part, chirp(1.0)) > 0.9


@pytest.mark.long
def test_another_default_in_mid_answer(card: SoundCard, said: Path, tmp_path: Path) -> None:
    """The answer goes on with the new one, as PulseAudio has it for streams on the default."""
    heard = tmp_path / "heard.wav"
    program = start(card.environment, "-c", IMPORTS + RECORD, str(heard), "6")
    wait_for(program, ".")
    card.play_into_microphone(said)
    card.make_default("speaker.monitor")
    try:
        card.play_into_microphone(said, "speaker")
        assert said_by(program).split()[-2:] == ["cap", "0"]
    finally:
        card.make_default("mic")
    samples = read_clip(heard).samples
    assert loud_s(samples) == pytest.approx(2.0, abs=0.3)
    assert likeness(samples, chirp(1.0)) > 0.9


@pytest.mark.model
def test_a_microphone_that_says_nothing(with_card: dict[str, str]) -> None:
    """It is told within three seconds, while there is still time to do something about it."""
    with started(
        with_card, "practice", "-q", "5", "--model", "tiny.en", "--no-speak", "--follow-ups", "0"
    ) as program:
        program.wait_for("Listening to")
        begun_s = time.monotonic()
        program.wait_for("I can't hear you: no sound at all")
        assert time.monotonic() - begun_s < 3.0 + 1.0  # the device itself needs some time to begin
        program.type("q")
        assert program.end() == (0, "")
        assert "No answer was heard" in program.shown
