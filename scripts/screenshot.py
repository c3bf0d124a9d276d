"""Make docs/screenshots/: the real report of the shipped spoken answer, on a terminal and as a page."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

import interviewer
from interviewer.audio.files import as_opus, read_clip
from interviewer.report.layout import Look
from interviewer.report.page import render_page
from interviewer.report.said import render_marked
from interviewer.report.spoken import render_speaking, spoken_facts
from interviewer.report.terminal import render_report
from interviewer.report.told import Told
from interviewer.settings import MEASURES

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "questions" / "samples" / "imbalanced-data__demo.ogg"
FOLDER = ROOT / "docs" / "screenshots"
WIDTH = 80
PAGES: tuple[tuple[str, Literal["light", "dark"], int, int], ...] = (
    ("page-light", "light", 1280, 1400),
    ("page-dark", "dark", 1280, 1400),
    ("page-phone", "light", 400, 860),
)
LIGHT = TerminalTheme(
    (253, 253, 250),
    (40, 42, 46),
    [
        (40, 42, 46), (176, 42, 42), (46, 125, 50), (150, 100, 0),
        (38, 86, 160), (120, 60, 150), (0, 110, 120), (120, 120, 120),
    ],
)  # fmt: skip
# rich's own template fetches a font from the network; the reader's monospace font does as well.
TEMPLATE = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; white-space: pre; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>{lines}</defs>
<rect fill="#fdfdfa" stroke="#cccccc" x="0.1%" y="1" width="99.8%" height="{height}" rx="6"/>
<g transform="translate(9, 20)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">{matrix}</g></g></svg>
"""


def main() -> None:
    told = sample()
    report = render_report(told.question, told.scorecard, told.transcript, width=WIDTH, color=True)
    look = Look(WIDTH, color=True)
    hear = f"hear one with: interviewer review {told.number} --play 1"
    marked = render_marked(told.transcript, told.highlights, look, play=hear)
    spoken = render_speaking(told.speaking, spoken_facts(told.speaking, {}, MEASURES), look)
    FOLDER.mkdir(parents=True, exist_ok=True)
    terminal("report", report)
    terminal("review", marked + spoken)
    pages(render_page([told], MEASURES))


def sample() -> Told:
    """The shipped spoken answer, heard and scored for real."""
    transcript = interviewer.transcribe(SAMPLE)
    question = interviewer.load_bank().question("imbalanced-data")
    scorecard = interviewer.score(question, transcript)
    sound = as_opus(read_clip(SAMPLE))
    return Told(1, "2026-01-31T18:04:05+00:00", question, scorecard, transcript, sound=sound)


def terminal(name: str, text: str) -> None:
    """Text with ANSI colours as the picture of a terminal."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(text), soft_wrap=True, highlight=False)
    target = FOLDER / f"{name}.svg"
    target.write_text(console.export_svg(theme=LIGHT, code_format=TEMPLATE, unique_id=name), encoding="utf-8")
    print(os.path.relpath(target), file=sys.stderr)


def pages(html: str) -> None:
    """The page in Chromium: light, dark, on a telephone."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, scheme, width, height in PAGES:
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": height})
            page.goto(path.as_uri())
            page.locator("button.badge").nth(2).click()
            page.wait_for_timeout(2500)
            page.evaluate("document.querySelector('audio').pause(); scrollTo(0, 0)")
            page.evaluate("document.querySelector('article').classList.add('playing')")
            page.wait_for_timeout(800)
            target = FOLDER / f"{name}.png"
            page.screenshot(path=str(target))
            print(os.path.relpath(target), file=sys.stderr)
        browser.close()


if __name__ == "__main__":
    main()
