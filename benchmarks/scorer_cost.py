"""What scoring costs, by words only and with word vectors: one answer, a thousand, memory. Prints JSON.

Each mode runs in a process of its own, on one thread. An answer is 200 words of a question's model answers;
the questions' own sentences have been read before the clock starts, as they are kept on disk.

    python benchmarks/scorer_cost.py
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

from _labelled import questions

WORDS = 200
ANSWERS = 1000


def main() -> None:
    from interviewer.meaning.vectors import installed

    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    figures: dict[str, Any] = {"words": WORDS, "answers_through_batch": ANSWERS}
    for mode in ("lexical", "vectors") if installed() else ("lexical",):
        command = [sys.executable, __file__, mode]
        done = subprocess.run(command, env=one_thread, check=True, stdout=subprocess.PIPE, text=True)
        figures[mode] = {**json.loads(done.stdout), **batch(mode, one_thread)}
    print(json.dumps(figures, indent=1))


def answers() -> list[tuple[int, str]]:
    """For each question an answer of WORDS words."""
    found = []
    for number, question in questions().items():
        models = question.model_answers
        texts = (models.long, models.short, question.reference) if models else (question.reference,)
        found.append((number, " ".join(" ".join(texts).split()[:WORDS])))
    return found


def measure(mode: str) -> None:
    """In its own process: the time of each question's answer and the memory of it all."""
    from interviewer import score

    bank, lexical = questions(), mode == "lexical"
    start_s = time.perf_counter()
    score(bank[1], "What is loaded once is loaded now.", lexical=lexical)
    first_s = time.perf_counter() - start_s
    taken_s = []
    for number, text in answers():
        score(bank[number], "What is compiled once is compiled now.", lexical=lexical)
        start_s = time.process_time()
        score(bank[number], text, lexical=lexical)
        taken_s.append(time.process_time() - start_s)
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures = {
        "answer_ms": round(1000 * statistics.median(taken_s), 1),
        "slowest_answer_ms": round(1000 * max(taken_s), 1),
        "first_answer_s": round(first_s, 2),
        "peak_mb": round(peak_kb / 1024),
    }
    print(json.dumps(figures))


def batch(mode: str, environment: dict[str, str]) -> dict[str, float]:
    """Seconds of core and of clock for ``interviewer batch`` over a thousand answers."""
    given = answers()
    chosen = [given[at % len(given)] for at in range(ANSWERS)]
    lines = [{"id": str(at), "question": number, "text": text} for at, (number, text) in enumerate(chosen)]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "answers.jsonl"
        source.write_text("".join(json.dumps(line) + "\n" for line in lines))
        command = [sys.executable, "-m", "interviewer", "batch", str(source), "-o", f"{folder}/cards.jsonl"]
        chosen_mode = {**environment, "INTERVIEWER_VECTORS": "1" if mode == "vectors" else "0"}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start_s = time.perf_counter()
        subprocess.run(command, env=chosen_mode, check=True, stderr=subprocess.DEVNULL)
        clock_s = time.perf_counter() - start_s
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    core_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"batch_core_s": round(core_s, 1), "batch_clock_s": round(clock_s, 1)}


if __name__ == "__main__":
    if len(sys.argv) == 2:
        measure(sys.argv[1])
    else:
        main()
