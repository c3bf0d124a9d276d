"""What every microphone and every speaker must do, the fakes as well as the real ones.

A check takes a function that makes the thing. For a device it runs in a process of its own, because
PortAudio reads its environment once: ``python -m tests.audio.contract microphone CHECK``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import islice

import numpy as np

from interviewer.audio.clip import FRAME_S, FRAME_SAMPLES, Clip
from interviewer.audio.microphone import Microphone
from interviewer.audio.speaker import Speaker
from tests.audio.sounds import sine

MakeMicrophone = Callable[[], Microphone]
MakeSpeaker = Callable[[], Speaker]


def has_a_name(make: MakeMicrophone | MakeSpeaker) -> None:
    assert make().name


def gives_frames_of_one_shape(make: MakeMicrophone) -> None:
    frames = list(islice(make().frames(), 6))
    assert len(frames) == 6
    for frame in frames:
        assert (frame.shape, str(frame.dtype)) == ((FRAME_SAMPLES,), "float32")
        assert np.max(np.abs(frame)) <= 1.0


def keeps_frames_apart(make: MakeMicrophone) -> None:
    """A frame that was handed out is not overwritten by the next ones."""
    microphone = make()
    kept, copies = [], []
    for frame in islice(microphone.frames(), 6):
        kept.append(frame)
        copies.append(frame.copy())
    assert all(np.array_equal(now, then) for now, then in zip(kept, copies, strict=True))


def can_be_closed_and_opened_again(make: MakeMicrophone) -> None:
    microphone = make()
    for _ in range(3):
        frames = microphone.frames()
        next(frames)
        frames.close()
        assert next(frames, None) is None


def keeps_real_time(make: MakeMicrophone) -> None:
    """A second of sound takes a second, also when the listener is slow for a moment."""
    frames = make().frames()
    next(frames)
    start_s = time.monotonic()
    for number in range(16):
        next(frames)
        if number == 5:
            time.sleep(0.2)
    frames.close()
    assert abs(time.monotonic() - start_s - 16 * FRAME_S) < 0.15


def plays_to_the_end(make: MakeSpeaker) -> None:
    assert make().play(Clip(sine(0.3))) is True


def plays_any_rate(make: MakeSpeaker) -> None:
    assert make().play(Clip(sine(0.1, 22_050), 22_050)) is True


def plays_nothing_at_all(make: MakeSpeaker) -> None:
    assert make().play(Clip(sine(0.0))) is True


def stops_when_told(make: MakeSpeaker) -> None:
    start_s = time.monotonic()
    assert make().play(Clip(sine(5.0)), lambda: True) is False
    assert time.monotonic() - start_s < 1.0


def plays_twice(make: MakeSpeaker) -> None:
    speaker = make()
    assert speaker.play(Clip(sine(0.1))) is True
    assert speaker.play(Clip(sine(0.1))) is True


MICROPHONE_CHECKS: dict[str, Callable[[MakeMicrophone], None]] = {
    check.__name__: check
    for check in (
        has_a_name,
        gives_frames_of_one_shape,
        keeps_frames_apart,
        can_be_closed_and_opened_again,
        keeps_real_time,
    )
}
SPEAKER_CHECKS: dict[str, Callable[[MakeSpeaker], None]] = {
    check.__name__: check
    for check in (
        has_a_name,
        plays_to_the_end,
        plays_any_rate,
        plays_nothing_at_all,
        stops_when_told,
        plays_twice,
    )
}


if __name__ == "__main__":
    from interviewer.audio.devices import DeviceMicrophone, DeviceSpeaker

    kind, name = sys.argv[1:]
    if kind == "microphone":
        MICROPHONE_CHECKS[name](lambda: DeviceMicrophone(None))
    else:
        SPEAKER_CHECKS[name](lambda: DeviceSpeaker(None))
