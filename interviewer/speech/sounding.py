"""Which of the field's terms sound like what was heard, as "mini-batches" like "many batches". Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

LEAST_ALIKE = 0.62  # of 1: below it ordinary words come out like terms ("a missed failure", "a MissFailure")
LEAST_SOUNDS = 3  # shorter names are like anything
MOST_WORDS = 5  # heard in the place of a term

# Letters that stand for nearly the same sound, after Soundex (Russell, US patent 1,261,167, 1918), the vowels
# as one class more: Whisper keeps the rhythm of a word that it doesn't know.
_CLASSES = ("aeiouyhw", "bp", "fv", "cgjkq", "sz", "td", "mn")
_CLASS = str.maketrans({letter: letters[0] for letters in _CLASSES for letter in letters} | {"x": "ks"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a term: how to write it, and its words as they are said, in lower case."""

    written: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, written: str, said: str | None = None) -> Name:
        """``said``: how it is spelled when it is said, where that is not as it is written."""
        return cls(written, tuple(spelled(said or written).split()))


def letters(text: str) -> str:
    """Its letters and digits, in lower case."""
    return "".join(filter(str.isalnum, text.casefold()))


def sound(text: str) -> str:
    """A coarse spelling of how the text sounds: one letter for a class of sounds, none of them twice."""
    classes = letters(text).replace("ph", "f").translate(_CLASS)
    return "".join(letter for letter, _ in groupby(classes))


def sounding_like(heard: Sequence[str], names: Sequence[Name]) -> tuple[str, ...]:
    """The names that some words of ``heard`` in a row are like, as they are written, the most alike first.

    Alike: by letters and by sounds, each a similarity after Levenshtein. So those that were heard as they
    are come before all others, and are heard again.
    """
    words = [spelled(word) for word in heard]
    places = [
        " ".join(words[start : start + count])
        for count in range(1, MOST_WORDS + 1)
        for start in range(len(words) - count + 1)
    ]
    said = [" ".join(name.words) for name in names]
    if not places or not said:
        return ()
    both = _similarities(map(letters, said), map(letters, places))
    both += _similarities(map(sound, said), map(sound, places))
    found = [
        (-alike, name.written)
        for alike, name, name_said in zip((both.max(axis=1) / 2).tolist(), names, said, strict=True)
        if alike >= LEAST_ALIKE and len(sound(name_said)) >= LEAST_SOUNDS
    ]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def likeness(one: str, other: str) -> float:
    """How much two texts sound alike, 0 to 1."""
    return Levenshtein.normalized_similarity(sound(one), sound(other))


def _similarities(names: Iterable[str], places: Iterable[str]) -> NDArray[np.float32]:
    """Levenshtein's, 0 to 1, of each name with each place: shape (names, places)."""
    return cdist(list(names), list(places), scorer=Levenshtein.normalized_similarity, dtype=np.float32)


def spelled(text: str) -> str:
    """In lower case, one space between two words or numbers."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
