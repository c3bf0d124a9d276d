"""Progress on a terminal: what was practised, how it goes, what to practise next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interviewer.history.courses import CHANGE_FROM, Course
from interviewer.history.progress import Progress
from interviewer.history.weakness import LATELY
from interviewer.report import progress_words as words
from interviewer.report.charts import marks_chart
from interviewer.report.layout import Look, Page, points, score_style

BAR = 10  # cells
FEW = 5  # answers up to which single marks are told, and from which on a share is worth a percentage
NAME = 30  # cells for the name of a step or habit


def render_progress(progress: Progress, names: Mapping[str, str], due: Sequence[str], look: Look) -> str:
    """The whole page. ``names``: of steps, by the name of their course; ``due``: what is due, in lines."""
    page = Page(look)
    practice = progress.practice
    if not practice.answers:
        page.item("No attempt is stored yet. Make one with: interviewer practice")
        return page.render()
    page.item(("PROGRESS", "bold"), "  " + f" {look.glyph('separator')} ".join(words.span(practice)))
    page.item(words.streak(practice))
    _marks(page, progress)
    _groups(page, "By section", progress.sections)
    _groups(page, "By level", progress.levels)
    if progress.detailed < progress.marks.count:
        page.heading("In detail", f"from here on of the last {progress.detailed} answers")
    for framework in dict.fromkeys(course.name.split()[0] for course in progress.steps):
        walked = [course for course in progress.steps if course.name.split()[0] == framework]
        walked.sort(key=lambda course: list(names).index(course.name) if course.name in names else len(names))
        _rates(page, framework, "share of answers that walked an expected step", walked, names)
    _rates(page, "Habits", "share of answers in which they were in place", progress.habits, names)
    _interview(page, progress)
    _weakest(page, progress, names)
    page.heading("What is due")
    for line in due:
        page.item(look.text(line), indent=2)
    _footer(page, progress)
    return page.render()


def _marks(page: Page, progress: Progress) -> None:
    marks = progress.marks
    if marks.mean is None:
        return
    page.heading("Mark over time", f"{points(round(marks.mean, 1))} of 100 on average{_spread(page, marks)}")
    for line in marks_chart(marks.points, page.look, indent=2):
        page.item(line)
    if marks.count <= FEW:
        page.item(", ".join(points(point.value) for point in marks.points), label="Marks: ", indent=2)
    if marks.change is not None:
        page.item(words.changed(marks.change, f"The last {marks.change.count} answers"), indent=2)
    else:
        page.item((f"No trend yet: that takes {CHANGE_FROM} answers.", "dim"), indent=2)
    if progress.again is not None:
        again = progress.again
        page.item(
            f"{words.count(again.count, 'question')} answered more than once, first try to last: "
            f"{words.moved(again)}.",
            indent=2,
        )


def _groups(page: Page, title: str, courses: Sequence[Course]) -> None:
    """A table of marks: how many, mean, spread, bar, and what changed where there are enough."""
    if not courses:
        return
    page.heading(title)
    width = min(NAME, max(len(course.name) for course in courses))
    for course in sorted(courses, key=lambda course: course.mean or 0.0):
        mean = course.mean or 0.0
        label = f"{page.look.trim(course.name, width):<{width}}  {mean:>3.0f}{_spread(page, course):<5}  "
        note = f"  {words.count(course.count, 'answer')}{_short(page, course)}"
        page.item((page.look.bar(mean / 100, BAR), score_style(mean / 100)), note, label=label, indent=2)


def _rates(page: Page, title: str, note: str, courses: Sequence[Course], names: Mapping[str, str]) -> None:
    if not courses:
        return
    page.heading(title, note)
    texts = [page.look.trim(names.get(course.name) or words.habit(course.name), NAME) for course in courses]
    width = max(map(len, texts))
    for text, course in zip(texts, courses, strict=True):
        share = course.mean or 0.0
        percent = f"{share:.0%}" if course.count >= FEW else ""
        label = f"{text:<{width}}  {percent:>4}  "
        tail = f"  {round(share * course.count)} of {course.count}{_short(page, course)}"
        page.item((page.look.bar(share, BAR), score_style(share)), tail, label=label, indent=2)


def _interview(page: Page, progress: Progress) -> None:
    """Jumps, clarifying questions, pace and fillers: a line each."""
    page.heading("In the interview")
    jumps = progress.jumps
    rows = []
    if jumps.mean is not None:
        text = f"in {round(jumps.mean * jumps.count)} of {jumps.count} answers where that can happen"
        rows.append(("Jumped to a method", text + _short(page, jumps)))
    for course, name, unit in (
        (progress.clarifying, "Clarifying questions", "an answer"),
        (progress.pace, "Pace", "words a minute"),
        (progress.fillers, "Fillers", "a minute"),
    ):
        if course.mean is not None:
            mean = f"{course.mean:.0f}" if course.mean >= 20 else points(round(course.mean, 1))
            rows.append((name, f"{mean} {unit}{_spread(page, course)}{_short(page, course)}"))
    for name, text in rows:
        page.item(text, label=f"{name:<22}", indent=2)
    if progress.pace.mean is None:
        page.item(("Pace and fillers come from spoken answers; there is none yet.", "dim"), indent=2)


def _weakest(page: Page, progress: Progress, names: Mapping[str, str]) -> None:
    if not progress.weakest:
        return
    lately = words.count(min(LATELY, progress.marks.count), "answer")
    page.heading("Weakest points", f"what they cost on average, over the last {lately}")
    for place, weakness in enumerate(progress.weakest, start=1):
        cost = f"{points(round(weakness.points, 1))} points"
        page.item(
            (f"{page.look.text(words.described(weakness, names))}", "bold"),
            f": {cost} an answer, in {weakness.seen} of {weakness.of}",
            label=f"{place}. ",
            indent=2,
        )
        if weakness.question is not None:
            page.item((f"interviewer practice -q {weakness.question}", "cyan"), indent=5)


def _footer(page: Page, progress: Progress) -> None:
    page.blank()
    parts = []
    if progress.marks.spread is not None:
        parts.append(f"{_sign(page)} is the standard deviation: how far answers usually lie from their mean.")
    if progress.marks.change is not None:
        parts.append(
            "Changes are named where chance alone would make them in fewer than 1 of 20 cases, "
            "with the margin for that."
        )
    if parts:
        page.item((" ".join(parts), "dim"))


def _spread(page: Page, course: Course) -> str:
    found = words.spread(course, _sign(page))
    return f" {found}" if found else ""


def _short(page: Page, course: Course) -> str:
    found = words.lately(course, _sign(page))
    return f", {found}" if found else ""


def _sign(page: Page) -> str:
    return "±" if page.look.unicode else "+-"
