"""Which format a file is in, and which files are not read at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from interviewer.bank.importing import files
from interviewer.bank.importing.files import FORMATS, read_source
from interviewer.errors import BadInput
from tests.bank.importing.conftest import briefs, collection, zipped

CSV = b"question,answer\nWhy?,So.\n"
TOLD = {
    "bank.md": (b"## Why?\n\nSo.\n", "Markdown"),
    "README": (b"## Why?\n\nSo.\n", "Markdown"),
    "bank.csv": (CSV, "CSV"),
    "bank.txt": (CSV, "CSV"),
    "bank.tsv": (b"question\tanswer\nWhy?\tSo.\n", "TSV"),
    "cards.txt": (b"#separator:tab\n#html:true\nWhy?\tSo.\n", "Anki text"),
    "cards.csv": (b"#separator:comma\n#html:true\nWhy?,So.\n", "Anki text"),
    "old.txt": (b"Why?\tSo.\n", "Anki text"),
    "bank.json": (b'[{"question": "Why?", "answer": "So."}]', "JSON"),
    "bank.jsonl": (b'{"question": "Why?", "answer": "So."}\n', "JSON"),
    "bank": (b'[{"question": "Why?", "answer": "So."}]', "JSON"),
    "notes.txt": (b"Q: Why?\nA: So.\n", "Markdown"),
    "late.txt": (b"\n" * 300 + b"Q: Why?\nA: So.\n", "Markdown"),
    "long.txt": (b"word " * 40_000 + b"\n\nQ: Why?\nA: So.\n", "Markdown"),
    "semicolons.txt": (b"question;answer\nWhy?;So.\n", "CSV"),
    "deck.apkg": (zipped(collection__anki2=collection([("Why?\x1fSo.", "")])), "Anki package"),
    "deck.bin": (zipped(collection__anki2=collection([("Why?\x1fSo.", "")])), "Anki package"),
    "marked.csv": (b"\xef\xbb\xbf" + CSV, "CSV"),
}


@pytest.mark.parametrize("name", TOLD)
def test_the_format_is_told(name: str, tmp_path: Path) -> None:
    data, expected = TOLD[name]
    (tmp_path / name).write_bytes(data)
    source = read_source(tmp_path / name)
    assert source.format == expected
    assert [(prompt, answer) for _, prompt, answer in briefs(source)] == [("Why?", "So.")]


def test_the_format_can_be_given(tmp_path: Path) -> None:
    file = tmp_path / "bank.md"
    file.write_bytes(CSV)
    assert read_source(file, "csv").format == "CSV"
    with pytest.raises(BadInput, match=f"Formats: {', '.join(FORMATS)}"):
        read_source(file, "docx")


REFUSED = {
    "latin-1": ("Warum früh?".encode("latin-1"), "not UTF-8 text"),
    "utf-16": ("question,answer".encode("utf-16"), "not UTF-8 text"),
    "zeros": (b"a\x00b", "is not text"),
    "empty": (b" \n", "is empty"),
    "only a mark": (b"\xef\xbb\xbf", "is empty"),
    "a Word file": (zipped(word=b"x"), "without an Anki collection"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_text_is_refused(case: str, tmp_path: Path) -> None:
    data, expected = REFUSED[case]
    file = tmp_path / "bank"
    file.write_bytes(data)
    with pytest.raises(BadInput, match=expected) as error:
        read_source(file)
    assert str(file) in str(error.value)
    assert error.value.next_step


def test_a_file_of_100_megabytes_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "bank.csv"
    file.write_bytes(CSV)
    os.truncate(file, 100_000_000)
    monkeypatch.setattr(files, "_text", None)
    with pytest.raises(BadInput, match="100 MB; at most 20 MB"):
        read_source(file)


@pytest.mark.parametrize("name", ["none.csv", ".", "x" * 300])
def test_a_file_that_is_none(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no such file|is not a file|can't be read"):
        read_source(tmp_path / name)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(BadInput, match="is not a file"):
        read_source(tmp_path / "pipe.csv")
