"""A voice and an engine that need no model; they meet the same contracts as the real ones."""

from __future__ import annotations

import threading
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from interviewer.audio.clip import SAMPLE_RATE_HZ, Samples
from interviewer.errors import InterviewerError
from interviewer.speech.engines import FASTER_WHISPER, PLAIN, Decoding, require_window, whole_words
from interviewer.transcript import Word

CHARACTER_S = 0.06  # about the pace of speech
LOUD_AMPLITUDE = 0.01
LOUD_WORD_S = 0.4


class FakeVoice:
    """Hums a text, a longer one for longer. ``error``, while it is set, is raised instead."""

    def __init__(self, name: str = "fake", error: InterviewerError | None = None) -> None:
        self.name = name
        self.error = error
        self.rendered: list[str] = []
        self.threads: list[str] = []

    def render(self, text: str, path: Path) -> None:
        self.rendered.append(text)
        self.threads.append(threading.current_thread().name)
        if self.error is not None:
            raise self.error
        times_s = np.arange(round(len(text) * CHARACTER_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        hum = (8000 * np.sin(2 * np.pi * 150 * times_s)).astype("<i2")
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, SAMPLE_RATE_HZ, 0, "NONE", ""))
            file.writeframes(hum.tobytes())


class FakeEngine:
    """Hears the scripted words, one entry a call; without a script a word for each 0.4 s of loud sound.

    Told what to expect in the sound that it just heard, it hears the same again. ``heard`` keeps what it was
    given to hear.
    """

    name = FASTER_WHISPER

    def __init__(self, script: Sequence[Sequence[Word]] = (), model: str = "fake") -> None:
        self.model = model
        self.heard: list[Samples] = []
        self._script = list(script)
        self._last: tuple[Word, ...] = ()

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        duration_s = require_window(samples)
        self.heard.append(samples)
        if decoding.vocabulary and len(self.heard) > 1 and np.array_equal(samples, self.heard[-2]):
            return self._last
        if self._script:
            self._last = whole_words(self._script.pop(0), duration_s)
            return self._last
        size = round(LOUD_WORD_S * SAMPLE_RATE_HZ)
        loud = [
            start / SAMPLE_RATE_HZ
            for start in range(0, len(samples) - size + 1, size)
            if np.abs(samples[start : start + size]).max() > LOUD_AMPLITUDE
        ]
        hums = (Word(" hum", start_s, start_s + LOUD_WORD_S, 1.0) for start_s in loud)
        self._last = whole_words(hums, duration_s)
        return self._last
