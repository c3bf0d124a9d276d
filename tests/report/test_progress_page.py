"""Progress as a page: whole, closed to everything outside, its charts where they belong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.history.courses import Point, blocks
from interviewer.report.progress_page import EDGE_PERCENT, chart, render_progress_page
from tests.report.test_page import HOSTILE, Reader
from tests.report.test_progress import DUE, NAMES, sample


def test_every_tag_is_closed_and_nothing_is_loaded() -> None:
    page = render_progress_page(sample(24), NAMES, DUE[0])
    reader = Reader(page)
    addresses = [value for _, found in reader.tags for key, value in found.items() if key in ("src", "href")]
    assert addresses == ["#content"]
    assert "default-src 'none'" in page
    for words in ("24 answers to 4 questions", "P Problem understanding", "no jumping to complex", DUE[0]):
        assert words in page


@pytest.mark.parametrize("count", [1, 2, 4, 9, 10, 24, 200])
def test_any_number_of_answers(count: int) -> None:
    page = render_progress_page(sample(count), NAMES, "nothing")
    assert ("No trend yet" in page) is (count < 10)
    assert page.count('<section class="card" aria-labelledby="marks">') == (count > 1)


def test_no_answer_at_all() -> None:
    page = render_progress_page(sample(0), NAMES, "nothing")
    assert "No attempt is stored yet" in page
    assert "<circle" not in page


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_stays_text(text: str) -> None:
    found = sample(4)
    section = replace(found.sections[0], name=text)
    weak = replace(found.weakest[0], name=text)
    page = render_progress_page(replace(found, sections=(section,), weakest=(weak,)), {}, text)
    plain = render_progress_page(replace(found, sections=(section,), weakest=(weak,)), {}, "x")
    tags, plain_tags = Reader(page), Reader(plain)
    assert [tag for tag, _ in tags.tags] == [tag for tag, _ in plain_tags.tags]
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert page.encode()


def test_points_lie_where_their_values_are() -> None:
    found = chart([Point("2026-01-01", 0.0), Point("2026-01-06", 50.0), Point("2026-01-11", 100.0)], 200, 100)
    assert [(dot.x, dot.y) for dot in found.dots] == [
        (EDGE_PERCENT, 200),
        (50, 100),
        (100 - EDGE_PERCENT, 0),
    ]
    assert found.ticks[0] == (EDGE_PERCENT, "1 Jan 2026")
    assert found.ticks[-1] == (100 - EDGE_PERCENT, "11 Jan 2026")


def test_points_of_one_day_stand_side_by_side() -> None:
    found = chart([Point("2026-01-01", 10.0)] * 3, 200, 100)
    assert [dot.x for dot in found.dots] == [EDGE_PERCENT, 50, 100 - EDGE_PERCENT]
    assert len(found.ticks) == 1


def test_a_spread_stays_on_the_chart() -> None:
    (dot,) = chart([Point("2026-01-01", 95.0, 20.0, 7)], 100, 100).dots
    assert (dot.high, dot.y, dot.low) == (0, 5, 25)
    assert dot.title == "1 Jan 2026: 95, 7 answers"


def test_shares_over_time() -> None:
    assert blocks([Point("2026-01-01", 1.0)] * 9) == ()
    first, second = blocks([Point("2026-01-01", 0.0)] * 5 + [Point("2026-01-02", 1.0)] * 5)
    assert (first.value, first.count, second.value, second.count) == (0, 5, 1, 5)
    assert first.spread == second.spread
    assert first.spread is not None
    assert 0.2 < first.spread < 0.35
    assert sum(share.count for share in blocks([Point("2026-01-01", 0.5, None, 8)] * 60)) == 480
