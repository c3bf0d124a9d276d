from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from interviewer.audio.recording import Tick
from interviewer.bank.models import Question
from interviewer.interview.events import (
    AnswerEnded,
    Event,
    Heard,
    Interjected,
    Kept,
    ListeningStarted,
    Notice,
    QuestionAsked,
    Scored,
    SpeechEnded,
    SpeechStarted,
    Transcribing,
)
from interviewer.report.face import TerminalFace
from interviewer.report.layout import Look
from tests.report.samples import Sample

SOUND = Path("/data/recordings/imbalanced-data__20260131T180405.wav")
QUIET = Tick(elapsed_s=1.0, level_dbfs=-70.0, peak=0.0, speaking=False, silence_s=1.0)


def face(*, terminal: bool, unicode: bool = True, width: int = 80) -> TerminalFace:
    console = Console(
        file=io.TextIOWrapper(io.BytesIO(), encoding="utf-8" if unicode else "ascii"),
        width=width,
        force_terminal=terminal,
        no_color=True,
        highlight=False,
        markup=False,
        emoji=False,
    )
    return TerminalFace(console, Look(width, False, unicode), keys=True)


def shown(by: TerminalFace) -> str:
    file = by.console.file
    assert isinstance(file, io.TextIOWrapper)
    file.seek(0)
    return file.read()


def a_session(question: Question, sample: Sample) -> list[Event]:
    return [
        QuestionAsked(question, 1, 1),
        SpeechStarted(question.prompt),
        SpeechEnded(),
        ListeningStarted(question, "Headset", 360.0, 6.0, SOUND),
        Heard(QUIET),
        AnswerEnded("silence", 61.4, SOUND),
        Transcribing(0.0),
        Transcribing(1.0),
        Scored(question, sample.scorecard, sample.transcript),
        Kept(7, 40.5),
        Interjected(question.interjections[0]),
    ]


def test_a_session_in_a_pipe(question: Question, samples: dict[str, Sample]) -> None:
    there = face(terminal=False)
    for event in a_session(question, samples["jump"]):
        there.show(event)
    text = shown(there)
    for part in (
        "5. imbalanced-data\n",
        "Listening to Headset. Enter ends your answer, or 6 s of silence.\n",
        "Answer of 1:01, ended after a long silence.\n",
        "40.5 of 100, kept as attempt 7.\n",
        "interviewer review 7 --model-answer\n",
        "Interviewer: How do you know",
    ):
        assert part in text
    assert "Transcribing" not in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_session_on_a_terminal_without_unicode(question: Question, samples: dict[str, Sample]) -> None:
    there = face(terminal=True, unicode=False)
    for event in a_session(question, samples["jump"]):
        there.show(event)
    there.close()
    assert "#####" in shown(there)  # anything that ASCII can't hold would have been an error
    assert shown(there).count("\x1b[?25l") == shown(there).count("\x1b[?25h") > 0  # the cursor is back


@pytest.mark.parametrize(
    ("tick", "expected"),
    [
        (QUIET, "● 0:01 ░░░░"),
        (Tick(3.0, -30.0, 0.1, True, 0.0), "0:03 ████████████░░░░░░░░░░░░"),
        (Tick(3.0, 0.0, 0.5, True, 0.0), "0:03 ████████████████████████"),
        (Tick(3.0, 6.0, 1.0, True, 0.0), "too loud"),
        (Tick(9.0, -70.0, 0.0, False, 9.0), "I can't hear you yet"),
        (Tick(2.1, -120.0, 0.0, False, 2.1), "I can't hear you: no sound at all. Muted?"),
        (Tick(9.0, -120.0, 0.0, False, 9.0, left_s=21.0), "I can't hear you: no sound at all. Muted?"),
        (Tick(9.0, -70.0, 0.0, False, 4.0, left_s=2.0), "ends in 2 s, go on when you like"),
        (Tick(9.0, -70.0, 0.0, False, 1.0), "░\n"),
    ],
)
def test_the_meter(tick: Tick, expected: str, question: Question) -> None:
    there = face(terminal=True)
    there.show(ListeningStarted(question, "Headset", 360.0, 6.0, SOUND))
    there.show(Heard(tick))
    there.close()
    plain = shown(there).replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert expected in plain


def test_a_microphone_that_has_been_heard_is_not_dead(question: Question) -> None:
    there = face(terminal=True)
    there.show(ListeningStarted(question, "Headset", 360.0, 6.0, SOUND))
    there.show(Heard(Tick(0.1, -50.0, 0.1, False, 0.1)))
    there.show(Heard(Tick(4.0, -120.0, 0.0, False, 4.0)))
    there.close()
    assert "I can't hear you" not in shown(there)


def test_typed(question: Question) -> None:
    there = face(terminal=False)
    there.show(ListeningStarted(question, "the keyboard"))
    there.show(AnswerEnded("stopped", 0.0, None))
    assert shown(there) == "Your answer, line by line; /done or the end of input ends it.\n"


def test_a_path_is_not_broken_over_two_lines() -> None:
    there = face(terminal=False, width=40)
    there.say(f"No answer was heard, so none is stored. The recording is at {SOUND}.")
    lines = shown(there).splitlines()
    assert f"{SOUND}." in lines
    assert len(lines) == 3


def test_which_recording_belongs_to_no_attempt(question: Question, samples: dict[str, Sample]) -> None:
    there = face(terminal=False)
    kept = []
    for event in a_session(question, samples["jump"]):
        there.show(event)
        kept.append((type(event).__name__, there.kept is not None))
    assert dict(kept) == {
        "QuestionAsked": False,
        "SpeechStarted": False,
        "SpeechEnded": False,
        "ListeningStarted": True,
        "Heard": True,
        "AnswerEnded": True,
        "Transcribing": True,
        "Scored": True,
        "Kept": False,
        "Interjected": False,
    }


def test_a_recording_of_silence_is_forgotten_with_the_next_question(
    question: Question, samples: dict[str, Sample]
) -> None:
    there = face(terminal=False)
    there.show(ListeningStarted(question, "Headset", 360.0, 6.0, SOUND))
    there.show(Scored(question, samples["empty"].scorecard, samples["empty"].transcript))
    there.show(Notice("No answer was heard, so none is stored."))
    assert there.kept == (SOUND, "imbalanced-data")
    there.show(QuestionAsked(question, 2, 2))
    assert there.kept is None
