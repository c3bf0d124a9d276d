"""Whisper by faster-whisper: int8 on the CPU, float16 on a CUDA GPU. The only module that names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.audio.clip import SAMPLE_RATE_HZ, Samples
from interviewer.errors import MissingModel, MissingProgram
from interviewer.speech.engines import (
    BEAM_SIZE,
    FASTER_WHISPER,
    available_cores,
    require_window,
    whole_words,
    without_speech,
)
from interviewer.speech.weights import find_weights, no_way_to_fetch
from interviewer.transcript import Word


@dataclass(frozen=True, slots=True)
class FasterWhisper:
    """A loaded model. ``whisper`` is faster_whisper's WhisperModel."""

    model: str
    whisper: Any
    name: str = FASTER_WHISPER

    def words(self, samples: Samples) -> tuple[Word, ...]:
        """See `Engine.words`."""
        from faster_whisper import BatchedInferencePipeline

        duration_s = require_window(samples)
        if not len(samples):
            return ()
        # The pipeline, with a batch of one: it decodes a window in a single pass, which the plain
        # WhisperModel.transcribe does not do when word times are wanted. It keeps state, so a fresh one.
        segments, _ = BatchedInferencePipeline(self.whisper).transcribe(
            np.ascontiguousarray(samples, dtype=np.float32),
            language="en",
            beam_size=BEAM_SIZE,
            temperature=0.0,
            without_timestamps=True,
            word_timestamps=True,
            vad_filter=False,
            clip_timestamps=[{"start": 0.0, "end": duration_s}],
            batch_size=1,
        )
        pieces = [
            Word(word.word, float(word.start), float(word.end), float(word.probability))
            for segment in segments
            if not without_speech(segment.no_speech_prob, segment.avg_logprob)
            for word in segment.words
        ]
        return whole_words(pieces, duration_s)


def load(model: str, cache_dir: Path, on_progress: Callable[[str], None]) -> FasterWhisper:
    """Load by name or folder. Raises BadInput, MissingModel, MissingProgram."""
    weights = find_weights(model, FASTER_WHISPER, cache_dir, on_progress)
    try:
        import ctranslate2
        from faster_whisper import WhisperModel
    except ImportError as error:
        raise MissingProgram(
            f"faster-whisper can't be loaded: {error}", "Install it with: pip install faster-whisper"
        ) from error
    folder = _fetched(weights, on_progress) if isinstance(weights, str) else str(weights)
    if ctranslate2.get_cuda_device_count() > 0:
        try:
            on_gpu = FasterWhisper(model, WhisperModel(folder, device="cuda", compute_type="float16"))
            on_gpu.words(np.zeros(SAMPLE_RATE_HZ, dtype=np.float32))  # a missing cuDNN shows only in use
            return on_gpu
        except (RuntimeError, ValueError) as error:
            on_progress(f"The GPU can't be used, so the CPU is ({_first_line(error)})")
    try:
        on_cpu = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=available_cores())
    except (RuntimeError, OSError, ValueError) as error:
        raise MissingModel(
            f"the Whisper model in {folder} can't be loaded: {_first_line(error)}",
            "Fetch it again, or use another one with --model",
        ) from error
    return FasterWhisper(model, on_cpu)


def _first_line(error: Exception) -> str:
    return (str(error) or repr(error)).splitlines()[0].rstrip(".")


def _fetched(name: str, on_progress: Callable[[str], None]) -> str:
    """The folder of a model of the hub: from the hub's own cache, else downloaded."""
    from faster_whisper import download_model

    try:
        return str(download_model(name, local_files_only=True))
    except (OSError, ValueError):
        pass  # not in the cache
    on_progress(f"Downloading Whisper {name} from the Hugging Face hub; this happens once")
    try:
        return str(download_model(name))
    except (OSError, ValueError, RuntimeError) as error:
        raise no_way_to_fetch(name, error) from error
