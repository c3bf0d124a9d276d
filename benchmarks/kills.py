"""``kill -9`` at random moments of a practice session, and what was lost: nothing, one hopes.

    python benchmarks/kills.py [KILLS]

Each time in a new data folder: a session starts, is killed, its folder is looked at, and the next start
finishes the answer. The moments are spread evenly over the whole session; the seed is fixed.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from interviewer.audio.clip import Clip  # noqa: E402
from interviewer.audio.files import read_clip, write_clip  # noqa: E402
from interviewer.history.unfinished import left_behind  # noqa: E402
from tests.faults.kills import Left, killed, looked_into  # noqa: E402

KILLS = 200
ANSWER_S = 4.0
SESSION_S = 9.0  # from the start of the program to its end, and a little more
WORD_S = 1.5  # in so much of the answer a word is heard


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    chance = random.Random(8)
    phases: Counter[str] = Counter()
    broken: list[dict[str, object]] = []
    missing_s = 0.0
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "answer.wav")
        demo = read_clip(ROOT / "questions" / "samples" / "imbalanced-data__demo.ogg")
        write_clip(answer, Clip(demo.samples[: round(ANSWER_S * demo.rate_hz)]))
        for number in range(kills):
            environment = {
                "INTERVIEWER_DATA_DIR": str(Path(folder, str(number))),
                "INTERVIEWER_CACHE_DIR": str(Path(folder, "cache")),
                "INTERVIEWER_SETTINGS": str(Path(folder, "none")),
                "INTERVIEWER_MODEL": "tiny.en",
            }
            practice = ["practice", "-q", "imbalanced-data", "--no-speak", "--answer", str(answer)]
            left = killed(environment, practice, chance.uniform(0.0, SESSION_S))
            phases[phase(left)] += 1
            missing_s = max(missing_s, left.missing_s)
            faults = found_faults(left, environment)
            if faults:
                broken.append({"kill": number, "at_s": round(left.killed_s, 2), "faults": faults})
            print(f"\r{number + 1} of {kills}", end="", file=sys.stderr, flush=True)
    result = {
        "kills": kills,
        "phases": dict(phases),
        "most_missing_s": round(missing_s, 2),
        "survived": kills - len(broken),
        "broken": broken,
    }
    print(json.dumps(result, indent=1))


def phase(left: Left) -> str:
    if left.kept_s is not None:
        return "stored"
    if left.ended_s is not None:
        return "hearing and scoring"
    return "starting" if left.listening_s is None else "listening"


def found_faults(left: Left, environment: dict[str, str]) -> list[str]:
    """What is wrong after the kill, or after the next start has finished the answer."""
    data = Path(environment["INTERVIEWER_DATA_DIR"])
    done = subprocess.run(
        [sys.executable, "-m", "interviewer", "finish"],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    integrity, attempts = looked_into(data / "attempts.db")
    suffixes = {path.suffix for path in (data / "recordings").glob("*")}
    checks = {
        f"the database: {left.integrity}": left.integrity == "ok",
        f"more than a second is missing: {left.missing_s:.2f}": left.missing_s < 1.0,
        f"finish ended with {done.returncode}: {done.stderr[-200:]}": done.returncode == 0,
        f"the database after it: {integrity}": integrity == "ok",
        f"{attempts} attempts for one answer": attempts <= 1,
        "a recording was not finished": attempts == 1 or left.recorded_s <= WORD_S,
        f"files left over: {sorted(suffixes)}": suffixes <= {".wav", ".flac"},
        "a note is left": left_behind(data / "recordings") == (),
    }
    return [fault for fault, is_fine in checks.items() if not is_fine]


if __name__ == "__main__":
    main()
