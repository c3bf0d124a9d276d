"""How long ``interviewer --help`` takes, beside ``python -c pass``. Prints JSON, milliseconds."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

RUNS = 15


def main() -> None:
    commands = {
        "python_pass_ms": [sys.executable, "-c", "pass"],
        "interviewer_help_ms": [sys.executable, "-m", "interviewer", "--help"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS + 1):  # the first round warms the file cache and is not counted
        for name, command in commands.items():
            start_s = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            times[name].append((time.perf_counter() - start_s) * 1000)
    medians = {name: statistics.median(values[1:]) for name, values in times.items()}
    ratio = medians["interviewer_help_ms"] / medians["python_pass_ms"]
    print(
        json.dumps({"runs": RUNS, **{k: round(v, 1) for k, v in medians.items()}, "ratio": round(ratio, 1)})
    )


if __name__ == "__main__":
    main()
