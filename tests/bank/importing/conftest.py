"""What the tests of every format need: drafts as plain tuples, packs written and read again."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from interviewer.bank import loading
from interviewer.bank.bank import Bank
from interviewer.bank.folders import shipped_folder
from interviewer.bank.importing.draft import Draft, Report, Source
from interviewer.bank.importing.pack import make_entries
from interviewer.bank.importing.rich_text import spoken, written
from interviewer.bank.importing.writing import to_yaml

BANKS = "INTERVIEWER_TEST_BANKS"  # a folder with question banks of the world, which are not ours to keep here


def brief(draft: Draft) -> tuple[int, str, str]:
    """Where it is, what is asked, what is answered."""
    return draft.at, spoken(draft.prompt), written(draft.answer)


def briefs(source: Source) -> list[tuple[int, str, str]]:
    return [brief(draft) for draft in source.drafts]


def collection(
    notes: Sequence[tuple[str, str]],
    fields: Sequence[str] = ("Front", "Back"),
    deck: str = "Default",
    *,
    cloze: bool = False,
) -> bytes:
    """An Anki collection of the older kind. ``notes``: fields joined by \\x1f, and tags."""
    model = {
        "name": "Basic",
        "type": int(cloze),
        "flds": [{"name": n, "ord": at} for at, n in enumerate(fields)],
    }
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        """
        CREATE TABLE col (models TEXT, decks TEXT);
        CREATE TABLE notes (id INTEGER PRIMARY KEY, mid INTEGER, tags TEXT, flds TEXT);
        CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER, did INTEGER);
        """
    )
    connection.execute(
        "INSERT INTO col VALUES (?, ?)", (json.dumps({"7": model}), json.dumps({"9": {"name": deck}}))
    )
    for number, (flds, tags) in enumerate(notes, start=1):
        connection.execute("INSERT INTO notes VALUES (?, 7, ?, ?)", (number, tags, flds))
        connection.execute("INSERT INTO cards VALUES (?, ?, 9)", (number, number))
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data


def zipped(**members: bytes) -> bytes:
    """A zip file; ``__`` in a name stands for a dot."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return packed.getvalue()


@pytest.fixture(scope="session")
def shipped() -> Bank:
    return loading.load_bank()


Packed = Callable[[Source], tuple[Bank, Report, str]]


@pytest.fixture
def packed(shipped: Bank, tmp_path: Path) -> Packed:
    """``packed(source)``: its pack, written to a file and loaded strictly."""

    def pack(source: Source) -> tuple[Bank, Report, str]:
        frameworks = {framework.name: framework for framework in shipped.frameworks}
        entries, report = make_entries(source, "mine", [q.slug for q in shipped], frameworks)
        text = to_yaml("mine", entries, report, "source")
        folder = tmp_path / "packs"
        if not folder.exists():
            shutil.copytree(shipped_folder() / "frameworks", folder / "frameworks")
        (folder / "mine.yaml").write_text(text, encoding="utf-8")
        bank, mistakes = loading.read_folders([folder])
        assert mistakes == []
        assert not {question.slug for question in bank} & {question.slug for question in shipped}
        return bank, report, text

    return pack


@pytest.fixture
def banks() -> Path:
    """The folder of other people's banks. Skips where there is none."""
    folder = os.environ.get(BANKS)
    if not folder:
        pytest.skip(f"{BANKS} names no folder of question banks")
    return Path(folder)
