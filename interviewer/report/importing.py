"""What became of the questions of an imported file, as a person reads it."""

from __future__ import annotations

from interviewer.bank.importing.draft import Report
from interviewer.report.layout import Look, Page


def render_import(report: Report, name: str, *, width: int, color: bool = False, unicode: bool = True) -> str:
    """The counts, then each stub, each skipped question and what was not understood, with its place."""
    page = Page(Look(width, color, unicode))
    look = page.look
    noun = "question" if report.found == 1 else "questions"
    page.item((look.text(f"{name}: {report.found} {noun} ({report.format})"), "bold"))
    stubs, skipped = len(report.stubs), len(report.skipped)
    page.item(f"{report.imported} imported, {stubs} imported as stubs (no answer), {skipped} skipped")
    for label, style, remarks in (
        ("stub", "yellow", report.stubs),
        ("skipped", "red", report.skipped),
        ("note", "dim", report.notes),
    ):
        for remark in remarks:
            what = f"{report.unit} {remark.at}: {remark.what}"
            page.item(look.text(what), label=(f"{label}: ", style), indent=2)
    return page.render()
