"""Attempts for other programs: Markdown, a table, Anki. Nothing that was said is read as markup."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from interviewer.bank.importing.anki import read_apkg
from interviewer.bank.models import ModelAnswers, Question
from interviewer.history.attempt import Attempt, Listed, Stored
from interviewer.history.measures import measure
from interviewer.report.anki import Practised, deck
from interviewer.report.sharing import escaped, render_markdown
from interviewer.report.table import COLUMNS, render_csv
from interviewer.scoring.score import score
from interviewer.transcript import Transcript, Turn
from tests.support.questions import small_question

SAID = "What is the goal? Bagging trains its models in parallel.\nThen I judge it on held-out data."


def attempt_of(question: Question, transcript: Transcript) -> Attempt:
    return Attempt(
        question=question.slug, number=None, pack=question.pack, prompt=question.prompt,
        started_at="2026-01-31T18:04:05+00:00", mode="coach", sound=None, transcript=transcript,
        scorecard=score(question, transcript).to_dict(), settings={}, versions={},
    )  # fmt: skip


@pytest.fixture
def practised() -> Practised:
    question = small_question(
        model_answers=ModelAnswers(short="Bag.", long="Bag & average <them>.").model_dump()
    )
    return Practised(question, attempt_of(question, Transcript.from_text(SAID)))


def test_markdown(practised: Practised, golden: Callable[[str, str], None]) -> None:
    golden("shared.md", render_markdown(Stored(3, practised.last), practised.question))


def test_markdown_of_a_conversation(practised: Practised) -> None:
    turns = (
        Turn("candidate", SAID),
        Turn("interviewer", "One in a hundred."),
        Turn("candidate", "Then count."),
    )
    attempt = replace(practised.last, transcript=Transcript(turns, duration_s=61.0))
    text = render_markdown(Stored(3, attempt), practised.question)
    assert "> **Interviewer:** One in a hundred." in text
    assert "spoken, 1:01" in text


HOSTILE = [
    "# heading", "<script>alert(1)</script>", "![x](http://evil)", "[x](javascript:alert(1))", "a | b",
    "- item", "1. item", "12) item", "> quoted", "`code` ```", "**bold** _em_ ~~no~~", "<!-- x -->",
    "\x1b[2Jx", "&lt;b&gt;",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_said_is_read_as_markup(text: str, practised: Practised) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escaped(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "\x1b" not in "".join(child.content for child in children)
    attempt = attempt_of(practised.question, Transcript.from_text(f"{text}\n{text}"))
    whole = MarkdownIt("commonmark").parse(render_markdown(Stored(1, attempt), practised.question))
    assert "html_block" not in {token.type for token in whole}
    assert "html_inline" not in {child.type for token in whole for child in token.children or []}


def listed(attempt: Attempt, **changes: object) -> Listed:
    plain = Listed(
        id=3, question=attempt.question, number=None, pack=attempt.pack, section="tests", level="mid",
        type="howto", started_at=attempt.started_at, mode="coach", sound=None, duration_s=61.5,
        total=attempt.total, jumped=True, judgement=2,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_table_row_an_attempt(practised: Practised) -> None:
    measures = measure(practised.last.scorecard)
    strange = listed(practised.last, section='=HYPERLINK("x"),\n"y"', duration_s=None)
    header, first, second = csv.reader(
        io.StringIO(render_csv([(listed(practised.last), measures), (strange, measures)]))
    )
    assert tuple(header) == COLUMNS
    row = dict(zip(header, first, strict=True))
    assert (row["attempt"], row["question"], row["duration_s"], row["jumped"], row["corrected"]) == (
        "3", "small", "61.5", "1", "1",
    )  # fmt: skip
    assert float(row["total"]) == practised.last.total
    assert "boosting-sequence" in row["key_points_missed"].split()
    assert dict(zip(header, second, strict=True))["section"] == '\'=HYPERLINK("x"), "y"'


def test_an_anki_deck_that_a_reader_of_such_decks_understands(practised: Practised, tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    path.write_bytes(deck([practised]))
    (draft,) = read_apkg(path).drafts
    assert " ".join(block.text for block in draft.prompt) == practised.question.prompt
    assert "Bag." in str(draft)


def test_anki_knows_a_question_again_and_what_was_missed(practised: Practised, tmp_path: Path) -> None:
    def notes(content: bytes) -> list[tuple[str, str]]:
        import sqlite3

        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            path = Path(archive.extract("collection.anki2", tmp_path))
        connection = sqlite3.connect(path)
        found = connection.execute("SELECT guid, flds FROM notes ORDER BY id").fetchall()
        ids = connection.execute("SELECT id, nid FROM cards").fetchall()
        connection.close()
        return [*found, *ids]

    first = notes(deck([practised]))
    assert first == notes(deck([practised]))
    (guid, fields), _ = first
    _, short, long, missed = fields.split("\x1f")
    assert (short, long) == ("Bag.", "Bag &amp; average &lt;them&gt;.")
    assert "Boosting trains its models one after another." in missed
    assert "Bagging trains its models in parallel." not in missed
    reworded = practised.question.model_copy(update={"prompt": "Other words?"})
    assert notes(deck([Practised(reworded, practised.last)]))[0][0] == guid
