"""Anki's export "Notes in plain text": rows of fields under headers such as ``#separator:tab``."""

from __future__ import annotations

import html
import re

from interviewer.bank.importing.columns import draft_of, roles_of
from interviewer.bank.importing.draft import Draft, Remark, Source
from interviewer.bank.importing.tables import tabbed

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_COLUMN = re.compile("[1-9][0-9]{0,3}")
_HEADER = re.compile(r"#([a-z ]+):(.*)", re.IGNORECASE)


def is_anki_text(text: str) -> bool:
    """Whether the text begins with one of Anki's headers."""
    return (
        re.match(r"#(separator|html|notetype|deck|tags|columns|guid)\b[a-z ]*:", text, re.IGNORECASE)
        is not None
    )


def read_anki_text(text: str, name: str) -> Source:
    """The notes of an export, headers or none. Raises BadInput naming a line that can't be read."""
    headers, body = _split(text)
    separator = headers.get("separator", "tab").strip()
    separator = _SEPARATORS.get(separator.lower(), separator[:1] or "\t")
    special = {
        role: int(headers[f"{key} column"].strip()) - 1
        for role, key in (("tags", "tags"), ("section", "deck"), ("type", "notetype"), ("id", "guid"))
        if _COLUMN.fullmatch(headers.get(f"{key} column", "").strip())
    }
    names = headers.get("columns", "").split(separator)
    named = {role: at for role, at in roles_of(names).items() if role != "ignored"}
    drafts: list[Draft] = []
    skipped: list[Remark] = []
    for line, cells in tabbed(body, name, separator):
        if not any(cell.strip() for cell in cells):
            continue
        columns = _columns(len(cells), special, named)
        fields = {role: cells[at] for role, at in columns.items() if at < len(cells)}
        if headers.get("html", "true").strip().lower() == "false":
            fields = {role: _as_html(field) for role, field in fields.items()}
        fields["section"] = section_of(fields.get("section", "") or headers.get("deck", ""))
        fields["tags"] = f"{fields.get('tags', '')} {headers.get('tags', '')}"
        found = draft_of(fields, line)
        if isinstance(found, Remark):
            skipped.append(found)
        else:
            drafts.append(found)
    return Source("Anki text", "line", tuple(drafts), tuple(skipped))


def _as_html(text: str) -> str:
    """Plain text in which a "<" is no tag."""
    return html.escape(text, quote=False).replace("\n", "<br>") if re.search("[<&]", text) else text


def section_of(deck: str) -> str:
    """``Learning::Trees`` as ``Learning/Trees``; Anki's own deck says nothing."""
    parts = [part.strip() for part in deck.replace("\x1f", "::").split("::") if part.strip()]
    return "" if parts == ["Default"] else "/".join(parts)


def _columns(width: int, special: dict[str, int], named: dict[str, int]) -> dict[str, int]:
    """The column of each role: by the headers, question and answer else in the first two that are left."""
    free = [at for at in range(width) if at not in special.values()]
    columns = {**dict(zip(("question", "answer"), free, strict=False)), **named}
    columns.update({role: at for role, at in special.items() if role in ("tags", "section")})
    return columns


def _split(text: str) -> tuple[dict[str, str], str]:
    """The headers, and the text with its header lines emptied, so that lines keep their numbers."""
    headers: dict[str, str] = {}
    lines = text.split("\n")
    for at, line in enumerate(lines):
        match = _HEADER.match(line)
        if match is None:
            break
        headers[match[1].strip().lower()] = match[2].rstrip("\r")
        lines[at] = ""
    return headers, "\n".join(lines)
