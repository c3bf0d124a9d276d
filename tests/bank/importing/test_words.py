"""Sentences, cues, slugs, formulas and guesses: small tables."""

from __future__ import annotations

import pytest

from interviewer.bank.importing.formulas import hide, show, spell
from interviewer.bank.importing.guesses import facet_of, level_named
from interviewer.bank.importing.words import cues, named_after, sentences, shortened, slug, unique

SENTENCES = {
    "One. Two! Three? Four": ["One.", "Two!", "Three?", "Four"],
    "Bread, e.g. Rye, is dark. It keeps.": ["Bread, e.g. Rye, is dark.", "It keeps."],
    "It holds 3.5 kg. About v2.0 nothing is known.": ["It holds 3.5 kg.", "About v2.0 nothing is known."],
    "no full stop\nnext line": ["no full stop", "next line"],
    'He said "stop." Then he left.': ['He said "stop."', "Then he left."],
    " \n ": [],
}
SPELLED = {
    r"$\lambda$": "lambda",
    r"$$\frac{a}{b}$$": "a over b",
    r"\(\hat{y} = w^T x\)": "y hat equals w transpose x",
    r"$\text{loss}_{i}$": "loss i",
    r"[latex]\sqrt{n}[/latex]": "the square root of n",
    r"[$]x \leq y[/$]": "x at most y",
    r"$\oint x$": "",
    r"$\sum_{i=1}^{n} (y_i - \hat{y}_i)^2 + \lambda \sum_j |w_j| + \alpha$": "",
}
LEVELS = {
    "Easy": "entry",
    "senior level": "expert",
    "MEDIUM": "mid",
    "🚀": "expert",
    "expert": "expert",
    "7": None,
}
FACETS = {
    "What is the business goal?": "objective",
    "Is there a latency limit?": "constraints",
    "How do we measure success?": "metric",
    "How many requests a day?": "operations",
    "Are there labels?": "data",
    "Who are the customers?": "users",
    "Is there a system today?": "baseline",
    "Anything else?": "scope",
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text: str) -> None:
    assert list(sentences(text)) == SENTENCES[text]


@pytest.mark.parametrize("formula", SPELLED)
def test_formulas_are_spelled_where_that_is_simple(formula: str) -> None:
    assert spell(formula) == SPELLED[formula]


def test_formulas_are_hidden_and_shown_again() -> None:
    hidden, found = hide("a $x^2$ and\n$$\n\\oint\n$$\nfor $5 or $6 \ue000")
    assert found == ["$x^2$", "$$\n\\oint\n$$"]
    assert hidden.count("\n") == 4  # every line keeps its number
    assert show(hidden, found, spoken=True).split() == ["a", "x", "squared", "and", "for", "$5", "or", "$6"]
    assert "\\oint" in show(hidden, found, spoken=False)


@pytest.mark.parametrize("name", LEVELS)
def test_levels_by_name(name: str) -> None:
    assert level_named(name) == LEVELS[name]


@pytest.mark.parametrize("question", FACETS)
def test_facets(question: str) -> None:
    assert facet_of(question) == FACETS[question]


def test_cues_are_content_words_without_those_of_the_question() -> None:
    assert cues("Rye bread is dense because rye holds little gas.", ["bread"]) == (
        "rye dense holds",
        "little gas",
    )
    assert cues("Bread.", ["bread"]) == ("bread",)
    assert cues("It is.") == ("it is",)
    assert cues("?!") == ()
    assert len(cues(" ".join(f"word{n}" for n in range(99)))) == 4


def test_slugs() -> None:
    assert slug("What's the ROC curve?") == "roc-curve"
    assert slug("Überlegen Sie: crème brûlée") == "uberlegen-sie-creme-brulee"
    assert slug("𝖠 or ½") == "a-12"  # what such letters stand for, without what no slug may hold
    assert slug("何") == ""
    assert len(slug("word " * 99)) <= 60
    taken = {"bread": 1}
    assert [unique("bread", taken, 6) for _ in range(2)] == ["brea-2", "brea-3"]


def test_the_ten_thousandth_of_a_name_is_found_as_quickly_as_the_second() -> None:
    taken: dict[str, int] = {}
    made = [unique("bread", taken) for _ in range(20_000)]
    assert (len(set(made)), made[-1]) == (20_000, "bread-20000")
    assert unique("bread-7", taken) == "bread-7-2"


def test_names_of_files() -> None:
    assert named_after("My bank (v2).old") == "my-bank-v2-old"
    assert named_after("何") == "imported"


def test_shortened_lines_end_between_words() -> None:
    assert shortened("one two\nthree", 99) == "one two three"
    assert shortened("one two, three four", 12) == "one two…"
