"""Sound to text: what a Whisper engine is, how one is loaded, and what all of them share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from interviewer.audio.clip import SAMPLE_RATE_HZ, Samples
from interviewer.errors import BadSettings, MissingModel
from interviewer.transcript import Word

FASTER_WHISPER = "faster-whisper"
OPENAI_WHISPER = "openai-whisper"
ENGINES = (FASTER_WHISPER, OPENAI_WHISPER)

_NO_MEMORY = ("bad_alloc", "allocate memory", "out of memory", "can't allocate", "not enough memory")

WINDOW_S = 30.0  # Whisper's encoder always sees 30 s; shorter sound is padded with silence
BEAM_SIZE = 5  # OpenAI's command line default

# OpenAI's rule for a window without speech (whisper/transcribe.py): both must hold.
NO_SPEECH_PROBABILITY = 0.6
NO_SPEECH_MEAN_LOG_PROBABILITY = -1.0


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a piece of sound is decoded.

    ``hurried``: the engine may save time on a piece under 30 s. ``vocabulary``: words that the engine may
    expect, as a text of at most 223 tokens; what is beyond that is left out. ``begun``: words that the piece
    is known to begin with; they come out again. ``heard``: what an earlier pass heard in it, for whoever
    chooses the vocabulary; an engine makes nothing of it. ``patient``: nobody waits for it, so it may be
    done by threads that yield to all others, beside a pass for which somebody does.
    """

    beam_size: int = BEAM_SIZE
    hurried: bool = False
    vocabulary: str = ""
    begun: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    patient: bool = False


PLAIN = Decoding()
TWICE_WORDS = 3  # a judgement: people say two words twice


class Engine(Protocol):
    """A loaded Whisper model. The same samples and the same decoding always give the same words.

    Decoding is one pass of beam search at temperature 0, without time tokens and without a prompt:

    - Whisper's ordinary fallback (sampling at a rising temperature when a pass looks bad) draws random
      numbers, so it is left out; loops, its main reason, are taken out by `listen.hear`.
    - With time tokens a window can end early and the rest needs another 30 s pass; on 44 s of read prose
      that took 5.9 s where one pass took 4.0 s, or, without the second pass, lost up to five words.
      Word times don't come from these tokens but from the attention between words and sound.
    """

    @property
    def name(self) -> str:
        """One of ENGINES."""

    @property
    def model(self) -> str:
        """Name or path, as the user gave it."""

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        """What is said in at most 30 s of sound at 16 kHz; times from the start of ``samples``.

        Times never run backwards and lie inside the sound. Empty where Whisper itself finds no speech.
        Raises ValueError for longer sound.
        """


def load_engine(name: str, model: str, cache_dir: Path, on_progress: Callable[[str], None]) -> Engine:
    """Load ``model`` (a name or a path) with the engine called ``name``.

    ``on_progress`` is given a line before anything slow: assembling or downloading weights.
    Raises BadSettings or BadInput for names that don't exist, MissingProgram and MissingModel.
    """
    if name == FASTER_WHISPER:
        from interviewer.speech import faster_whisper_engine

        return faster_whisper_engine.load(model, cache_dir, on_progress)
    if name == OPENAI_WHISPER:
        from interviewer.speech import openai_whisper_engine

        return openai_whisper_engine.load(model, cache_dir, on_progress)
    raise BadSettings(f"no engine is called {name!r}", f"Use {' or '.join(ENGINES)}")


def out_of_memory(error: Exception) -> bool:
    """Whether a library failed for want of memory; each says it in its own words."""
    said = str(error).lower()
    return isinstance(error, MemoryError) or any(words in said for words in _NO_MEMORY)


def no_memory(model: str) -> MissingModel:
    """The one line for a model that is larger than the memory that is left."""
    return MissingModel(
        f"there is not enough free memory for Whisper {model}",
        "Close other programs, or use a smaller one: --model tiny.en",
    )


@contextmanager
def memory_told(model: str) -> Iterator[None]:
    """What a library says for want of memory in the block leaves as `no_memory`."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if out_of_memory(error):
            raise no_memory(model) from error
        raise


def require_window(samples: Samples) -> float:
    """The length of ``samples`` in seconds; ValueError if it does not fit one window."""
    duration_s = len(samples) / SAMPLE_RATE_HZ
    if duration_s > WINDOW_S:
        raise ValueError(f"{duration_s:.1f} s of sound do not fit Whisper's {WINDOW_S:.0f} s")
    return duration_s


def without_speech(no_speech_probability: float, mean_log_probability: float) -> bool:
    """Whether Whisper itself says that a window holds no speech."""
    return (
        no_speech_probability > NO_SPEECH_PROBABILITY
        and mean_log_probability < NO_SPEECH_MEAN_LOG_PROBABILITY
    )


def whole_words(pieces: Iterable[Word], duration_s: float) -> tuple[Word, ...]:
    """Words from Whisper's pieces: a piece that does not begin with a space belongs to the one before.

    So " k", "-means," become "k-means,", with the probability of the less certain piece. Pieces without a
    letter or digit are dropped when they stand alone. Times are clipped to 0..duration_s and never go back.
    """
    joined: list[Word] = []
    for piece in pieces:
        if joined and not piece.text.startswith(" "):
            joined.append(_glued(joined.pop(), piece))
        else:
            joined.append(piece)
    words: list[Word] = []
    earliest_s = 0.0
    for word in joined:
        text = word.text.strip()
        if any(character.isalnum() for character in text):
            start_s = min(max(word.start_s, earliest_s), duration_s)
            earliest_s = min(max(word.end_s, start_s), duration_s)
            words.append(Word(text, start_s, earliest_s, word.probability))
    return tuple(words)


def says_it_twice(words: Sequence[Word]) -> bool:
    """Whether the words end with a phrase of at least TWICE_WORDS that was just said: a sign of a loop."""
    keys = [word.text.strip(" .,!?;:-").casefold() for word in words]
    keys = [key for key in keys if key]
    return any(
        keys[-length:] == keys[-2 * length : -length] for length in range(TWICE_WORDS, len(keys) // 2 + 1)
    )


def _glued(before: Word, after: Word) -> Word:
    probability = min(before.probability, after.probability)
    return Word(before.text + after.text, before.start_s, after.end_s, probability)


def available_cores() -> int:
    """Cores this process may use; fewer than the machine has inside a container or under taskset."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
