"""Which fact answers a clarifying question, on labelled ways of asking and on some that nothing answers.

All were written from the scenarios' summaries and answers alone, without a look at the packs' own ways of
asking. ``tune``: the numbers of interviewer/interview/facts.py were set on these. ``report``: over other
questions of the bank, written together with the first. ``held_back``: over further questions, written later
by a second author. No rule was set by these two, and nobody looked at what they miss.

    python benchmarks/fact_matching.py
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from interviewer import load_bank
from interviewer.interview.asking import handed_over
from interviewer.interview.facts import facts_for, rank, sheet_of
from interviewer.meaning.known import installed_vectors
from interviewer.scoring.nearness import Sentences

DATA = Path(__file__).parent / "data"
PARTS = ("tune", "report", "held_back")
Row = Mapping[str, Any]


def main() -> None:
    rows = [*_read("clarifying_questions"), *_read("clarifying_questions-held-back")]
    modes: dict[str, Sentences | None] = {"words": None}
    with tempfile.TemporaryDirectory() as folder:
        vectors = installed_vectors(Path(folder))
    if vectors is not None:
        modes["words_and_vectors"] = vectors
    parts = {part: [row for row in rows if row.get("half", "held_back") == part] for part in PARTS}
    figures = {
        "labelled": {part: counted(own) for part, own in parts.items()},
        **{
            mode: {part: measured(own, vectors) for part, own in parts.items()}
            for mode, vectors in modes.items()
        },
        "taken_for_a_question": _share([row for row in rows if row["fact"]], _is_handed_over),
    }
    print(json.dumps(figures, indent=1))


def counted(rows: Sequence[Row]) -> dict[str, int]:
    asked = sum(row["fact"] is not None for row in rows)
    return {
        "asked": asked,
        "asked_for_nothing_on_the_sheet": len(rows) - asked,
        "bank_questions": len({row["question"] for row in rows}),
    }


def measured(rows: Sequence[Row], vectors: Sentences | None) -> dict[str, float]:
    """``top``: the best fact is the right one; ``answered``: and it is good enough to be told."""
    bank = load_bank()
    sheets = {row["question"]: sheet_of(bank.question(row["question"])) for row in rows}

    def top(row: Row) -> bool:
        return bool(rank(sheets[row["question"]], row["asked"], vectors)[0].fact.id == row["fact"])

    def answered(row: Row) -> bool:
        told = facts_for(sheets[row["question"]], row["asked"], vectors)
        return [fact.id for fact in told][:1] == [row["fact"]]

    def silent(row: Row) -> bool:
        return not facts_for(sheets[row["question"]], row["asked"], vectors)

    fits = [row for row in rows if row["fact"] is not None]
    return {
        "top_right": _share(fits, top),
        "answered_right": _share(fits, answered),
        "nothing_answered_where_nothing_fits": _share([row for row in rows if row["fact"] is None], silent),
    }


def _read(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _is_handed_over(row: Row) -> bool:
    return bool(handed_over(load_bank().question(row["question"]), row["asked"]))


def _share(rows: Sequence[Row], holds: Callable[[Row], bool]) -> float:
    return round(sum(map(holds, rows)) / len(rows), 3)


if __name__ == "__main__":
    main()
