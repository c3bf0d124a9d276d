"""Sound in memory: one value, one rate, one channel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 16_000  # what Whisper and Silero were trained on
FRAME_SAMPLES = 512  # Silero's window at 16 kHz
FRAME_S = FRAME_SAMPLES / SAMPLE_RATE_HZ  # 32 ms

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Clip:
    """Mono sound. ``samples``: float32, shape (n,), range -1 to 1; ``rate_hz``: samples a second."""

    samples: Samples
    rate_hz: int = SAMPLE_RATE_HZ

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz
