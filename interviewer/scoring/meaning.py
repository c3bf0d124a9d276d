"""Said in other words: token vectors of the answer against those of the bank's own sentences.

Vectors know that "learned by heart" is near "memorised", and know nothing of negation or of who does what
to whom. So nearness to a true sentence counts only as far as no false one is nearer: each stretch
is held against the key points and against the misconceptions, and the margin between the two decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, Protocol

from interviewer.bank.models import Question
from interviewer.scoring.answer import Answer
from interviewer.scoring.cues import Match
from interviewer.scoring.english.small_words import STOP_WORDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

CHUNK_TOKENS = 40  # words embedded at once: a sentence, or a piece of one where nothing is punctuated
NO_LIKENESS, FULL_LIKENESS = 0.3, 0.8  # cosine of two token vectors that counts 0, and that counts 1
FEW = 3  # sentences of a step that a piece is held against: the nearest ones
PIECE_TOKENS, SHORT_PIECE = 24, 5  # a step is done in a clause or a few
SENTENCE_WORDS = 6  # a `sounds_like` of so many words, without alternatives, is a sentence


class Embedded(Protocol):
    """One text: ``spans[i]`` are the characters of token i, ``tokens[i]`` its unit vector (n, d) float32."""

    @property
    def spans(self) -> Sequence[tuple[int, int]]: ...
    @property
    def tokens(self) -> Array: ...


class Vectors(Protocol):
    """A model that turns texts into token vectors. ``known`` texts are the bank's, worth keeping."""

    def embed(self, texts: Sequence[str], *, known: bool = False) -> Sequence[Embedded]: ...


