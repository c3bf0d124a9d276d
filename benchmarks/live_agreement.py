"""How well the live transcript agrees with one made afterwards, as word error rates. Prints JSON.

Spoken model answers by two voices, and recordings of people where a folder of them is given: each sound file
with a text file of the same name beside it. The live path runs over the sound as if each pass took half a
second of it, so that the figure does not hang on how busy the machine is.

    python benchmarks/live_agreement.py --every 4 --recordings FOLDER
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from interviewer.audio.activity import SileroActivity, speech_regions
from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip
from interviewer.audio.microphone import in_frames
from interviewer.audio.resampling import resampled
from interviewer.bank.bank import Bank
from interviewer.bank.loading import load_bank
from interviewer.settings import Settings
from interviewer.speech.engines import Engine, load_engine
from interviewer.speech.listen import hear_regions, without_loops
from interviewer.speech.live.replay import replayed
from interviewer.speech.spoken import say_as
from interviewer.speech.vocabulary import with_vocabulary
from interviewer.speech.voices import find_voice

VOICES = ("piper", "pyttsx3")
SOUNDS = (".wav", ".flac", ".ogg", ".mp3")


@dataclass(frozen=True)
class Spoken:
    """A sound and what is said in it. ``group``: the voice, or "people"."""

    group: str
    name: str
    clip: Clip
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=8, help="every so many of the model answers; 1: all")
    parser.add_argument("--recordings", type=Path, help="a folder of sound files with their texts")
    parser.add_argument("--model", default="base")
    given = parser.parse_args()
    bank = load_bank()
    loaded = load_engine("faster-whisper", given.model, Settings().cache_dir, lambda message: None)
    engine = with_vocabulary(loaded, bank)
    groups: dict[str, list[tuple[int, int, int]]] = {}
    for spoken in (*_recordings(given.recordings), *_answers(bank, given.every)):
        found = _errors(engine, spoken)
        groups.setdefault(spoken.group, []).append(found)
        print(f"{spoken.group} {spoken.name}: afterwards, live, words: {found}", file=sys.stderr)
    print(
        json.dumps({"model": given.model, "groups": {name: _rates(found) for name, found in groups.items()}})
    )


def _recordings(folder: Path | None) -> Iterator[Spoken]:
    for path in sorted(folder.iterdir()) if folder is not None else ():
        text = path.with_suffix(".txt")
        if path.suffix in SOUNDS and text.exists():
            yield Spoken("people", path.name, resampled(read_clip(path)), text.read_text(encoding="utf-8"))


def _answers(bank: Bank, every: int) -> Iterator[Spoken]:
    answered = [question for question in bank.questions if question.model_answers is not None]
    for question in answered[::every]:
        assert question.model_answers is not None
        text = question.model_answers.long
        for voice in VOICES:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "answer.wav"
                find_voice(voice).render(say_as(text), path)
                yield Spoken(voice, question.slug, resampled(read_clip(path)), text)


def _errors(engine: Engine, spoken: Spoken) -> tuple[int, int, int]:
    """Word errors of the transcript made afterwards, of the live one, and words said."""
    activity = SileroActivity()
    frames = list(in_frames([spoken.clip.samples]))
    probabilities = [activity.probability(frame) for frame in frames]
    afterwards = hear_regions(engine, spoken.clip, speech_regions(probabilities)).candidate_text
    live = without_loops(replayed(engine, frames, probabilities)[-1].settled)
    said = _words(spoken.text)
    return (
        Levenshtein.distance(said, _words(afterwards)),
        Levenshtein.distance(said, _words(" ".join(word.text for word in live))),
        len(said),
    )


def _words(text: str) -> list[str]:
    """Lower case, without punctuation; hyphens part words."""
    return re.sub(r"[^a-z0-9 ]+", " ", text.lower().replace("'", "").replace("-", " ")).split()


def _rates(found: list[tuple[int, int, int]]) -> dict[str, float]:
    """Word error rates in per cent."""
    afterwards, live, words = (sum(column) for column in zip(*found, strict=True))
    return {
        "afterwards": round(100 * afterwards / words, 2),
        "live": round(100 * live / words, 2),
        "difference": round(100 * (live - afterwards) / words, 2),
        "words": words,
    }


if __name__ == "__main__":
    main()
