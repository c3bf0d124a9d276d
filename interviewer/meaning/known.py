"""The bank's sentences as vectors: made once, kept on disk, read the next time. An answer's, in memory."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from interviewer.meaning.vectors import DIMENSIONS, Vectors, WordVectors, installed, load_vectors, stretches

FORMAT = 1  # raised when what is kept on disk changes
NOTHING = np.zeros((0, DIMENSIONS), dtype=np.float32)
STRETCHES_KEPT = 256  # of answers, in memory: five minutes of speech are 60, 20 KB each


class KnownVectors:
    """A model of words that remembers the bank's texts. ``folder``: one file for each set of texts.

    A file that is damaged or can't be written costs time and nothing else. Of other texts the latest
    sentences are remembered, so that an answer of which most has been heard is soon done.
    """

    def __init__(self, vectors: Vectors, folder: Path) -> None:
        self._vectors = vectors
        self._folder = folder
        self._stretch = lru_cache(STRETCHES_KEPT)(vectors.words)

    def words(self, text: str) -> WordVectors:
        found = [(begin, self._stretch(stretch)) for begin, stretch in stretches(text)]
        return WordVectors(
            tuple(begin + start for begin, words in found for start in words.starts),
            tuple(begin + end for begin, words in found for end in words.ends),
            np.concatenate([NOTHING, *(words.vectors for _, words in found)]),
        )

    def known(self, texts: Sequence[str]) -> tuple[WordVectors, ...]:
        """The vectors of each text, from disk where they were made before; not kept in memory."""
        wanted = tuple(texts)
        path = self._folder / f"{_digest(self._vectors.name, wanted)}.npz"
        sets = _read(path, wanted)
        if sets is None:
            sets = tuple(_halved(self._vectors.words(text)) for text in wanted)
            with suppress(OSError):  # a read-only cache: they are made again next time
                _write(path, sets)
        return sets


def installed_vectors(folder: Path) -> KnownVectors | None:
    """The installed model, with its memory in ``folder``; None where the extra is not installed.

    Raises MissingModel where its files are not those expected.
    """
    return KnownVectors(load_vectors(), folder) if installed() else None


def _halved(words: WordVectors) -> WordVectors:
    """The same in half the digits, as it is kept: what is read back must not differ from what was made."""
    return replace(words, vectors=words.vectors.astype(np.float16).astype(np.float32))


def _digest(name: str, texts: Sequence[str]) -> str:
    whole = hashlib.sha256(f"{FORMAT}\0{name}".encode())
    for text in texts:
        whole.update(b"\0" + text.encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def _write(path: Path, sets: Sequence[WordVectors]) -> None:
    """All sets in one file, written beside its place and renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".vectors-")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                counts=np.array([len(words.starts) for words in sets], dtype=np.int32),
                starts=np.array([start for words in sets for start in words.starts], dtype=np.int32),
                ends=np.array([end for words in sets for end in words.ends], dtype=np.int32),
                vectors=np.concatenate([words.vectors for words in sets]).astype(np.float16),
            )
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _read(path: Path, texts: Sequence[str]) -> tuple[WordVectors, ...] | None:
    """What was kept; None where there is nothing that can be used."""
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as kept:
            counts, starts, ends = (kept[name].tolist() for name in ("counts", "starts", "ends"))
            vectors = kept["vectors"].astype(np.float32)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    if len(counts) != len(texts) or not sum(counts) == len(starts) == len(ends) == len(vectors):
        return None
    if vectors.shape[1:] != (DIMENSIONS,):
        return None
    found = []
    first = 0
    for count in counts:
        last = first + count
        found.append(WordVectors(tuple(starts[first:last]), tuple(ends[first:last]), vectors[first:last]))
        first = last
    return tuple(found)
