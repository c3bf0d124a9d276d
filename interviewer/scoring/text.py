"""Words as the scorer compares them: tokens with their places in the text, normalised to stems.

Every token keeps its character span in the untouched text, so that whatever is
found can be quoted. What is compared are normalised stems: lower case,
contractions opened ("i'd" is "i would"), British and American spelling folded,
split compounds joined ("over fitting"), Snowball English stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from interviewer.scoring.english.small_words import COMPOUNDS, LETTER_NUMBERS, STOP_WORDS

SENTENCE_GAP = re.compile(r"(?<=[.!?])\s+")  # of written text: the bank's, the interviewer's own
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|(?<=\d)%")
_MAX_WORD = 40  # characters compared of one word: a megabyte without a space is no word
_START = 3  # letters that tell most pairs of words from a compound, before the costlier stem does
_COMPOUND_STARTS = frozenset(compound[:_START] for compound in COMPOUNDS)

_CONTRACTIONS = {
    "n't": "not",
    "'d": "would",
    "'ll": "will",
    "'re": "are",
    "'ve": "have",
    "'m": "am",
    "'s": "is",
}
_WHOLE_WORDS = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "dont": ("do", "not"),
    "doesnt": ("does", "not"),
    "isnt": ("is", "not"),
    "arent": ("are", "not"),
    "wouldnt": ("would", "not"),
    "let's": ("let", "us"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "kinda": ("kind", "of"),
    "cos": ("because",),
    "'cause": ("because",),
}
_NUMBERS = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four",
    "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine", "10": "ten", "%": "percent",
}  # fmt: skip


# "normalise", "analysing": from the fourth letter on, so that "raised", "rising" and "noises" keep their s.
_BRITISH_S = re.compile(
    r"(?<=[a-z]{4}i)s(?=(e[sdr]?|ers|ing|able|ations?)$)|(?<=[a-z]{3}y)s(?=(e[sdr]?|ers|ing)$)"
)
_BRITISH = (
    ("aviour", "avior"), ("olour", "olor"), ("eighbour", "eighbor"), ("avour", "avor"), ("abell", "abel"),
    ("odell", "odel"), ("entred", "entered"), ("entring", "entering"), ("entre", "enter"),
    ("rtefact", "rtifact"), ("udgement", "udgment"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word as compared. ``start``/``end``: its characters in the text."""

    word: str
    stem: str
    start: int
    end: int

    @property
    def content(self) -> bool:
        return self.word not in STOP_WORDS


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Snowball English stem of a lower-case word, spelling folded first."""
    word = word[:_MAX_WORD]
    if len(word) > 5:
        word = _BRITISH_S.sub("z", word)
        for british, american in _BRITISH:
            word = word.replace(british, american)
    return str(_STEMMER.stemWord(word))


_STEMMER = snowballstemmer.stemmer("english")


def open_contractions(word: str) -> tuple[str, ...]:
    """``"i'd"`` gives ``("i", "would")``; a possessive 's is read as "is", which is a stop word too."""
    word = word.replace("’", "'").lower()
    if word in _WHOLE_WORDS:
        return _WHOLE_WORDS[word]
    for ending, opened in _CONTRACTIONS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (word[: -len(ending)], opened)
    return (_NUMBERS.get(word, word).replace("'", ""),)


def tokenize(text: str) -> tuple[Token, ...]:
    """All words of the text, normalised, compounds joined."""
    raw = [
        Token(word, stem(word), match.start(), match.end())
        for match in _WORD.finditer(text)
        for word in open_contractions(match.group()[: _MAX_WORD * 2])
    ]
    return tuple(_joined(text, raw))


def _joined(text: str, tokens: Sequence[Token]) -> Iterable[Token]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        whole = _compound(text, token, tokens[at + 1]) if at + 1 < len(tokens) else None
        yield token if whole is None else whole
        at += 1 if whole is None else 2


def _compound(text: str, token: Token, following: Token) -> Token | None:
    """The two words as one, where nothing but a blank or a hyphen stands between: "check. Point" is two."""
    if text[token.end : following.start].strip(" \t-"):
        return None
    letter_number = token.word + {"one": "1", "two": "2"}.get(following.word, following.word)
    if letter_number in LETTER_NUMBERS:
        return Token(letter_number, letter_number, token.start, following.end)
    together = token.word + following.word
    if together[:_START] in _COMPOUND_STARTS and stem(together) in COMPOUNDS:
        return Token(together, stem(together), token.start, following.end)
    return None
