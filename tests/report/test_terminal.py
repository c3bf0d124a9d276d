"""The report at fixed widths, and with whatever may stand in a transcript."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from interviewer.bank.models import Question
from interviewer.report.terminal import print_report, render_model_answer, render_report
from interviewer.scoring.scorecard import Evidence, Scorecard
from interviewer.transcript import Transcript
from tests.report.samples import Sample

Golden = Callable[[str, str], None]
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ["jump", "strong", "typed", "empty"])
def test_report(
    name: str, width: int, question: Question, samples: dict[str, Sample], golden: Golden
) -> None:
    sample = samples[name]
    golden(
        f"report-{name}-{width}", render_report(question, sample.scorecard, sample.transcript, width=width)
    )


@pytest.mark.parametrize("name", ["jump", "strong"])
def test_report_in_detail(name: str, question: Question, samples: dict[str, Sample], golden: Golden) -> None:
    sample = samples[name]
    text = render_report(question, sample.scorecard, sample.transcript, width=80, detail=True)
    golden(f"report-{name}-detail-80", text)


def test_report_in_ascii(question: Question, samples: dict[str, Sample], golden: Golden) -> None:
    sample = samples["jump"]
    text = render_report(question, sample.scorecard, sample.transcript, width=80, unicode=False)
    text.encode("ascii")
    golden("report-jump-ascii-80", text)


def test_model_answer(question: Question, golden: Golden) -> None:
    golden("model-answer-80", render_model_answer(question, width=80))


def test_without_a_model_answer_the_reference_is_shown(question: Question) -> None:
    text = render_model_answer(question.model_copy(update={"model_answers": None}), width=80)
    assert "REFERENCE" in text
    assert "First find out whether the imbalance matters" in text


@pytest.mark.parametrize("name", ["jump", "strong", "typed", "empty"])
def test_colour_changes_no_character(name: str, question: Question, samples: dict[str, Sample]) -> None:
    sample = samples[name]
    plain = render_report(question, sample.scorecard, sample.transcript, width=80)
    coloured = render_report(question, sample.scorecard, sample.transcript, width=80, color=True)
    assert "\x1b" not in plain
    assert COLOURS.search(coloured)
    assert [line.rstrip() for line in COLOURS.sub("", coloured).splitlines()] == plain.splitlines()


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"COLUMNS": "20"}, {"FORCE_COLOR": "1"}]
)
def test_the_environment_decides_nothing(
    environment: dict[str, str],
    question: Question,
    samples: dict[str, Sample],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever calls has read it already: the same call gives the same string everywhere."""
    sample = samples["jump"]
    before = [
        render_report(question, sample.scorecard, sample.transcript, width=80, color=c) for c in (False, True)
    ]
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    after = [
        render_report(question, sample.scorecard, sample.transcript, width=80, color=c) for c in (False, True)
    ]
    assert after == before


def test_it_stays_short(question: Question, samples: dict[str, Sample]) -> None:
    """Lines at 80 columns, so that a section that grows is noticed; a good answer has the short report."""
    for name, lines in (("strong", 55), ("typed", 65), ("jump", 72), ("empty", 40)):
        sample = samples[name]
        text = render_report(question, sample.scorecard, sample.transcript, width=80)
        assert len(text.splitlines()) <= lines, name


def test_it_coaches_and_decides_nothing(question: Question, samples: dict[str, Sample]) -> None:
    for sample in samples.values():
        text = render_report(question, sample.scorecard, sample.transcript, width=80, detail=True).lower()
        assert not re.search(r"\b(hire|hired|reject|fail|failed|bad|poor|wrong answer)\b", text)


