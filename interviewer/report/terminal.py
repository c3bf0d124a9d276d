"""The report a candidate reads after an answer: how it went, what cost points, what to say next time.

It coaches: every fault comes with the words that would have been better, and nothing
says whether anybody would be hired. `render_report` gives a string, so that it can be
printed, piped and compared.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from interviewer.bank.models import Question
from interviewer.report import findings
from interviewer.report.layout import Look, Page, can_show, clock, points, score_style
from interviewer.report.summary import losses, sentence
from interviewer.scoring.scorecard import Jump, Part, Penalty, Scorecard
from interviewer.transcript import Transcript

MOST_COSTLY = 3  # losses named; the table above them holds the rest
MAX_NAME = 16  # cells for the name of a part or a penalty
MOST_ADVICE = 4  # more than that is not remembered in the next answer


def render_report(
    question: Question,
    scorecard: Scorecard,
    transcript: Transcript,
    *,
    width: int,
    color: bool = False,
    unicode: bool = True,
    detail: bool = False,
) -> str:
    """The report as lines of at most ``width`` cells (and at least `MIN_WIDTH`), ending in a newline.

    ``color`` adds ANSI colours, ``unicode`` False keeps to ASCII, ``detail`` shows every
    key point in full, every quote and every habit instead of a screen and a half.
    """
    page = Page(Look(width, color, unicode))
    _headline(page, question, scorecard, transcript)
    if scorecard.delivery.words:
        _parts(page, scorecard)
        _costs(page, scorecard)
        _jump(page, question, scorecard.jump, transcript)
    findings.key_points(page, question, scorecard, detail=detail)
    findings.not_so(page, scorecard)
    if scorecard.delivery.words:
        findings.framework(page, question, scorecard, detail=detail)
    findings.clarifying(page, question, scorecard, detail=detail)
    if scorecard.delivery.words:
        findings.habits(page, scorecard, detail=detail)
        findings.delivery(page, scorecard.delivery, detail=detail)
    _advice(page, scorecard)
    return page.render()


def print_report(
    console: Console,
    question: Question,
    scorecard: Scorecard,
    transcript: Transcript,
    *,
    detail: bool = False,
) -> None:
    """`render_report` on a console, in what its stream can show."""
    text = render_report(
        question,
        scorecard,
        transcript,
        width=console.width,
        color=console.is_terminal and not console.no_color,
        unicode=can_show(console.encoding),
        detail=detail,
    )
    console.print(Text.from_ansi(text), soft_wrap=True, highlight=False, end="")


def render_model_answer(question: Question, *, width: int, color: bool = False, unicode: bool = True) -> str:
    """What a good answer sounds like, in about 30 and in about 90 seconds; else the reference."""
    page = Page(Look(width, color, unicode))
    look = page.look
    page.item((look.text(question.prompt), "bold"))
    if question.model_answers is None:
        page.heading("Reference")
        page.item(look.text(question.reference), indent=2)
    else:
        page.heading("In about 30 seconds")
        page.item(look.text(question.model_answers.short), indent=2)
        page.heading("In about 90 seconds")
        page.item(look.text(question.model_answers.long), indent=2)
    return page.render()


def _headline(page: Page, question: Question, scorecard: Scorecard, transcript: Transcript) -> None:
    look = page.look
    how = "typed" if transcript.duration_s is None else f"spoken, {clock(transcript.duration_s)}"
    number = [] if question.number is None else [f"Question {question.number}"]
    separator = f" {look.glyph('separator')} "
    page.item((separator.join([*number, question.slug, question.level, how]), "dim"))
    page.item((look.trim(question.prompt, page.room(0)), "bold"))
    page.blank()
    total = scorecard.total / 100
    score = f"{points(scorecard.total)} / 100"
    bar = look.bar(total, min(50, page.room(len(score) + 2)))
    page.item((f"{score}  ", "bold"), (bar, score_style(total)))
    page.item(look.text(sentence(scorecard)))
    if not scorecard.delivery.words and transcript.duration_s is not None:
        page.item("If you did speak, look at the microphone with: interviewer doctor")


def _parts(page: Page, scorecard: Scorecard) -> None:
    """The mark's computation as a table: every part and every penalty, with its points."""
    page.heading("Parts")
    names = max(len(name) for name in (*scorecard.parts, *(penalty.id for penalty in scorecard.penalties)))
    indent = 2 + min(names, MAX_NAME) + 2
    for name, part in scorecard.parts.items():
        page.item(*_part_value(page, name, part, indent), label=f"  {name:<{indent - 2}}")
    for penalty in scorecard.penalties:
        label = page.look.trim(penalty.id.replace("-", " "), MAX_NAME)
        page.item(*_penalty_value(page, penalty, indent), label=f"  {label:<{indent - 2}}")


def _part_value(page: Page, name: str, part: Part, indent: int) -> tuple[tuple[str, str], ...]:
    if part.score is None:
        why = "typed answer" if name == "delivery" else "not part of this mark"
        return ((f"not judged ({why})", "dim"),)
    value = f"{part.points:5.1f} of {points(part.weight * 100):<6}"
    bar = page.look.bar(part.score, min(30, page.room(indent + len(value))))
    return ((value, ""), (bar, score_style(part.score)))


def _penalty_value(page: Page, penalty: Penalty, indent: int) -> tuple[tuple[str, str], ...]:
    value = f"{penalty.points:5.1f}{'':10}"
    return ((value, "red"), (page.look.trim(penalty.reason, page.room(indent + len(value))), ""))


def _costs(page: Page, scorecard: Scorecard) -> None:
    """The largest losses, a line each; a quote goes beside it where there is one."""
    largest = losses(scorecard)[:MOST_COSTLY]
    if not largest:
        return
    page.heading("What cost you most")
    for loss in largest:
        label = f"{-loss.points:5.1f}  "
        page.item(page.look.text(loss.what), label=(label, "red"), indent=2)
        if (
            loss.evidence is not None and loss.evidence != scorecard.jump.evidence
        ):  # the jump gets its own section
            findings.quoted(page, loss.evidence, indent=2 + len(label))


def _jump(page: Page, question: Question, jump: Jump, transcript: Transcript) -> None:
    if not jump.jumped or jump.evidence is None:
        return
    look = page.look
    start_s = jump.evidence.start_s
    place = f"at character {jump.evidence.start}" if start_s is None else f"at {clock(start_s)}"
    page.heading("The moment of the jump", place)
    page.item((look.quote(jump.evidence.quote), "italic"), indent=2)
    stopped = findings.stopped(question, transcript)
    if stopped is not None:
        page.item(f"You were stopped here: {look.quote(stopped)} Ask that yourself, first.", indent=2)
    elif question.interjections:
        line = look.quote(question.interjections[0])
        page.item(f"An interviewer would stop you here: {line} Ask that yourself, first.", indent=2)


def _advice(page: Page, scorecard: Scorecard) -> None:
    if not scorecard.feedback:
        return
    page.heading("Say it better next time")
    for number, line in enumerate(scorecard.feedback[:MOST_ADVICE], start=1):
        page.item(page.look.text(line), label=(f"{number}. ", "bold"), indent=2)
