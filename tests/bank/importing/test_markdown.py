"""Markdown banks in the ways in which people write them."""

from __future__ import annotations

import pytest

from interviewer.bank.importing.markdown import read_markdown
from interviewer.bank.importing.rich_text import spoken
from tests.bank.importing.conftest import briefs

# What a bank looks like, and what is found in it: line, prompt, answer.
BANKS = {
    "bold lines": (
        "# Oven lore\n\n**Why preheat? 👶**\n\nSo that bread **rises** at once.\n\n"
        "<br/>\n\n**When is it hot?**\nAt 230.\n",
        [(3, "Why preheat?", "So that bread rises at once."), (9, "When is it hot?", "At 230.")],
    ),
    "headings": (
        "# Oven lore\n\n## Heat\n\n### 1. Why preheat?\n\nIt rises.\n\n"
        "#### Example\n\nBread.\n\n### 2. What is [steam](x.md)?\n",
        [(5, "Why preheat?", "It rises.\nExample\nBread."), (13, "What is steam?", "")],
    ),
    "a heading that only names its subject": (
        "## Why preheat?\n\nIt rises.\n\n## Gas versus electricity\n\n"
        "Gas is wet.\n\n## License\n\nFree.\n\n## Why steam?\n",
        [
            (1, "Why preheat?", "It rises."),
            (5, "Gas versus electricity", "Gas is wet."),
            (13, "Why steam?", ""),
        ],
    ),
    "labels in one paragraph": (
        "Q: Why preheat?\nA: It rises.\nQ2. Why steam?\n"
        "**A:** It shines.\n\n**Q3:** Why salt?\n\nAnswer: Taste.\n",
        [
            (1, "Why preheat?", "It rises."),
            (3, "Why steam?", "It shines."),
            (6, "Why salt?", "Taste."),
        ],
    ),
    "folded": (
        "<details>\n<summary>Why preheat?</summary>\n\nIt rises.\n\n</details>\n\n"
        "<details><summary><b>Explain steam.</b></summary><p>\nIt shines.\n</p></details>\n",
        [(1, "Why preheat?", "It rises."), (8, "Explain steam.", "It shines.")],
    ),
    "numbered headings over the question, answers folded": (
        "### Question 1\n\nWhy preheat?\n\n"
        "<details><summary>Show answer</summary>\n\nIt rises.\n</details>\n\n"
        "### Question 2\n\nWhy steam?\n\n<details><summary>Answer</summary>\n\nIt shines.\n</details>\n",
        [(1, "Why preheat?", "It rises."), (10, "Why steam?", "It shines.")],
    ),
    "a list": (
        "# Oven lore\n\n1. Why preheat?\n2. Why steam?\n   It shines.\n"
        "3. Explain salt to me.\n   - taste\n   - crust\n",
        [
            (3, "Why preheat?", ""),
            (4, "Why steam?", "It shines."),
            (6, "Explain salt to me.", "- taste\n- crust"),
        ],
    ),
    "a list in bold, answers beside it": (
        "1. **Why preheat?**\n\n   It rises.\n\n2. **Why steam?**\n\nIt shines.\n",
        [(1, "Why preheat?", "It rises."), (5, "Why steam?", "It shines.")],
    ),
    "HTML headings": (
        "<h3 align='left'>Why preheat?</h3>\n<p>It rises.</p>\n<h3>Why steam?</h3>\n<p>It shines.</p>\n",
        [(1, "Why preheat?", "It rises."), (3, "Why steam?", "It shines.")],
    ),
    "a table": (
        "| Question | Answer | Level |\n|---|---|---|\n"
        "| Why preheat? | It rises. | easy |\n| Why steam? | | hard |\n",
        [(3, "Why preheat?", "It rises."), (4, "Why steam?", "")],
    ),
    "Windows lines": (
        "## Why preheat?\r\n\r\nIt rises.\r\n\r\n## Why steam?\r\n",
        [(1, "Why preheat?", "It rises."), (5, "Why steam?", "")],
    ),
    "a comment is no question": (
        "## Why preheat?\n\n<!-- ## Why old?\n\nOld. -->\nIt rises.\n\n## Why steam?\n",
        [(1, "Why preheat?", "It rises."), (8, "Why steam?", "")],
    ),
    "code is no question": (
        "## Why preheat?\n\n```\n# Why this?\n**Why that?**\n```\n",
        [(1, "Why preheat?", "# Why this?\n**Why that?**")],
    ),
    "contents are no questions": (
        "* [Why preheat?](#why-preheat)\n* [Why steam?](#why-steam)\n\n"
        "## Why preheat?\n\nIt rises.\n\n## Why steam?\n",
        [(4, "Why preheat?", "It rises."), (8, "Why steam?", "")],
    ),
    "nothing": ("# Bread\n\nFlour and water.\n", []),
}


@pytest.mark.parametrize("way", BANKS)
def test_ways_to_write_a_bank(way: str) -> None:
    text, expected = BANKS[way]
    source = read_markdown(text, "bank.md")
    assert briefs(source) == expected
    assert source.unit == "line"


BOLD = """\
**What is yeast? ⭐️**

Yeast is alive.

**Benefits:**

- it lifts the dough

**Kinds**

**Dry** and **fresh** yeast differ. **Why?** Water.

**What is rye?**

A grain.
"""


