"""Sound to test with, made by arithmetic, and ways to compare it."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from interviewer.audio.clip import FRAME_SAMPLES, SAMPLE_RATE_HZ, Clip, Samples


def sine(
    duration_s: float, rate_hz: int = SAMPLE_RATE_HZ, hz: float = 440.0, amplitude: float = 0.3
) -> Samples:
    """A pure tone, shape (n,)."""
    times_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    return (amplitude * np.sin(2 * np.pi * hz * times_s)).astype(np.float32)


def chirp(duration_s: float, rate_hz: int = SAMPLE_RATE_HZ) -> Samples:
    """A tone that rises from 100 to 1000 Hz: unlike a steady one it can be found again in a recording.

    Low enough for half a sample's offset not to matter there.
    """
    times_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    phase = 2 * np.pi * (100 * times_s + (1000 - 100) / (2 * duration_s) * times_s**2)
    return (0.5 * np.sin(phase)).astype(np.float32)


def silence(duration_s: float, rate_hz: int = SAMPLE_RATE_HZ) -> Samples:
    return np.zeros(round(duration_s * rate_hz), dtype=np.float32)


def likeness(heard: Samples, original: Samples) -> float:
    """The largest normalised cross-correlation: 1.0 if ``original`` is in ``heard`` unchanged."""
    size = 1 << (len(heard) + len(original)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(original, size))
    offset = int(np.argmax(np.fft.irfft(spectrum, size)[: len(heard)]))
    part = heard[offset : offset + len(original)]
    original = original[: len(part)]
    return float(part @ original / (np.linalg.norm(part) * np.linalg.norm(original) + 1e-12))


def loud_s(samples: Samples, rate_hz: int = SAMPLE_RATE_HZ) -> float:
    """How many seconds of ``samples`` are louder than -40 dBFS, in steps of 10 ms."""
    step = rate_hz // 100
    steps: NDArray[np.float32] = samples[: len(samples) // step * step].reshape(-1, step)
    return float(np.sum(np.sqrt(np.mean(np.square(steps), axis=1)) > 0.01)) / 100


def strongest_hz(clip: Clip) -> float:
    """The frequency with the most energy."""
    spectrum = np.abs(np.fft.rfft(clip.samples))
    return float(np.argmax(spectrum)) * clip.rate_hz / len(clip.samples)


def write_m4a(path: Path, samples: Samples, rate_hz: int) -> None:
    """AAC in MP4, as telephones record it, in stereo."""
    both = np.stack([samples, samples])
    with av.open(str(path), "w", format="ipod") as container:
        stream = container.add_stream("aac", rate=rate_hz, layout="stereo")
        for start in range(0, len(samples), 1024):
            part = np.ascontiguousarray(both[:, start : start + 1024])
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate = rate_hz
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


class ScriptedActivity:
    """Gives the probabilities it was handed, then the last one for ever; meets `Activity`."""

    def __init__(self, *probabilities: float) -> None:
        self._script = probabilities or (0.0,)
        self._position = 0

    def probability(self, frame: Samples) -> float:
        assert frame.shape == (FRAME_SAMPLES,)
        now = self._script[min(self._position, len(self._script) - 1)]
        self._position += 1
        return now

    def reset(self) -> None:
        self._position = 0
