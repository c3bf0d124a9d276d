"""What every model of words keeps, the real one and the fake."""

from __future__ import annotations

import numpy as np

from interviewer.meaning.vectors import DIMENSIONS, Vectors

TEXTS = (
    "",
    " \n ",
    "Bagging trains its models in parallel.",
    "So um I'd use k-means++, right? Then: 0.5, é, 東京, 🙂 and a\u00a0blank…",
    "no marks at all " * 40,
    "x" * 5000,
)


def keeps_the_contract(vectors: Vectors) -> None:
    assert vectors.name
    for text in TEXTS:
        words = vectors.words(text)
        assert words.vectors.dtype == np.float32
        assert words.vectors.shape == (len(words.starts), DIMENSIONS)
        assert len(words.starts) == len(words.ends)
        spans = list(zip(words.starts, words.ends, strict=True))
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert spans == sorted(spans)
        assert all(text[start:end].strip() == text[start:end] for start, end in spans)
        np.testing.assert_allclose(np.linalg.norm(words.vectors, axis=1), 1, atol=1e-5)
        again = vectors.words(text)
        assert again.starts == words.starts
        np.testing.assert_array_equal(again.vectors, words.vectors)
