"""The calls of the public interface that need a model; it is loaded when they are first called."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.settings import Settings
from interviewer.transcript import Transcript

if TYPE_CHECKING:
    from interviewer.bank.models import Question
    from interviewer.meaning.known import KnownVectors
    from interviewer.scoring.scorecard import Scorecard


def score(question: Question, answer: Transcript | str, *, id: str = "", lexical: bool = False) -> Scorecard:
    """Judge an answer: a transcript, or its plain text.

    Word meanings are weighed where the extra ``vectors`` is installed, as the command does; ``lexical``
    leaves them out. `Scorecard.mode` says which it was. ``id`` defaults to the question's slug.
    """
    from interviewer.scoring.score import score as judge

    return judge(question, answer, id=id, vectors=None if lexical else _vectors())


@lru_cache(maxsize=1)
def _vectors() -> KnownVectors | None:
    from interviewer.meaning.known import installed_vectors

    return installed_vectors(Settings().cache_dir / "vectors")


def transcribe(path: Path | str, engine: str = "faster-whisper", model: str = "base") -> Transcript:
    """What is said in a sound file. Silence gives a transcript without turns.

    Raises BadSound for a file that is no sound, MissingModel where no weights can be had.
    """
    from interviewer.audio.activity import SileroActivity
    from interviewer.audio.files import read_clip
    from interviewer.bank.loading import load_bank
    from interviewer.speech.engines import load_engine
    from interviewer.speech.listen import hear
    from interviewer.speech.vocabulary import with_vocabulary

    clip = read_clip(Path(path))
    loaded = load_engine(engine, model, Settings().cache_dir, lambda message: None)
    return hear(with_vocabulary(loaded, load_bank()), clip, SileroActivity())
