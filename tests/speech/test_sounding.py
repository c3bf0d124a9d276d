from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.sounding import LEAST_SOUNDS, Name, sound, sounding_like, spelled

WRITTEN = ("SMOTE", "mini-batch", "stochastic gradient descent", "eigenvector", "PCA", "ROC-AUC")
NAMES = (*map(Name.of, WRITTEN), Name.of("ROC-AUC", "rock a u c"))


@pytest.mark.parametrize(
    ("heard", "first"),
    [
        ("copied or synthetic isn't smoked", "SMOTE"),
        ("Many batches, some dozens", "mini-batch"),
        ("Such as the gradient descent uses one", "stochastic gradient descent"),
        ("the origin vectors of it", "eigenvector"),
        ("of the two rock, and you see", "ROC-AUC"),
    ],
)
def test_a_term_is_found_by_how_it_sounds(heard: str, first: str) -> None:
    assert sounding_like(heard.split(), NAMES)[0] == first


def test_what_was_heard_as_it_is_comes_first() -> None:
    assert sounding_like(["many", "batches", "of", "PCA"], NAMES)[:2] == ("PCA", "mini-batch")


def test_nothing_sounds_like_silence_or_like_no_names() -> None:
    assert sounding_like((), NAMES) == ()
    assert sounding_like(("...",), NAMES) == ()
    assert sounding_like(("smoke",), ()) == ()


def test_a_very_short_name_is_like_nothing() -> None:
    assert len(sound("AI")) < LEAST_SOUNDS
    assert sounding_like(("I", "a", "eye"), (Name.of("AI"),)) == ()


def test_sounds_are_classes_of_letters() -> None:
    assert sound("Photograph") == sound("fodokraf")
    assert sound("bagging") == sound("packing")
    assert sound("smoke") != sound("SMOTE")


@given(st.lists(st.text(max_size=12), max_size=12))
def test_any_words_can_be_looked_at(heard: list[str]) -> None:
    found = sounding_like(heard, NAMES)
    assert len(set(found)) == len(found)
    assert set(found) <= {name.written for name in NAMES}
    assert spelled(" ".join(heard)) == spelled(spelled(" ".join(heard)))
