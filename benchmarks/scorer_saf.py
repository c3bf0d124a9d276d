"""Graded short answers of other people (SAF), the reference as the only key point. Prints JSON.

Pearson's r between each measure and the human score, over the answers that are not blank:

    python benchmarks/scorer_saf.py DIR     the folder of github.com/SebOchs/SAF, English part
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
from _labelled import pearson, questions

from interviewer import Question
from interviewer.bank.models import KeyPoint
from interviewer.meaning.known import KnownVectors, installed_vectors
from interviewer.meaning.vectors import WordVectors
from interviewer.scoring.answer import Answer, Stretch, read
from interviewer.scoring.names import Names
from interviewer.scoring.nearness import NO_LIKENESS, weigh_nearness
from interviewer.scoring.text import tokenize
from interviewer.settings import Settings
from interviewer.transcript import Transcript

BLANK_WORDS = 3  # "No submission.": fewer words are no answer
NO_NAMES = Names({})


@dataclass(frozen=True, slots=True)
class Graded:
    """One answer; ``score``: the human one, 0 to 1."""

    question: str
    reference: str
    text: str
    score: float


class ReadOnce:
    """Vectors that remember the last text: two measures of one answer read it once."""

    def __init__(self, vectors: KnownVectors) -> None:
        self._vectors = vectors
        self._last: tuple[str, WordVectors] | None = None

    def known(self, texts: Sequence[str]) -> tuple[WordVectors, ...]:
        return self._vectors.known(texts)

    def words(self, text: str) -> WordVectors:
        if self._last is None or self._last[0] != text:
            self._last = (text, self._vectors.words(text))
        return self._last[1]


def read_graded(folder: Path) -> Iterator[Graded]:
    for file in sorted(folder.rglob("english/*.xml")):
        root = ElementTree.parse(file).getroot()
        asked, reference = root.findtext("questionText") or "", root.findtext(".//referenceAnswer") or ""
        for answer in root.iter("studentAnswer"):
            score = float(answer.findtext("score") or 0)
            yield Graded(asked, reference, answer.findtext("response") or "", score)


def keyword_recall(graded: Graded) -> float:
    """Share of the reference's stemmed content words that the answer holds."""
    wanted = content_stems(graded.reference)
    return len(wanted & content_stems(graded.text)) / len(wanted)


def content_stems(text: str) -> set[str]:
    return {token.stem for token in tokenize(text) if token.content}


def nearness(graded: Graded, vectors: ReadOnce, like: Question) -> float:
    """The scorer's own nearness of the answer, as one stretch, to the reference as its one key point."""
    found = weigh_nearness(only_key_point(like, graded.reference), whole(graded.text), vectors)
    return max((near.true for near in found.near.get("reference", ())), default=0.0)


def only_key_point(like: Question, reference: str) -> Question:
    point = KeyPoint(id="reference", text=reference, says=("reference",), explain=reference)
    return like.model_copy(update={"key_points": (point,), "misconceptions": ()})


def whole(text: str) -> Answer:
    answer = read(Transcript.from_text(text), NO_NAMES)
    return replace(answer, stretches=(Stretch(0, len(answer.tokens), frozenset(answer.stems)),))


def soft_recall(graded: Graded, vectors: ReadOnce) -> float:
    """What nearness does word by word, with the question's words left out, each word once, and no ceiling."""
    echo = {token.stem for token in tokenize(graded.question)}
    (wanted,) = vectors.known([graded.reference])
    kept = _places(graded.reference, wanted, echo)
    said = vectors.words(graded.text).vectors
    if not kept or not len(said):
        return 0.0
    best = (wanted.vectors[kept] @ said.T).max(axis=1)
    return float(np.maximum(best - NO_LIKENESS, 0).mean())


def _places(text: str, words: WordVectors, without: set[str]) -> list[int]:
    """The first place of each content word of ``text``."""
    found: dict[str, int] = {}
    for at, (start, end) in enumerate(zip(words.starts, words.ends, strict=True)):
        for stem in content_stems(text[start:end]) - without:
            found.setdefault(stem, at)
    return sorted(found.values())


def main(arguments: Sequence[str]) -> None:
    every = list(read_graded(Path(arguments[0]))) if arguments else []
    graded = [one for one in every if len(one.text.split()) >= BLANK_WORDS]
    if not graded:
        print(json.dumps({"skipped": "give the folder of the SAF data, with its english/*.xml files"}))
        return
    scores = [one.score for one in graded]
    figures = {name: round(pearson(found, scores), 3) for name, found in measured(graded).items()}
    print(
        json.dumps(
            {"answers": len(graded), "blank": len(every) - len(graded), "pearson_r": figures}, indent=1
        )
    )


def measured(graded: Sequence[Graded]) -> Mapping[str, list[float]]:
    measures: dict[str, Any] = {
        "length_alone": [float(len(one.text.split())) for one in graded],
        "keyword_recall": [keyword_recall(one) for one in graded],
    }
    installed = installed_vectors(Settings().cache_dir / "vectors")
    if installed is not None:
        vectors = ReadOnce(installed)
        like = questions()[1]
        both = [(nearness(one, vectors, like), soft_recall(one, vectors)) for one in graded]
        measures["nearness"], measures["soft_recall"] = (list(column) for column in zip(*both, strict=True))
    return measures


if __name__ == "__main__":
    main(sys.argv[1:])
