"""What the real sound card can't be made to do: odd rates, overflows, missing libraries, many devices."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from interviewer.audio import devices
from interviewer.audio.clip import FRAME_S, FRAME_SAMPLES, SAMPLE_RATE_HZ, Clip
from interviewer.audio.devices import (
    DeviceMicrophone,
    DeviceSpeaker,
    find_microphone,
    find_speaker,
    list_devices,
)
from interviewer.errors import MissingDevice, MissingProgram
from tests.audio.sounds import likeness, sine


class PortAudioError(Exception):
    pass


class CallbackStop(Exception):  # noqa: N818
    pass


class FakeStream:
    """Calls back from a thread of its own, as PortAudio does, as fast as it can."""

    def __init__(self, run: Callable[[FakeStream], None], finished: Callable[[], None] | None = None) -> None:
        self.active = True
        self.latency = 0.05
        self._finished = finished
        self._thread = threading.Thread(target=self._run, args=[run], daemon=True)

    def _run(self, run: Callable[[FakeStream], None]) -> None:
        run(self)
        self.active = False
        if self._finished is not None:
            self._finished()

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self.abort()

    def abort(self) -> None:
        self.active = False
        self._thread.join()


class FakeSoundDevice:
    """The part of sounddevice that we use, over devices that accept one rate and one channel count each.

    Microphones deliver ``heard``, shape (n, channels), and then stop; speakers collect ``played``.
    """

    PortAudioError = PortAudioError
    CallbackStop = CallbackStop

    def __init__(self, *found: tuple[str, int, int, int], default: tuple[int, int] = (0, 0)) -> None:
        self.found = found
        self.default = SimpleNamespace(device=default)
        self.heard = np.zeros((0, 1), dtype=np.float32)
        self.status = SimpleNamespace(input_overflow=False)
        self.played: list[np.ndarray] = []
        self.opened: dict[str, Any] = {}

    def query_devices(self) -> list[dict[str, Any]]:
        return [
            {
                "index": index,
                "name": name,
                "max_input_channels": inputs,
                "max_output_channels": outputs,
                "default_samplerate": float(rate_hz),
            }
            for index, (name, inputs, outputs, rate_hz) in enumerate(self.found)
        ]

    def check_input_settings(self, index: int, channels: int, dtype: str, samplerate: int) -> None:
        self._check((channels, samplerate), (self.found[index][1], self.found[index][3]))

    def check_output_settings(self, index: int, channels: int, dtype: str, samplerate: int) -> None:
        self._check((channels, samplerate), (self.found[index][2], self.found[index][3]))

    @staticmethod
    def _check(asked: tuple[int, int], offered: tuple[int, int]) -> None:
        if asked != offered:
            raise PortAudioError("Invalid sample rate", -9997)

    def InputStream(self, **opened: Any) -> FakeStream:  # noqa: N802
        self.opened = opened

        def run(stream: FakeStream) -> None:
            size = opened["blocksize"]
            for start in range(0, len(self.heard), size):
                block = self.heard[start : start + size].copy()
                opened["callback"](block, len(block), None, self.status)
                block[:] = np.nan  # PortAudio's buffer is its own after the call

        return FakeStream(run)

    def OutputStream(self, **opened: Any) -> FakeStream:  # noqa: N802
        self.opened = opened

        def run(stream: FakeStream) -> None:
            while stream.active:
                block = np.full((256, opened["channels"]), np.nan, dtype=np.float32)
                try:
                    opened["callback"](block, len(block), None, self.status)
                except CallbackStop:
                    stream.active = False
                self.played.append(block)
                time.sleep(0.001)

        return FakeStream(run, opened["finished_callback"])


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FakeSoundDevice]:
    def plug(*found: tuple[str, int, int, int], default: tuple[int, int] = (0, 0)) -> FakeSoundDevice:
        fake = FakeSoundDevice(*found, default=default)
        monkeypatch.setitem(sys.modules, "sounddevice", fake)
        return fake

    monkeypatch.setattr(devices, "FIRST_BLOCK_S", 0.2)
    monkeypatch.setattr(devices, "SILENT_DEVICE_S", 0.1)
    return plug


Plug = Callable[..., FakeSoundDevice]

DESK = (
    ("Built-in Microphone", 1, 0, 16_000),
    ("Built-in Speakers", 0, 2, 44_100),
    ("USB Headset", 1, 2, 48_000),
    ("USB Camera", 2, 0, 48_000),
)


def test_devices_are_listed(plug_in: Plug) -> None:
    plug_in(*DESK, default=(0, 1))
    listed = list_devices()
    assert [(info.index, info.inputs, info.outputs, info.rate_hz) for info in listed] == [
        (0, 1, 0, 16_000),
        (1, 0, 2, 44_100),
        (2, 1, 2, 48_000),
        (3, 2, 0, 48_000),
    ]
    assert [info.name for info in listed if info.is_default_input] == ["Built-in Microphone"]
    assert [info.name for info in listed if info.is_default_output] == ["Built-in Speakers"]


@pytest.mark.parametrize(
    ("device", "index"),
    [(None, 0), (3, 3), ("3", 3), ("usb headset", 2), ("camera usb", 3), ("Headset", 2), ("built-in", 0)],
)
def test_a_microphone_is_found_by_number_or_words(
    plug_in: Plug, device: str | int | None, index: int
) -> None:
    plug_in(*DESK, default=(0, 1))
    assert find_microphone(device).index == index


def test_an_exact_name_wins_over_longer_ones(plug_in: Plug) -> None:
    plug_in(("default pulse", 1, 1, 48_000), ("default", 1, 1, 48_000))
    assert find_microphone("default").index == 1


@pytest.mark.parametrize(
    ("find", "plugged", "device", "said"),
    [
        (find_microphone, ((), (-1, -1)), None, ["no microphone was found", "interviewer practice --typed"]),
        (find_microphone, (DESK[1:2], (-1, 0)), None, ["no microphone was found", "--typed"]),
        (find_speaker, (DESK[:1], (0, -1)), None, ["no speaker was found", "--no-speak"]),
        (find_microphone, (DESK, (-1, -1)), None, ["no microphone is set as the default", "2 USB Headset"]),
        (
            find_microphone,
            (DESK, (0, 1)),
            "usb",
            ['more than one microphone is called "usb"', "3 USB Camera"],
        ),
        (find_microphone, (DESK, (0, 1)), "studio", ['no microphone is called "studio"', "0 Built-in"]),
        (find_microphone, (DESK, (0, 1)), 1, ['no microphone is called "1"']),
        (find_speaker, (DESK, (0, 1)), 99, ['no speaker is called "99"', "1 Built-in Speakers"]),
    ],
)
def test_a_device_that_is_not_there(
    plug_in: Plug, find: Callable[..., object], plugged: Any, device: str | int | None, said: list[str]
) -> None:
    found, default = plugged
    plug_in(*found, default=default)
    with pytest.raises(MissingDevice) as caught:
        find(device)
    assert all(part in str(caught.value) for part in said)
    assert "\n" not in str(caught.value)


def test_portaudio_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real package raises OSError when it is imported without the library."""
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    for use in (list_devices, find_microphone, find_speaker, DeviceMicrophone, DeviceSpeaker):
        with pytest.raises(MissingDevice, match="sudo apt-get install libportaudio2"):
            use()


