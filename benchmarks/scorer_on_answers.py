"""The scorer against labelled answers, and beside it a plain keyword matcher. Prints JSON.

Each figure is also given with every question left out once: the lowest and the highest.

    python benchmarks/scorer_on_answers.py [LABELS.jsonl ...] [--details]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from _labelled import DATA, Label, Verdict, details, figures, questions, read_labels, verdict

from interviewer import Question, score
from interviewer.scoring.text import tokenize

STEP_WORDS = {
    "P": "problem goal understand clarify",
    "R": "requirement constraint latency budget",
    "O": "option alternative either",
    "B": "best choose recommend approach",
    "L": "limitation drawback risk trade",
    "E": "evaluate metric measure validation",
    "M": "monitor production drift retrain",
}


def keyword_matcher(question: Question, text: str) -> Verdict:
    """Words shared with the reference, a question mark, the name of a method, one word of a step."""
    said = [token.stem for token in tokenize(text)]
    wanted = {token.stem for token in tokenize(question.reference) if token.content}
    recall = len(wanted.intersection(said)) / len(wanted)
    lower = text.lower()
    names = [name.lower() for method in question.methods.advanced for name in (method.name, *method.spoken)]
    named = min((lower.find(name) for name in names if name in lower), default=-1)
    marks = [at for at, character in enumerate(text) if character == "?"]
    asked_first = bool(marks) and marks[0] < named
    steps = {
        step for step, words in STEP_WORDS.items() if any(token.stem in said for token in tokenize(words))
    }
    return Verdict(
        total=100 * recall,
        content=recall,
        jumped=question.jump_applies and named >= 0 and not asked_first,
        asked=tuple((max(0, at - 40), at + 1) for at in marks),
        steps=frozenset(steps),
    )


def the_scorer(question: Question, text: str) -> Verdict:
    return verdict(score(question, text))


def in_lexical_mode(question: Question, text: str) -> Verdict:
    return verdict(score(question, text, lexical=True))


def judged(
    labels: Sequence[Label], bank: Mapping[int, Question], judge: Callable[[Question, str], Verdict]
) -> dict[str, Verdict]:
    return {label.id: judge(bank[label.question], label.text) for label in labels}


def left_out(labels: Sequence[Label], verdicts: Mapping[str, Verdict]) -> dict[str, list[Any]]:
    """The lowest and the highest of each figure with one question left out, and which question that is."""
    runs = {
        number: figures([label for label in labels if label.question != number], verdicts)
        for number in sorted({label.question for label in labels})
    }
    names = [name for name, value in next(iter(runs.values())).items() if isinstance(value, float)]
    ranges = {}
    for name in names:
        low, high = (pick(runs, key=lambda number: runs[number][name]) for pick in (min, max))
        ranges[name] = [f"{runs[low][name]} without {low}", f"{runs[high][name]} without {high}"]
    return ranges


def main(arguments: Sequence[str]) -> None:
    paths = [Path(argument) for argument in arguments if not argument.startswith("--")] or [DATA]
    labels = read_labels(paths)
    if not labels:
        print(json.dumps({"skipped": f"no labelled answers at {', '.join(map(str, paths))}"}))
        return
    bank = questions()
    found = judged(labels, bank, the_scorer)
    result: dict[str, Any] = {
        "questions": len({label.question for label in labels}),
        "scorer": figures(labels, found),
        "scorer_in_lexical_mode": figures(labels, judged(labels, bank, in_lexical_mode)),
        "keyword_matcher": figures(labels, judged(labels, bank, keyword_matcher)),
        "scorer_with_one_question_left_out": left_out(labels, found),
    }
    if "--details" in arguments:
        result["details"] = details(labels, found)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
