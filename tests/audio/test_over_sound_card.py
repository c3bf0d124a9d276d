"""The microphone and the speaker over a virtual sound card: PortAudio, ALSA and PulseAudio are real."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.devices import COMING_BACK_S
from interviewer.audio.files import read_clip, write_clip
from tests.audio import contract
from tests.audio.sounds import chirp, likeness, loud_s, sine
from tests.support.soundcard import SoundCard, virtual_sound_card

pytestmark = pytest.mark.device

IMPORTS = """
import sys, time
from itertools import count
from pathlib import Path
from interviewer.audio.clip import Clip
from interviewer.audio.devices import DeviceMicrophone, DeviceSpeaker, find_microphone, list_devices
from interviewer.audio.files import read_clip
from interviewer.audio.recording import Ending, Recorder
from interviewer.errors import MissingDevice
from tests.audio.sounds import ScriptedActivity, sine
"""

RECORD = """
microphone = DeviceMicrophone(None)
recorder = Recorder(microphone, Path(sys.argv[1]), Ending(cap_s=float(sys.argv[2])), ScriptedActivity(0.9))
try:
    for tick in recorder.ticks():
        print(tick.elapsed_s, flush=True)
except MissingDevice as error:
    print(error, flush=True)
print(recorder.recording.ended_by, microphone.overflows, flush=True)
"""

PLAY = """
print(DeviceSpeaker(None).play(read_clip(sys.argv[1])))
"""

PLAY_FOR_A_SECOND = """
told_s = []
start_s = time.monotonic()
def stopped():
    if time.monotonic() - start_s > 1.0:
        told_s.append(time.monotonic())
    return bool(told_s)
print(DeviceSpeaker(None).play(Clip(sine(5.0)), stopped), time.monotonic() - told_s[0])
"""

PLAY_UNTIL_IT_FAILS = """
try:
    print("playing", flush=True)
    DeviceSpeaker(None).play(Clip(sine(30.0)))
except MissingDevice as error:
    print(error)
"""

FIND = """
print(list_devices())
try:
    find_microphone(None)
except MissingDevice as error:
    print(error)
"""


@pytest.fixture(scope="module")
def card() -> Iterator[SoundCard]:
    with virtual_sound_card() as card:
        yield card


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said_by(program: subprocess.Popen[str], timeout_s: float = 30) -> str:
    """What the program printed, once it has ended well."""
    printed, errors = program.communicate(timeout=timeout_s)
    assert program.returncode == 0, errors
    return printed


def run(environment: dict[str, str], *arguments: str) -> str:
    return said_by(start(environment, *arguments))


@pytest.mark.parametrize("check", contract.MICROPHONE_CHECKS)
def test_a_device_is_a_microphone(card: SoundCard, check: str) -> None:
    run(card.environment, "-m", "tests.audio.contract", "microphone", check)


@pytest.mark.parametrize("check", contract.SPEAKER_CHECKS)
def test_a_device_is_a_speaker(card: SoundCard, check: str) -> None:
    run(card.environment, "-m", "tests.audio.contract", "speaker", check)


def test_what_is_played_into_the_microphone_is_recorded(card: SoundCard, tmp_path: Path) -> None:
    write_clip(tmp_path / "said.wav", Clip(chirp(2.0, 44_100), 44_100))
    program = start(card.environment, "-c", IMPORTS + RECORD, str(tmp_path / "heard.wav"), "4")
    assert program.stdout is not None
    program.stdout.readline()
    card.play_into_microphone(tmp_path / "said.wav")
    assert said_by(program).split()[-2:] == ["cap", "0"]

    heard = read_clip(tmp_path / "heard.wav")
    assert heard.duration_s == pytest.approx(4.0, abs=0.05)
    assert loud_s(heard.samples) == pytest.approx(2.0, abs=0.1)
    assert likeness(heard.samples, chirp(2.0)) > 0.95


def test_what_is_played_is_heard_from_beginning_to_end(card: SoundCard, tmp_path: Path) -> None:
    write_clip(tmp_path / "question.wav", Clip(chirp(2.0, 22_050), 22_050))
    with card.record_speaker(tmp_path / "heard.wav"):
        assert run(card.environment, "-c", IMPORTS + PLAY, str(tmp_path / "question.wav")) == "True\n"

    heard = read_clip(tmp_path / "heard.wav")
    assert loud_s(heard.samples) == pytest.approx(2.0, abs=0.1)
    assert likeness(heard.samples, chirp(2.0)) > 0.95


def test_a_stopped_speaker_is_silent_at_once(card: SoundCard, tmp_path: Path) -> None:
    with card.record_speaker(tmp_path / "heard.wav"):
        played, stopping_s = run(card.environment, "-c", IMPORTS + PLAY_FOR_A_SECOND).split()
    assert played == "False"
    assert float(stopping_s) < 0.05
    # A second, less the opening of the device and the silence before the sound.
    assert 0.6 < loud_s(read_clip(tmp_path / "heard.wav").samples) < 1.0


def test_a_microphone_that_is_pulled_out_leaves_what_was_said(tmp_path: Path) -> None:
    with virtual_sound_card() as card:
        program = start(card.environment, "-c", IMPORTS + RECORD, str(tmp_path / "heard.wav"), "60")
        assert program.stdout is not None
        while float(program.stdout.readline()) < 1.0:
            pass
        card.unplug()
        unplugged_s = time.monotonic()
        *_, message, ended = said_by(program).splitlines()
    assert time.monotonic() - unplugged_s < COMING_BACK_S + 5  # it may be pushed back in
    assert 'the microphone "default" has stopped delivering sound' in message
    assert ended.startswith("None")
    assert read_clip(tmp_path / "heard.wav").duration_s >= 1.0


def test_a_speaker_that_is_pulled_out_is_noticed() -> None:
    with virtual_sound_card() as card:
        program = start(card.environment, "-c", IMPORTS + PLAY_UNTIL_IT_FAILS)
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(1.0)
        card.unplug()
        assert 'the speaker "default" has stopped playing' in said_by(program)


def test_a_machine_without_a_sound_card(tmp_path: Path) -> None:
    (tmp_path / "alsa.conf").write_text("pcm.absent { type hw card 99 }\n")
    printed = run({"ALSA_CONFIG_PATH": str(tmp_path / "alsa.conf")}, "-c", IMPORTS + FIND)
    assert printed.splitlines()[0] == "()"
    assert (
        "no microphone was found. Plug one in, or practise without: interviewer practice --typed" in printed
    )


def test_two_cards_do_not_hear_each_other(card: SoundCard, tmp_path: Path) -> None:
    write_clip(tmp_path / "tone.wav", Clip(sine(1.0)))
    with (
        virtual_sound_card() as other,
        card.record_speaker(tmp_path / "one.wav"),
        other.record_speaker(tmp_path / "other.wav"),
    ):
        play = threading.Thread(
            target=run, args=[other.environment, "-c", IMPORTS + PLAY, str(tmp_path / "tone.wav")]
        )
        play.start()
        play.join()
    assert loud_s(read_clip(tmp_path / "one.wav").samples) == 0.0
    assert loud_s(read_clip(tmp_path / "other.wav").samples) == pytest.approx(1.0, abs=0.1)


def test_nothing_of_a_card_is_left(tmp_path: Path) -> None:
    with virtual_sound_card() as card:
        folder = Path(card.environment["ALSA_CONFIG_PATH"]).parent
        assert folder.is_dir()
    assert not folder.exists()
    assert card.server.returncode is not None
