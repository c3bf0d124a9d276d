"""Anki packages (.apkg): a zip with a collection, an SQLite file. Nothing else in the zip is touched."""

from __future__ import annotations

import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interviewer import database
from interviewer.bank.importing.anki_text import section_of
from interviewer.bank.importing.columns import draft_of, roles_of
from interviewer.bank.importing.draft import Draft, Remark, Source
from interviewer.errors import BadInput

COLLECTIONS = (
    "collection.anki21",
    "collection.anki2",
)  # the newer first: the older may only say "update Anki"
NEWEST = "collection.anki21b"
_MAX_COLLECTION = 200_000_000  # bytes unpacked; the media are not in it
_MAX_TEXT = 20_000_000  # characters of all notes together, as much as a pack may hold
_MAX_NOTES = 50_000
_CHUNK = 1 << 20
EXPORT_AGAIN = 'Export it again with "Support older Anki versions" ticked, or as "Notes in plain text"'
_CLOZE = 1  # the kind of note type that has gaps instead of a question


@dataclass(frozen=True, slots=True)
class _NoteType:
    """The field names of a note type; ``cloze`` ones have no question."""

    fields: tuple[str, ...]
    cloze: bool


def read_apkg(path: Path) -> Source:
    """The notes of a package. Raises BadInput where it has no collection that can be read."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Path(folder) / "collection"  # a name of ours: none from inside the archive is used
        _unpack(path, collection)
        try:
            connection = database.open_foreign(collection)
            try:
                return _read(connection, path.name)
            finally:
                connection.close()
        except database.Error as error:
            raise BadInput(f"{path}: its collection can't be read: {error}", EXPORT_AGAIN) from error


def _unpack(path: Path, target: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            found = next((name for name in COLLECTIONS if name in names), None)
            if NEWEST in names:
                raise BadInput(f"{path} is in Anki's newest format, which is packed with zstd", EXPORT_AGAIN)
            if found is None:
                raise BadInput(
                    f"{path} is a zip file without an Anki collection",
                    "Give a deck's .apkg export; save a spreadsheet as CSV",
                )
            size = 0
            with archive.open(found) as packed, target.open("wb") as file:
                while chunk := packed.read(_CHUNK):
                    size += len(chunk)  # counted here: what the archive says of itself may be a lie
                    if size > _MAX_COLLECTION:
                        raise BadInput(
                            f"{path}: its collection is larger than {_MAX_COLLECTION // 1_000_000} MB",
                            "Export a smaller deck",
                        )
                    file.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise BadInput(f"{path} can't be unpacked: {error}", EXPORT_AGAIN) from error


def _read(connection: database.Connection, name: str) -> Source:
    tables = {
        row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if not {"notes", "cards", "col"} <= tables:
        raise BadInput(f"{name}: its collection has no notes in it", EXPORT_AGAIN)
    types, decks = _about(connection, name)
    drafts: list[Draft] = []
    skipped: list[Remark] = []
    for at, row in enumerate(_notes(connection, name), start=1):
        found = _draft(row, types.get(row["mid"]), section_of(decks.get(row["did"], "")), at)
        if isinstance(found, Remark):
            skipped.append(found)
        else:
            drafts.append(found)
    return Source("Anki package", "note", tuple(drafts), tuple(skipped))


def _notes(connection: database.Connection, name: str) -> Iterator[database.Row]:
    """Each note with one of its decks, in the order in which they were made."""
    query = """
        SELECT notes.mid, notes.tags, notes.flds, min(cards.did) AS did
        FROM notes LEFT JOIN cards ON cards.nid = notes.id
        GROUP BY notes.id ORDER BY notes.id
    """
    total = 0
    for number, row in enumerate(connection.execute(query)):
        total += len(str(row["flds"]))
        if total > _MAX_TEXT or number >= _MAX_NOTES:
            what = f"more than {_MAX_NOTES} notes or {_MAX_TEXT // 1_000_000} MB of text"
            raise BadInput(f"{name}: {what}", "Export a smaller deck")
        yield row


def _about(connection: database.Connection, name: str) -> tuple[dict[int, _NoteType], dict[int, str]]:
    """Note types and deck names by number."""
    row = connection.execute("SELECT models, decks FROM col LIMIT 1").fetchone()
    try:
        models, decks = (json.loads(row[key] or "{}") for key in ("models", "decks"))
        types = {
            int(number): _NoteType(
                tuple(
                    str(field["name"])
                    for field in sorted(model["flds"], key=lambda field: field.get("ord", 0))
                ),
                model.get("type") == _CLOZE,
            )
            for number, model in models.items()
        }
        return types, {int(number): str(deck["name"]) for number, deck in decks.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadInput(f"{name}: its note types can't be read: {error!r}", EXPORT_AGAIN) from error


def _draft(
    row: Mapping[str, Any] | database.Row, kind: _NoteType | None, section: str, at: int
) -> Draft | Remark:
    fields = str(row["flds"] or "").split("\x1f")
    if kind is not None and kind.cloze:
        return Remark(at, "a note with gaps to fill (cloze) has no question")
    named = roles_of(kind.fields if kind is not None else ())
    question = named.get("question", 0)
    answer = named.get(
        "answer", next((place for place in range(len(fields)) if place != question), question + 1)
    )
    # What other fields hold ("Extra", "Source") is part of the answer: nothing is lost.
    rest = [answer, *(place for place in range(len(fields)) if place not in (question, answer))]
    return draft_of(
        {
            "question": fields[question] if question < len(fields) else "",
            "answer": "<br>".join(
                fields[place] for place in rest if place < len(fields) and fields[place].strip()
            ),
            "section": section,
            "tags": str(row["tags"] or ""),
        },
        at,
    )
