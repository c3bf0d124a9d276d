"""The sound card: microphones and speakers through PortAudio. The only module that names sounddevice.

Side effects: loading PortAudio (when first needed), opening and closing streams. PortAudio lists the
devices once, when it is loaded: what is plugged in later is found by the next run.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.alsa import require_configuration, silence_alsa
from interviewer.audio.clip import FRAME_S, SAMPLE_RATE_HZ, Clip, Samples
from interviewer.audio.microphone import in_frames
from interviewer.audio.resampling import Resampler, resampled
from interviewer.audio.speaker import never
from interviewer.errors import MissingDevice, MissingProgram

QUEUE_BLOCKS = 1875  # a minute of sound that nobody has taken yet (4 MB); beyond that blocks are dropped
FIRST_BLOCK_S = 5.0  # a Bluetooth headset takes seconds to wake up
SILENT_DEVICE_S = 2.0  # a running device delivers every few dozen milliseconds
COMING_BACK_S = 5.0  # for a sound server to start again (one or two seconds), or a plug to be pushed back in
RETRY_S = 0.25
LEAD_S = 0.1  # silence before and after a sound: devices swallow some, 30 ms measured over PulseAudio
SPEAKER_LATENCY_S = 0.2  # handed over ahead, so that a busy machine does not stutter; a stop drops it
CLOSING_S = 2.0  # for closing a device: 10 to 80 ms when it is well
POLL_S = 0.02  # how often a speaker asks whether it is stopped

Kind = Literal["input", "output"]
PLUG_IN: dict[Kind, str] = {
    "input": "Plug one in, or practise without: interviewer practice --typed",
    "output": "Plug one in, or read the questions instead: interviewer practice --no-speak",
}
NAMES: dict[Kind, str] = {"input": "microphone", "output": "speaker"}


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """A sound device as PortAudio sees it. ``inputs`` and ``outputs``: the most channels it takes."""

    index: int
    name: str
    inputs: int
    outputs: int
    rate_hz: int
    is_default_input: bool = False
    is_default_output: bool = False


@dataclass(frozen=True, slots=True)
class _Format:
    rate_hz: int
    channels: int


def list_devices() -> tuple[DeviceInfo, ...]:
    """Every sound device; empty when there is none. Raises MissingDevice when PortAudio is missing."""
    sounddevice = _sounddevice()
    default_input, default_output = sounddevice.default.device
    return tuple(
        DeviceInfo(
            index=found["index"],
            name=found["name"],
            inputs=found["max_input_channels"],
            outputs=found["max_output_channels"],
            rate_hz=round(found["default_samplerate"]),
            is_default_input=found["index"] == default_input,
            is_default_output=found["index"] == default_output,
        )
        for found in sounddevice.query_devices()
    )


def find_microphone(device: str | int | None = None) -> DeviceInfo:
    """The microphone with that number, or whose name has those words; None: the default one.

    Raises MissingDevice, with what there is instead.
    """
    return _find(device, "input")


def find_speaker(device: str | int | None = None) -> DeviceInfo:
    """The speaker with that number, or whose name has those words; None: the default one.

    Raises MissingDevice, with what there is instead.
    """
    return _find(device, "output")


def untold(message: str) -> None:
    """Tells nobody."""


class DeviceMicrophone:
    """A microphone. ``overflows`` counts blocks that were lost because nobody took them in time.

    A device that stops delivering may come back, as when a sound server starts again: until then there is
    silence. ``tell`` is given a line for the candidate about that, on the thread that takes the frames.

    Raises MissingDevice when there is none.
    """

    def __init__(self, device: str | int | None = None, tell: Callable[[str], None] = untold) -> None:
        self._info = find_microphone(device)
        self._tell = tell
        self.name = self._info.name
        self.overflows = 0
        self._told_overflow = False

    def frames(self) -> Generator[Samples, None, None]:
        with closing(self._blocks()) as blocks:
            yield from in_frames(blocks)

    def _blocks(self) -> Generator[Samples, None, None]:
        """Mono blocks at 16 kHz, of any length; raises MissingDevice once the device is gone for good."""
        gone: MissingDevice | None = None
        gone_s = 0.0
        has_delivered = False
        while True:
            try:
                with closing(self._delivered()) as blocks:
                    for block in blocks:
                        if gone is not None:
                            self._tell("The microphone is back. What you said meanwhile was not heard.")
                        gone, has_delivered = None, True
                        yield block
            except MissingDevice as error:
                if not has_delivered:
                    raise
                if gone is None:
                    gone, gone_s = error, time.monotonic()
                    self._tell(f"T{error.what.removeprefix('t')}. Waiting for it to come back ...")
                if time.monotonic() - gone_s > COMING_BACK_S:
                    raise gone from None
            time.sleep(RETRY_S)
            yield np.zeros(round(RETRY_S * SAMPLE_RATE_HZ), dtype=np.float32)

    def _delivered(self) -> Generator[Samples, None, None]:
        """The blocks of one opening of the device, while it delivers."""
        sounddevice = _sounddevice()
        chosen = _first_accepted(self._info, "input")
        resampler = Resampler(chosen.rate_hz)
        waiting: queue.Queue[NDArray[np.float32]] = queue.Queue(maxsize=QUEUE_BLOCKS)

        def note(block: NDArray[np.float32], _frames: int, _time: Any, status: Any) -> None:
            # PortAudio's own thread: whatever takes long here loses sound.
            self.overflows += bool(status.input_overflow)
            try:
                waiting.put_nowait(block.copy())
            except queue.Full:
                self.overflows += 1

        try:
            stream = sounddevice.InputStream(
                device=self._info.index,
                samplerate=chosen.rate_hz,
                channels=chosen.channels,
                dtype="float32",
                blocksize=round(chosen.rate_hz * FRAME_S),
                callback=note,
            )
            with _running(stream):
                patience_s = FIRST_BLOCK_S
                while True:
                    block = self._next(waiting, stream, patience_s)
                    patience_s = SILENT_DEVICE_S
                    if self.overflows and not self._told_overflow:
                        self._told_overflow = True
                        self._tell("This machine is too busy: some of the sound was lost.")
                    # At most two channels: interfaces with many have the microphone on the first ones.
                    yield resampler.push(block[:, :2].mean(axis=1, dtype=np.float32))
        except sounddevice.PortAudioError as error:
            raise _unusable(self.name, "input", error) from error

    def _next(
        self, waiting: queue.Queue[NDArray[np.float32]], stream: Any, patience_s: float
    ) -> NDArray[np.float32]:
        """The next block. Raises MissingDevice when none comes."""
        deadline_s = time.monotonic() + patience_s
        while True:
            was_active = stream.active  # before the look into the queue: its last blocks still count
            try:
                return waiting.get(timeout=0.1)
            except queue.Empty:
                if not was_active or time.monotonic() > deadline_s:
                    raise _stopped(self.name) from None


class DeviceSpeaker:
    """A speaker. Raises MissingDevice when there is none."""

    def __init__(self, device: str | int | None = None) -> None:
        self._info = find_speaker(device)
        self.name = self._info.name

    def play(self, clip: Clip, stopped: Callable[[], bool] = never) -> bool:
        sounddevice = _sounddevice()
        chosen = _first_accepted(self._info, "output", clip.rate_hz)
        playing = _Playing(resampled(clip, chosen.rate_hz), sounddevice.CallbackStop)
        try:
            stream = sounddevice.OutputStream(
                device=self._info.index,
                samplerate=chosen.rate_hz,
                channels=chosen.channels,
                dtype="float32",
                latency=SPEAKER_LATENCY_S,
                callback=playing.fill,
                finished_callback=playing.finished.set,
            )
            # The end of a stream cuts off what is still in its buffer: let that be silence.
            playing.surround(LEAD_S, LEAD_S + stream.latency)
            with _running(stream):
                while not playing.finished.wait(POLL_S):
                    if stopped():
                        stream.abort()  # without what is in the buffers
                        return False
                    self._require_progress(playing)
        except sounddevice.PortAudioError as error:
            raise _unusable(self.name, "output", error) from error
        if not playing.is_at_end:
            raise self._vanished()
        return True

    def _require_progress(self, playing: _Playing) -> None:
        if time.monotonic() - playing.last_call_s > FIRST_BLOCK_S:
            raise self._vanished()

    def _vanished(self) -> MissingDevice:
        return MissingDevice(
            f'the speaker "{self.name}" has stopped playing', "Check that it is still plugged in"
        )


class _Playing:
    """A sound that PortAudio takes block by block. ``fill`` runs in PortAudio's own thread."""

    def __init__(self, clip: Clip, stop: type[Exception]) -> None:
        self.finished = threading.Event()
        self.last_call_s = time.monotonic()
        self._samples = clip.samples
        self._rate_hz = clip.rate_hz
        self._position = 0
        self._stop = stop

    def surround(self, before_s: float, after_s: float) -> None:
        """Put silence around the sound, before it is played."""
        silence = (round(before_s * self._rate_hz), round(after_s * self._rate_hz))
        self._samples = np.pad(self._samples, silence)

    @property
    def is_at_end(self) -> bool:
        return self._position >= len(self._samples)

    def fill(self, block: NDArray[np.float32], frames: int, _time: Any, _status: Any) -> None:
        self.last_call_s = time.monotonic()
        part = self._samples[self._position : self._position + frames]
        block[: len(part)] = part[:, np.newaxis]  # the same on all channels
        block[len(part) :] = 0.0
        self._position += len(part)
        if self.is_at_end:
            raise self._stop  # once this block has been heard


