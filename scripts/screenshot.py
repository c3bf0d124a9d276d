"""Make docs/screenshots/report.svg: the real report of the shipped spoken answer, as a terminal shows it."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

import interviewer
from interviewer.report.terminal import render_report

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "questions" / "samples" / "imbalanced-data__demo.ogg"
TARGET = ROOT / "docs" / "screenshots" / "report.svg"
WIDTH = 80
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
<rect fill="#fdfdfa" stroke="#cccccc" x="1" y="1" width="{terminal_width}" height="{height}" rx="6"/>
<g transform="translate(9, 20)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">{matrix}</g></g></svg>
"""


def main() -> None:
    transcript = interviewer.transcribe(SAMPLE)
    question = interviewer.load_bank().question("imbalanced-data")
    scorecard = interviewer.score(question, transcript)
    report = render_report(question, scorecard, transcript, width=WIDTH, color=True)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(report), soft_wrap=True, highlight=False)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(
        console.export_svg(theme=LIGHT, code_format=TEMPLATE, unique_id="report"), encoding="utf-8"
    )
    print(os.path.relpath(TARGET), file=sys.stderr)


if __name__ == "__main__":
    main()
