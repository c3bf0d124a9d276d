"""From the end of a 60 s answer to its report: each engine on the same weights, in one run. Prints JSON.

Record, then transcribe, then score, as `practice` does it today; the engine has been loaded while the
question was spoken. Each engine runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ANSWER_S = 60.0
QUESTION = "imbalanced-data"
RUNS = 3
ENGINES = ("faster-whisper", "openai-whisper")


def main(model: str = "base") -> None:
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "answer.wav"
        _speak(sound)
        figures = {}
        for engine in ENGINES:
            command = [sys.executable, __file__, engine, model, str(sound), folder]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            figures[engine] = json.loads(done.stdout)
    ratio = figures[ENGINES[1]]["answer_to_report_s"] / figures[ENGINES[0]]["answer_to_report_s"]
    print(
        json.dumps({"answer_s": ANSWER_S, "model": model, "runs": RUNS, **figures, "ratio": round(ratio, 1)})
    )


def _speak(path: Path) -> None:
    """A model answer by the neural voice, cut or repeated to 60 s."""
    import numpy as np

    from interviewer.audio.clip import Clip
    from interviewer.audio.files import read_clip, write_clip
    from interviewer.bank.loading import load_bank
    from interviewer.speech.voices import find_voice

    answers = load_bank().question(QUESTION).model_answers
    assert answers is not None
    find_voice("piper").render(answers.long, path)
    clip = read_clip(path)
    samples = np.resize(clip.samples, int(ANSWER_S * clip.rate_hz))
    write_clip(path, Clip(samples, clip.rate_hz))


def _measure(engine_name: str, model: str, sound: Path, folder: Path) -> None:
    from interviewer.audio.activity import SileroActivity, find_speech
    from interviewer.audio.files import read_clip
    from interviewer.bank.loading import load_bank
    from interviewer.report.terminal import render_report
    from interviewer.scoring.score import score
    from interviewer.settings import Settings
    from interviewer.speech.engines import load_engine
    from interviewer.speech.listen import hear_regions

    cache = Settings().cache_dir
    if engine_name == "openai-whisper":
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        from interviewer.speech.weights import find_weights
        from tests.support.openai_weights import convert

        weights = Path(find_weights(model, "faster-whisper", cache, lambda message: None))
        model = str(convert(weights, folder / f"{model}.pt"))
    question = load_bank().question(QUESTION)
    clip = read_clip(sound)
    regions = find_speech(clip, SileroActivity())  # in `practice` this is done while the answer is recorded
    start_s = time.perf_counter()
    engine = load_engine(engine_name, model, cache, lambda message: None)
    load_s = time.perf_counter() - start_s
    taken = []
    for _ in range(RUNS):
        start_s = time.perf_counter()
        transcript = hear_regions(engine, clip, regions)
        card = score(question, transcript)
        render_report(question, card, transcript, width=80)
        taken.append(time.perf_counter() - start_s)
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {
                "answer_to_report_s": round(statistics.median(taken), 2),
                "load_s": round(load_s, 2),
                "peak_mb": round(peak_kb / 1024),
                "words": card.delivery.words,
                "total": card.total,
            }
        )
    )


if __name__ == "__main__":
    if len(sys.argv) == 5:
        _measure(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main(*sys.argv[1:])
