from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from interviewer.errors import MissingModel, MissingProgram
from interviewer.meaning import vectors as module
from interviewer.meaning.vectors import MAX_WORDS, MODEL, TOKENIZER, ModelFile, load_vectors, stretches
from tests.meaning.contract import keeps_the_contract
from tests.support.fake_vectors import FakeVectors


def test_the_fake_keeps_the_contract() -> None:
    keeps_the_contract(FakeVectors([("dog", "hound")]))


@pytest.mark.model
def test_the_real_one_keeps_the_contract() -> None:
    keeps_the_contract(load_vectors())


@pytest.mark.model
def test_words_of_like_meaning_are_alike_in_their_sentence() -> None:
    model = load_vectors()
    one = model.words("The doctor examined the patient.")
    other = model.words("A physician looked at a sick person.")
    cosines = one.vectors @ other.vectors.T
    assert int(np.argmax(cosines[1])) == 1  # doctor, physician
    assert cosines[1].max() > 0.5


@pytest.mark.model
def test_a_sentence_does_not_depend_on_its_neighbours() -> None:
    model = load_vectors()
    alone = model.words("Boosting lowers the bias.")
    after = model.words("Zebras! Boosting lowers the bias. Then something else.")
    np.testing.assert_array_equal(after.vectors[2:7], alone.vectors)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n", []),
        ("One. Two?! three", [(0, "One."), (5, "Two?!"), (11, "three")]),
        ("... well", [(0, "..."), (4, "well")]),
        ("a\nb", [(0, "a"), (2, "b")]),
    ],
)
def test_stretches(text: str, expected: list[tuple[int, str]]) -> None:
    assert list(stretches(text)) == expected


def test_a_long_sentence_is_read_in_parts() -> None:
    text = " ".join(f"word{at}" for at in range(2 * MAX_WORDS + 1))
    parts = list(stretches(text))
    assert [len(part.split()) for _, part in parts] == [MAX_WORDS, MAX_WORDS, 1]
    assert all(text[at : at + len(part)] == part for at, part in parts)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MODEL", ModelFile("no_such_package", "model.onnx", ""))
    assert not module.installed()
    with pytest.raises(MissingProgram, match=r"interview-aloud\[vectors\]"):
        load_vectors()
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(MissingProgram, match=r"interview-aloud\[vectors\]"):
        load_vectors()


def test_a_file_with_another_sum_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "small_words"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('the package was imported')")
    (package / "model.onnx").write_bytes(b"damaged")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(module, "MODEL", ModelFile("small_words", "model.onnx", MODEL.sha256))
    with pytest.raises(MissingModel, match=rf"expected {MODEL.sha256}") as caught:
        load_vectors()
    assert "--force-reinstall" in str(caught.value)
    assert "small_words" not in sys.modules


def test_the_sums_are_sums() -> None:
    assert all(len(file.sha256) == 64 for file in (MODEL, TOKENIZER))