NASTY = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(), max_size=60),  # surrogates and unassigned code points too
    st.text("[]/\\b\x1b\x9b\x07]0;m漢字👩‍🚀é\u0301\u202e \n\t", max_size=120),
    st.sampled_from(
        ["x" * 300, "漢" * 150, "[bold red]no[/]", "\x1b[2J\x1b]0;title\x07", "\u202eevil", "", " "]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    quote=NASTY, width=st.integers(40, 130), unicode=st.booleans(), detail=st.booleans(), color=st.booleans()
)
def test_any_text_fits(
    *,
    quote: str,
    width: int,
    unicode: bool,
    detail: bool,
    color: bool,
    question: Question,
    samples: dict[str, Sample],
) -> None:
    for name in ("jump", "strong"):
        sample = samples[name]
        text = render_report(
            question.model_copy(update={"prompt": quote, "interjections": (quote,)}),
            retold(sample.scorecard, quote),
            sample.transcript,
            width=width,
            unicode=unicode,
            detail=detail,
            color=color,
        )
        assert_fits(text, width, "utf-8" if unicode else "ascii")


def test_text_is_shown_and_never_obeyed(question: Question, samples: dict[str, Sample]) -> None:
    quote = (
        "a [bold]b[/bold] [link=x] \x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07 :smile: \x9bdone "
        "\x1b]never ended"
    )
    text = render_report(
        question, retold(samples["jump"].scorecard, quote), Transcript(()), width=100, detail=True
    )
    assert "“a [bold]b[/bold] [link=x] red link :smile: done ]never ended”" in text


def retold(scorecard: Scorecard, quote: str) -> Scorecard:
    """The scorecard with every quote and every text of a pack replaced."""

    def said(evidence: Evidence) -> Evidence:
        return replace(evidence, quote=quote)

    def all_said(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(said(one) for one in evidence)

    jump, delivery = scorecard.jump, scorecard.delivery
    return replace(
        scorecard,
        penalties=tuple(replace(penalty, reason=quote) for penalty in scorecard.penalties),
        key_points=tuple(
            replace(point, text=quote, note=quote, evidence=all_said(point.evidence))
            for point in scorecard.key_points
        ),
        steps=tuple(replace(step, name=quote, evidence=all_said(step.evidence)) for step in scorecard.steps),
        clarifying=tuple(
            replace(asked, evidence=said(asked.evidence), answered_with=quote)
            for asked in scorecard.clarifying
        ),
        jump=replace(jump, method=quote, evidence=None if jump.evidence is None else said(jump.evidence)),
        habits=tuple(
            replace(habit, text=quote, evidence=all_said(habit.evidence)) for habit in scorecard.habits
        ),
        delivery=replace(delivery, fillers=all_said(delivery.fillers), repeated=all_said(delivery.repeated)),
        contradictions=tuple(
            replace(wrong, correction=quote, evidence=said(wrong.evidence))
            for wrong in scorecard.contradictions
        ),
        feedback=(quote, quote),
    )


def assert_fits(text: str, width: int, encoding: str) -> None:
    text.encode(encoding)
    plain = COLOURS.sub("", text)
    assert not [
        character
        for character in plain
        if character != "\n" and not character.isprintable() and ord(character) < 160
    ]
    for line in plain.split("\n"):
        assert cell_len(line) <= width, line


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", "✓"), ("ascii", "+"), ("latin-1", "+")])
def test_printed_on_a_console(
    encoding: str, mark: str, question: Question, samples: dict[str, Sample]
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    sample = samples["jump"]
    console = Console(file=stream, width=80)
    print_report(console, question, sample.scorecard, sample.transcript)
    stream.seek(0)
    expected = render_report(question, sample.scorecard, sample.transcript, width=80, unicode=mark == "✓")
    assert stream.read() == expected
    assert f"  {mark} Accuracy hides" in expected


def test_printed_in_colour_on_a_terminal(question: Question, samples: dict[str, Sample]) -> None:
    sample = samples["jump"]
    console = Console(
        file=io.StringIO(), width=80, force_terminal=True, color_system="standard", no_color=False
    )
    with console.capture() as capture:
        print_report(console, question, sample.scorecard, sample.transcript)
    plain = render_report(question, sample.scorecard, sample.transcript, width=80)
    assert "\x1b[" in capture.get()
    assert [line.rstrip() for line in COLOURS.sub("", capture.get()).splitlines()] == plain.splitlines()
