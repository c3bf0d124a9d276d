"""Seconds from a fresh clone to the first question on the screen, with nothing installed. Prints JSON.

Clones the repository into an empty folder and runs ``make interview`` there with a home of its own, so
that no virtual environment, no weights and no cache are found. The package registry's speed is part of it.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
QUESTION = re.compile(r"^\d+\. [a-z-]+")
TIMEOUT_S = 900


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        start_s = time.monotonic()
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", str(REPOSITORY), str(clone)], check=True)
        environment = {**os.environ, "HOME": str(home), "PYTHONUNBUFFERED": "1", "PIP_NO_CACHE_DIR": "1"}
        for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "INTERVIEWER_DATA_DIR", "INTERVIEWER_CACHE_DIR"):
            environment.pop(name, None)
        process = subprocess.Popen(
            ["make", "interview"],
            cwd=clone,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            seconds = _until_question(process, start_s)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=60)
        size_mb = sum(file.stat().st_size for file in (clone / ".venv").rglob("*") if file.is_file()) / 1e6
    print(json.dumps({"clone_to_first_question_s": round(seconds, 1), "venv_mb": round(size_mb)}))


def _until_question(process: subprocess.Popen[str], start_s: float) -> float:
    assert process.stdout is not None
    for line in process.stdout:
        if QUESTION.match(line):
            return time.monotonic() - start_s
        if time.monotonic() - start_s > TIMEOUT_S:
            break
    raise SystemExit("no question appeared")


if __name__ == "__main__":
    main()
