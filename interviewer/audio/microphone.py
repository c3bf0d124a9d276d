"""Where an answer comes from: frames of sound at 16 kHz, from a file here, from a device in `devices`."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import numpy as np

from interviewer.audio.clip import FRAME_S, FRAME_SAMPLES, Clip, Samples
from interviewer.audio.files import read_clip
from interviewer.audio.resampling import resampled


class Microphone(Protocol):
    """A source of sound."""

    @property
    def name(self) -> str:
        """For a person: the device's or the file's name."""
        ...

    def frames(self) -> Generator[Samples, None, None]:
        """Frames of float32, shape (FRAME_SAMPLES,), range -1 to 1, at 16 kHz, until the sound ends.

        The last one is padded with zeros. Closing the generator releases the device.
        Raises MissingDevice when the device can't be opened or disappears.
        """
        ...


class FileMicrophone:
    """A sound file, or a clip, in place of a microphone; each call of `frames` plays it from its start.

    ``realtime``: each frame comes when a device would have recorded it, else as fast as they are taken.
    While ``waits`` is set there is silence, and then it goes on where it was: as somebody does who lets the
    interviewer speak. Raises BadSound when the file can't be used.
    """

    def __init__(self, source: str | Path | Clip, realtime: bool = True) -> None:
        self.name = "a clip" if isinstance(source, Clip) else Path(source).name
        self._clip = resampled(source if isinstance(source, Clip) else read_clip(source))
        self.waits = False
        self._realtime = realtime

    def frames(self) -> Generator[Samples, None, None]:
        start_s = time.monotonic()
        for number, frame in enumerate(self._played(), start=1):
            if self._realtime:
                # Against the start, not the last frame: late frames do not add up to a drift.
                time.sleep(max(0.0, start_s + number * FRAME_S - time.monotonic()))
            yield frame

    def _played(self) -> Iterator[Samples]:
        for frame in in_frames([self._clip.samples]):
            while self.waits:
                yield np.zeros(FRAME_SAMPLES, dtype=np.float32)
            yield frame


def in_frames(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """Blocks of any length, shape (n,), cut into frames of FRAME_SAMPLES, the last padded with zeros."""
    rest = np.zeros(0, dtype=np.float32)
    for block in blocks:
        waiting = np.concatenate([rest, block]) if len(rest) else block
        whole = len(waiting) - len(waiting) % FRAME_SAMPLES
        for start in range(0, whole, FRAME_SAMPLES):
            yield waiting[start : start + FRAME_SAMPLES]
        rest = waiting[whole:]
    if len(rest):
        yield np.pad(rest, (0, FRAME_SAMPLES - len(rest)))
