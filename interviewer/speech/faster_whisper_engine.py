"""Whisper by faster-whisper: int8 on the CPU, float16 on a CUDA GPU. The only module that names it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.clip import SAMPLE_RATE_HZ, Samples
from interviewer.errors import MissingModel, MissingProgram
from interviewer.speech.engines import (
    FASTER_WHISPER,
    PLAIN,
    WINDOW_S,
    Decoding,
    available_cores,
    memory_told,
    no_memory,
    out_of_memory,
    require_window,
    says_it_twice,
    whole_words,
    without_speech,
)
from interviewer.speech.weights import MODEL_FILE, find_weights, lacking, no_way_to_fetch, require_hub_sum
from interviewer.transcript import Word

# A hurried window is the sound and some padding, not 30 s: the encoder's time goes with its length (0.75 s
# for 30, 0.15 s for 10). In windows that were too short Whisper said a sentence of 2 or 3 s twice.
HURRIED_PADDING_S = 2.0
HURRIED_WINDOW_S = 10.0
# Windows of few lengths: the library keeps memory for each that it has seen (14 passes, each of another
# length, added 69 MB; in steps of 4 s they added 31 MB).
HURRIED_STEP_S = 5.0
FEATURES_HZ = 100
# More than anybody says: fast speech has five tokens a second. Who needs more is repeating himself.
TOKENS_A_SECOND = 8
LEAST_TOKENS = 12
LOWEST_PRIORITY = 19  # "nice": it gets what the others leave
MOST_TOKENS = 440  # of prompt and text: the decoder has 448 places


class Background:
    """A second copy of a model, whose threads yield to all others; loaded when it is first wanted.

    Without it whoever wants the text at once would wait for the pass that is just going on. Threads inherit
    their priority from the one that starts them. On Linux only: elsewhere a thread has none of its own.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._whisper: Any = None
        self._wanted = sys.platform != "linux"  # then it is never loaded

    def whisper(self) -> Any:
        """faster_whisper's WhisperModel; None until it is there, or where it can't be."""
        if not self._wanted:
            self._wanted = True
            # No daemon: Python stops those in the middle of their work, which C++ does not survive.
            threading.Thread(target=self._load, name="loading again").start()
        return self._whisper

    def _load(self) -> None:
        with suppress(Exception):  # of the system, of CTranslate2: one copy is enough to go on with
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWEST_PRIORITY)
            self._whisper = _on_cpu(self._folder)