@dataclass(frozen=True, slots=True)
class Near:
    """How near a stretch comes to a key point (``true``) and to the nearest misconception, 0 to 1."""

    match: Match
    true: float
    false: float

    @property
    def margin(self) -> float:
        return round(self.true - self.false, 2)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Nearness of an answer's stretches to each key point, and of its pieces to each step.

    ``near[point id]`` in the order of the stretches. ``steps[step id]``: pieces of a clause or a few, and
    by how much each is nearer to this step's sentences than to other steps', a difference of cosines.
    """

    near: Mapping[str, tuple[Near, ...]]
    steps: Mapping[str, tuple[tuple[Match, float], ...]]

    def best(self, point: str, floor: float, margin: float, accepts: Callable[[Match], bool]) -> Near | None:
        """The nearest acceptable stretch that reaches ``floor`` and is ``margin`` nearer than any falsehood."""
        fitting = (
            near
            for near in self.near.get(point, ())
            if near.true >= floor and near.margin >= margin and accepts(near.match)
        )
        return max(fitting, key=lambda near: near.true, default=None)

    def around(self, point: str, match: Match) -> Near | None:
        """The stretch around a match that comes nearest to the key point."""
        holding = (
            near
            for near in self.near.get(point, ())
            if near.match.first <= match.first and match.last <= near.match.last
        )
        return max(holding, key=lambda near: near.true, default=None)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """The bank's sentences of one question: whose each is, and their content tokens' vectors end to end.

    ``starts[t]``: the first row of text t. ``weights``: rarity of each row. ``means``: one row a text.
    """

    owners: tuple[tuple[str, str], ...]  # ("true", key point id) or ("false", misconception id)
    tokens: Array
    weights: Array
    starts: NDArray[np.intp]
    means: Array


def weigh_meaning(question: Question, answer: Answer, vectors: Vectors) -> Meaning:
    """Hold every stretch of the answer against every sentence of the question."""
    import numpy as np

    side = _bank_side(tuple(_sentences(question)), vectors)
    rows, starts_at = _answer_side(answer, vectors)
    if not len(rows) or not len(side.tokens):
        return Meaning({}, {})
    likeness = np.clip((side.tokens @ rows.T - NO_LIKENESS) / (FULL_LIKENESS - NO_LIKENESS), 0.0, 1.0)
    totals = np.add.reduceat(side.weights, side.starts)
    groups: dict[tuple[str, str], list[int]] = {}
    for at, owner in enumerate(side.owners):
        groups.setdefault(owner, []).append(at)
    near: dict[str, list[Near]] = {}
    for stretch in answer.stretches:
        first = np.searchsorted(starts_at, answer.tokens[stretch.first].start)
        last = np.searchsorted(starts_at, answer.tokens[stretch.last - 1].end)
        if first == last:
            continue
        found = np.add.reduceat(likeness[:, first:last].max(axis=1) * side.weights, side.starts) / totals
        mean = rows[first:last].mean(axis=0)
        nearness = (found + side.means @ (mean / max(1e-9, float(np.linalg.norm(mean))))) / 2
        best = {owner: round(float(nearness[at].max()), 2) for owner, at in groups.items()}
        false = max((value for (kind, _), value in best.items() if kind == "false"), default=0.0)
        for (kind, point), value in best.items():
            if kind == "true":
                match = Match(stretch.first, stretch.last, "")
                near.setdefault(point, []).append(Near(match, value, false))
    return Meaning(
        {point: tuple(values) for point, values in near.items()},
        _step_nearness(question, answer, vectors, rows, starts_at),
    )


def _step_nearness(
    question: Question, answer: Answer, vectors: Vectors, rows: Array, starts_at: NDArray[np.intp]
) -> dict[str, tuple[tuple[Match, float], ...]]:
    """Each piece against each step's sentences: the mean of the best few, less that of the other steps'."""
    import numpy as np

    owners, examples = _step_side(_step_sentences(question), vectors)
    near: dict[str, list[tuple[Match, float]]] = {step.id: [] for step in question.framework.steps}
    for first, last in _pieces(answer):
        low = np.searchsorted(starts_at, answer.tokens[first].start)
        high = np.searchsorted(starts_at, answer.tokens[last - 1].end)
        if low == high:
            continue
        cosines = examples @ _unit(rows[low:high].mean(axis=0))
        for step, found in near.items():
            own = owners == step
            if own.any() and not own.all():
                margin = _best_few(cosines[own]) - _best_few(cosines[~own])
                found.append((Match(first, last, ""), round(margin, 2)))
    return {step: tuple(found) for step, found in near.items()}


def _step_sentences(question: Question) -> tuple[tuple[str, str], ...]:
    return tuple(
        (step.id, text)
        for step in question.framework.steps
        for text in (*step.examples, *step.sounds_like, *question.step_examples.get(step.id, ()))
    )


@lru_cache(maxsize=8)
def _step_side(sentences: tuple[tuple[str, str], ...], vectors: Vectors) -> tuple[NDArray[np.str_], Array]:
    import numpy as np

    embedded = vectors.embed([text for _, text in sentences], known=True)
    return np.array([step for step, _ in sentences]), np.array([_unit(one.tokens.mean(axis=0)) for one in embedded])


def _best_few(cosines: Array) -> float:
    import numpy as np

    return float(np.sort(cosines)[-FEW:].mean())


def _unit(vector: Array) -> Array:
    import numpy as np

    return vector / max(1e-9, float(np.linalg.norm(vector)))


def _pieces(answer: Answer) -> Iterator[tuple[int, int]]:
    """Sentences; long ones in pieces of whole clauses, PIECE_TOKENS at most where clauses allow."""
    for sentence in answer.sentences:
        first = sentence.first
        for clause in answer.clauses[answer.clause_of[sentence.first] : answer.clause_of[sentence.last - 1] + 1]:
            if clause.last - first > PIECE_TOKENS and clause.first - first >= SHORT_PIECE:
                yield first, clause.first
                first = clause.first
        yield first, sentence.last


def _sentences(question: Question) -> Iterator[tuple[tuple[str, str], str]]:
    for point in question.key_points:
        for text in (*point.paraphrases, point.text):
            yield ("true", point.id), text
    for wrong in question.misconceptions:
        yield ("false", wrong.id), wrong.text
        for text in wrong.sounds_like:
            if len(text.split()) >= SENTENCE_WORDS and "|" not in text:
                yield ("false", wrong.id), text


@lru_cache(maxsize=8)
def _bank_side(sentences: tuple[tuple[tuple[str, str], str], ...], vectors: Vectors) -> _Side:
    import numpy as np

    owners, texts = zip(*sentences, strict=True)
    embedded = vectors.embed(texts, known=True)
    words = [
        [text[start:end].lower() for start, end in one.spans]
        for text, one in zip(texts, embedded, strict=True)
    ]
    counts = Counter(word for each in words for word in set(each))
    rows, weights, starts, means = [], [], [], []
    for each, one in zip(words, embedded, strict=True):
        kept = [at for at, word in enumerate(each) if _counts(word)] or list(range(len(each)))
        starts.append(len(weights))
        rows.append(one.tokens[kept])
        weights += [log(1 + len(texts) / counts[each[at]]) for at in kept]
        mean = one.tokens.mean(axis=0)
        means.append(mean / max(1e-9, float(np.linalg.norm(mean))))
    return _Side(
        owners, np.vstack(rows), np.array(weights, np.float32), np.array(starts), np.array(means, np.float32)
    )


def _counts(word: str) -> bool:
    return word.isalnum() and word not in STOP_WORDS


def _answer_side(answer: Answer, vectors: Vectors) -> tuple[Array, NDArray[np.intp]]:
    """All token vectors of the answer (n, d), and where in the text each token starts."""
    import numpy as np

    chunks = list(_chunks(answer))
    rows, starts_at = [], []
    texts = [answer.text[start:end] for start, end in chunks]
    for (start, _), one in zip(chunks, vectors.embed(texts), strict=True):
        rows.append(one.tokens)
        starts_at += [start + first for first, _ in one.spans]
    return (np.vstack(rows) if rows else np.zeros((0, 0), np.float32)), np.array(starts_at)


def _chunks(answer: Answer) -> Iterator[tuple[int, int]]:
    """Sentences as character spans; long ones in pieces of whole clauses where possible."""
    for sentence in answer.sentences:
        first = sentence.first
        while first < sentence.last:
            last = min(sentence.last, first + CHUNK_TOKENS)
            if last < sentence.last:
                clause = answer.clause_at(last - 1).first
                last = clause if clause > first else last
            yield answer.tokens[first].start, answer.tokens[last - 1].end
            first = last
