"""What listening costs while an answer is spoken: share of the processor, memory, growth. Prints JSON.

Model answers by the neural voice are played at real-time pace into what `practice` listens with, so a run
takes as long as the answer: ten minutes unless told otherwise.

    python benchmarks/listening_cost.py --minutes 10      (1 for a first look)
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future
from pathlib import Path

from _spoken import FASTER, engine_for

from interviewer.audio.activity import SileroActivity
from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip
from interviewer.audio.microphone import FileMicrophone
from interviewer.bank.loading import load_bank
from interviewer.interview.answering import silent
from interviewer.interview.events import Heard
from interviewer.interview.partner import Listener
from interviewer.interview.spoken import SpokenAnswer
from interviewer.speech.engines import Engine, available_cores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--model", default="base")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.wav"
        voice = [sys.executable, str(Path(__file__).with_name("_spoken.py"))]
        subprocess.run([*voice, str(given.minutes * 60), str(path)], check=True)
        clip = read_clip(path)
        print(
            json.dumps(_listened(Clip(clip.samples[: int(given.minutes * 60 * clip.rate_hz)]), given.model))
        )


def _listened(clip: Clip, model: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        loaded: Future[Engine] = Future()
        loaded.set_result(engine_for(FASTER, model, Path(folder)))
        # A design question has the longest cap; a recording has none here.
        question = next(question for question in load_bank().questions if question.type == "design")
        source = SpokenAnswer(FileMicrophone(clip), SileroActivity(), loaded, silence_s=60.0)
        started_s, used_s = time.perf_counter(), time.process_time()
        taking = source.take(question, Path(folder) / "recording.wav", Listener(), silent)
        minutes: list[int] = []
        try:
            while True:
                event = next(taking)
                if isinstance(event, Heard) and event.tick.elapsed_s >= 60 * (len(minutes) + 1):
                    minutes.append(_resident_mb())
        except StopIteration:
            pass
        took_s = time.perf_counter() - started_s
        return {
            "minutes": round(clip.duration_s / 60, 1),
            "cores": available_cores(),
            "processor_share": round((time.process_time() - used_s) / took_s / available_cores(), 2),
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "mb_after_each_minute": minutes,
            "last_words_s": round(took_s - clip.duration_s, 2),
        }


def _resident_mb() -> int:
    """Memory in use now; Linux only."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 2**20


if __name__ == "__main__":
    main()
