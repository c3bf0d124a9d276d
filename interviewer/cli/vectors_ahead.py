"""The model of word meanings on a thread of its own: loaded, and told ahead what it will be asked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from interviewer.bank.models import Question
from interviewer.interview.facts import known_ahead, sheet_of
from interviewer.meaning.known import KnownVectors
from interviewer.scoring.nearness import prepare


class VectorsAhead:
    """``vectors`` waits for the model; what else is asked for returns at once, and fails in silence.

    ``load`` returns None where the model is not installed. What it raises is raised by ``vectors``.
    """

    def __init__(self, load: Callable[[], KnownVectors | None]) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vectors")
        self._loaded = self._pool.submit(load)

    def vectors(self) -> KnownVectors | None:
        return self._loaded.result()

    def prepare(self, question: Question) -> None:
        """Make the question's own sentences ready."""
        self._pool.submit(self._prepare, question)

    def heard(self, text: str) -> None:
        """What was said so far: its sentences are remembered, and only the last ones left for the end."""
        self._pool.submit(self._hear, text)

    def close(self) -> None:
        """Nothing more is wanted."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _prepare(self, question: Question) -> None:
        vectors = self.vectors()
        if vectors is not None:
            for texts in known_ahead(sheet_of(question)):
                vectors.known(texts)  # needed first, at the first clarifying question
            prepare(question, vectors)

    def _hear(self, text: str) -> None:
        vectors = self.vectors()
        if vectors is not None:
            vectors.words(text)
