"""Anki packages, made here: what is read of them, and what of a hostile one is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from interviewer.bank.importing import anki
from interviewer.bank.importing.anki import read_apkg
from interviewer.errors import BadInput
from tests.bank.importing.conftest import briefs, collection, zipped

NOTES = [
    ("Why <b>preheat</b>?<br><img src='oven.jpg'>\x1fIt rises.[sound:bread.mp3]", " oven easy "),
    ("What is \\(x^2\\)?\x1f<ul><li>a square</li><li>no cube</li></ul>", ""),
    ("Why steam?\x1f", ""),
    ("<img src='a.png'>\x1fA picture.", ""),
]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return tmp_path / "deck.apkg"


@pytest.mark.parametrize("member", ["collection.anki2", "collection.anki21"])
def test_the_notes_of_a_deck(member: str, package: Path) -> None:
    package.write_bytes(zipped(**{member: collection(NOTES, deck="Bread::Oven"), "media": b"{}"}))
    source = read_apkg(package)
    assert briefs(source) == [
        (1, "Why preheat?", "It rises."),
        (2, "What is x squared?", "- a square\n- no cube"),
        (3, "Why steam?", ""),
    ]
    assert [remark.at for remark in source.skipped] == [4]
    first = source.drafts[0]
    assert (first.section, first.tags, first.level) == ("Bread/Oven", ("oven", "easy"), "entry")


def test_fields_by_name_and_what_else_there_is_joins_the_answer(package: Path) -> None:
    notes = [("7\x1fIt rises.\x1fWhy preheat?\x1fAsk a baker.", "")]
    fields = ("Id", "Answer", "Question", "Extra")
    package.write_bytes(zipped(collection__anki2=collection(notes, fields)))
    assert briefs(read_apkg(package)) == [(1, "Why preheat?", "It rises.\n7\nAsk a baker.")]


def test_the_newer_collection_is_read_where_there_are_two(package: Path) -> None:
    old = collection([("Please update Anki\x1f", "")])
    package.write_bytes(zipped(collection__anki2=old, collection__anki21=collection(NOTES)))
    assert len(briefs(read_apkg(package))) == 3


def test_fields_that_are_no_text(package: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.deserialize(collection([("Why?", ""), ("How?", "")]))
    connection.executescript(
        "ALTER TABLE notes RENAME TO old; CREATE TABLE notes AS SELECT id, mid, 5 AS tags, 7 AS flds FROM old"
    )
    package.write_bytes(zipped(collection__anki2=connection.serialize()))
    connection.close()
    assert briefs(read_apkg(package)) == [(1, "7", ""), (2, "7", "")]


def test_gaps_to_fill_are_skipped(package: Path) -> None:
    package.write_bytes(zipped(collection__anki2=collection([("{{c1::Yeast}} lives.\x1f", "")], cloze=True)))
    assert [(remark.at, remark.what) for remark in read_apkg(package).skipped] == [
        (1, "a note with gaps to fill (cloze) has no question")
    ]


BROKEN = {
    "newest format": (zipped(collection__anki21b=b"x", collection__anki2=collection(NOTES)), "zstd"),
    "no collection": (zipped(other=b"x"), "without an Anki collection"),
    "no zip": (b"PK\x03\x04 and no more", "can't be unpacked"),
    "cut off": (zipped(collection__anki2=collection(NOTES))[:200], "can't be unpacked"),
    "no database": (zipped(collection__anki2=b"not a database" * 100), "can't be read"),
    "another program's database": (zipped(collection__anki2=collection([])[:0]), "no notes"),
    "note types that are no JSON": (
        zipped(collection__anki2=collection(NOTES).replace(b'"Basic"', b'"Basic}')),
        "note types",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_package_is_refused_in_one_line(case: str, package: Path) -> None:
    data, expected = BROKEN[case]
    package.write_bytes(data)
    with pytest.raises(BadInput, match=expected) as error:
        read_apkg(package)
    assert "deck.apkg" in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.next_step


def test_a_zip_bomb_is_not_unpacked(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki, "_MAX_COLLECTION", 1_000_000)
    package.write_bytes(zipped(collection__anki2=bytes(5_000_000)))
    assert package.stat().st_size < 20_000
    with pytest.raises(BadInput, match="larger than 1 MB"):
        read_apkg(package)


@pytest.mark.parametrize("limit", ["_MAX_NOTES", "_MAX_TEXT"])
def test_a_deck_too_large_is_refused(limit: str, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki, limit, 3)
    package.write_bytes(zipped(collection__anki2=collection(NOTES)))
    with pytest.raises(BadInput, match="more than"):
        read_apkg(package)


def test_no_name_from_the_archive_is_used(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("../outside", "x")
        archive.writestr("/tmp/outside", "x")
        archive.writestr("collection.anki2", collection(NOTES))
    before = set(tmp_path.parent.iterdir())
    assert len(read_apkg(package).drafts) == 3
    assert set(tmp_path.parent.iterdir()) == before


def test_a_view_that_never_ends_is_no_table_of_notes(package: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.executescript(
        """
        CREATE TABLE col (models TEXT, decks TEXT);
        CREATE TABLE cards (nid, did);
        CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)
            SELECT id, 1 AS mid, '' AS tags, 'Why?' AS flds FROM n;
        """
    )
    package.write_bytes(zipped(collection__anki2=connection.serialize()))
    connection.close()
    with pytest.raises(BadInput, match="no notes"):
        read_apkg(package)
