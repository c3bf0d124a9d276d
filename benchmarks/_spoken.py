"""What the benchmarks of live transcription share: a long spoken answer, and a loaded engine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interviewer.speech.engines import Engine

QUESTION = "imbalanced-data"
FASTER, OPENAI = "faster-whisper", "openai-whisper"


def speak(length_s: float, path: Path) -> None:
    """Model answers by the neural voice, one after another, at least ``length_s`` of them."""
    import numpy as np

    from interviewer.audio.clip import Clip
    from interviewer.audio.files import read_clip, write_clip
    from interviewer.audio.resampling import resampled
    from interviewer.bank.loading import load_bank
    from interviewer.speech.voices import find_voice

    bank, spoken = load_bank(), list[Any]()
    questions = [bank.question(QUESTION), *bank.questions]
    while sum(len(samples) for samples in spoken) < length_s * 16_000:
        answers = questions.pop(0).model_answers
        if answers is not None:
            find_voice("piper").render(answers.long, path)
            spoken += [resampled(read_clip(path)).samples, np.zeros(8_000, dtype=np.float32)]
    write_clip(path, Clip(np.concatenate(spoken)))


def engine_for(part: str, model: str, folder: Path, with_terms: bool = True) -> Engine:
    """Loaded and warm, as it is when the question has been spoken; told the field's terms or not."""
    import numpy as np

    from interviewer.bank.loading import load_bank
    from interviewer.settings import Settings
    from interviewer.speech.engines import load_engine
    from interviewer.speech.vocabulary import with_vocabulary
    from interviewer.speech.weights import find_weights

    cache = Settings().cache_dir
    if part == OPENAI:
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        from tests.support.openai_weights import convert

        weights = Path(find_weights(model, FASTER, cache, lambda message: None))
        model = str(convert(weights, folder / f"{model}.pt"))
    name = OPENAI if part == OPENAI else FASTER
    engine = load_engine(name, model, cache, lambda message: None)
    if with_terms:
        engine = with_vocabulary(engine, load_bank())
    engine.words(np.zeros(16_000, dtype=np.float32))
    return engine


if __name__ == "__main__":  # in a process of its own, so that its memory is not counted: SECONDS FILE
    speak(float(sys.argv[1]), Path(sys.argv[2]))
