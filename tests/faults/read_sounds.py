"""Read every sound file of a folder, in a process of its own: a library that crashes takes no test along.

    python -m tests.faults.read_sounds FOLDER

A line of JSON a file: its name, how long it is or the error, how long reading took; at last the most memory
that was used. Nothing else may stand on either stream.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from interviewer.audio.files import read_clip
from interviewer.errors import BadSound


def main() -> None:
    for path in sorted(Path(sys.argv[1]).iterdir()):
        started_s = time.process_time()
        found = read(path)
        print(json.dumps({**found, "cpu_s": time.process_time() - started_s}), flush=True)
    print(json.dumps({"peak_mb": peak_mb()}))


def peak_mb() -> float:
    """The most memory of this process. Linux hands `ru_maxrss` on from the process that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000  # macOS counts bytes
    (peak,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024 / 1_000_000


def read(path: Path) -> dict[str, object]:
    try:
        samples = read_clip(path).samples
    except BadSound as error:
        return {"name": path.name, "error": str(error)}
    # False for NaN too; np.abs would take as much memory again.
    in_range = bool(-1.0 <= np.min(samples, initial=0.0) <= np.max(samples, initial=0.0) <= 1.0)
    return {"name": path.name, "samples": len(samples), "in_range": in_range}


if __name__ == "__main__":
    main()
