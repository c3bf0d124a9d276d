"""How many technical terms are heard, and how many that nobody said. Prints JSON.

Terms: those of the glossary, by any of their names, in the reference answers (or the model answers), spoken
by three voices, clean and with white noise 10 dB below the speech; heard with Whisper alone, with the
vocabulary, and as the scorer reads it (which knows other names, and what Whisper was observed to write).
Traps: everyday sentences with near-sounding words; a term is inserted when it is heard and was not said. Each
is spoken by itself and after a sentence of the field, where a term is more likely.

    python benchmarks/technical_terms.py --every 1 --texts references
    python benchmarks/technical_terms.py --every 20 --traps 20 --voices piper     a first look
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from interviewer.audio.activity import SileroActivity
from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip
from interviewer.audio.resampling import resampled
from interviewer.bank.bank import Bank
from interviewer.bank.loading import load_bank
from interviewer.settings import Settings
from interviewer.speech.engines import Engine, load_engine
from interviewer.speech.listen import hear
from interviewer.speech.spoken import say_as
from interviewer.speech.vocabulary import with_vocabulary
from interviewer.speech.voices import find_voice

TRAPS = Path(__file__).parent / "data" / "trap_sentences.txt"
VOICES = ("piper", "pyttsx3:gmw/en-us", "pyttsx3:gmw/en-gb-x-rp")
NOISE_DB = -10.0
CONTEXT = "We looked at precision and recall on the validation set."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", choices=("references", "model-answers"), default="references")
    parser.add_argument("--every", type=int, default=4, help="every so many of the texts; 1: all")
    parser.add_argument("--traps", type=int, default=1, help="every so many of the traps; 1: all")
    parser.add_argument("--model", default="base")
    parser.add_argument("--voices", default=",".join(VOICES))
    given = parser.parse_args()
    bank = load_bank()
    plain = load_engine("faster-whisper", given.model, Settings().cache_dir, lambda message: None)
    engines = {"alone": plain, "vocabulary": with_vocabulary(plain, bank)}
    texts = _texts(bank, given.texts)[:: given.every]
    found = {voice: _recall(bank, engines, voice, texts) for voice in given.voices.split(",")}
    total = {
        sound: {
            way: round(
                sum(found[voice][sound][way][0] for voice in found)
                / sum(found[voice][sound][way][1] for voice in found),
                3,
            )
            for way in next(iter(found.values()))[sound]
        }
        for sound in ("clean", "noise")
    }
    sentences = _traps()[:: given.traps]
    in_context = [f"{CONTEXT} {sentence}" for sentence in sentences]
    traps, context = (
        {way: _inserted(bank, engine, given.voices.split(","), spoken) for way, engine in engines.items()}
        for spoken in (sentences, in_context)
    )
    print(
        json.dumps(
            {
                "model": given.model,
                "texts": len(texts),
                "recall": total,
                "voices": found,
                "traps": traps,
                "traps_in_context": context,
            }
        )
    )


def _texts(bank: Bank, kind: str) -> list[str]:
    if kind == "references":
        return [question.reference for question in bank.questions if question.number is not None]
    return [question.model_answers.long for question in bank.questions if question.model_answers is not None]


def _recall(
    bank: Bank, engines: dict[str, Engine], voice: str, texts: Sequence[str]
) -> dict[str, dict[str, tuple[int, int]]]:
    """Terms heard and terms said, by the sound and the way of hearing."""
    counts: dict[str, dict[str, list[int]]] = {
        sound: {way: [0, 0] for way in (*engines, "scorer")} for sound in ("clean", "noise")
    }
    for number, text in enumerate(texts):
        clip = _spoken(voice, text)
        for sound, heard_clip in (("clean", clip), ("noise", _noisy(clip, number))):
            said = _terms(bank, text)
            for way, engine in engines.items():
                heard_text = hear(engine, heard_clip, SileroActivity()).candidate_text
                _add(counts[sound][way], said, _terms(bank, heard_text))
                if way == "vocabulary":
                    _add(counts[sound]["scorer"], said, _terms(bank, heard_text, misheard=True))
        print(f"{voice}: {number + 1} of {len(texts)}", file=sys.stderr)
    return {sound: {way: (pair[0], pair[1]) for way, pair in ways.items()} for sound, ways in counts.items()}


def _add(pair: list[int], said: Counter[str], heard: Counter[str]) -> None:
    pair[0] += sum(min(count, heard[term]) for term, count in said.items())
    pair[1] += said.total()


def _terms(bank: Bank, text: str, misheard: bool = False) -> Counter[str]:
    """The glossary's terms in a text and how often; the longest name first, none inside another."""
    names = sorted(_names(bank, misheard), key=lambda pair: -len(pair[0]))
    rest = _joined(text)
    found: Counter[str] = Counter()
    for name, term in names:
        rest, times = re.subn(rf"(?<= ){re.escape(name)}s?(?= )", "_", rest)
        found[term] += times
    return found


def _names(bank: Bank, misheard: bool) -> Iterator[tuple[str, str]]:
    for term in bank.glossary.terms:
        for name in (term.term, *term.aliases, *term.spoken, *(term.misheard if misheard else ())):
            yield _joined(name).strip(), term.term


def _joined(text: str) -> str:
    """In lower case, without punctuation; hyphens are spaces, so that "k-means" is "k means"."""
    kept = "".join(character if character.isalnum() else " " for character in text.casefold())
    return f" {'  '.join(kept.split())} "


def _traps() -> list[str]:
    lines = [line.strip() for line in TRAPS.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def _inserted(
    bank: Bank, engine: Engine, voices: Sequence[str], sentences: Sequence[str]
) -> dict[str, object]:
    inserted = []
    for voice in voices:
        for sentence in sentences:
            heard = hear(engine, _spoken(voice, sentence), SileroActivity()).candidate_text
            said = _terms(bank, sentence)
            new = [term for term, times in _terms(bank, heard).items() if times > said[term]]
            inserted += [{"voice": voice, "said": sentence, "heard": heard, "term": term} for term in new]
    return {"sentences": len(sentences) * len(voices), "inserted": inserted}


def _spoken(voice: str, text: str) -> Clip:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoken.wav"
        find_voice(voice).render(say_as(text), path)
        return resampled(read_clip(path))


def _noisy(clip: Clip, seed: int) -> Clip:
    """With white noise at NOISE_DB of the sound's own power."""
    power = float(np.mean(np.square(clip.samples)))
    deviation = float(np.sqrt(power * 10 ** (NOISE_DB / 10)))
    noise = np.random.default_rng(seed).normal(0.0, deviation, len(clip.samples))
    return Clip(np.clip(clip.samples + noise, -1.0, 1.0).astype(np.float32), clip.rate_hz)


if __name__ == "__main__":
    main()
