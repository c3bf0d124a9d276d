"""JSON: a list of objects with a question and an answer, or this program's own ``questions list --json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from interviewer.bank.importing.columns import draft_of, role_of
from interviewer.bank.importing.draft import Draft, Remark, Source
from interviewer.errors import BadInput

_LISTS = ("questions", "items", "data", "cards", "notes", "entries")
_OWN = frozenset(
    ["slug", "prompt", "key_points", "reference", "expected_steps"]
)  # every question of ours has them
FORMAT = "JSON"


def read_json(text: str, name: str) -> Source:
    """The questions of a JSON file, or of one with an object a line. Raises BadInput for what is neither."""
    try:
        return _source(list(_entries(_parsed(text, name), name)))
    except RecursionError:
        raise BadInput(
            f"{name}: nested too deeply for a list of questions", "Give a list of objects"
        ) from None


def _source(entries: Sequence[Any]) -> Source:
    drafts: list[Draft] = []
    skipped: list[Remark] = []
    unknown: dict[str, int] = {}
    for at, entry in enumerate(entries, start=1):
        if isinstance(entry, Mapping) and entry.keys() >= _OWN:
            drafts.append(Draft((), at, whole=entry))
            continue
        found = _draft(entry, at)
        if isinstance(found, Remark):
            skipped.append(found)
            continue
        drafts.append(found)
        for key in entry if isinstance(entry, Mapping) else ():
            if role_of(key) is None:
                unknown.setdefault(key, at)
    notes = [Remark(at, f"the key {key!r} was not taken over") for key, at in unknown.items()]
    return Source(FORMAT, "entry", tuple(drafts), tuple(skipped), tuple(notes))


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError:
            raise BadInput(f"{name} is not valid JSON: {error}", "Mend it, or name its --format") from error


def _entries(data: Any, name: str) -> Iterable[Any]:
    """The list in the file: itself, under a usual key, or the pairs of an object of questions and answers."""
    if isinstance(data, list):
        return data
    if isinstance(data, Mapping):
        for key in _LISTS:
            if isinstance(data.get(key), list):
                return data[key]  # type: ignore[no-any-return]
        if data and all(isinstance(value, str) for value in data.values()):
            if "question" in map(role_of, data):
                return [data]
            return [{"question": question, "answer": answer} for question, answer in data.items()]
    raise BadInput(
        f"{name} holds no list of questions", 'Give a list such as [{"question": "...", "answer": "..."}]'
    )


def _draft(entry: Any, at: int) -> Draft | Remark:
    if isinstance(entry, str):
        return draft_of({"question": entry}, at)
    if not isinstance(entry, Mapping):
        return Remark(at, f"a {type(entry).__name__} is no question")
    fields: dict[str, str] = {}
    for key, value in entry.items():
        role = role_of(key)
        if role not in (None, "ignored") and not fields.get(role or ""):
            fields[str(role)] = _text(value) if role in ("question", "answer") else _label(value)
    return draft_of(fields, at)


def _label(value: Any) -> str:
    """A tag, a level or a section; several in one line."""
    return ", ".join(map(str, value)) if isinstance(value, list) else _text(value)


def _text(value: Any) -> str:
    """A value as text: lists as list items, which is what several answers are."""
    if isinstance(value, list):
        return "\n".join(f"- {_text(entry)}" for entry in value)
    if isinstance(value, Mapping):
        return "\n".join(f"- {key}: {_text(entry)}" for key, entry in value.items())
    return "" if value is None else str(value)
