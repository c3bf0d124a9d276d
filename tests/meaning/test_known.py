from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from interviewer.meaning.known import KnownVectors
from interviewer.meaning.vectors import WordVectors
from tests.support.fake_vectors import FakeVectors

TEXTS = ("Dogs bark.", "A hound barks, loudly.", "")


@pytest.fixture
def vectors() -> FakeVectors:
    return FakeVectors([("dogs", "hound"), ("bark", "barks")])


def same(one: tuple[WordVectors, ...], other: tuple[WordVectors, ...]) -> bool:
    return len(one) == len(other) and all(
        a.starts == b.starts and a.ends == b.ends and np.array_equal(a.vectors, b.vectors)
        for a, b in zip(one, other, strict=True)
    )


def test_texts_are_read_once_and_for_all(vectors: FakeVectors, tmp_path: Path) -> None:
    folder = tmp_path / "not yet there"
    first = KnownVectors(vectors, folder)
    fresh = first.known(TEXTS)
    assert vectors.asked == [*TEXTS]
    assert same(first.known(TEXTS), fresh)
    assert vectors.asked == [*TEXTS]
    vectors.asked.clear()
    assert same(KnownVectors(vectors, folder).known(TEXTS), fresh)  # and no digit is lost on disk
    assert vectors.asked == []


def test_another_model_or_other_texts_are_not_taken_for_these(vectors: FakeVectors, tmp_path: Path) -> None:
    KnownVectors(vectors, tmp_path).known(TEXTS)
    other = FakeVectors(vectors.groups, name="another")
    KnownVectors(other, tmp_path).known(TEXTS)
    assert other.asked == [*TEXTS]
    vectors.asked.clear()
    KnownVectors(vectors, tmp_path).known(TEXTS[:2])
    assert vectors.asked == [*TEXTS[:2]]


@pytest.mark.parametrize("damage", [b"", b"no zip file", None])
def test_a_damaged_file_is_made_again(vectors: FakeVectors, tmp_path: Path, damage: bytes | None) -> None:
    fresh = KnownVectors(vectors, tmp_path).known(TEXTS)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert same(KnownVectors(vectors, tmp_path).known(TEXTS), fresh)
    assert file.read_bytes() == whole


def test_a_folder_that_can_not_be_written_costs_only_time(vectors: FakeVectors, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    assert KnownVectors(vectors, blocked).known(TEXTS)[0].starts == (0, 5, 9)
