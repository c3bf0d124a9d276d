"""From the command to the first sound of the question, and from an answer's end to the next question's.

The real program on a real terminal, over a virtual sound card (Linux, PulseAudio). Prints JSON. Cold: nothing
of the program runs, the line is rendered anew; the files may be in the system's cache. "Next" is measured
from the moment when the screen says that the answer has ended, an answer without a word.

    python benchmarks/question_latency.py --runs 5
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from interviewer.audio.files import read_clip
from tests.end_to_end.program import started
from tests.support.soundcard import SoundCard, virtual_sound_card

LOUD = 0.01  # of full scale
QUIET_S = 1.0  # between the end of one line and the beginning of the next


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--voice", default="pyttsx3")
    given = parser.parse_args()
    with virtual_sound_card() as card:
        runs = [_run(card, given.voice) for _ in range(given.runs)]
    cold, following = zip(*runs, strict=True)
    print(
        json.dumps(
            {
                "voice": given.voice,
                "runs": given.runs,
                "cold_p50_s": round(statistics.median(cold), 2),
                "cold_max_s": round(max(cold), 2),
                "next_p50_s": round(statistics.median(following), 2),
                "next_max_s": round(max(following), 2),
            }
        )
    )


def _run(card: SoundCard, voice: str) -> tuple[float, float]:
    """Seconds to the first question's sound and to the second's."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **card.environment,
            "INTERVIEWER_DATA_DIR": f"{folder}/data",
            "INTERVIEWER_CACHE_DIR": f"{folder}/cache",
        }
        heard = Path(folder) / "heard.wav"
        with card.record_speaker(heard):
            recording_s = time.monotonic()
            arguments = ("practice", "--count", "2", "--voice", voice, "--model", "tiny.en")
            with started(environment, *arguments) as program:
                program.wait_for("Listening to")
                time.sleep(QUIET_S)
                program.type("\n")
                program.wait_for("No answer was heard")
                ended_s = time.monotonic()
                time.sleep(QUIET_S + 1.0)
                program.interrupt()
                program.end()
        loud_s = np.flatnonzero(np.abs(read_clip(heard).samples) > LOUD) / 16_000 + recording_s
        return float(loud_s[0] - recording_s), float(loud_s[loud_s > ended_s - QUIET_S / 2][0] - ended_s)


if __name__ == "__main__":
    main()
