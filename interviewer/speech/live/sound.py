"""The sound that is not settled yet: kept while it arrives, forgotten once it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interviewer.audio.activity import Region, speech_regions
from interviewer.audio.clip import FRAME_S, Clip, Samples
from interviewer.speech.listen import quietest_s


@dataclass(frozen=True, slots=True)
class Sound:
    """A part of the recording: its sound and where speech is in it, in seconds of the recording."""

    clip: Clip
    regions: tuple[Region, ...]
    first_s: float

    @property
    def now_s(self) -> float:
        return self.first_s + self.clip.duration_s

    def quietest_s(self, start_s: float, end_s: float) -> float:
        """The quietest moment between the two."""
        return self.first_s + quietest_s(self.clip, start_s - self.first_s, end_s - self.first_s)


class Buffer:
    """Frames and their probabilities of speech, from the last cut on."""

    def __init__(self) -> None:
        self._frames: list[Samples] = []
        self._probabilities: list[float] = []
        self._forgotten = 0  # frames

    def add(self, frame: Samples, probability: float) -> None:
        self._frames.append(frame)
        self._probabilities.append(probability)

    def forget(self, before_s: float) -> None:
        """Drop the frames that end before that moment."""
        count = min(len(self._frames), int(before_s / FRAME_S) - self._forgotten)
        if count > 0:
            del self._frames[:count], self._probabilities[:count]
            self._forgotten += count

    def regions(self, from_s: float) -> tuple[Region, ...]:
        """Where speech is from that moment on, in seconds of the recording."""
        first = max(0, int(from_s / FRAME_S) - self._forgotten)
        first_s = (self._forgotten + first) * FRAME_S
        found = speech_regions(self._probabilities[first:])
        return tuple(Region(first_s + region.start_s, first_s + region.end_s) for region in found)

    def now(self, from_s: float) -> Sound:
        """All that is kept, and where speech is from that moment on."""
        samples = np.concatenate([np.zeros(0, dtype=np.float32), *self._frames])
        return Sound(Clip(samples), self.regions(from_s), self._forgotten * FRAME_S)