def test_bold_text_inside_an_answer_is_no_question_and_is_named_where_it_might_be() -> None:
    source = read_markdown(BOLD, "bank.md")
    assert [prompt for _, prompt, _ in briefs(source)] == ["What is yeast?", "What is rye?"]
    assert (
        "Benefits:\n- it lifts the dough\nKinds\nDry and fresh yeast differ. Why? Water."
        in briefs(source)[0][2]
    )
    assert [(note.at, note.what.split(": ", 1)[1]) for note in source.notes] == [
        (5, "Benefits:"),
        (9, "Kinds"),
    ]


def test_a_row_without_a_question_is_skipped_with_its_line() -> None:
    source = read_markdown("| Question | Answer |\n|---|---|\n| | lost |\n| Why? | So. |\n", "bank.md")
    assert [(remark.at, remark.what) for remark in source.skipped] == [(3, "there is no question in it")]
    assert briefs(source) == [(4, "Why?", "So.")]


def test_a_question_that_is_only_a_picture_is_skipped() -> None:
    source = read_markdown(
        "### Q1. ![what is it?](a.png)\n\nBread.\n\n### Q2. Why bake?\n\nTaste.\n", "bank.md"
    )
    assert [remark.at for remark in source.skipped] == [1]
    assert [prompt for _, prompt, _ in briefs(source)] == ["Why bake?"]


@pytest.mark.parametrize(
    ("mark", "level"),
    [
        ("👶", "entry"),
        ("⭐", "mid"),
        ("\u200d⭐️", "mid"),
        ("🚀", "expert"),
        ("⭐️🚀", "expert"),
        ("⭐️I", "mid"),
        ("", None),
    ],
)
def test_levels(mark: str, level: str | None) -> None:
    (draft,) = read_markdown(f"**Why preheat? {mark}**\n\nIt rises.\n", "bank.md").drafts
    assert (spoken(draft.prompt), draft.level) == ("Why preheat?", level)


def test_sections_are_the_headings_above() -> None:
    text = "# Bread\n## Dough\n### Rye\n**Why sour?**\n\nRises.\n\n## Oven\n\nHot.\n\n**Why steam?**\n"
    assert [draft.section for draft in read_markdown(text, "bank.md").drafts] == ["dough/rye", "oven"]


PROMPTS = {
    "### What does `max_depth` do?": "What does max_depth do?",
    "### What is w*x + b*y in a *linear* model?": "What is w*x + b*y in a linear model?",
    "### Why $O(n^2)$?": "Why O(n squared)?",
    "### What is $\\lambda$ for, see https://a.org/b?c=1 ?": "What is lambda for, see?",
    r"### What is $\int_0^1 x^{k+1} dx \cdot \oint_\gamma$ here?": "What is here?",
    "### What does ![tree](t.png) show <b>here</b><br>?": "What does show here?",
    "### Is it \\$5 or $10 and $20?": "Is it $5 or $10 and $20?",
    "### Q12) __What__ is ~~not~~ this?": "What is not this?",
    "### What is a <user, item> pair?": "What is a <user, item> pair?",
}


@pytest.mark.parametrize("heading", PROMPTS)
def test_what_is_spoken_of_a_prompt(heading: str) -> None:
    (draft,) = read_markdown(f"{heading}\n\nThis.\n", "bank.md").drafts
    assert spoken(draft.prompt) == PROMPTS[heading]


NOTE = """\
# Parcel sorting robot

### 1. Problem
* Clarifying questions
  - How many parcels? 3 million a day
  - Which countries?
    - Norway and Sweden
  - Data
    - Do we have labelled pictures?
  - What is the latency budget (e.g. 50 ms)?
  - Opening hours:
* Goal: fewer parcels on the wrong belt

### 2. Metrics
* share of parcels on the wrong belt
* seconds a parcel
"""


def test_a_design_note_is_one_question_with_its_facts() -> None:
    source = read_markdown(NOTE, "robot.md")
    (draft,) = source.drafts
    assert source.format == "Markdown design note"
    assert spoken(draft.prompt) == "Design a system for parcel sorting robot."
    assert [(fact.question, fact.answer) for fact in draft.facts] == [
        ("How many parcels?", "3 million a day"),
        ("Which countries?", "Norway and Sweden"),
        ("Do we have labelled pictures?", ""),
        ("What is the latency budget (e.g. 50 ms)?", ""),
        ("Opening hours", ""),
    ]
    answer = " ".join(block.text for block in draft.answer)
    assert "Goal: fewer parcels" in answer
    assert "How many" not in answer


def test_a_list_of_clarifying_questions_under_a_heading() -> None:
    text = (
        "# Design a parcel robot\n\n## Clarifying questions\n\n"
        "1. How fast?\n2. How many?\n\n## Model\n\n- a small one\n"
    )
    (draft,) = read_markdown(text, "robot.md").drafts
    assert spoken(draft.prompt) == "Design a parcel robot."
    assert [fact.question for fact in draft.facts] == ["How fast?", "How many?"]
    assert [block.text for block in draft.answer] == ["Model", "a small one"]