@dataclass(frozen=True, slots=True)
class FasterWhisper:
    """A loaded model. ``whisper`` is faster_whisper's WhisperModel, ``background`` another one like it."""

    model: str
    whisper: Any
    name: str = FASTER_WHISPER
    background: Background | None = None

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        """See `Engine.words`."""
        duration_s = require_window(samples)
        if not len(samples):
            return ()
        sound = np.ascontiguousarray(samples, dtype=np.float32)
        other = self.background.whisper() if decoding.patient and self.background else None
        doing = self if other is None else replace(self, whisper=other)
        with memory_told(self.model):
            pieces = doing._hurried(sound, decoding) if decoding.hurried else doing._plain(sound, decoding)
        return whole_words(pieces, duration_s)

    def _plain(self, samples: Samples, decoding: Decoding) -> list[Word]:
        from faster_whisper import BatchedInferencePipeline

        # The pipeline, with a batch of one: it decodes a window in a single pass, which the plain
        # WhisperModel.transcribe does not do when word times are wanted. It keeps state, so a fresh one.
        segments, _ = BatchedInferencePipeline(self.whisper).transcribe(
            samples,
            language="en",
            beam_size=decoding.beam_size,
            temperature=0.0,
            without_timestamps=True,
            word_timestamps=True,
            vad_filter=False,
            clip_timestamps=[{"start": 0.0, "end": len(samples) / SAMPLE_RATE_HZ}],
            batch_size=1,
            hotwords=decoding.vocabulary or None,
        )
        return [
            Word(word.word, float(word.start), float(word.end), float(word.probability))
            for segment in segments
            if not without_speech(segment.no_speech_prob, segment.avg_logprob)
            for word in segment.words
        ]

    def _hurried(self, samples: Samples, decoding: Decoding) -> list[Word]:
        """One pass over a short window; where that goes wrong, another over the full one, from the start."""
        padded_s = len(samples) / SAMPLE_RATE_HZ + HURRIED_PADDING_S
        stepped_s = HURRIED_STEP_S * ceil(padded_s / HURRIED_STEP_S)
        pieces = self._window(samples, decoding, min(WINDOW_S, max(HURRIED_WINDOW_S, stepped_s)))
        if pieces is None or says_it_twice(pieces):
            pieces = self._window(samples, replace(decoding, begun=()), WINDOW_S)
        # None still: something is said all the same, and `listen.without_loops` takes the loop out of it.
        return self._plain(samples, Decoding(decoding.beam_size)) if pieces is None else pieces

    def _window(self, samples: Samples, decoding: Decoding, window_s: float) -> list[Word] | None:
        """The pieces of words; None where the text does not come to an end."""
        from ctranslate2 import StorageView
        from faster_whisper.tokenizer import Tokenizer

        whisper = self.whisper
        tokenizer = Tokenizer(
            whisper.hf_tokenizer, whisper.model.is_multilingual, task="transcribe", language="en"
        )
        begun = tokenizer.encode(" " + " ".join(decoding.begun)) if decoding.begun else []
        prompt = whisper.get_prompt(
            tokenizer, [], without_timestamps=True, hotwords=decoding.vocabulary or None
        )
        duration_s = len(samples) / SAMPLE_RATE_HZ
        most = min(
            LEAST_TOKENS + round(duration_s * TOKENS_A_SECOND), MOST_TOKENS - len(prompt), MOST_TOKENS // 2
        )
        encoded = whisper.model.encode(StorageView.from_array(self._features(samples, window_s)))
        (result,) = whisper.model.generate(
            encoded,
            [[*prompt, *begun]],
            beam_size=decoding.beam_size,
            # CTranslate2 gives the text no more than half of this, nor more than the prompt leaves of it.
            max_length=max(2 * most, len(prompt) + most),
            suppress_blank=not begun,  # what was begun may be all
            return_scores=True,
            return_no_speech_prob=True,
        )
        tokens = result.sequences_ids[0]  # those begun among them
        if len(tokens) >= most:
            return None
        if not begun and without_speech(result.no_speech_prob, _mean(result.scores[0], len(tokens))):
            return []
        (pieces,) = whisper.find_alignment(tokenizer, [tokens], encoded, round(duration_s * FEATURES_HZ))
        return [
            Word(piece["word"], float(piece["start"]), float(piece["end"]), float(piece["probability"]))
            for piece in pieces
        ]

    def _features(self, samples: Samples, window_s: float) -> NDArray[np.float32]:
        """The spectrogram, padded to the window: float32, shape (1, n_mels, 100 a second)."""
        found = self.whisper.feature_extractor(samples)[..., : round(window_s * FEATURES_HZ)]
        missing = round(window_s * FEATURES_HZ) - found.shape[-1]
        return np.ascontiguousarray(np.pad(found, ((0, 0), (0, missing)))[np.newaxis], dtype=np.float32)


def _mean(score: float, tokens: int) -> float:
    """Whisper's mean log probability of a token, the end token counted too."""
    return score * tokens / (tokens + 1)


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
    folder = str(_fetched(weights, cache_dir, on_progress) if isinstance(weights, str) else weights)
    if ctranslate2.get_cuda_device_count() > 0:
        try:
            on_gpu = FasterWhisper(model, WhisperModel(folder, device="cuda", compute_type="float16"))
            on_gpu.words(np.zeros(SAMPLE_RATE_HZ, dtype=np.float32))  # a missing cuDNN shows only in use
            return on_gpu
        except (RuntimeError, ValueError) as error:
            on_progress(f"The GPU can't be used, so the CPU is ({_first_line(error)})")
    try:
        on_cpu = _on_cpu(folder)
    except Exception as error:  # of CTranslate2 and of tokenizers, which have no base in common
        if out_of_memory(error):
            raise no_memory(model) from error
        raise MissingModel(
            f"the Whisper model in {folder} can't be loaded: {_first_line(error)}",
            "Fetch it again, or use another one with --model",
        ) from error
    return FasterWhisper(model, on_cpu, background=Background(folder))


def _on_cpu(folder: str) -> Any:
    from faster_whisper import WhisperModel

    return WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=available_cores())


def _first_line(error: Exception) -> str:
    return (str(error) or repr(error)).splitlines()[0].rstrip(".")


def _fetched(name: str, cache_dir: Path, on_progress: Callable[[str], None]) -> Path:
    """The folder of a model of the hub: from the hub's own cache, else downloaded. Whole and undamaged."""
    from faster_whisper import download_model

    folder = None
    with suppress(OSError, ValueError):  # not in the cache
        folder = Path(download_model(name, local_files_only=True))
    if folder is None or lacking(folder):  # the library may take a download that was cut off for whole
        on_progress(f"Downloading Whisper {name} from the Hugging Face hub; this happens once")
        try:
            folder = Path(download_model(name))
        except Exception as error:  # of the network, of the library, of whatever answers in the hub's place
            raise no_way_to_fetch(name, error) from error
    if lacking(folder):
        raise MissingModel(
            f"{name} on the hub lacks {' and '.join(lacking(folder))}", "Use another one with --model"
        )
    require_hub_sum(folder / MODEL_FILE, cache_dir)
    return folder
