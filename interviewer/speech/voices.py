"""Text to sound: what a voice is, and how one is found by name."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np

from interviewer.audio.files import read_clip
from interviewer.errors import BadSettings, BadSound, MissingProgram

# -60 dB of full scale: below it nothing is heard. espeak-ng was measured to peak at -3 dB, piper at 0.
AUDIBLE_PEAK = 1e-3


class Voice(Protocol):
    """Something that reads text aloud into a file."""

    @property
    def name(self) -> str:
        """Stable id: two voices with the same name sound alike. Part of the key of every cached line."""

    def render(self, text: str, path: Path) -> None:
        """Write ``text``, spoken, to ``path`` as a sound file. Raises Missing when it can't."""


def find_voice(name: str) -> Voice:
    """The voice called ``name``: pyttsx3, pyttsx3:VOICE_ID, piper or piper:/path/to/model.onnx.

    Loads nothing heavy; what a voice lacks shows when it first renders. Raises BadSettings for other names.
    """
    kind, _, detail = name.partition(":")
    if kind == "pyttsx3":
        from interviewer.speech.pyttsx3_voice import Pyttsx3Voice

        return Pyttsx3Voice(voice_id=detail)
    if kind == "piper":
        from interviewer.speech.piper_voice import PiperVoice

        return PiperVoice(model=Path(detail).expanduser() if detail else None)
    raise BadSettings(
        f"no voice is called {name!r}", "Use pyttsx3, pyttsx3:VOICE_ID, piper or piper:/path/to/model.onnx"
    )


def require_sound(path: Path, voice_name: str) -> None:
    """Raise MissingProgram unless the file at ``path`` holds sound that can be heard.

    Voices fail quietly: a driver without its data writes a header and no samples, and reports success.
    """
    next_step = "Try another one with --voice, or read the questions with --no-speak"
    try:
        clip = read_clip(path)
    except (BadSound, OSError) as error:
        raise MissingProgram(f"the voice {voice_name} wrote no sound", next_step) from error
    if not len(clip.samples) or float(np.abs(clip.samples).max()) < AUDIBLE_PEAK:
        raise MissingProgram(f"the voice {voice_name} wrote only silence", next_step)
