"""Labelled answers, and the figures by which a scorer is held against them. Used by the scripts beside it.

A line of a file of labels is the JSON of one answer: ``id``, ``question`` (number), ``kind``, ``text``;
``jump`` and ``jump_applies``; ``clarifying``, the quotes of its genuine questions and checks; ``steps``,
quotes by step; ``facts``, for each fact of the question the quote that states it, or null; ``quality``,
one judge's mark from 0 to 10.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from interviewer import Question, Scorecard, load_bank

DATA = Path(__file__).parent / "data" / "answers.jsonl"
STEPS = "PROBLEM"
CLEARLY_BETTER = 1.0  # points of 10 by which a judge must tell two answers apart for their order to count
FEWEST_PAIRS = 5  # two kinds that the judge told apart in fewer questions have no order worth a figure


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled answer. ``facts``: share of the question's facts that it states, 0 to 1."""

    id: str
    question: int
    kind: str
    text: str
    jump: bool
    clarifying: tuple[str, ...]
    steps: frozenset[str]
    facts: float
    quality: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scorer made of one answer. ``asked``: character spans of its clarifying questions."""

    total: float
    content: float
    jumped: bool
    asked: tuple[tuple[int, int], ...]
    steps: frozenset[str]


def read_labels(paths: Sequence[Path]) -> list[Label]:
    """The labels of all the files that are there."""
    return [
        _label(json.loads(line))
        for path in paths
        if path.is_file()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def _label(data: Mapping[str, Any]) -> Label:
    facts = data["facts"]
    return Label(
        id=data["id"],
        question=data["question"],
        kind=data["kind"],
        text=data["text"],
        jump=data["jump"],
        clarifying=tuple(data["clarifying"]),
        steps=frozenset(step for step, quotes in data["steps"].items() if quotes),
        facts=sum(quote is not None for quote in facts.values()) / len(facts) if facts else 0.0,
        quality=data["quality"],
    )


def questions() -> dict[int, Question]:
    """The shipped questions by number."""
    return {question.number: question for question in load_bank() if question.number is not None}


def verdict(card: Scorecard) -> Verdict:
    content = card.parts["content"].score
    return Verdict(
        total=card.total,
        content=0.0 if content is None else content,
        jumped=card.jump.jumped,
        asked=tuple((asked.evidence.start, asked.evidence.end) for asked in card.clarifying),
        steps=frozenset(step.id for step in card.steps if step.status == "present"),
    )


def figures(labels: Sequence[Label], verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
    """All figures over the answers. F1 and shares are 0 to 1, rank correlations -1 to 1."""
    pairs = [(label, verdicts[label.id]) for label in labels]
    order = _order(pairs)
    lowest = min(order.items(), key=lambda item: item[1], default=("", 0.0))
    return {
        "answers": len(pairs),
        "jump_f1": _f1((label.jump, found.jumped) for label, found in pairs),
        "clarify_f1": _f1((bool(label.clarifying), bool(found.asked)) for label, found in pairs),
        "steps_f1": _mean(
            _f1((step in label.steps, step in found.steps) for label, found in pairs) for step in STEPS
        ),
        "content_rho": _by_question(pairs, lambda pair: pair[0].facts, lambda pair: pair[1].content),
        "quality_rho": _by_question(pairs, lambda pair: pair[0].quality, lambda pair: pair[1].total),
        "order": _mean(order.values()),
        "lowest_pair": f"{lowest[0]} {lowest[1]:.2f}",
    }


def details(labels: Sequence[Label], verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
    """What the figures are made of: quotes of clarifying questions, each step, kinds, pairs of kinds."""
    pairs = [(label, verdicts[label.id]) for label in labels]
    kinds: dict[str, list[float]] = defaultdict(list)
    for label, found in pairs:
        kinds[label.kind].append(found.total)
    return {
        "clarify_quotes_f1": _quotes_f1(pairs),
        "steps_f1": {
            step: _f1((step in label.steps, step in found.steps) for label, found in pairs) for step in STEPS
        },
        "mean_total_by_kind": {kind: round(sum(totals) / len(totals), 1) for kind, totals in kinds.items()},
        "order_by_kinds": dict(sorted(_order(pairs).items(), key=lambda item: item[1])),
    }


def spearman(ones: Sequence[float], others: Sequence[float]) -> float:
    """Rank correlation, ties sharing their mean rank; 0 where either side is constant."""
    return pearson(_ranks(ones), _ranks(others))


def pearson(ones: Sequence[float], others: Sequence[float]) -> float:
    """Product-moment correlation; 0 where either side is constant."""
    mean, other_mean = sum(ones) / len(ones), sum(others) / len(others)
    joint = sum((one - mean) * (other - other_mean) for one, other in zip(ones, others, strict=True))
    spread = sum((one - mean) ** 2 for one in ones) * sum((other - other_mean) ** 2 for other in others)
    return float(joint / spread**0.5) if spread else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=lambda at: values[at])
    ranks = [0.0] * len(values)
    first = 0
    for last in range(1, len(order) + 1):
        if last == len(order) or values[order[last]] != values[order[first]]:
            for at in order[first:last]:
                ranks[at] = (first + last - 1) / 2
            first = last
    return ranks


def _f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    """Of (is, was said to be). 1 where there was nothing to find and nothing was found."""
    counts = [(true and found, true and not found, found and not true) for true, found in pairs]
    hits, missed, wrong = (sum(column) for column in zip(*counts, strict=True))
    return round(2 * hits / (2 * hits + missed + wrong), 3) if hits + missed + wrong else 1.0


def _by_question(
    pairs: Sequence[tuple[Label, Verdict]],
    one: Callable[[tuple[Label, Verdict]], float],
    other: Callable[[tuple[Label, Verdict]], float],
) -> float:
    """Rank correlation within each question, averaged over the questions."""
    groups: dict[int, list[tuple[Label, Verdict]]] = defaultdict(list)
    for pair in pairs:
        groups[pair[0].question].append(pair)
    return _mean(
        spearman([one(pair) for pair in group], [other(pair) for pair in group]) for group in groups.values()
    )


def _order(pairs: Sequence[tuple[Label, Verdict]]) -> dict[str, float]:
    """For each pair of kinds, how often the better answer to a question has the higher total; ties half."""
    hits: dict[str, list[float]] = defaultdict(list)
    for (label, found), (other, other_found) in combinations(pairs, 2):
        if label.question != other.question or abs(label.quality - other.quality) < CLEARLY_BETTER:
            continue
        gap = (found.total - other_found.total) * (1 if label.quality > other.quality else -1)
        names = " / ".join(sorted((label.kind, other.kind)))
        hits[names].append(1.0 if gap > 0 else 0.5 if gap == 0 else 0.0)
    return {
        names: round(sum(found) / len(found), 3)
        for names, found in hits.items()
        if len(found) >= FEWEST_PAIRS
    }


def _quotes_f1(pairs: Sequence[tuple[Label, Verdict]]) -> float:
    """F1 of single questions: one is found where a span of it was."""
    hits = missed = wrong = 0
    for label, found in pairs:
        spans = [(at, at + len(quote)) for quote in label.clarifying if (at := label.text.find(quote)) >= 0]
        hits += sum(any(_overlap(span, asked) for asked in found.asked) for span in spans)
        missed += sum(not any(_overlap(span, asked) for asked in found.asked) for span in spans)
        wrong += sum(not any(_overlap(span, asked) for span in spans) for asked in found.asked)
    return round(2 * hits / (2 * hits + missed + wrong), 3) if hits + missed + wrong else 1.0


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 3) if listed else 0.0
