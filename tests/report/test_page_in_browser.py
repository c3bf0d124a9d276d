"""The page in a real browser: it plays what is clicked, follows the sound, and loads nothing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import as_opus
from interviewer.report.page import render_page
from interviewer.report.progress_page import render_progress_page
from interviewer.report.told import Told
from interviewer.scoring.score import score
from interviewer.settings import MEASURES
from interviewer.transcript import Transcript, Turn, Word
from tests.audio.sounds import sine
from tests.report.test_page import HOSTILE
from tests.report.test_progress import NAMES, sample
from tests.support.questions import shipped_bank, small_question

pytestmark = [pytest.mark.browser, pytest.mark.slow]
sync_api = pytest.importorskip("playwright.sync_api", reason="pip install -e '.[browser]'")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WORD_S = 0.4
PATIENCE_S = 30.0
ANSWER = (
    "So, um, I would use SMOTE to balance the classes. What does a missed case cost compared with a false "
    "alarm? Then I'd start with a logistic regression with class weights as a simple baseline. I'd look at "
    "precision and recall on a held out test set, because accuracy looks great for a model that always says "
    "no. The risk is that the rate drifts, so in production I'd watch precision every week."
)
Open = Callable[..., Any]


def answer(number: int = 7, text: str = ANSWER) -> Told:
    """The answer at an even pace, over a hum; nine seconds of silence before its last sentence."""
    question = shipped_bank().question("imbalanced-data")
    words, at_s = [], 0.5
    for word in text.split():
        at_s += 9.0 * (word == "The")
        words.append(Word(word, at_s, at_s + WORD_S, 0.9))
        at_s += WORD_S
    transcript = Transcript((Turn.from_words(words),), duration_s=at_s + 0.5, engine="made up")
    return Told(
        number,
        "2026-03-14T18:04:05+00:00",
        question,
        score(question, transcript),
        transcript,
        sound=as_opus(Clip(sine(at_s + 0.5, amplitude=0.05))),
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: sudo apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        # Without its sandbox, because it refuses to run as root with it; it opens our own file only.
        flags = ["--no-sandbox", "--mute-audio"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """``opened(html)``: the page as a file; at the end nothing was complained of and nothing was loaded."""
    complaints: list[str] = []
    requests: list[str] = []
    contexts = []

    def open_page(html: str, **choices: Any) -> Any:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(**choices)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_S * 1000)
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        until(page, "[...document.querySelectorAll('audio')].every(one => one.readyState >= 2)")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []


def until(page: Any, condition: str) -> None:
    """Wait for a condition in the page's own language; its policy forbids what playwright does for that."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not page.evaluate(condition):
        assert time.monotonic() < deadline_s, condition
        page.wait_for_timeout(20)


def time_s(page: Any) -> float:
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def paused(page: Any) -> bool:
    return bool(page.evaluate("document.querySelector('audio').paused"))


def test_the_sound_can_be_played_and_found_a_place_in(opened: Open) -> None:
    page = opened(render_page([answer()], MEASURES))
    told = answer()
    assert told.transcript.duration_s is not None
    duration_s = page.evaluate("document.querySelector('audio').duration")
    assert duration_s == pytest.approx(told.transcript.duration_s, abs=0.1)
    page.evaluate("document.querySelector('audio').currentTime = 20")
    until(page, "!document.querySelector('audio').seeking")
    assert time_s(page) == pytest.approx(20, abs=0.01)


def test_a_click_on_a_highlight_plays_that_moment_and_stops(opened: Open) -> None:
    page = opened(render_page([answer()], MEASURES))
    badge = page.locator("button.badge").nth(1)
    start_s, end_s = (float(badge.get_attribute(name)) for name in ("data-from", "data-to"))
    assert start_s > 2
    badge.click()
    until(page, "!document.querySelector('audio').paused")
    assert start_s - 0.3 <= time_s(page) <= end_s
    until(page, f"document.querySelector('audio').currentTime > {start_s + 0.3}")
    assert page.locator(".note").inner_text().startswith("2, 0:0")
    until(page, "document.querySelector('audio').paused")
    assert end_s <= time_s(page) <= end_s + 0.8


@pytest.mark.parametrize(
    "line",
    [".losses button.play", ".points .covered button.play", ".steps button.play", ".plain button.play"],
    ids=["loss", "key point", "step", "clarifying question"],
)
def test_a_click_on_a_line_of_the_mark_plays_its_words(line: str, opened: Open) -> None:
    page = opened(render_page([answer()], MEASURES))
    button = page.locator(line).first
    start_s, end_s = (float(button.get_attribute(name)) for name in ("data-from", "data-to"))
    button.click()
    until(page, f"document.querySelector('audio').currentTime > {start_s}")
    assert time_s(page) <= end_s + 0.5
    assert not paused(page)


