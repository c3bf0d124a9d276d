"""The short list of questions: as the bank has them, and read anew when a file changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.bank import loading
from interviewer.bank.listed import choose, list_packs
from interviewer.bank.loading import load_bank
from interviewer.errors import BadPack, UnknownQuestion
from tests.bank.conftest import PACK

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("small_bank")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def never(*arguments: object, **options: object) -> None:
    raise AssertionError("the bank was read")


def test_it_lists_what_the_bank_holds(write: Write) -> None:
    mine = write(PACK).parent
    listed = list_packs(mine)
    assert [one.slug for one in listed] == ["shipped", "bagging"]
    for short, whole in zip(listed, load_bank(mine), strict=True):
        for name in ("number", "slug", "section", "level", "type", "prompt"):
            assert getattr(short, name) == getattr(whole, name), name


def test_the_second_time_nothing_is_read(write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = write(PACK).parent
    first = list_packs(mine, cache=folder)
    monkeypatch.setattr(loading, "load_bank", never)
    assert list_packs(mine, cache=folder) == first
    with pytest.raises(AssertionError, match="the bank was read"):
        list_packs(cache=folder)  # other folders are another list


@pytest.mark.parametrize("part", [".", "glossary", "frameworks"])
def test_a_new_changed_or_removed_file_is_seen(part: str, write: Write, folder: Path) -> None:
    mine = write(PACK).parent
    other = write(
        "terms: []\n" if part == "glossary" else PACK.replace("bagging\n", "other\n"), f"{part}/b.yaml"
    )
    if part == "frameworks":
        other.write_text("nothing that could be a framework")
        with pytest.raises(BadPack):
            list_packs(mine, cache=folder)
    else:
        assert len(list_packs(mine, cache=folder)) == (3 if part == "." else 2)
    other.unlink()
    assert len(list_packs(mine, cache=folder)) == 2
    write(PACK.replace("slug: bagging", "slug: boosting"))
    assert [one.slug for one in list_packs(mine, cache=folder)] == ["shipped", "boosting"]


def test_a_pack_with_a_mistake_is_never_kept(write: Write, folder: Path) -> None:
    mine = write(PACK.replace("prompt:", "promt:")).parent
    for _ in range(2):
        with pytest.raises(BadPack, match="promt"):
            list_packs(mine, cache=folder)


def test_choose() -> None:
    listed = list_packs()
    assert choose(listed, levels=["mid"], sections=["trees"]) == listed
    assert choose(listed) == listed
    for sections in (["tree"], ["ensembles"], ["trees/ensembles/more"]):
        with pytest.raises(UnknownQuestion, match="no question fits"):
            choose(listed, sections=sections)
