"""CSV, TSV and Anki's text export: rows of cells with a line each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interviewer.bank.importing.anki_text import read_anki_text
from interviewer.bank.importing.draft import Source
from interviewer.bank.importing.tables import read_csv, read_tsv
from interviewer.errors import BadInput
from tests.bank.importing.conftest import brief, briefs

TABLES: dict[str, tuple[Callable[[str, str], Source], str, list[tuple[int, str, str]]]] = {
    "a header": (
        read_csv,
        "id,Question,Answer\n1,Why preheat?,It rises.\n2,Why steam?,It shines.\n",
        [(2, "Why preheat?", "It rises."), (3, "Why steam?", "It shines.")],
    ),
    "other names, other order": (
        read_csv,
        "Back,Front\nIt rises.,Why preheat?\n",
        [(2, "Why preheat?", "It rises.")],
    ),
    "no header": (
        read_csv,
        "Why preheat?,It rises.\nWhy steam?,It shines.\n",
        [(1, "Why preheat?", "It rises."), (2, "Why steam?", "It shines.")],
    ),
    "semicolons": (
        read_csv,
        "question;answer\nWhy preheat, and when?;It rises, always.\n",
        [(2, "Why preheat, and when?", "It rises, always.")],
    ),
    "cells of several lines": (
        read_csv,
        'question,answer\n"Why\npreheat?","It rises.\n\n- first\n- then"\n\nWhy steam?,\n',
        [(2, "Why preheat?", "It rises.\n- first\n- then"), (8, "Why steam?", "")],
    ),
    "HTML in a cell": (
        read_csv,
        "question,answer\n"
        "<b>Why</b> preheat?<img src=a.png>,<ul><li>It <i>rises</i></li><li>fast</li></ul>\n",
        [(2, "Why preheat?", "- It rises\n- fast")],
    ),
    "tabs": (
        read_tsv,
        "question\tanswer\nWhy preheat?\tIt rises.\n",
        [(2, "Why preheat?", "It rises.")],
    ),
    "tabs, and a quotation mark that is only that": (
        read_tsv,
        'question\tanswer\n"Why" and how?\tA 5" pan.\nWhy?\tSo.\n',
        [(2, '"Why" and how?', 'A 5" pan.'), (3, "Why?", "So.")],
    ),
    "Anki with headers": (
        read_anki_text,
        "#separator:tab\n#html:true\n#tags column:3\nWhy preheat?\tIt&nbsp;rises.<br>Fast.\toven easy\n",
        [(4, "Why preheat?", "It rises.\nFast.")],
    ),
    "Anki with a deck and a note type before the fields": (
        read_anki_text,
        "#separator:tab\n#html:false\n#notetype column:1\n#deck column:2\n"
        "Basic\tBread::Oven\tWhy x<y?\tIt rises.\n",
        [(5, "Why x<y?", "It rises.")],
    ),
    "Anki without headers": (
        read_anki_text,
        "Why preheat?\tIt rises.\nWhy steam?\t\n",
        [(1, "Why preheat?", "It rises."), (2, "Why steam?", "")],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows(name: str) -> None:
    read, text, expected = TABLES[name]
    assert briefs(read(text, "table")) == expected


def test_level_section_and_tags() -> None:
    text = "question,answer,difficulty,topic,tags\nWhy?,So.,Hard,oven,a b\nHow?,So.,,,easy\n"
    first, second = read_csv(text, "table").drafts
    assert (first.level, first.section, first.tags) == ("expert", "oven", ("a", "b"))
    assert (second.level, second.section, second.tags) == ("entry", "", ("easy",))


def test_the_deck_of_an_anki_export_is_its_section() -> None:
    text = "#separator:tab\n#deck column:1\nBread::Oven\tWhy?\tSo.\n"
    (draft,) = read_anki_text(text, "cards.txt").drafts
    assert draft.section == "Bread/Oven"


@pytest.mark.parametrize("number", ["0", "-1", "²", "9" * 30, "", "two"])
def test_a_header_that_names_no_column_is_ignored(number: str) -> None:
    (draft,) = read_anki_text(f"#separator:tab\n#tags column:{number}\nWhy?\tSo.\n", "cards.txt").drafts
    assert brief(draft) == (3, "Why?", "So.")


def test_rows_without_a_question_are_skipped_with_their_line() -> None:
    source = read_csv("question,answer\nWhy?,So.\n,lost\n,,\n<img src=a.png>,A picture.\n", "table")
    assert [remark.at for remark in source.skipped] == [3, 5]
    assert len(source.drafts) == 1


def test_columns_that_were_not_understood_are_named() -> None:
    (note,) = read_csv("question,answer,colour,\nWhy?,So.,red,\n", "table").notes
    assert note.what == "columns that were not taken over: colour"
    (note,) = read_csv("Why?,So.\n", "table").notes
    assert "no column is called question" in note.what


@pytest.mark.parametrize(
    "text", ['question,answer\nWhy?,So.\n"How?,So.\nWhen?,Now.\n', f"question\n{'x' * 1_000_001}\n"]
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(BadInput, match=r"table\.csv: line [23] is no row of cells"):
        read_csv(text, "table.csv")
