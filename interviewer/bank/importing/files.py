"""A file of whatever format, read: told by its content and its name, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from interviewer.bank.importing.anki import read_apkg
from interviewer.bank.importing.anki_text import is_anki_text, read_anki_text
from interviewer.bank.importing.columns import roles_of
from interviewer.bank.importing.draft import Source
from interviewer.bank.importing.json_list import read_json
from interviewer.bank.importing.markdown import read_markdown
from interviewer.bank.importing.tables import DELIMITERS, read_csv, read_tsv
from interviewer.errors import BadInput

MAX_BYTES = 20_000_000  # of text; as much as a pack may hold
MAX_PACKAGE = 1_000_000_000  # a deck with its pictures and sounds, which are not read
_LOOKED_AT = 200  # lines from which a format is told
_LONGEST_HEADER = 2_000  # characters

_READERS: Mapping[str, Callable[[str, str], Source]] = {
    "markdown": read_markdown,
    "csv": read_csv,
    "tsv": read_tsv,
    "anki-text": read_anki_text,
    "json": read_json,
}
FORMATS = (*_READERS, "apkg")
_BY_SUFFIX = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".json": "json", ".jsonl": "json", ".md": "markdown",
    ".markdown": "markdown", ".mdown": "markdown",
}  # fmt: skip


def read_source(path: Path, format: str | None = None) -> Source:
    """The questions of a file. ``format``: one of FORMATS; None to tell it by content and suffix.

    Raises BadInput, one line, for a file that is missing, too large, not text, or not of that format.
    """
    if format is not None and format not in FORMATS:
        raise BadInput(f"no format is called {format!r}", f"Formats: {', '.join(FORMATS)}")
    start = _start(path)
    packed = start == b"PK\x03\x04" or path.suffix.lower() in (".apkg", ".colpkg")
    if format == "apkg" or (format is None and packed):
        _within(path, MAX_PACKAGE)
        return read_apkg(path)
    _within(path, MAX_BYTES)
    text = _text(path)
    return _READERS[format or _told(path, text)](text, path.name)


def _start(path: Path) -> bytes:
    try:
        if not path.exists():
            raise BadInput(f"{path}: no such file", "Give the file that holds the questions")
        if not path.is_file():
            raise BadInput(f"{path} is not a file", "Give the file that holds the questions")
        with path.open("rb") as file:
            return file.read(4)
    except OSError as error:
        raise BadInput(
            f"{path} can't be read: {error.strerror}", "Check its name and its permissions"
        ) from error


def _within(path: Path, limit: int) -> None:
    size = path.stat().st_size
    if size > limit:
        raise BadInput(
            f"{path} has {size / 1e6:.0f} MB; at most {limit // 1_000_000} MB are read",
            "Split it into smaller files",
        )


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")  # -sig: a byte order mark is no part of the text
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{path} is not UTF-8 text (byte {error.start})", "Save it as UTF-8 and try again"
        ) from error
    except OSError as error:
        raise BadInput(f"{path} can't be read: {error.strerror}", "Check its permissions") from error
    if "\0" in text:
        raise BadInput(f"{path} is not text", f"Formats that can be read: {', '.join(FORMATS)}")
    if not text.strip():
        raise BadInput(f"{path} is empty", "Give a file that holds questions")
    return text


def _told(path: Path, text: str) -> str:
    """The format: by what it can only be, then by suffix, then by what it looks like."""
    suffix = path.suffix.lower()
    if is_anki_text(text):
        return "anki-text"
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    if lines[0].lstrip()[0] in "[{" and text.rstrip()[-1] in "]}":
        return "json"
    if sum("\t" in line.strip() for line in lines) > len(lines) / 2:
        return "anki-text"  # the older export, without headers
    header = lines[0][:_LONGEST_HEADER]
    return "csv" if any(_is_header(header.split(delimiter)) for delimiter in DELIMITERS) else "markdown"


def _is_header(names: list[str]) -> bool:
    return len(names) > 1 and "question" in roles_of(names)
