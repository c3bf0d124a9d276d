"""Two attempts at one question side by side: what was gained, what was lost. Pure, gives a string."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.report.layout import Look, Page, clock
from interviewer.report.told import Told
from interviewer.scoring.scorecard import Evidence, Scorecard

SHARE = {"missing": 0.0, "contradicted": -0.5, "partial": 0.5, "covered": 1.0}
COLUMN = 10  # cells for a figure or a date


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that an answer can have: ``share`` of it, from -0.5 (the wrong way round) to 1 (whole)."""

    kind: str
    what: str
    share: float
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The same thing in the first answer and in the second."""

    first: Item
    second: Item

    @property
    def gained(self) -> float:
        return self.second.share - self.first.share


def changes(first: Scorecard, second: Scorecard) -> tuple[Change, ...]:
    """Everything that both scorecards know of, in the order of the second."""
    before = {(item.kind, item.what): item for item in _items(first)}
    return tuple(
        Change(before[item.kind, item.what], item)
        for item in _items(second)
        if (item.kind, item.what) in before
    )


def render_comparison(first: Told, second: Told, look: Look) -> str:
    """The figures of both in columns, then what was gained, what was lost and what is still open."""
    page = Page(look)
    page.item((page.look.text(second.question.prompt), "bold"))
    _figures(page, first, second)
    found = changes(first.scorecard, second.scorecard)
    for title, style, glyph, chosen in (
        ("Gained", "green", "covered", [change.second for change in found if change.gained > 0]),
        ("Lost", "red", "missing", [change.first for change in found if change.gained < 0]),
    ):
        page.heading(title, "" if chosen else "nothing")
        for item in chosen:
            _item(page, item, (f"{page.look.glyph(glyph)} ", style))
    _still_open(page, found)
    return page.render()


def _items(scorecard: Scorecard) -> Iterator[Item]:
    asked = scorecard.clarifying
    yield Item("question", "clarifying questions first", min(1.0, float(len(asked))), _first(asked))
    if scorecard.jump.applies:
        place = scorecard.jump.evidence if scorecard.jump.jumped else None
        yield Item("jump", "no jump to a method", float(not scorecard.jump.jumped), place)
    for point in scorecard.key_points:
        yield Item("key point", point.text, SHARE[point.status], next(iter(point.evidence), None))
    for step in scorecard.steps:
        if step.expected:
            share = float(step.status == "present")
            yield Item("step", f"{step.id} {step.name}", share, next(iter(step.evidence), None))
    for habit in scorecard.habits:
        kind = "habit" if habit.kind == "do" else "avoiding"
        yield Item(kind, habit.text, float(habit.good), next(iter(habit.evidence), None))


def _first(asked: Sequence[object]) -> Evidence | None:
    return getattr(asked[0], "evidence", None) if asked else None


def _figures(page: Page, first: Told, second: Told) -> None:
    """A line a figure: name, first, second, difference."""
    names = list(dict.fromkeys([*first.scorecard.parts, *second.scorecard.parts]))
    indent = max(14, *(len(name) + 4 for name in names))
    page.blank()
    heads = [f"attempt {told.number}" for told in (first, second)]
    column = max(COLUMN, *(len(head) for head in heads))
    page.item((f"{'':<{indent}}" + "".join(f"  {head:>{column}}" for head in heads), "dim"))
    when = [told.started_at[:10] for told in (first, second)]
    page.item((f"{'':<{indent}}" + "".join(f"  {day:>{column}}" for day in when), "dim"))
    rows = [("mark", first.scorecard.total, second.scorecard.total)]
    rows += [(name, _part(first.scorecard, name), _part(second.scorecard, name)) for name in names]
    rows.append(("penalties", _penalties(first.scorecard), _penalties(second.scorecard)))
    for name, before, after in rows:
        gained = round(after - before, 1)
        style = "green" if gained > 0 else "red" if gained < 0 else "dim"
        difference = f"{gained:+.1f}" if gained else "="
        label = f"{name:<{indent}}  {before:>{column}.1f}  {after:>{column}.1f}"
        page.item((f"{difference:>6}", style), label=f"{label}  ")
    _spoken(page, (first, second), indent, column)


def _spoken(page: Page, both: tuple[Told, Told], indent: int, column: int) -> None:
    """Length and pace, where both were spoken."""
    lengths = [told.transcript.duration_s for told in both]
    paces = [told.speaking.wpm for told in both]
    for name, values in (
        ("length", ["typed" if length is None else clock(length) for length in lengths]),
        ("words a minute", ["" if pace is None else f"{pace:.0f}" for pace in paces]),
    ):
        if any(values):
            page.item(f"{name:<{indent}}" + "".join(f"  {value:>{column}}" for value in values))


def _part(scorecard: Scorecard, name: str) -> float:
    part = scorecard.parts.get(name)
    return 0.0 if part is None else part.points


def _penalties(scorecard: Scorecard) -> float:
    return sum(penalty.points for penalty in scorecard.penalties)


def _item(page: Page, item: Item, mark: tuple[str, str]) -> None:
    page.item(page.look.trim(f"{item.kind}: {item.what}", page.room(4)), label=mark, indent=2)
    if item.evidence is not None:
        time = "" if item.evidence.start_s is None else f"{clock(item.evidence.start_s)} "
        quote = page.look.quote(item.evidence.quote, page.room(4 + len(time)))
        page.item((quote, "italic"), label=(time, "dim"), indent=4)


def _still_open(page: Page, found: Sequence[Change]) -> None:
    missing = [change.second for change in found if change.gained == 0 and change.second.share < 1]
    kept = sum(change.gained == 0 and change.second.share >= 1 for change in found)
    page.heading("Still open", f"{len(missing)}; as good as before: {kept}")
    for item in missing:
        page.item(
            page.look.trim(f"{item.kind}: {item.what}", page.room(4)),
            label=(f"{page.look.glyph('absent')} ", "yellow"),
            indent=2,
        )
