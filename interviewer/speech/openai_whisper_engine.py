"""Whisper by OpenAI's own package, an extra: fp32 on the CPU, fp16 on a CUDA GPU. The only module that
names whisper and torch."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.audio.clip import SAMPLE_RATE_HZ, Samples
from interviewer.errors import MissingModel, MissingProgram
from interviewer.speech.engines import (
    OPENAI_WHISPER,
    PLAIN,
    Decoding,
    no_memory,
    out_of_memory,
    require_window,
    whole_words,
    without_speech,
)
from interviewer.speech.weights import find_weights, no_way_to_fetch
from interviewer.transcript import Word

INSTALL = 'Install it with: pip install "interview-aloud[openai-whisper]"'


@dataclass(frozen=True, slots=True)
class OpenAIWhisper:
    """A loaded model. ``whisper`` is whisper's Whisper, a torch module."""

    model: str
    whisper: Any
    name: str = OPENAI_WHISPER
    lock: threading.Lock = field(default_factory=threading.Lock)  # a pass leaves its traces in the model

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        """See `Engine.words`."""
        duration_s = require_window(samples)
        if not len(samples):
            return ()
        with self.lock:
            return self._words(np.ascontiguousarray(samples, dtype=np.float32), decoding, duration_s)

    def _words(self, sound: Samples, decoding: Decoding, duration_s: float) -> tuple[Word, ...]:
        from whisper import DecodingOptions, log_mel_spectrogram, pad_or_trim
        from whisper.audio import HOP_LENGTH, N_FRAMES, N_SAMPLES

        whisper = self.whisper
        mel = log_mel_spectrogram(sound, whisper.dims.n_mels, padding=N_SAMPLES, device=whisper.device)
        window = pad_or_trim(mel, N_FRAMES)
        on_gpu = whisper.device.type == "cuda"
        begun = self._tokenizer().encode(" " + " ".join(decoding.begun)) if decoding.begun else []
        options = DecodingOptions(
            language="en",
            beam_size=decoding.beam_size,
            temperature=0.0,
            without_timestamps=True,
            prompt=decoding.vocabulary or None,
            prefix=begun or None,
            suppress_blank=not begun,  # what was begun may be all
            length_penalty=1.0 if begun else None,  # without one the library divides by the length, here 0
            fp16=on_gpu,
        )
        result = whisper.decode(window, options)
        if not begun and without_speech(result.no_speech_prob, result.avg_logprob):
            return ()
        frames = min(N_FRAMES, -(-len(sound) // HOP_LENGTH))
        return whole_words(self._timed([*begun, *result.tokens], window, frames), duration_s)

    def _timed(self, tokens: list[int], window: Any, frames: int) -> list[Word]:
        """Words with times by the attention between text and sound.

        ``window``: mel spectrogram of 30 s, shape (n_mels, 3000), 10 ms a frame; ``frames``: how many of
        these are sound, the rest is padding.
        """
        from whisper.audio import HOP_LENGTH
        from whisper.timing import add_word_timestamps

        whisper = self.whisper
        end_s = frames * HOP_LENGTH / SAMPLE_RATE_HZ
        segment: dict[str, Any] = {"seek": 0, "start": 0.0, "end": end_s, "tokens": tokens, "words": []}
        add_word_timestamps(
            segments=[segment],
            model=whisper,
            tokenizer=self._tokenizer(),
            mel=window.to(next(whisper.parameters()).dtype),
            num_frames=frames,
            last_speech_timestamp=0.0,
        )
        return [
            Word(word["word"], float(word["start"]), float(word["end"]), float(word["probability"]))
            for word in segment["words"]
        ]

    def _tokenizer(self) -> Any:
        from whisper.tokenizer import get_tokenizer

        whisper = self.whisper
        return get_tokenizer(
            whisper.is_multilingual, num_languages=whisper.num_languages, language="en", task="transcribe"
        )


def load(model: str, cache_dir: Path, on_progress: Callable[[str], None]) -> OpenAIWhisper:
    """Load by name or .pt file. Raises BadInput, MissingModel, MissingProgram."""
    weights = find_weights(model, OPENAI_WHISPER, cache_dir, on_progress)
    try:
        import whisper
    except ImportError as error:
        raise MissingProgram(f"openai-whisper can't be loaded: {error}", INSTALL) from error
    if isinstance(weights, str):
        return OpenAIWhisper(model, _fetched(weights, on_progress))
    try:
        return OpenAIWhisper(model, whisper.load_model(str(weights)))
    except Exception as error:  # of torch, pickle, zip files and of what is in the checkpoint instead
        if out_of_memory(error):
            raise no_memory(model) from error
        raise MissingModel(
            f"the checkpoint {weights} can't be loaded: {(str(error) or repr(error)).splitlines()[0]}",
            "openai-whisper takes a .pt checkpoint in OpenAI's form",
        ) from error


def _fetched(name: str, on_progress: Callable[[str], None]) -> Any:
    """A named model: from whisper's own cache, else downloaded by whisper, which draws its own bar."""
    import whisper

    on_progress(f"Loading Whisper {name}; the first time it is downloaded from OpenAI")
    try:
        return whisper.load_model(name)
    except Exception as error:  # of the network, of a download with another sum, of torch
        raise no_way_to_fetch(name, error) from error
