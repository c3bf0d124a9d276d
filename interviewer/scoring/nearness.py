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
from typing import TYPE_CHECKING, Any, Protocol

from interviewer.bank.models import Question
from interviewer.scoring.answer import Answer
from interviewer.scoring.english.small_words import NEGATORS, STOP_WORDS
from interviewer.scoring.phrases import Match
from interviewer.scoring.polarity import turned
from interviewer.scoring.text import SENTENCE_GAP, tokenize

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from interviewer.meaning.vectors import WordVectors

    Array = NDArray[np.float32]

NO_LIKENESS, FULL_LIKENESS = 0.3, 0.8  # cosine of two token vectors that counts 0, and that counts 1
FEW = 3  # sentences of a step that a piece is held against: the nearest ones
PIECE_TOKENS, SHORT_PIECE = 24, 5  # a step is done in a clause or a few
QUESTIONS_KEPT = 64  # a batch goes over all of them again and again; half a megabyte each
SENTENCE_WORDS = 6  # a `sounds_like` of so many words, without alternatives, is a sentence


class Sentences(Protocol):
    """A model of words; of the bank's texts it remembers what it once made of them."""

    def __hash__(self) -> int: ...

    def words(self, text: str) -> WordVectors: ...

    def known(self, texts: Sequence[str]) -> Sequence[WordVectors]: ...


@dataclass(frozen=True, slots=True)
class Near:
    """How near a stretch comes to a key point (``true``) and to a misconception (``false``), 0 to 1.

    The one that is asked for, and of the other kind the nearest.
    """

    match: Match
    true: float
    false: float

    @property
    def margin(self) -> float:
        return round(self.true - self.false, 2)


@dataclass(frozen=True, slots=True)
class Nearness:
    """Nearness of an answer's stretches to each key point and misconception, and of its pieces to each step.

    ``near[point id]`` in the order of the stretches; ``false[misconception id]`` likewise, but only where
    both or neither are negated, and with the nearest key point or correction as ``true``.
    ``steps[step id]``: pieces of a clause or a few, and by how much each is nearer to this step's sentences
    than to other steps', a difference of cosines.
    """

    near: Mapping[str, tuple[Near, ...]]
    false: Mapping[str, tuple[Near, ...]]
    steps: Mapping[str, tuple[tuple[Match, float], ...]]

    def best(self, point: str, floor: float, margin: float, accepts: Callable[[Match], bool]) -> Near | None:
        """The nearest acceptable stretch of at least ``floor``, by ``margin`` nearer than any falsehood."""
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

    ``owners``: ("true", key point id), ("false", misconception id) or ("right", id of the one corrected).
    ``starts[t]``: the first row of text t. ``weights``: rarity of each row. ``means``: one row a text.
    """

    owners: tuple[tuple[str, str], ...]
    negated: tuple[bool, ...]
    tokens: NDArray[np.float16]  # nothing is lost: the bank's vectors are kept in half precision
    weights: Array
    starts: NDArray[np.intp]
    means: Array


def weigh_nearness(question: Question, answer: Answer, vectors: Sentences) -> Nearness:
    """Hold every stretch of the answer against every sentence of the question."""
    import numpy as np

    side = _bank_side(tuple(_sentences(question)), vectors)
    said = vectors.words(answer.text)
    rows, starts_at = said.vectors, np.array(said.starts)
    if not len(rows) or not len(side.tokens):
        return Nearness({}, {}, {})
    likeness = np.clip(
        (side.tokens.astype(np.float32) @ rows.T - NO_LIKENESS) / (FULL_LIKENESS - NO_LIKENESS), 0.0, 1.0
    )
    totals = np.add.reduceat(side.weights, side.starts)
    kept: list[Match] = []
    columns: list[NDArray[np.floating[Any]]] = []
    for stretch in answer.stretches:
        first = np.searchsorted(starts_at, answer.tokens[stretch.first].start)
        last = np.searchsorted(starts_at, answer.tokens[stretch.last - 1].end)
        if first < last:
            found = np.add.reduceat(likeness[:, first:last].max(axis=1) * side.weights, side.starts) / totals
            columns.append((found + side.means @ _unit(rows[first:last].mean(axis=0))) / 2)
            kept.append(Match(stretch.first, stretch.last, ""))
    near: dict[str, list[Near]] = {}
    wrong: dict[str, list[Near]] = {}
    groups = sorted({(*owner, negated) for owner, negated in zip(side.owners, side.negated, strict=True)})
    nearest = _nearest(side, groups, np.array(columns))
    for match, values in zip(kept, nearest, strict=True):
        best: dict[tuple[str, str], float] = {}
        for (kind, name, _), value in zip(groups, values, strict=True):
            best[kind, name] = max(value, best.get((kind, name), -1.0))
        false = max((value for (kind, _), value in best.items() if kind == "false"), default=0.0)
        true = max((value for (kind, _), value in best.items() if kind == "true"), default=0.0)
        for (kind, point), value in best.items():
            if kind == "true":
                near.setdefault(point, []).append(Near(match, value, false))
        negative = turned(answer, match.first, match.last)
        right = max((value for (kind, _), value in best.items() if kind == "right"), default=0.0)
        for (kind, name, negated), value in zip(groups, values, strict=True):
            if kind == "false" and negated == negative:
                wrong.setdefault(name, []).append(Near(match, max(true, right), value))
    return Nearness(
        {point: tuple(values) for point, values in near.items()},
        {misconception: tuple(values) for misconception, values in wrong.items()},
        _step_nearness(question, answer, vectors, rows, starts_at),
    )


def _nearest(
    side: _Side, groups: Sequence[tuple[str, str, bool]], nearness: NDArray[np.floating[Any]]
) -> list[list[float]]:
    """For each stretch, a row of ``nearness``, the nearest of each group of texts, in hundredths."""
    import numpy as np

    if not len(nearness):
        return []
    of = [groups.index((*owner, negated)) for owner, negated in zip(side.owners, side.negated, strict=True)]
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(np.array(of)[order], np.arange(len(groups)))
    found = np.maximum.reduceat(nearness[:, order], starts, axis=1)
    return [[round(value, 2) for value in row] for row in found.tolist()]


def prepare(question: Question, vectors: Sentences) -> None:
    """Make the question's side ready, so that no answer waits for it: a second the first time."""
    _bank_side(tuple(_sentences(question)), vectors)
    _step_side(_step_sentences(question), vectors)


