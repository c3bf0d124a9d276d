"""Other people's banks, read where they lie: see conftest.BANKS."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interviewer.bank.importing.files import read_source
from interviewer.bank.importing.rich_text import spoken
from tests.bank.importing.conftest import Packed

MARKED = re.compile(r"^\*\*.*[👶⭐🚀].*\*\*\s*$", re.MULTILINE)  # how that bank writes a question
NOTES = {"ads-ranking": 9, "event-recom": 15, "harmful-content": 8}  # clarifying questions of each


@pytest.fixture
def theory(banks: Path) -> Path:
    return banks / "alexeygrigorev_theory.md"


def test_every_question_of_the_community_bank(theory: Path, packed: Packed) -> None:
    text = theory.read_text(encoding="utf-8")
    source = read_source(theory)
    bank, report, _ = packed(source)
    lines = [text[: match.start()].count("\n") + 1 for match in MARKED.finditer(text)]
    assert [draft.at for draft in source.drafts] == lines
    assert (report.found, len(bank), report.skipped) == (len(lines), len(lines), ())
    assert len(report.stubs) == text.count("\nAnswer here\n") == 14
    levels = [question.level for question in bank]
    assert [levels.count(level) for level in ("entry", "mid", "expert")] == [
        sum(mark in match.group() for match in MARKED.finditer(text)) - both
        for mark, both in (("👶", 0), ("⭐", 1), ("🚀", 0))  # one question has two marks; the higher counts
    ]


def test_nothing_of_its_markup_is_spoken(theory: Path, packed: Packed) -> None:
    bank, _, _ = packed(read_source(theory))
    for question in bank:
        cues = " ".join(cue for point in question.key_points for cue in (*point.says, *point.paraphrases))
        for text in (question.prompt, cues):
            assert not re.search(r"https?:|\||\*\*|<\w+>|👶|⭐|🚀|\\frac|\bimg\b|render\.github", text), text
    assert {question.section for question in bank} >= {"random-forest", "time-series", "clustering"}


@pytest.mark.parametrize("name", NOTES)
def test_a_design_note_is_a_design_question(name: str, banks: Path, packed: Packed) -> None:
    source = read_source(banks / "mlsd" / f"mlsd-{name}.md")
    bank, report, _ = packed(source)
    (question,) = bank
    assert (question.type, report.imported) == ("design", 1)
    assert question.scenario is not None
    assert len(question.scenario.facts) == NOTES[name]
    assert len(question.key_points) >= 7
    assert spoken(source.drafts[0].prompt).startswith("Design a")