def test_the_text_follows_the_sound_word_by_word(opened: Open) -> None:
    page = opened(render_page([answer()], MEASURES))
    page.evaluate(
        """window.seen = [];
        new MutationObserver((changes) => {
            for (const { target } of changes) if (target.matches(".now")) seen.push(target.textContent);
        }).observe(document.querySelector(".said"), { attributes: true, subtree: true })"""
    )
    page.locator("[data-s]", has_text="compared").click()
    until(page, "seen.length >= 6")
    words = ANSWER.replace("?", "").split()
    first = words.index("compared")
    assert page.evaluate("seen.slice(0, 6)") == words[first : first + 6]
    assert page.evaluate("document.querySelectorAll('.now').length") == 1


def test_the_playhead_moves_and_a_click_into_the_picture_seeks(opened: Open) -> None:
    page = opened(render_page([answer()], MEASURES))
    picture = page.locator(".tl")
    box = picture.bounding_box()
    length_s = float(picture.get_attribute("data-duration"))
    picture.click(position={"x": box["width"] * 0.75, "y": box["height"] - 30})
    until(page, "!document.querySelector('audio').paused")
    assert time_s(page) == pytest.approx(0.75 * length_s, abs=1.0)
    head = page.locator(".head")
    assert head.evaluate("one => getComputedStyle(one).visibility") == "visible"
    until(page, f"document.querySelector('audio').currentTime > {0.75 * length_s + 0.5}")
    assert float(head.get_attribute("x1").rstrip("%")) == pytest.approx(100 * time_s(page) / length_s, abs=3)


def test_a_marker_in_the_picture_plays_its_highlight(opened: Open) -> None:
    page = opened(render_page([answer()], MEASURES))
    marker = page.locator(".mk").nth(2)
    marker.locator("text").click()
    until(page, "!document.querySelector('audio').paused")
    assert time_s(page) == pytest.approx(float(marker.get_attribute("data-from")), abs=0.8)


def test_the_keyboard_is_enough(opened: Open) -> None:
    page = opened(render_page([answer()], MEASURES))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "badge":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('audio').paused")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.evaluate("one => one.open")


def test_only_one_answer_is_heard_at_a_time(opened: Open) -> None:
    page = opened(render_page([answer(1), answer(2)], MEASURES))
    for number in (1, 2):
        page.locator(f"#a{number} button.badge").first.click()
        until(page, f"!document.querySelector('#a{number} audio').paused")
    assert page.evaluate("[...document.querySelectorAll('audio')].map(one => one.paused)") == [True, False]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_accessible_in_every_look(scheme: str, width: int, opened: Open) -> None:
    """axe-core's rules (WCAG 2 A and AA): names, landmarks, headings, contrast."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install -e '.[browser]'")
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    typed = Transcript.from_text("I would use SMOTE.")
    question = small_question()
    other = Told(8, "2026-03-14", question, score(question, typed), typed)
    page = opened(render_page([answer(), other], MEASURES), **look)
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width, "the page scrolls sideways"


def test_a_page_of_hostile_text_runs_nothing(opened: Open) -> None:
    question = small_question(prompt="</script><img src=x onerror=window.stolen=1>", reference=HOSTILE[0])
    said = " ".join([*HOSTILE, "<svg/onload=window.stolen=1>", "What is the metric?"])
    words = [Word(word, at * 0.3, at * 0.3 + 0.2, 0.9) for at, word in enumerate(said.split(" "))]
    transcript = Transcript((Turn.from_words(words),), duration_s=30.0, engine="made up")
    told = Told(
        1, "2026-03-14", question, score(question, transcript), transcript, sound=as_opus(Clip(sine(30.0)))
    )
    page = opened(render_page([told], MEASURES, title=HOSTILE[3]))
    page.locator("button").first.click()
    assert page.evaluate("window.stolen") is None
    assert page.evaluate("document.scripts.length") == 1
    assert page.locator("img").count() == 0


def test_printed_everything_is_unfolded_and_no_player_is_there(opened: Open) -> None:
    page = opened(render_page([answer()], MEASURES))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details").first.evaluate("one => one.open")
    assert not page.locator(".player").is_visible()
    assert page.locator(".said").evaluate("one => one.scrollHeight <= one.clientHeight + 1")
    assert len(page.pdf(format="A4")) > 10_000


@pytest.mark.parametrize("width_px", [1280, 400])
@pytest.mark.parametrize("answers", [1, 24])
def test_progress_fits_and_loads_nothing(answers: int, width_px: int, opened: Open) -> None:
    html = render_progress_page(sample(answers), NAMES, "2 questions")
    page = opened(html, viewport={"width": width_px, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width_px
    assert page.locator("svg.chart circle").count() == (
        0 if answers == 1 else page.locator("g title").count()
    )
    assert page.locator("h1").inner_text() == "Progress"
