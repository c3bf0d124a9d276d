"""The page: whole, closed to everything outside, and safe whatever somebody said or wrote into a pack."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.bank.models import Question
from interviewer.report.html import TEMPLATES
from interviewer.report.layout import points
from interviewer.report.page import render_page
from interviewer.report.told import Told
from interviewer.scoring.score import score
from interviewer.settings import MEASURES
from interviewer.transcript import Transcript, Turn, Word
from tests.report.samples import Sample
from tests.support.questions import small_question

HOSTILE = (
    "</script><script>alert(1)</script>",
    "\"' onmouseover=alert(1) x='",
    "<img src=x onerror=alert(1)>",
    "</style></title></textarea>-->",
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp;",
    "\u202eright to left\u2066 \u200f",
    "\x00\x07\x1b[31mred\x1b[0m \x85 \ufeff",
    "half \ud800 pair",
    "naïve 👍🏽 عربى 漢字",
)


class Reader(HTMLParser):
    """Tags with their attributes, in order, and the text between."""

    VOID = frozenset(["meta", "br", "img", "link", "input", "hr"])

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == [], "tags that are not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag} has an attribute twice"
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["script"] and self.open[-1:] != ["style"]:
            self.text += data

    def values(self, name: str) -> list[str]:
        """Every value of that attribute."""
        return [attributes[name] or "" for _, attributes in self.tags if name in attributes]


def made(question: Question, transcript: Transcript, **more: Any) -> Told:
    return Told(7, "2026-03-14T18:04:05+00:00", question, score(question, transcript), transcript, **more)


def spoken(*texts: str) -> Transcript:
    """Two words a second, candidate and interviewer by turns."""
    turns, at = [], 0
    for number, text in enumerate(texts):
        words = [Word(word, (at + n) / 2, (at + n) / 2 + 0.4, 0.9) for n, word in enumerate(text.split(" "))]
        at += len(words)
        turns.append(Turn.from_words(words, "interviewer" if number % 2 else "candidate"))
    return Transcript(tuple(turns), duration_s=at / 2 + 1, engine="made up")


@pytest.mark.parametrize("name", ["jump", "strong", "typed", "empty"])
def test_a_page_of_each_sample(name: str, samples: dict[str, Sample], question: Question) -> None:
    sample = samples[name]
    told = Told(7, "2026-03-14T18:04:05+00:00", question, sample.scorecard, sample.transcript)
    page = Reader(render_page([told], MEASURES))
    assert question.prompt in page.text
    assert points(sample.scorecard.total) in page.text
    ids = page.values("id")
    assert len(set(ids)) == len(ids)
    for names in page.values("aria-labelledby"):
        assert set(names.split()) <= set(ids)
    landmarks = [tag for tag, _ in page.tags if tag in ("main", "header", "footer")]
    assert landmarks.count("main") == 1
    if name == "typed":
        assert "This answer was typed: there is no sound." in page.text
    if name == "empty":
        assert "No words were heard." in page.text


def test_what_cost_points_and_what_to_say_is_there(samples: dict[str, Sample], question: Question) -> None:
    sample = samples["jump"]
    page = Reader(
        render_page([Told(7, "2026-03-14", question, sample.scorecard, sample.transcript)], MEASURES)
    )
    text = " ".join(page.text.split())
    assert "−20 SMOTE proposed before any clarifying question" in text
    assert "An interviewer would stop you at the jump" in text
    for line in sample.scorecard.feedback[:4]:
        assert line in text
    assert question.model_answers is not None
    assert question.model_answers.short in text
    assert "hire" not in text.replace("nothing in it says whether anybody would be hired", "")


def test_what_the_interviewer_told_is_quoted(question: Question) -> None:
    told = "About one payment in eight hundred is a fraud."
    transcript = spoken("How many of the payments are a fraud?", told, "So accuracy says little.")
    page = Reader(render_page([made(question, transcript)], MEASURES))
    assert f"Told: {told}" in page.text


def test_nothing_is_loaded_and_nothing_else_may_run(samples: dict[str, Sample], question: Question) -> None:
    sample = samples["strong"]
    told = Told(7, "2026-03-14", question, sample.scorecard, sample.transcript, sound=b"OggS")
    text = render_page([told], MEASURES)
    page = Reader(text)
    (policy,) = [
        attributes["content"] or ""
        for tag, attributes in page.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert rules[rule] == f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
    assert page.values("src") == ["data:audio/ogg;base64,T2dnUw=="]
    assert all(href.startswith("#") for href in page.values("href"))
    assert page.values("style") == []
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert not re.search(r"https?://", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str) -> None:
    pack = text.encode("utf-8", "replace").decode()  # a file holds no half pairs
    question = small_question(
        prompt=f"{pack} Why?", reference=pack, interjections=[pack], section=pack.strip() or "s"
    )
    answers = (
        spoken(f"I would use a GAN. {text} What is the metric? {text}", text, f"{text} bagging cures bias"),
        Transcript.from_text(text),
    )
    shown = [made(question, transcript, silence=text, sound=b"OggS") for transcript in answers]
    page = render_page([shown[0], replace(shown[1], number=8)], MEASURES, title=text)
    page.encode("utf-8")
    read = Reader(page)
    assert {tag for tag, _ in read.tags} <= OUR_TAGS
    assert [tag for tag, _ in read.tags].count("script") == 1
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]
    assert not set(page) & set("\x00\x07\x1b\x85\u202e\u2066\u200f\ufeff\ud800")
    if text.isprintable() and text.isascii():
        assert read.text.count(text) >= 5


OUR_TAGS = {
    tag for file in TEMPLATES.glob("*.html") for tag in re.findall(r"<([a-z0-9]+)", file.read_text("utf-8"))
}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=200).filter(lambda text: text.strip()))
def test_any_text_gives_a_whole_page(text: str) -> None:
    page = render_page([made(small_question(), spoken(text, text), sound=b"OggS")], MEASURES)
    page.encode("utf-8")
    assert [tag for tag, _ in Reader(page).tags].count("script") == 1


def test_words_carry_their_times() -> None:
    page = Reader(render_page([made(small_question(), spoken("Bagging is parallel."), sound=b"OggS")], ()))
    assert page.values("data-s") == ["0.00", "0.50", "1.00"]


def test_measures_that_are_off_are_not_there() -> None:
    told = made(small_question(), spoken("I think " + "bagging is parallel um " * 30))
    assert "How you spoke" in Reader(render_page([told], MEASURES)).text
    without = Reader(render_page([told], ()))
    assert "How you spoke" not in without.text
    assert not [value for value in without.values("class") if value.startswith("t-")]


def test_several_answers_begin_with_an_overview(samples: dict[str, Sample], question: Question) -> None:
    answers = [
        Told(number, "2026-03-14", question, sample.scorecard, sample.transcript)
        for number, sample in enumerate(samples.values(), start=3)
    ]
    page = Reader(render_page(answers, MEASURES))
    links = [href for href in page.values("href") if href != "#content"]
    assert links[:4] == ["#a3", "#a4", "#a5", "#a6"]
    assert set(links) <= set(links[:4])
    assert {"a3", "a4", "a5", "a6"} <= set(page.values("id"))
    assert "2 of 4 answers with a jump" in page.text


def test_the_templates_are_part_of_the_package() -> None:
    assert {"base.html", "attempts.html", "attempt.html", "page.css", "page.js"} <= {
        file.name for file in TEMPLATES.iterdir()
    }
