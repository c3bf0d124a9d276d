"""How long lists take with 20,000 attempts, and how large the database is. Prints JSON, seconds and MB.

The attempts are the model answers of the shipped questions as if spoken, scored for real, and copied
with other dates. Times are of the whole command in a process of its own, the median of warm runs: by the
clock (_s), and of the processor (_cpu_s), which other programs disturb less.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from interviewer import load_bank, score
from interviewer.bank.models import Question
from interviewer.history.attempt import Attempt
from interviewer.history.store import Store
from interviewer.transcript import Transcript, Turn, Word

ATTEMPTS = 20_000
RUNS = 5
WORD_S = 0.4
COMMANDS = {
    "help": ["--help"],  # what a command costs that does nothing
    "review": ["review"],
    "review_question": ["review", "--question", "5"],
    "review_level": ["review", "--level", "mid"],
    "review_search": ["review", "--search", "class weights"],
    "review_search_in_vain": ["review", "--search", "no such words"],
    "review_one": ["review", str(ATTEMPTS)],
    "progress": ["progress"],
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "attempts.db"
        make(database)
        figures: dict[str, float] = {
            "attempts": ATTEMPTS,
            "database_mb": round(database.stat().st_size / 1e6, 1),
        }
        for name, arguments in COMMANDS.items():
            clock_s, cpu_s = seconds(folder, arguments)
            figures |= {f"{name}_s": round(clock_s, 3), f"{name}_cpu_s": round(cpu_s, 3)}
    print(json.dumps(figures))


def make(path: Path) -> None:
    """A database of so many attempts, one every half an hour."""
    with Store(path) as store:
        for question in load_bank():
            if question.model_answers is not None:
                store.add(attempt(question, question.model_answers.long), question)
        originals = store.count()
    connection = sqlite3.connect(path)
    with connection:
        for table, key in (("attempt", "id"), ("judgement", "attempt"), ("said", "attempt")):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            chosen = ", ".join(f"n.value * {originals} + {key}" if name == key else name for name in columns)
            connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table}, "
                f"(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n "
                f"WHERE value < {ATTEMPTS // originals}) SELECT value FROM n) AS n "
                f"WHERE n.value * {originals} + {key} <= {ATTEMPTS}"
            )
        connection.execute(
            "UPDATE attempt SET started_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', '2025-01-01', "
            "(id * 30) || ' minutes')"
        )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def attempt(question: Question, text: str) -> Attempt:
    words = [Word(word, at * WORD_S, (at + 0.9) * WORD_S, 0.9) for at, word in enumerate(text.split())]
    transcript = Transcript((Turn.from_words(words),), duration_s=len(words) * WORD_S, engine="made up")
    return Attempt(
        question=question.slug,
        number=question.number,
        pack=question.pack,
        prompt=question.prompt,
        started_at="2025-01-01T00:00:00+00:00",
        mode="coach",
        sound=None,
        transcript=transcript,
        scorecard=score(question, transcript).to_dict(),
        settings={},
        versions={},
    )


def seconds(folder: str, arguments: list[str]) -> tuple[float, float]:
    """The median times of the command; the first run warms the caches and is not counted."""
    times = []
    for _ in range(RUNS + 1):
        start_s, start_cpu_s = time.perf_counter(), children_cpu_s()
        subprocess.run(
            [sys.executable, "-m", "interviewer", *arguments],
            stdout=subprocess.DEVNULL,
            check=True,
            env={
                **os.environ,
                "INTERVIEWER_DATA_DIR": folder,
                "INTERVIEWER_CACHE_DIR": f"{folder}/cache",
            },
        )
        times.append((time.perf_counter() - start_s, children_cpu_s() - start_cpu_s))
    clock_s, cpu_s = zip(*times[1:], strict=True)
    return statistics.median(clock_s), statistics.median(cpu_s)


def children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
