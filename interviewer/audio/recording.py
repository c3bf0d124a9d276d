"""An answer is recorded: to disk as it arrives, with a tick for the meter ten times a second.

A crash, even ``kill -9``, loses at most the frame that is being written: after each frame (32 ms) the
file on disk is a whole WAV file.
"""

from __future__ import annotations

import math
import os
import wave
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from interviewer.audio.activity import Activity, ActivityGate, ActivityState, Region, speech_regions
from interviewer.audio.clip import FRAME_S, SAMPLE_RATE_HZ, Clip, Samples
from interviewer.audio.microphone import Microphone
from interviewer.audio.speaker import never

TICK_FRAMES = 3  # 96 ms: a meter at ten hertz looks alive, more often only costs
FLOOR_DBFS = -120.0  # below the quietest 16-bit sound (-90): digital silence

EndedBy = Literal["stopped", "silence", "cap", "end"]


@dataclass(frozen=True, slots=True)
class Ending:
    """When a recording ends by itself; ``math.inf`` switches a rule off.

    ``silence_s``: after that much silence once the candidate has spoken; six seconds leave room for
    thought. ``first_word_s``: the silence allowed before the first word. ``cap_s``: in any case.
    """

    silence_s: float = 6.0
    cap_s: float = 900.0
    first_word_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Tick:
    """What a level meter shows. ``level_dbfs`` and ``peak`` (0 to 1) are of the time since the last tick.

    ``silence_s``: how long nobody has spoken. ``ended_by`` is None until the last tick.
    """

    elapsed_s: float
    level_dbfs: float
    peak: float
    speaking: bool
    silence_s: float
    ended_by: EndedBy | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded. ``clip`` holds all of it, whatever happened to the disk; speech is in ``regions``.

    ``ended_by`` is None when it was broken off (Ctrl-C, a device that disappeared).
    ``disk_error`` is None, or why the file at ``path`` lacks the end or everything.
    """

    clip: Clip
    regions: tuple[Region, ...]
    path: Path
    ended_by: EndedBy | None
    disk_error: str | None


class Recorder:
    """Records one answer: iterate over `ticks`, then read `recording`."""

    def __init__(self, microphone: Microphone, path: Path, ending: Ending, activity: Activity) -> None:
        self._microphone = microphone
        self._path = path
        self._ending = ending
        self._activity = activity
        self._frames: list[Samples] = []
        self._probabilities: list[float] = []  # of speech, one a frame
        self._ended_by: EndedBy | None = None
        self._disk_error: str | None = None

    def ticks(self, stopped: Callable[[], bool] = never) -> Generator[Tick, None, None]:
        """Record until ``stopped()`` is true or the ending comes; a tick every 96 ms and a last one.

        Once. Whatever ends it (the generator closed, Ctrl-C, MissingDevice) the file is closed and kept.
        """
        self._activity.reset()
        listener = _Listener(self._ending)
        reported = 0  # frames that a tick has told of
        with closing(self._microphone.frames()) as frames, closing(_WavFile(self._path)) as file:
            for frame in frames:
                self._frames.append(frame)
                file.write(frame)
                self._disk_error = file.error
                self._probabilities.append(self._activity.probability(frame))
                listener.hear(self._probabilities[-1])
                self._ended_by = "stopped" if stopped() else listener.ending()
                if self._ended_by is not None:
                    break
                if len(self._frames) - reported == TICK_FRAMES:
                    yield self._tick(reported, listener)
                    reported = len(self._frames)
            else:
                self._ended_by = "end"
        yield self._tick(reported, listener)

    @property
    def recording(self) -> Recording:
        """What has been recorded so far; of use during the recording too."""
        samples = np.concatenate(self._frames) if self._frames else np.zeros(0, dtype=np.float32)
        regions = speech_regions(self._probabilities)
        return Recording(Clip(samples), regions, self._path, self._ended_by, self._disk_error)

    def _tick(self, first: int, listener: _Listener) -> Tick:
        """The tick for the frames from number ``first`` on."""
        heard = np.concatenate([np.zeros(0, dtype=np.float32), *self._frames[first:]])
        return Tick(
            elapsed_s=len(self._frames) * FRAME_S,
            level_dbfs=level_dbfs(heard),
            peak=float(np.max(np.abs(heard), initial=0.0)),
            speaking=listener.gate.speaking,
            silence_s=listener.silence_s,
            ended_by=self._ended_by,
        )


class _Listener:
    """Follows who speaks, and knows when the ending has come."""

    def __init__(self, ending: Ending) -> None:
        self.gate = ActivityGate()
        self.silence_s = 0.0
        self._ending = ending
        self._elapsed_s = 0.0
        self._has_spoken = False

    def hear(self, probability: float) -> None:
        """One more frame, with that probability of speech."""
        self.gate = self.gate.after(probability)
        self._elapsed_s += FRAME_S
        if self.gate.state is ActivityState.SPEAKING:
            self._has_spoken = True
            self.silence_s = 0.0
        else:
            self.silence_s += FRAME_S

    def ending(self) -> EndedBy | None:
        allowed_s = self._ending.silence_s if self._has_spoken else self._ending.first_word_s
        # STARTING may turn out to be speech within a fifth of a second: do not cut a word's beginning.
        if self.silence_s >= allowed_s and self.gate.state is not ActivityState.STARTING:
            return "silence"
        return "cap" if self._elapsed_s >= self._ending.cap_s else None


class _WavFile:
    """A 16-bit mono WAV at 16 kHz, whole on disk after each `write`, readable by its owner only.

    It never raises for the disk's sake: after the first failure ``error`` says why and nothing more is
    written, because an answer that is being spoken is worth more than its file.
    """

    def __init__(self, path: Path) -> None:
        self.error: str | None = None
        self._path = path
        self._wave: wave.Wave_write | None = None
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
            self._wave = wave.Wave_write(str(path))
        except OSError as error:
            self._fail(error)
            return
        self._wave.setparams((1, 2, SAMPLE_RATE_HZ, 0, "NONE", "not compressed"))
        self._append(b"")  # a header, so that the file is sound from the start

    def write(self, frame: Samples) -> None:
        """Append ``frame``; louder than full scale is clipped."""
        self._append(np.rint(np.clip(frame, -1.0, 1.0) * 32767).astype(np.int16).tobytes())

    def close(self) -> None:
        if self._wave is None:
            return
        try:
            self._wave.close()
        except OSError as error:
            self._fail(error)

    def _append(self, data: bytes) -> None:
        if self._wave is None or self.error is not None:
            return
        try:
            # Also brings the length in the header up to date, and the seek for that flushes the data.
            self._wave.writeframes(data)
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        self.error = self.error or f"{self._path} can't be written: {error.strerror or error}"


def level_dbfs(samples: Samples) -> float:
    """The root mean square in dB below full scale: a full-scale sine is -3.0, silence FLOOR_DBFS.

    ``samples``: float32, shape (n,); no samples are silence.
    """
    if not len(samples):
        return FLOOR_DBFS
    mean_square = float(np.mean(np.square(samples, dtype=np.float64)))
    return max(FLOOR_DBFS, 10 * math.log10(mean_square)) if mean_square > 0 else FLOOR_DBFS