@contextmanager
def _running(stream: Any) -> Iterator[None]:
    """The stream, started; closed at the end.

    PortAudio never comes back from closing a device whose sound server died at a bad moment (1 in 5 over
    PulseAudio), and not even Ctrl-C would help then: so it is closed by a thread that can be left behind.
    """
    try:
        stream.start()
        yield
    finally:
        closer = threading.Thread(target=stream.close, name="close-stream", daemon=True)
        closer.start()
        closer.join(CLOSING_S)


def _sounddevice() -> Any:
    """The library, loaded when first needed. Raises MissingDevice or MissingProgram."""
    if "sounddevice" not in sys.modules:
        silence_alsa()
        require_configuration()
    try:
        import sounddevice
    except ImportError as error:
        raise MissingProgram(
            f"the Python package sounddevice can't be loaded ({error})", "Run: pip install sounddevice"
        ) from error
    except OSError as error:  # this is how it says that the shared library is not there
        raise MissingDevice(
            "PortAudio, the library between Python and the sound card, is not installed",
            "Install it: sudo apt-get install libportaudio2",
        ) from error
    except Exception as error:  # PortAudioError, whose class the failed import does not give us
        raise MissingDevice(f"PortAudio does not start ({error})", "Run: interviewer doctor") from error
    return sounddevice


