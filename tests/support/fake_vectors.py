"""Words with made-up meanings: the same word, and words of one group, are alike, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from interviewer.meaning.vectors import DIMENSIONS, WordVectors

_WORD = re.compile(r"\w+|[^\w\s]")
OWN = 0.5  # share of a word's vector that it has with no other word of its group


@dataclass
class FakeVectors:
    """``groups``: words of one meaning. ``asked`` notes what was computed."""

    groups: Sequence[Sequence[str]] = ()
    name: str = "fake"
    asked: list[str] = field(default_factory=list)

    def words(self, text: str) -> WordVectors:
        self.asked.append(text)
        found = list(_WORD.finditer(text))
        rows = [self._vector(match.group().lower()) for match in found]
        vectors = np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)
        return WordVectors(
            tuple(match.start() for match in found), tuple(match.end() for match in found), vectors
        )

    def _vector(self, word: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        group = next((group for group in self.groups if word in group), None)
        vector = _direction(word)
        if group is not None:
            vector = OWN * vector + _direction(group[0] + " and the like")
        return (vector / np.linalg.norm(vector)).astype(np.float32)


def _direction(name: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """A direction of its own: random ones in so many dimensions are nearly at right angles."""
    drawn = np.random.default_rng(crc32(name.encode())).standard_normal(DIMENSIONS)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)
