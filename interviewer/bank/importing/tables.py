"""CSV and TSV, and any other rows of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from interviewer.bank.importing.columns import draft_of, roles_of
from interviewer.bank.importing.draft import Draft, Remark, Source
from interviewer.errors import BadInput

DELIMITERS = ",;\t|"
_LARGEST_CELL = 1_000_000  # characters; an answer is a few thousand
_LOOKED_AT = 20  # rows from which the delimiter is told

Row = tuple[int, list[str]]  # the line on which it begins, its cells


def read_csv(text: str, name: str) -> Source:
    """Rows of a CSV file, whichever delimiter it has. Raises BadInput naming the line that can't be read."""
    return _source("CSV", list(rows(text, name, _delimiter(text))))


def read_tsv(text: str, name: str) -> Source:
    """Rows of a file with tabs, quoted or not. Raises BadInput as `read_csv`."""
    return _source("TSV", list(tabbed(text, name)))


def tabbed(text: str, name: str, delimiter: str = "\t") -> Iterator[Row]:
    """Rows that may be quoted as CSV is; where they are not, a quotation mark is like any other character."""
    try:
        return iter(list(rows(text, name, delimiter)))
    except BadInput:
        return rows(text, name, delimiter, quoted=False)


def rows(text: str, name: str, delimiter: str, *, quoted: bool = True) -> Iterator[Row]:
    """Each row with the line on which it begins. Raises BadInput for a quotation mark never closed."""
    csv.field_size_limit(_LARGEST_CELL)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(
            f"{name}: line {line} is no row of cells: {error}",
            "Close its quotation marks, or save it anew as CSV",
        ) from error


def read_rows(given: Iterable[Row], header: Mapping[str, int]) -> tuple[list[Draft], list[Remark]]:
    """Drafts and what was skipped, from rows whose columns are known; blank rows are nothing."""
    drafts: list[Draft] = []
    skipped: list[Remark] = []
    for line, cells in given:
        if any(cell.strip() for cell in cells):
            fields = {role: cells[at] for role, at in header.items() if at < len(cells)}
            found = draft_of(fields, line)
            if isinstance(found, Draft):
                drafts.append(found)
            else:
                skipped.append(found)
    return drafts, skipped


def _source(kind: str, table: Sequence[Row]) -> Source:
    table = [row for row in table if any(cell.strip() for cell in row[1])]
    if not table:
        return Source(kind, "line", ())
    notes: list[Remark] = []
    line, names = table[0]
    header = roles_of(names)
    if "question" in header:
        table = table[1:]
        unknown = [name for at, name in enumerate(names) if name.strip() and at not in header.values()]
        if unknown:
            notes.append(Remark(line, f"columns that were not taken over: {', '.join(unknown)}"))
    else:
        header = {"question": 0, "answer": 1}
        notes.append(
            Remark(
                line,
                "no column is called question; the first is taken for it, the second for the answer",
            )
        )
    drafts, skipped = read_rows(table, header)
    return Source(kind, "line", tuple(drafts), tuple(skipped), tuple(notes))


def _delimiter(text: str) -> str:
    """The delimiter that gives the first rows the same number of cells, most of them; else a comma."""

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            widths = [len(cells) for _, cells in zip(range(_LOOKED_AT), reader, strict=False) if cells]
        except csv.Error:
            return 0, 0
        wide = max(set(widths), key=widths.count, default=1)
        return (widths.count(wide), wide) if wide > 1 else (0, 0)

    return max(DELIMITERS, key=evenness)
