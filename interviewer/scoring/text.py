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

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MAX_WORD = 40  # characters compared of one word: a megabyte without a space is no word

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
    "cause": ("because",),
    "cos": ("because",),
    "'cause": ("because",),
}
_NUMBERS = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four",
    "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine", "10": "ten",
}  # fmt: skip
# Stems of compounds that Whisper and people write in two words as often as in one.
_COMPOUNDS = frozenset(
    "overfit underfit oversampl undersampl upsampl downsampl resampl hyperparamet dataset minibatch pretrain"
    " retrain dropout autoencod eigenvector eigenvalu subsampl bootstrap lookup rollback checkpoint workflow"
    " timestamp tradeoff backpropag reweight finetun multicollinear holdout endpoint kmean xgboost lightgbm"
    " docker mlflow kubeflow notebook codebas denois nonlinear precomput batchnorm softmax".split()
)
_LETTER_NUMBER = frozenset("l1 l2 f1 r2 p95 p99".split())

STOP_WORDS = frozenset(
    "a an the this that these those it its is are was were be been being am do does did done have has had having"
    " i you he she we they me him her us them my your his our their mine yours ours and or if so of to in on at by"
    " for from with as into onto about then than there here just really very quite basically actually kind sort like"
    " well okay ok yeah yes um uh er erm hmm right also too can could will would should shall may might must get gets"
    " got getting gotten up out what which who whom whose when where how because while some any such own same both"
    " much thing things stuff way lot bit say says said let".split()
)
FUNCTION_WORDS = STOP_WORDS | frozenset(
    "not no never without but all each every one more most less only before after over under again between through"
    " until since though although however still even now maybe perhaps why".split()
)


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
        word = word.replace("isation", "ization").replace("ising", "izing").replace("ised", "ized")
        word = re.sub(r"(?<=[a-z]{3})ise(s|d|r)?$", r"ize\1", word)
        word = re.sub(r"(?<=[a-z]{3})yse(s|d)?$", r"yze\1", word)
        word = word.replace("aviour", "avior").replace("olour", "olor").replace("eighbour", "eighbor")
        word = word.replace("abell", "abel").replace("odell", "odel").replace("entre", "enter")
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
    return tuple(_joined(raw))


def _joined(tokens: Sequence[Token]) -> Iterable[Token]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if at + 1 < len(tokens):
            following = tokens[at + 1]
            number = {"one": "1", "two": "2"}.get(following.word, following.word)
            together = stem(token.word + following.word)
            if token.word + number in _LETTER_NUMBER:
                yield Token(token.word + number, token.word + number, token.start, following.end)
                at += 2
                continue
            if together in _COMPOUNDS and token.end > token.start:
                yield Token(token.word + following.word, together, token.start, following.end)
                at += 2
                continue
        yield token
        at += 1
