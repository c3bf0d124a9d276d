"""Tokens: what is compared, and where it stands in the untouched text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.scoring.text import open_contractions, stem, tokenize

# text, the words as compared, the characters each was made of
TOKENS = [
    ("", [], []),
    (" \n\t", [], []),
    ("Trees overfit.", ["trees", "overfit"], ["Trees", "overfit"]),
    ("I'd say isn't", ["i", "would", "say", "is", "not"], ["I'd", "I'd", "say", "isn't", "isn't"]),
    ("can’t won't", ["can", "not", "will", "not"], ["can’t", "can’t", "won't", "won't"]),
    ("cannot dont", ["can", "not", "do", "not"], ["cannot", "cannot", "dont", "dont"]),
    ("gonna let's", ["going", "to", "let", "us"], ["gonna", "gonna", "let's", "let's"]),
    ("the model's error", ["the", "model", "is", "error"], ["the", "model's", "model's", "error"]),
    ("rock'n'roll", ["rocknroll"], ["rock'n'roll"]),
    ("0.5 of 10", ["zero", "five", "of", "ten"], ["0", "5", "of", "10"]),
    ("95% at v1.2", ["95", "percent", "at", "v1", "two"], ["95", "%", "at", "v1", "2"]),
    ("% of 8 %", ["of", "eight"], ["of", "8"]),
    ("L1, l 2 and L two", ["l1", "l2", "and", "l2"], ["L1", "l 2", "and", "L two"]),
    ("F1 or f one", ["f1", "or", "f1"], ["F1", "or", "f one"]),
    ("over fitting", ["overfitting"], ["over fitting"]),
    ("over-fitting over  fitting", ["overfitting", "overfitting"], ["over-fitting", "over  fitting"]),
    ("hyper parameters", ["hyperparameters"], ["hyper parameters"]),
    ("Check. Point two.", ["check", "point", "two"], ["Check", "Point", "two"]),
    ("in the end, point", ["in", "the", "end", "point"], ["in", "the", "end", "point"]),
    ("snake_case k-means", ["snake", "case", "kmeans"], ["snake", "case", "k-means"]),
    ("naïve Bayes — für 数据", ["naïve", "bayes", "für", "数据"], ["naïve", "Bayes", "für", "数据"]),
    ("İstanbul ﬁt ẞ", ["i̇stanbul", "ﬁt", "ß"], ["İstanbul", "ﬁt", "ẞ"]),
    ("👍🏽 ok 👨‍👩‍👧", ["ok"], ["ok"]),
    ("''quoted'' 'tis", ["quoted", "tis"], ["quoted", "tis"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "quotes"), TOKENS)
def test_words_and_their_places(text: str, words: list[str], quotes: list[str]) -> None:
    tokens = tokenize(text)
    assert [token.word for token in tokens] == words
    assert [text[token.start : token.end] for token in tokens] == quotes


@given(st.text(alphabet=st.characters(), max_size=80))
def test_places_are_right_in_any_text(text: str) -> None:
    """In order, from a letter or digit to another, or a %; the words of a contraction share a place."""
    tokens = tokenize(text)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        quote = text[token.start : token.end]
        assert quote == "%" or (quote[0].isalnum() and quote[-1].isalnum())
    for one, following in pairwise(tokens):
        assert one.end <= following.start or (one.start, one.end) == (following.start, following.end)


SAME_STEM = [
    ("overfitting", "overfits"),
    ("regularisation", "regularization"),
    ("normalise", "normalize"),
    ("normalised", "normalized"),
    ("standardising", "standardizing"),
    ("optimiser", "optimizers"),
    ("generalisable", "generalizable"),
    ("analyse", "analyze"),
    ("analysing", "analyzing"),
    ("behaviour", "behavior"),
    ("neighbours", "neighbors"),
    ("colours", "colors"),
    ("favour", "favor"),
    ("labelled", "labeled"),
    ("unlabelled", "unlabeled"),
    ("modelling", "modeling"),
    ("centre", "center"),
    ("centred", "centered"),
    ("centring", "centering"),
    ("artefacts", "artifacts"),
    ("judgement", "judgment"),
    ("raise", "raised"),
    ("rises", "rising"),
    ("noise", "noises"),
    ("revise", "revising"),
    ("increase", "increasing"),
]


@pytest.mark.parametrize(("one", "other"), SAME_STEM)
def test_one_stem_for_inflections_and_both_spellings(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("memory", "memorise"),
        ("price", "prize"),
        ("raised", "razed"),
        ("precision", "precise"),
        ("one", "on"),
    ],
)
def test_other_words_keep_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_megabyte_without_a_blank_is_one_short_word() -> None:
    text = "x" * 1_000_000
    (token,) = tokenize(text)
    assert (token.start, token.end) == (0, 1_000_000)
    assert len(token.stem) <= 40


@pytest.mark.parametrize(
    ("word", "opened"),
    [("I'd", ("i", "would")), ("n't", ("nt",)), ("they've", ("they", "have")), ("SHAN'T", ("shall", "not"))],
)
def test_contractions(word: str, opened: tuple[str, ...]) -> None:
    assert open_contractions(word) == opened
