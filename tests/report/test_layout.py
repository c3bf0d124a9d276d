"""Bars, clocks, trimming, and text made harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from interviewer.printable import printable
from interviewer.report.layout import Look, can_show, clock, points

UNICODE, ASCII = Look(80), Look(80, unicode=False)


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, "░░░░"), (0.001, "█░░░"), (0.5, "██░░"), (0.999, "███░"), (1, "████")],
)
def test_bar(share: float, expected: str) -> None:
    assert UNICODE.bar(share, 4) == expected
    assert ASCII.bar(share, 4) == expected.replace("█", "#").replace("░", ".")


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0, "0:00"), (3.99, "0:03"), (60, "1:00"), (3725, "62:05")]
)
def test_clock(seconds: float, expected: str) -> None:
    assert clock(seconds) == expected


@pytest.mark.parametrize(("value", "expected"), [(40.0, "40"), (44.44, "44.4"), (0.04, "0"), (100, "100")])
def test_points(value: float, expected: str) -> None:
    assert points(value) == expected


@pytest.mark.parametrize(
    ("raw", "cells", "expected"),
    [
        ("short", 10, "short"),
        ("one two three", 9, "one two…"),
        ("one, two three", 6, "one…"),
        ("unbreakable", 6, "unbre…"),
        ("a unbreakableness", 8, "a unbre…"),
        ("漢字漢字", 5, "漢字…"),
    ],
)
def test_trim(raw: str, cells: int, expected: str) -> None:
    assert UNICODE.trim(raw, cells) == expected


@given(st.text(max_size=80), st.integers(3, 60), st.booleans())
def test_trim_fits(raw: str, cells: int, unicode: bool) -> None:
    look = Look(80, unicode=unicode)
    trimmed = look.trim(raw, cells)
    assert cell_len(trimmed) <= cells
    assert trimmed == look.text(raw) or trimmed.endswith(look.glyph("ellipsis"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\tb\r\nc\x00", "a b c"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]never ended, and all of it stays", "]never ended, and all of it stays"),
        ("\x93quoted\x94 in a wrong code page", "quoted in a wrong code page"),
        ("\u202eevil\u2066\u200b", "evil"),
        ("half \udcff pair", "half \ufffd pair"),
        ("[bold]markup[/bold]", "[bold]markup[/bold]"),
    ],
)
def test_text_is_made_harmless(raw: str, expected: str) -> None:
    assert printable(raw) == expected


@given(st.text())
def test_harmless_text_stays_as_it_is(raw: str) -> None:
    assert printable(printable(raw)) == printable(raw)
    assert ASCII.text(ASCII.text(raw)) == ASCII.text(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("naïve Bayes — σ² ≥ 1 …", "naive Bayes - ?2 >= 1 ..."), ("“don’t”", '"don\'t"'), ("漢", "?")],
)
def test_ascii(raw: str, expected: str) -> None:
    assert ASCII.text(raw) == expected


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", True),
        ("UTF-16", True),
        ("ascii", False),
        ("latin-1", False),
        ("cp437", False),
        (None, False),
        ("x", False),
    ],
)
def test_can_show(encoding: str | None, expected: bool) -> None:
    assert can_show(encoding) is expected


def test_the_page_is_never_too_wide_to_read() -> None:
    assert [Look(width).columns for width in (10, 40, 80, 100, 200)] == [40, 40, 80, 100, 100]
