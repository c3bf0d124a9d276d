"""From drafts to a pack: always valid, nothing lost, and good enough to practise with."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.bank.bank import Bank
from interviewer.bank.importing.draft import Draft, Remark, Source
from interviewer.bank.importing.json_list import read_json
from interviewer.bank.importing.markdown import read_markdown
from interviewer.bank.importing.pack import MAX_POINTS, NO_ANSWER, make_entries
from interviewer.bank.importing.rich_text import from_text
from interviewer.bank.importing.tables import read_csv
from interviewer.bank.importing.writing import to_yaml
from interviewer.bank.models import Question
from interviewer.errors import BadInput
from interviewer.scoring.score import score
from tests.bank.importing.conftest import Packed

ANSWER = """\
Yeast eats sugar and gives off carbon dioxide. The gas, e.g. in wet dough, makes bubbles! Does it die? Yes.
Some kinds are:

- Dry yeast keeps for months, which is handy. It sleeps.
- Fresh yeast must be cooled.

```
grams = 20
```

| kind | grams |
|---|---|
| dry | 7 |

See ![cells](cells.png) and https://bread.example/yeast.
"""


def source_of(*drafts: Draft) -> Source:
    return Source("CSV", "line", drafts)


def draft(prompt: str, answer: str = "", at: int = 1) -> Draft:
    return Draft(from_text(prompt), at, answer=from_text(answer))


def only(bank: Bank) -> Question:
    (question,) = bank
    return question


def test_a_draft_becomes_a_question(packed: Packed) -> None:
    bank, report, text = packed(source_of(draft("How does yeast make bread rise?", ANSWER, at=7)))
    question = only(bank)
    assert (report.found, report.imported, report.stubs) == (1, 1, ())
    assert (question.slug, question.level, question.type) == ("yeast-bread-rise", "mid", "concept")
    assert (question.number, question.jump_applies, question.section) == (None, False, "mine")
    assert [point.text for point in question.key_points] == [
        "Yeast eats sugar and gives off carbon dioxide.",
        "The gas, e.g. in wet dough, makes bubbles!",
        "Dry yeast keeps for months, which is handy.",
        "Fresh yeast must be cooled.",
    ]
    assert question.key_points[0].says == ("eats sugar off", "carbon dioxide")
    for kept in ("grams = 20", "dry | 7", "(image: cells)", "https://bread.example/yeast", "It sleeps"):
        assert kept in question.reference
    assert "# line 7" in text


def test_the_answer_itself_meets_its_key_points_and_another_does_not(packed: Packed) -> None:
    question = only(packed(source_of(draft("How does yeast make bread rise?", ANSWER)))[0])
    assert (score(question, question.reference).parts["content"].score or 0) > 0.9
    other = "Steam keeps the crust soft for a while, so the loaf can grow, and it makes it shine."
    assert score(question, other).parts["content"].score == 0.0


@pytest.mark.parametrize(
    "answer", ["", "Answer here", "*TODO*", "N/A", "...", "-", "to be written", "No answer yet.", "<br>"]
)
def test_a_question_without_an_answer_is_a_stub(answer: str, packed: Packed) -> None:
    bank, report, text = packed(
        source_of(draft("Why rye?", answer, at=3), draft("Why salt?", "Taste.", at=5))
    )
    assert (report.found, report.imported) == (2, 1)
    assert [(stub.at, "it has no answer" in stub.what) for stub in report.stubs] == [(3, True)]
    question = bank.question("rye")
    assert question.reference == NO_ANSWER
    assert "# STUB: it has no answer" in text
    assert score(question, "I answer that rye is written about, still nothing is missing.").total < 40


@pytest.mark.parametrize("answer", ["```\nx = 1\n```", "| a | b |\n|---|---|\n| 1 | 2 |", "![a](a.png)"])
def test_an_answer_without_a_sentence_is_a_stub_that_keeps_it(answer: str, packed: Packed) -> None:
    bank, report, _ = packed(source_of(draft("Why rye?", answer)))
    assert "only a table, code or an image" in report.stubs[0].what
    assert only(bank).reference != NO_ANSWER


def test_slugs_are_short_and_unlike_any_other(packed: Packed, shipped: Bank) -> None:
    long = (
        "Why does the very long winded recurrent convolutional transformer network overfit tiny noisy sets?"
    )
    prompts = [long, long, "Outliers?", "Что такое хлеб?", "何?", "Outliers!"]
    bank, report, _ = packed(source_of(*(draft(p, "So it is.", at) for at, p in enumerate(prompts, start=1))))
    slugs = [question.slug for question in bank]
    assert report.imported == len(set(slugs)) == 6
    assert slugs[1] == f"{slugs[0][:58].rstrip('-')}-2"
    assert slugs[2:] == ["outliers-2", "question-4", "question-5", "outliers-3"]  # the bank has an outliers


TYPES = {
    "What is yeast?": "concept",
    "What's the difference between rye and wheat?": "compare",
    "When would you use yeast and when sourdough?": "compare",
    "Dry yeast vs fresh yeast": "compare",
    "How do you knead?": "howto",
    "Design a bakery.": "design",
    "How would you design a bakery?": "design",
    "Tell me about a time when a loaf burned.": "behavioural",
    "Describe a situation in which you led.": "behavioural",
}


@pytest.mark.parametrize("prompt", TYPES)
def test_types_are_guessed_from_the_prompt(prompt: str, packed: Packed) -> None:
    question = only(packed(source_of(draft(prompt, "So it is done.")))[0])
    assert question.type == TYPES[prompt]
    story = question.type == "behavioural"
    assert question.framework.name == ("STAR" if story else "PROBLEM")
    assert set(question.expected_steps) <= {step.id for step in question.framework.steps}


def test_a_negated_statement_keeps_its_negation(packed: Packed) -> None:
    question = only(packed(source_of(draft("Is salt food?", "Salt doesn't feed yeast cells.")))[0])
    assert "not" in question.key_points[0].says[0].split()
    assert score(question, "Well, salt does not feed the yeast cells.").key_points[0].status == "covered"


def test_many_statements_give_at_most_ten_key_points_and_stay_in_the_reference(packed: Packed) -> None:
    answer = "\n".join(f"- Reason {word} holds water" for word in "abcdefghijklmnop")
    question = only(packed(source_of(draft("Why?", answer)))[0])
    assert len(question.key_points) == MAX_POINTS
    assert "Reason p holds water" in question.reference


def test_what_a_prompt_loses_is_noted(packed: Packed) -> None:
    drafts = [draft("Why this?\n\n```\nx\n```", "So.", 1), draft("Why ![a](a.png) that?", "So.", 2)]
    _, report, text = packed(source_of(*drafts))
    assert report.notes == (
        Remark(1, "left out of the spoken prompt: code"),
        Remark(2, "left out of the spoken prompt: an image"),
    )
    assert "#   line 2: left out of the spoken prompt: an image" in text


def test_the_facts_of_a_design_note(packed: Packed) -> None:
    note = (
        "# Parcel robot\n- Clarifying questions\n  - How fast? Ten a second\n  - How many users?\n\n"
        "## Data\n- pictures of parcels\n"
    )
    bank, report, _ = packed(read_markdown(note, "robot.md"))
    question = only(bank)
    assert question.scenario is not None
    first, second = question.scenario.facts
    assert (first.facet, first.answer) == ("constraints", "Ten a second")
    assert "Assume something sensible" in second.answer
    assert [note.what for note in report.notes] == ["1 of 2 clarifying questions have no answer"]
    assert [point.id for point in question.key_points] == ["data"]


def test_comments_cannot_be_broken_out_of(packed: Packed) -> None:
    evil = "Why?\r\nquestions: []\u2028pack: other\u0085x: 1\x00"
    bank, _, _ = packed(source_of(Draft(from_text(evil), 1, answer=from_text(evil), tags=("a\npack: b",))))
    assert len(bank) == 1


PIECES = [
    *("# Why?\n", "**How?**\n", "- a\n", "- b?\n", "\n", "```\n", "| question |\n|---|\n| x? |\n", "Q: x\n"),
    *(
        "<summary>",
        "</summary>",
        "<li>",
        "$x$",
        "\\(",
        "👶",
        "text. More text. ",
        "\ue000",
        "\x1b[1m",
        '"',
        ",",
    ),
]
ANY = st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map("".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY)
def test_whatever_is_in_a_file_the_pack_is_valid_and_all_is_counted(packed: Packed, text: str) -> None:
    for read in (read_markdown, read_csv, read_json):
        try:
            source = read(text, "any")
        except BadInput:
            continue
        if not source.drafts:
            continue
        bank, report, _ = packed(source)
        assert report.found == len(source.drafts) + len(source.skipped)
        assert len(bank) == report.imported + len(report.stubs)
        for question in bank:
            assert not re.search("[\x00-\x1f\ue000-\ue00f]", question.prompt)


def test_the_header_counts(shipped: Bank) -> None:
    frameworks = {framework.name: framework for framework in shipped.frameworks}
    entries, report = make_entries(
        source_of(draft("Why?", "So it is."), draft("How?")), "mine", (), frameworks
    )
    text = to_yaml("mine", entries, report, "a\nb.csv")
    assert "# From a b.csv (CSV): 2 questions\n# 1 imported, 1 stubs, 0 skipped\n" in text
