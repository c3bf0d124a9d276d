"""One report for a whole mock interview: the answers side by side, and what to work on first."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.interview.rounds import RoundAnswer
from interviewer.report.layout import Look, Page, points, score_style
from interviewer.report.summary import losses

BAR_CELLS = 10
PART_BAR_CELLS = 20
MOST_COSTLY = 4
MOST_ADVICE = 4


def render_round(
    answers: Sequence[RoundAnswer], *, width: int, color: bool = False, unicode: bool = True
) -> str:
    """The round, at most ``width`` cells wide. Questions without an answer are named and don't count."""
    page = Page(Look(width, color, unicode))
    given = [answer for answer in answers if answer.scorecard.delivery.words]
    if not given:
        page.heading("The round", "nothing was answered")
        return page.render()
    mean = sum(answer.scorecard.total for answer in given) / len(given)
    page.heading("The round", f"{len(given)} of {len(answers)} answered, {points(mean)} of 100 on average")
    for answer in answers:
        _answer(page, answer)
    _parts(page, given)
    _costs(page, given)
    _advice(page, given)
    kept = [str(answer.attempt) for answer in given if answer.attempt is not None]
    if kept:
        page.blank()
        others = f" (or {', '.join(kept[1:])})" if len(kept) > 1 else ""
        page.item(f"Each answer in full: interviewer review {kept[0]}{others}")
        page.item(f"As a page: interviewer review {' '.join(kept)} --html round.html")
    return page.render()


def _answer(page: Page, answer: RoundAnswer) -> None:
    total = answer.scorecard.total
    number = "" if answer.attempt is None else str(answer.attempt)
    label = f"{number:>4}  {total:>5.1f}  "
    if not answer.scorecard.delivery.words:
        page.item(
            f"{'':{BAR_CELLS}}  {page.look.text(answer.question.slug)}", label=f"{'':4}  {'-':>5}  ", indent=0
        )
        return
    note = "  jumped" if answer.scorecard.jump.jumped else ""
    room = page.room(len(label) + BAR_CELLS + 2 + len(note))
    slug = page.look.trim(answer.question.slug, room)
    bar = (page.look.bar(total / 100, BAR_CELLS), score_style(total / 100))
    page.item(bar, f"  {slug}", (note, "red"), label=label)


def _parts(page: Page, given: Sequence[RoundAnswer]) -> None:
    """What was reached of each part, as a share of all that could be, over the whole round."""
    page.heading("Parts")
    names = list(dict.fromkeys(name for answer in given for name in answer.scorecard.parts))
    for name in names:
        parts = [answer.scorecard.parts[name] for answer in given if name in answer.scorecard.parts]
        weight = sum(part.weight for part in parts)
        if not weight:
            continue
        share = sum(part.points for part in parts) / (100 * weight)
        bar = (page.look.bar(share, PART_BAR_CELLS), score_style(share))
        page.item(f"{share:>4.0%}  ", bar, label=f"  {name:<12}")


def _costs(page: Page, given: Sequence[RoundAnswer]) -> None:
    """The largest losses of the round, each with its question."""
    found = sorted(
        ((loss, answer.question.slug) for answer in given for loss in losses(answer.scorecard)),
        key=lambda pair: -pair[0].points,
    )[:MOST_COSTLY]
    if not found:
        return
    page.heading("What cost you most")
    for loss, slug in found:
        page.item(
            (f"{page.look.text(slug)}: ", "bold"),
            page.look.text(loss.what),
            label=(f"{-loss.points:5.1f}  ", "red"),
            indent=2,
        )


def _advice(page: Page, given: Sequence[RoundAnswer]) -> None:
    """The first line of feedback of the weakest answers."""
    weakest = sorted(given, key=lambda answer: answer.scorecard.total)
    told = [
        (answer.question.slug, answer.scorecard.feedback[0])
        for answer in weakest
        if answer.scorecard.feedback
    ]
    if not told:
        return
    page.heading("Next time")
    for number, (slug, line) in enumerate(told[:MOST_ADVICE], 1):
        page.item((f"{page.look.text(slug)}: ", "bold"), page.look.text(line), label=f"{number}  ", indent=2)
