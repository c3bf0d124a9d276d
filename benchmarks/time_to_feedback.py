"""From the last word to the scorecard: heard while spoken, and recorded first. Prints JSON.

The clock starts at the last voiced sample of the answer, and "stop" is pressed with it. Answers of given
lengths are model answers, spoken by the neural voice, cut at a word's end; each is played at real-time pace
into what `practice` listens with, so a run takes as long as the answers do. Beside it, in the same run and on
the same sound: record, then transcribe with openai-whisper, and with faster-whisper, neither told any terms;
both are loaded, and speech in the sound is found, before their clock starts. Each engine runs in a process of
its own. All score as `practice` does, with word vectors where they are installed; the question's are ready.

    python benchmarks/time_to_feedback.py --lengths 30,60,120,300 --runs 3 --json     half an hour
    python benchmarks/time_to_feedback.py --lengths 30 --runs 1                        two minutes
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from _spoken import FASTER, OPENAI, QUESTION, engine_for, speak

if TYPE_CHECKING:
    from collections.abc import Generator

    from interviewer.audio.clip import Clip, Samples
    from interviewer.audio.microphone import Microphone
    from interviewer.cli.vectors_ahead import VectorsAhead
    from interviewer.speech.engines import Engine

ENDS_S = 3.0  # the runs of one length end at words up to this far apart, so that no lucky moment counts
LIVE = "live"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lengths", default="30,60,120,300", help="seconds, with commas")
    parser.add_argument("--runs", type=int, default=3, help="live runs of each length")
    parser.add_argument("--model", default="base")
    parser.add_argument("--skip-recorded", action="store_true", help="only the live path")
    parser.add_argument("--json", action="store_true", help="print JSON (it always does)")
    parser.add_argument("--part", choices=(LIVE, FASTER, OPENAI), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    lengths = [float(length) for length in given.lengths.split(",")]
    if given.part is not None:
        print(json.dumps(_measured(given.part, given.model, lengths, given.runs, given.folder)))
        return
    with tempfile.TemporaryDirectory() as folder:
        speak(max(lengths) + ENDS_S, Path(folder) / "answer.wav")
        parts = (LIVE,) if given.skip_recorded else (LIVE, FASTER, OPENAI)
        found = {part: _in_a_process(part, given, Path(folder)) for part in parts}
    figures = {f"{length:g}": _figures(found, f"{length:g}") for length in lengths}
    print(json.dumps({"lengths": figures}))


def _figures(found: dict[str, dict[str, list[float]]], length: str) -> dict[str, float]:
    taken = sorted(found[LIVE][length])
    p50 = statistics.median(taken)
    p95 = taken[math.ceil(0.95 * len(taken)) - 1]  # of few runs the slowest
    print(f"{length} s, live: {' '.join(f'{s:.2f}' for s in taken)}", file=sys.stderr)
    figures = {"live_p50_s": round(p50, 2), "live_p95_s": round(p95, 2)}
    for name, part in (("openai", OPENAI), ("faster", FASTER)):
        if part in found:
            recorded_s = statistics.median(found[part][length])
            figures[f"record_then_{name}_whisper_s"] = round(recorded_s, 2)
            figures[f"ratio_{name}"] = round(recorded_s / p50, 1)
    return figures


def _in_a_process(part: str, given: argparse.Namespace, folder: Path) -> dict[str, list[float]]:
    command = [sys.executable, __file__, "--part", part, "--folder", str(folder), "--model", given.model]
    command += ["--lengths", given.lengths, "--runs", str(given.runs)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measured(part: str, model: str, lengths: list[float], runs: int, folder: Path) -> dict[str, list[float]]:
    from interviewer.audio.files import read_clip

    clip = read_clip(folder / "answer.wav")
    engine = engine_for(part, model, folder, with_terms=part == LIVE)
    seconds = partial(_live_s if part == LIVE else _recorded_s, engine)
    found: dict[str, list[float]] = {}
    for length_s in lengths:
        # Recording first takes the same time wherever the answer ends: once is enough.
        ends = [length_s + ENDS_S * run / runs for run in range(runs if part == LIVE else 1)]
        found[f"{length_s:g}"] = [seconds(_until(clip, end_s), folder, _ready(folder)) for end_s in ends]
    return found


def _ready(folder: Path) -> VectorsAhead:
    """Word vectors that know the question, and no answer yet."""
    from interviewer.bank.loading import load_bank
    from interviewer.cli.vectors_ahead import VectorsAhead
    from interviewer.meaning.known import installed_vectors
    from interviewer.scoring.nearness import prepare

    meaning = VectorsAhead(partial(installed_vectors, folder / "vectors"))
    vectors = meaning.vectors()
    if vectors is not None:
        prepare(load_bank().question(QUESTION), vectors)
    return meaning


def _until(clip: Clip, end_s: float) -> Clip:
    """The sound up to the last voiced frame before ``end_s``."""
    from interviewer.audio.activity import SileroActivity, find_speech
    from interviewer.audio.clip import Clip

    part = Clip(clip.samples[: int(end_s * clip.rate_hz)])
    return Clip(part.samples[: int(find_speech(part, SileroActivity())[-1].end_s * part.rate_hz)])


def _live_s(engine: Engine, clip: Clip, folder: Path, meaning: VectorsAhead) -> float:
    """Seconds from the last sample to the scorecard, in the very parts that `practice` uses."""
    from concurrent.futures import Future

    from interviewer.audio.activity import SileroActivity
    from interviewer.audio.microphone import FileMicrophone
    from interviewer.bank.loading import load_bank
    from interviewer.interview.answering import silent
    from interviewer.interview.partner import Listener
    from interviewer.interview.spoken import SpokenAnswer
    from interviewer.scoring.score import score

    question = load_bank().question(QUESTION)
    loaded: Future[Engine] = Future()
    loaded.set_result(engine)
    microphone = _TimedMicrophone(FileMicrophone(clip))
    source = SpokenAnswer(microphone, SileroActivity(), loaded, silence_s=6.0, settled=meaning.heard)
    taking = source.take(question, folder / "recording.wav", Listener(), silent)
    while True:
        try:
            next(taking)
        except StopIteration as stop:
            score(question, stop.value.transcript, vectors=meaning.vectors())
            return time.perf_counter() - microphone.last_s


class _TimedMicrophone:
    """Another microphone; ``last_s`` is when it gave its last frame."""

    def __init__(self, microphone: Microphone) -> None:
        self.name = microphone.name
        self.last_s = 0.0
        self._microphone = microphone

    def frames(self) -> Generator[Samples, None, None]:
        for frame in self._microphone.frames():
            self.last_s = time.perf_counter()
            yield frame


def _recorded_s(engine: Engine, clip: Clip, _: Path, meaning: VectorsAhead) -> float:
    from interviewer.audio.activity import SileroActivity, find_speech
    from interviewer.bank.loading import load_bank
    from interviewer.scoring.score import score
    from interviewer.speech.listen import hear_regions

    question, regions = load_bank().question(QUESTION), find_speech(clip, SileroActivity())
    started_s = time.perf_counter()
    score(question, hear_regions(engine, clip, regions), vectors=meaning.vectors())
    return time.perf_counter() - started_s


if __name__ == "__main__":
    main()
