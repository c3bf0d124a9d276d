"""The one call of the public interface that needs an engine; it is loaded when called."""

from __future__ import annotations

from pathlib import Path

from interviewer.settings import Settings
from interviewer.transcript import Transcript


def transcribe(path: Path | str, engine: str = "faster-whisper", model: str = "base") -> Transcript:
    """What is said in a sound file. Silence gives a transcript without turns.

    Raises BadSound for a file that is no sound, MissingModel where no weights can be had.
    """
    from interviewer.audio.activity import SileroActivity
    from interviewer.audio.files import read_clip
    from interviewer.speech.engines import load_engine
    from interviewer.speech.listen import hear

    clip = read_clip(Path(path))
    return hear(
        load_engine(engine, model, Settings().cache_dir, lambda message: None), clip, SileroActivity()
    )