def _find(device: str | int | None, kind: Kind) -> DeviceInfo:
    devices = list_devices()
    usable = [info for info in devices if (info.inputs if kind == "input" else info.outputs) > 0]
    if not usable:
        raise MissingDevice(f"no {NAMES[kind]} was found", PLUG_IN[kind])
    there_are = ", ".join(f"{info.index} {info.name}" for info in usable)
    if device is None:
        for info in usable:
            if info.is_default_input if kind == "input" else info.is_default_output:
                return info
        raise MissingDevice(f"no {NAMES[kind]} is set as the default", f"Choose one of: {there_are}")
    matches = _matching(device, usable)
    if len(matches) == 1:
        return matches[0]
    problem = "more than one" if matches else "no"
    raise MissingDevice(f'{problem} {NAMES[kind]} is called "{device}"', f"Choose one of: {there_are}")


def _matching(device: str | int, usable: list[DeviceInfo]) -> list[DeviceInfo]:
    """The devices with that number ("3" too), else with exactly that name, else with its words in theirs."""
    if isinstance(device, int) or device.strip().isdecimal():
        return [info for info in usable if info.index == int(device)]
    wanted = device.casefold()
    exact = [info for info in usable if info.name.casefold() == wanted]
    words = wanted.split()
    return exact or [info for info in usable if all(word in info.name.casefold() for word in words)]


def _first_accepted(info: DeviceInfo, kind: Kind, rate_hz: int = SAMPLE_RATE_HZ) -> _Format:
    """The first format that the device takes: ours if it can, else its own. Raises MissingDevice."""
    sounddevice = _sounddevice()
    check = sounddevice.check_input_settings if kind == "input" else sounddevice.check_output_settings
    most = info.inputs if kind == "input" else info.outputs
    channels = sorted({1, min(2, most), most})
    formats = [_Format(rate, count) for rate in (rate_hz, info.rate_hz) for count in channels]
    refused: Exception | None = None
    for chosen in formats:
        try:
            check(info.index, channels=chosen.channels, dtype="float32", samplerate=chosen.rate_hz)
        except sounddevice.PortAudioError as error:
            refused = error
        else:
            return chosen
    raise _unusable(info.name, kind, refused) from refused


def _stopped(name: str) -> MissingDevice:
    return MissingDevice(
        f'the microphone "{name}" has stopped delivering sound',
        "Check that it is still plugged in; what was said so far is kept",
    )


def _unusable(name: str, kind: Kind, error: Exception | None) -> MissingDevice:
    reason = str(error.args[0]) if error is not None and error.args else "no format suits it"
    return MissingDevice(
        f'the {NAMES[kind]} "{name}" can\'t be opened ({reason})',
        "Check that no other program holds it, or choose another: interviewer doctor",
    )
