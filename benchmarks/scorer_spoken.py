"""The labelled answers spoken by two voices and heard by Whisper, beside the same answers as written.

Prints JSON. No figure may fall by more than 0.07. Whole questions are taken, since figures are ranks within a
question. What was rendered and heard is kept in the cache folder, so that a second run only scores;
--hear-again hears anew.

    python benchmarks/scorer_spoken.py [--answers LABELS.jsonl] [--sample 45] [--model base] [--hear-again]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _labelled import DATA, Label, Verdict, figures, questions, read_labels, verdict

from interviewer import Question, Transcript, score
from interviewer.meaning.vectors import installed
from interviewer.settings import Settings
from interviewer.speech.engines import Engine

VOICES = ("piper", "pyttsx3:gmw/en-us")
MOST_LOST = 0.07


@dataclass(slots=True)
class Heard:
    """What of a text is heard; ``engine`` is loaded when something was not heard before."""

    model: str
    folder: Path
    again: bool
    engine: Engine | None = None

    def of(self, text: str, voice: str) -> Transcript:
        key = hashlib.sha256(f"{voice}\0{text}".encode()).hexdigest()[:32]
        kept = self.folder / f"{key}-{self.model}.json"
        if self.again or not kept.is_file():
            transcript = self._hear(text, voice, self.folder / f"{key}.flac")
            kept.write_text(json.dumps(transcript.to_dict()), encoding="utf-8")
        return Transcript.from_dict(json.loads(kept.read_text(encoding="utf-8")))

    def _hear(self, text: str, voice: str, clip: Path) -> Transcript:
        from interviewer.audio.activity import SileroActivity
        from interviewer.audio.files import read_clip, write_clip
        from interviewer.audio.resampling import resampled
        from interviewer.bank.loading import load_bank
        from interviewer.speech.engines import load_engine
        from interviewer.speech.listen import hear
        from interviewer.speech.spoken import say_as
        from interviewer.speech.vocabulary import with_vocabulary
        from interviewer.speech.voices import find_voice

        if self.engine is None:
            plain = load_engine("faster-whisper", self.model, Settings().cache_dir, lambda message: None)
            self.engine = with_vocabulary(plain, load_bank())
        if not clip.is_file():
            sound = clip.with_suffix(".wav")
            find_voice(voice).render(say_as(text), sound)
            write_clip(clip, resampled(read_clip(sound)))
            sound.unlink()
        return hear(self.engine, read_clip(clip), SileroActivity())


def sample(labels: Sequence[Label], size: int) -> list[Label]:
    """About ``size`` answers: all of every so many questions; all for a size of 0."""
    numbers = sorted({label.question for label in labels})
    count = max(1, round(size * len(numbers) / len(labels))) if size else len(numbers)
    chosen = {numbers[at * len(numbers) // count] for at in range(min(count, len(numbers)))}
    return [label for label in labels if label.question in chosen]


def compared(written: Mapping[str, Any], spoken: Mapping[str, Any]) -> dict[str, Any]:
    """Each figure as written and as heard, and those that fell by more than MOST_LOST."""
    names = [name for name, value in written.items() if isinstance(value, float)]
    return {
        **{name: [written[name], spoken[name]] for name in names},
        "fell_too_far": [name for name in names if written[name] - spoken[name] > MOST_LOST],
    }


def judged(
    labels: Sequence[Label],
    bank: Mapping[int, Question],
    answers: Mapping[str, str | Transcript],
    lexical: bool,
) -> dict[str, Verdict]:
    cards = ((label, score(bank[label.question], answers[label.id], lexical=lexical)) for label in labels)
    return {label.id: verdict(card) for label, card in cards}


def all_heard(labels: Sequence[Label], voice: str, heard: Heard) -> Iterator[tuple[str, Transcript]]:
    for at, label in enumerate(labels, start=1):
        print(f"{voice} {at}/{len(labels)}", end="\r", file=sys.stderr)
        yield label.id, heard.of(label.text, voice)
    print(file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=Path, default=DATA)
    parser.add_argument("--sample", type=int, default=45, help="about so many answers; 0: all")
    parser.add_argument("--model", default="base")
    parser.add_argument("--voices", default=",".join(VOICES))
    parser.add_argument("--hear-again", action="store_true")
    given = parser.parse_args()
    labels = sample(read_labels([given.answers]), given.sample)
    folder = Settings().cache_dir / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    heard = Heard(given.model, folder, given.hear_again)
    spoken = {voice: dict(all_heard(labels, voice, heard)) for voice in given.voices.split(",")}
    bank = questions()
    result: dict[str, Any] = {"answers": len(labels), "questions": len({label.question for label in labels})}
    for mode in ("lexical", "vectors") if installed() else ("lexical",):
        lexical = mode == "lexical"
        written = figures(labels, judged(labels, bank, {label.id: label.text for label in labels}, lexical))
        result[mode] = {
            voice: compared(written, figures(labels, judged(labels, bank, answers, lexical)))
            for voice, answers in spoken.items()
        }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