def test_sounddevice_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(MissingProgram, match="pip install sounddevice"):
        list_devices()


def test_a_device_with_a_rate_and_channels_of_its_own_is_resampled(plug_in: Plug) -> None:
    fake = plug_in(("Studio", 2, 0, 48_000))
    tone = sine(1.0, 48_000)
    fake.heard = np.stack([tone, tone], axis=1)

    heard = np.concatenate(list(islice(DeviceMicrophone().frames(), 30)))

    assert (fake.opened["samplerate"], fake.opened["channels"]) == (48_000, 2)
    assert fake.opened["blocksize"] == round(48_000 * FRAME_S)
    assert likeness(heard, sine(0.9)) > 0.999


def test_an_interface_with_many_inputs_is_heard_on_the_first_two(plug_in: Plug) -> None:
    fake = plug_in(("Interface", 18, 0, 16_000))
    fake.heard = np.zeros((FRAME_SAMPLES, 18), dtype=np.float32)
    fake.heard[:, 0] = 0.8
    frame = next(DeviceMicrophone().frames())
    assert np.allclose(frame, 0.4)


def test_no_format_suits(plug_in: Plug, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = plug_in(("Odd", 1, 1, 16_000))
    refuse = lambda *_, **__: FakeSoundDevice._check((0, 0), (1, 1))  # noqa: E731
    monkeypatch.setattr(fake, "check_input_settings", refuse)
    monkeypatch.setattr(fake, "check_output_settings", refuse)
    with pytest.raises(MissingDevice, match=r'microphone "Odd" can\'t be opened \(Invalid sample rate\)'):
        next(DeviceMicrophone().frames())
    with pytest.raises(MissingDevice, match=r'speaker "Odd" can\'t be opened'):
        DeviceSpeaker().play(Clip(sine(0.1)))


def test_a_device_that_is_busy(plug_in: Plug, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = plug_in(("Busy", 1, 1, 16_000))

    def busy(**_: object) -> None:
        raise PortAudioError("Device unavailable", -9985)

    monkeypatch.setattr(fake, "InputStream", busy)
    monkeypatch.setattr(fake, "OutputStream", busy)
    with pytest.raises(MissingDevice, match="Device unavailable"):
        next(DeviceMicrophone().frames())
    with pytest.raises(MissingDevice, match="Device unavailable"):
        DeviceSpeaker().play(Clip(sine(0.1)))


def test_a_microphone_that_goes_away_gives_all_it_had_and_then_says_so(
    plug_in: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "COMING_BACK_S", 0.0)
    fake = plug_in(("Loose", 1, 0, 16_000))
    fake.heard = sine(10 * FRAME_S)[:, np.newaxis]
    frames = DeviceMicrophone().frames()
    got = list(islice(frames, 10))
    with pytest.raises(MissingDevice, match='"Loose" has stopped delivering sound'):
        next(frames)
    assert np.array_equal(np.concatenate(got), sine(10 * FRAME_S))


def test_a_microphone_that_comes_back_goes_on(plug_in: Plug, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sound server that starts again: it can't be opened for a while, then it delivers again."""

    def failing(**opened: object) -> FakeStream:
        if len(opened_at) in (1, 2):
            opened_at.append(None)
            raise PortAudioError("Device unavailable", -9985)
        opened_at.append(None)
        return stream(**opened)

    told: list[str] = []
    opened_at: list[None] = []
    monkeypatch.setattr(devices, "RETRY_S", 2 * FRAME_S)
    fake = plug_in(("Loose", 1, 0, 16_000))
    fake.heard = sine(10 * FRAME_S)[:, np.newaxis]
    stream = fake.InputStream
    monkeypatch.setattr(fake, "InputStream", failing)
    got = np.concatenate(list(islice(DeviceMicrophone(tell=told.append).frames(), 26)))
    expected = [sine(10 * FRAME_S), np.zeros(6 * FRAME_SAMPLES, dtype=np.float32), sine(10 * FRAME_S)]
    assert np.array_equal(got, np.concatenate(expected))
    assert told == [
        'The microphone "Loose" has stopped delivering sound. Waiting for it to come back ...',
        "The microphone is back. What you said meanwhile was not heard.",
    ]


def test_overflows_are_counted_and_never_block_the_device(
    plug_in: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "QUEUE_BLOCKS", 5)
    fake = plug_in(("Fast", 1, 0, 16_000))
    fake.heard = sine(20 * FRAME_S)[:, np.newaxis]
    told: list[str] = []
    microphone = DeviceMicrophone(tell=told.append)
    frames = microphone.frames()
    next(frames)
    time.sleep(0.05)
    assert microphone.overflows in (14, 15)
    next(frames)
    assert told == ["This machine is too busy: some of the sound was lost."]

    fake.status.input_overflow = True
    microphone = DeviceMicrophone()
    next(microphone.frames())
    assert microphone.overflows >= 1


def test_a_speaker_with_a_rate_and_channels_of_its_own(plug_in: Plug) -> None:
    fake = plug_in(("Stereo", 0, 2, 48_000))
    assert DeviceSpeaker().play(Clip(sine(0.2))) is True
    played = np.concatenate(fake.played)
    assert (fake.opened["samplerate"], fake.opened["channels"]) == (48_000, 2)
    assert np.array_equal(played[:, 0], played[:, 1])
    assert likeness(played[:, 0], sine(0.2, 48_000)) > 0.999


def test_a_speaker_that_goes_away_says_so(plug_in: Plug, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = plug_in(("Loose", 0, 1, SAMPLE_RATE_HZ))
    dies = lambda **opened: FakeStream(lambda _: None, opened["finished_callback"])  # noqa: E731
    monkeypatch.setattr(fake, "OutputStream", dies)
    with pytest.raises(MissingDevice, match='"Loose" has stopped playing'):
        DeviceSpeaker().play(Clip(sine(0.2)))

    hangs = lambda **opened: FakeStream(lambda _: time.sleep(0.4), opened["finished_callback"])  # noqa: E731
    monkeypatch.setattr(fake, "OutputStream", hangs)
    with pytest.raises(MissingDevice, match='"Loose" has stopped playing'):
        DeviceSpeaker().play(Clip(sine(0.2)))