def _step_nearness(
    question: Question, answer: Answer, vectors: Sentences, rows: Array, starts_at: NDArray[np.intp]
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


@lru_cache(maxsize=QUESTIONS_KEPT)
def _step_side(sentences: tuple[tuple[str, str], ...], vectors: Sentences) -> tuple[NDArray[np.str_], Array]:
    import numpy as np

    sets = vectors.known([text for _, text in sentences])
    return np.array([step for step, _ in sentences]), np.array(
        [_unit(one.vectors.mean(axis=0)) for one in sets]
    )


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
        for clause in answer.clauses[
            answer.clause_of[sentence.first] : answer.clause_of[sentence.last - 1] + 1
        ]:
            if clause.last - first > PIECE_TOKENS and clause.first - first >= SHORT_PIECE:
                yield first, clause.first
                first = clause.first
        yield first, sentence.last


def _sentences(question: Question) -> Iterator[tuple[tuple[str, str], str]]:
    for point in question.key_points:
        for text in (*point.paraphrases, point.text):
            yield ("true", point.id), text
    for wrong in question.misconceptions:
        for text in SENTENCE_GAP.split(wrong.correction):
            yield ("right", wrong.id), text
        yield ("false", wrong.id), wrong.text
        for text in wrong.sounds_like:
            if len(text.split()) >= SENTENCE_WORDS and "|" not in text:
                yield ("false", wrong.id), text


@lru_cache(maxsize=QUESTIONS_KEPT)
def _bank_side(sentences: tuple[tuple[tuple[str, str], str], ...], vectors: Sentences) -> _Side:
    import numpy as np

    owners, texts = zip(*sentences, strict=True)
    sets = vectors.known(texts)
    words = [
        [text[start:end].lower() for start, end in zip(one.starts, one.ends, strict=True)]
        for text, one in zip(texts, sets, strict=True)
    ]
    counts = Counter(word for each in words for word in set(each))
    rows, means = [], []
    starts: list[int] = []
    weights: list[float] = []
    for each, one in zip(words, sets, strict=True):
        kept = [at for at, word in enumerate(each) if _counts(word)] or list(range(len(each)))
        starts.append(len(weights))
        rows.append(one.vectors[kept])
        weights += [log(1 + len(texts) / counts[each[at]]) for at in kept]
        means.append(_unit(one.vectors.mean(axis=0)))
    return _Side(
        owners,
        tuple(sum(token.word in NEGATORS for token in tokenize(text)) % 2 == 1 for text in texts),
        np.vstack(rows).astype(np.float16),
        np.array(weights, np.float32),
        np.array(starts),
        np.array(means, np.float32),
    )


def _counts(word: str) -> bool:
    return word.isalnum() and word not in STOP_WORDS
