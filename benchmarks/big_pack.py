"""A pack of 5,000 questions: the first list, the lists after it, and reading its YAML each time.

The questions are the shipped ones over again under new slugs: with as few keys as an imported draft has
(``small``) or with all of them (``whole``). Each figure is a process of its own, start of Python included:
the median of `RUNS`, with its processor seconds, which other work on the machine changes less. Prints JSON.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

from interviewer.bank.folders import shipped_folder

QUESTIONS = 5_000
FILES = 10
RUNS = 5
DRAFT = ("section", "level", "type", "prompt", "reference", "expected_steps", "jump_applies", "key_points")
READ_YAML = """
import sys, yaml
from pathlib import Path
loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
for file in sorted(Path(sys.argv[1]).glob("*.yaml")):
    for question in yaml.load(file.read_text(), Loader=loader)["questions"]:
        print(question["slug"], question["level"], question["prompt"][:40])
"""


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Every question in full, as a person would have written it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def main() -> None:
    results: dict[str, Any] = {"questions": QUESTIONS, "runs": RUNS}
    for size in ("small", "whole"):
        with tempfile.TemporaryDirectory() as folder:
            results[size] = measure(Path(folder), size)
            print(f"{size}: {results[size]}", file=sys.stderr)
    print(json.dumps(results))


def measure(folder: Path, size: str) -> dict[str, Any]:
    """Write the pack and list it. ``cold``: the first time, with its check; ``warm``: any time after it."""
    packs = folder / "packs"
    packs.mkdir()
    megabytes = write_pack(packs, size) / 1e6
    environment = {
        **os.environ,
        "INTERVIEWER_DATA_DIR": str(folder),
        "INTERVIEWER_CACHE_DIR": str(folder / "c"),
    }
    listing = [sys.executable, "-m", "interviewer", "questions", "list", "--questions", str(packs)]
    showing = [*listing[:4], "show", "question-4321", *listing[5:]]
    cold = timed(listing, environment, runs=1)
    warm = timed(listing, environment)
    plain = timed(
        [sys.executable, "-c", READ_YAML, str(packs)], environment, runs=1 if size == "whole" else 3
    )
    return {
        "megabytes": round(megabytes, 1),
        "list_cold": cold,
        "list_warm": warm,
        "show_warm": timed(showing, environment),
        "yaml_each_time": plain,
        "ratio": round(plain["cpu_s"] / warm["cpu_s"], 1),
    }


def write_pack(folder: Path, size: str) -> int:
    """The questions in `FILES` files; their bytes."""
    shipped: list[dict[str, Any]] = []
    for file in sorted(shipped_folder().glob("*.yaml")):
        data = yaml.load(
            file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        shipped += [
            {"framework": data.get("framework", "PROBLEM"), **question} for question in data["questions"]
        ]
    total = 0
    for start in range(0, QUESTIONS, QUESTIONS // FILES):
        questions = []
        for number in range(start, start + QUESTIONS // FILES):
            whole = shipped[number % len(shipped)]
            keys = whole.keys() - {"number"} if size == "whole" else {"framework", *DRAFT} & whole.keys()
            question = {key: whole[key] for key in whole if key in keys} | {"slug": f"question-{number}"}
            if size == "small":
                question["jump_applies"] = False
                question["key_points"] = [
                    {**point, "says": point["says"][:3]} for point in whole["key_points"]
                ]
            questions.append(question)
        text = yaml.dump({"pack": "big", "questions": questions}, Dumper=_Dumper, allow_unicode=True)
        total += (folder / f"part-{start:05}.yaml").write_text(text, encoding="utf-8")
    return total


def timed(command: list[str], environment: dict[str, str], runs: int = RUNS) -> dict[str, float]:
    """Median wall and processor seconds of the command."""
    walls, processor = [], []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start_s = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        walls.append(time.perf_counter() - start_s)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"wall_s": round(statistics.median(walls), 2), "cpu_s": round(statistics.median(processor), 2)}


if __name__ == "__main__":
    main()
