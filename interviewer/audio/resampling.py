"""Any rate to 16 kHz, all at once or block by block. The only module that names soxr."""

from __future__ import annotations

import numpy as np

from interviewer.audio.clip import SAMPLE_RATE_HZ, Clip, Samples

EMPTY: Samples = np.zeros(0, dtype=np.float32)


class Resampler:
    """Resamples mono sound that arrives in blocks; at equal rates it passes it through.

    soxr at its default quality (HQ), which delays the sound by some milliseconds; `flush` gives the rest.
    """

    def __init__(self, from_hz: int, to_hz: int = SAMPLE_RATE_HZ) -> None:
        import soxr

        self._stream = soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32") if from_hz != to_hz else None

    def push(self, samples: Samples) -> Samples:
        """Take a block, shape (n,); return what is ready, shape (m,), m may be 0."""
        if self._stream is None:
            return samples
        ready: Samples = self._stream.resample_chunk(np.ascontiguousarray(samples))
        return ready

    def flush(self) -> Samples:
        """What is still inside, at the end of the sound."""
        if self._stream is None:
            return EMPTY
        rest: Samples = self._stream.resample_chunk(EMPTY, last=True)
        return rest


def resampled(clip: Clip, to_hz: int = SAMPLE_RATE_HZ) -> Clip:
    """The same sound at another rate."""
    if clip.rate_hz == to_hz:
        return clip
    resampler = Resampler(clip.rate_hz, to_hz)
    return Clip(np.concatenate([resampler.push(clip.samples), resampler.flush()]), to_hz)
