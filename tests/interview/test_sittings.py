from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import write_clip
from interviewer.bank.models import Question
from interviewer.errors import Interrupted, MissingDevice
from interviewer.history.store import Store
from interviewer.interview.answering import Answered, Say, TypedAnswer
from interviewer.interview.dialogue import manner_of
from interviewer.interview.drill import asked_in, review
from interviewer.interview.events import (
    Drilled,
    DrillEnded,
    Event,
    Kept,
    LineSaid,
    Notice,
    RoundEnded,
    Scored,
)
from interviewer.interview.partner import Partner
from interviewer.interview.session import Session
from interviewer.interview.sittings import CLOSE, DRILL_WELCOME, drill, mock, welcome
from interviewer.interview.spoken import Control
from interviewer.transcript import Transcript, Turn
from tests.audio.sounds import sine
from tests.interview.stage import STARTED, FakeSpeaker, names, spoken, stage, typed
from tests.report.samples import JUMP_ANSWER
from tests.support.fakes import FakeVoice
from tests.support.questions import shipped_bank

OUTLIERS = shipped_bank().question("outliers")
OVERFITTING = shipped_bank().question("overfitting")
ANSWER = "I'd plot the values first, and judge by the interquartile range."


def session(folder: Path, store: Store, *lines: str, follow_ups: int = 0, **changes: object) -> Session:
    scene = stage(folder, store, typed(*lines))
    return replace(scene.session, manner=manner_of("coach", follow_ups=follow_ups), **changes)  # type: ignore[arg-type]


def said(events: list[Event]) -> list[tuple[str, str]]:
    return [(event.line.kind, event.line.text) for event in events if isinstance(event, LineSaid)]


def test_up_to_two_follow_ups_are_part_of_the_attempt(tmp_path: Path, store: Store) -> None:
    lines = (ANSWER, "/done", "A snow day is real.", "/done", "Whiskers.", "/done", "left")
    events = list(session(tmp_path, store, *lines, follow_ups=2).practise([OUTLIERS]))
    assert names(events) == [
        "QuestionAsked",
        *("ListeningStarted", "AnswerEnded", "LineSaid") * 2,
        *("ListeningStarted", "AnswerEnded", "Scored", "Kept"),
    ]
    asked = said(events)
    assert [kind for kind, _ in asked] == ["follow_up", "follow_up"]
    assert {text for _, text in asked} < {entry.line for entry in OUTLIERS.follow_ups}
    transcript = store.get(1).attempt.transcript
    assert [turn.text for turn in transcript.turns] == [
        ANSWER,
        asked[0][1],
        "A snow day is real.",
        asked[1][1],
        "Whiskers.",
    ]
    (scored,) = [event for event in events if isinstance(event, Scored)]
    assert scored.scorecard.delivery.words == len(transcript.candidate_text.split())


@pytest.mark.parametrize(
    ("lines", "asked", "turns"),
    [
        ((ANSWER,), 0, 1),  # the end of the input: nobody is there to answer
        ((ANSWER, "/done"), 1, 1),  # nor here, which is only seen after the question
        ((ANSWER, "/done", "/done"), 1, 1),
        ((ANSWER, "/done", "A snow day is real."), 1, 3),
        (("/done", "Something.", "/done"), 0, 0),
    ],
)
def test_follow_ups_end_with_the_answers(
    tmp_path: Path, store: Store, lines: tuple[str, ...], asked: int, turns: int
) -> None:
    events = list(session(tmp_path, store, *lines, follow_ups=2).practise([OUTLIERS]))
    assert len(said(events)) == asked
    kept = [event for event in events if isinstance(event, Kept)]
    assert sum(len(store.get(event.attempt).attempt.transcript.turns) for event in kept) == turns


def test_ctrl_c_in_a_follow_up_keeps_the_answer(tmp_path: Path, store: Store) -> None:
    def lines() -> Iterator[str]:
        yield from (f"{ANSWER}\n", "/done\n")
        raise KeyboardInterrupt

    scene = session(tmp_path, store, follow_ups=1, source=TypedAnswer(lines()))
    with pytest.raises(Interrupted, match="kept as attempt 1, without the last follow-up"):
        list(scene.practise([OUTLIERS]))
    assert store.get(1).attempt.transcript.candidate_text == ANSWER


def test_a_spoken_follow_up_is_in_the_recording(tmp_path: Path, store: Store) -> None:
    presses: Iterator[Control | None] = iter([*[None] * 60, "end", *[None] * 60, "end"])
    source = spoken(JUMP_ANSWER, controls=lambda: next(presses))
    scene = stage(tmp_path, store, source, voice=FakeVoice(), speaker=FakeSpeaker(), follow_ups=1)
    question = OUTLIERS.model_copy(update={"slug": "imbalanced-data"})
    list(scene.session.practise([question]))
    attempt = store.get(1).attempt
    (asked,) = [turn for turn in attempt.transcript.turns if turn.speaker == "interviewer"]
    assert attempt.transcript.turns[-1].start_s == pytest.approx(asked.end_s)
    recordings = list((tmp_path / "recordings").iterdir())
    assert recordings == [tmp_path / "recordings" / "imbalanced-data__20260131T180405.flac"]


def test_a_drill(tmp_path: Path, store: Store) -> None:
    lines = ("How many look strange?", "What colour is the office?", "/done", "/done")
    events = list(drill(session(tmp_path, store, *lines), [OUTLIERS, OVERFITTING]))
    assert said(events)[0] == ("welcome", DRILL_WELCOME)
    assert [kind for kind, _ in said(events)[1:]] == ["reply", "reply"]
    first, second = [event.review for event in events if isinstance(event, Drilled)]
    assert (first.asked, first.covered, len(first.nothing)) == (2, ("data",), 1)
    assert (second.asked, second.question.slug) == (0, "overfitting")
    assert events[-1] == DrillEnded((first, second))
    (kept,) = store.recent(5)  # nothing was asked in the second
    assert (kept.attempt.mode, kept.attempt.question) == ("drill", "outliers")
    assert [event.attempt for event in events if isinstance(event, Drilled)] == [1, None]
    assert (store.answers(), store.marks(9)) == ([], ())
    assert review(OUTLIERS, asked_in(OUTLIERS, kept.attempt.transcript), kept.attempt.transcript) == first


def test_a_spoken_drill_without_a_question_leaves_no_recording(tmp_path: Path, store: Store) -> None:
    scene = stage(tmp_path, store, spoken("It depends."))
    assert names(list(drill(scene.session, [OUTLIERS])))[-2:] == ["Drilled", "DrillEnded"]
    assert list((tmp_path / "recordings").iterdir()) == []


class Recorded:
    """Asks one question into a recording, and is answered."""

    records = True

    def take(
        self, question: Question, sound: Path, partner: Partner, say: Say
    ) -> Generator[Event, None, Answered]:
        yield from ()
        write_clip(sound, Clip(sine(1.0)))
        asked = Turn("candidate", "How many look strange?")
        told = partner.consider(Transcript((asked,)), 1.0)
        turns = (asked, *(Turn("interviewer", line.text) for line in told))
        return Answered(Transcript(turns, duration_s=1.0), sound, "stopped")


def test_a_spoken_drill_keeps_what_was_asked(tmp_path: Path, store: Store) -> None:
    scene = stage(tmp_path, store, Recorded())
    (drilled,) = [event for event in drill(scene.session, [OUTLIERS]) if isinstance(event, Drilled)]
    assert (drilled.attempt, drilled.review.covered) == (1, ("data",))
    kept = store.get(1).attempt.sound
    assert kept is not None
    assert [path.name for path in (tmp_path / "recordings").iterdir()] == [kept.name]


def test_a_mock_interview_has_one_report(tmp_path: Path, store: Store) -> None:
    lines = (ANSWER, "/done", "/done", "A deep tree learns the noise.", "/done")
    questions = [OUTLIERS, shipped_bank().question("pca"), OVERFITTING]
    events = list(mock(session(tmp_path, store, *lines), questions))
    assert not [event for event in events if isinstance(event, Scored | Kept)]
    assert (said(events)[0], said(events)[-1]) == (
        ("welcome", welcome(questions, None)),
        ("close", CLOSE),
    )
    ended = events[-1]
    assert isinstance(ended, RoundEnded)
    assert [(answer.question.slug, answer.attempt) for answer in ended.answers] == [
        ("outliers", 1),
        ("pca", None),
        ("overfitting", 2),
    ]
    assert [stored.attempt.question for stored in store.recent(5)] == ["overfitting", "outliers"]


def test_a_mock_interview_ends_with_its_time(tmp_path: Path, store: Store) -> None:
    times = iter([STARTED + timedelta(minutes=5 * at) for at in range(9)])

    def clock() -> datetime:
        return next(times)

    scene = session(tmp_path, store, "One.", "/done", "Two.", "/done", "Three.", clock=clock)
    events = list(mock(scene, [OUTLIERS, OVERFITTING, OUTLIERS], minutes=12))
    ended = events[-1]
    assert isinstance(ended, RoundEnded)
    assert len(ended.answers) == 2


def test_a_microphone_that_is_gone_in_a_follow_up_loses_no_answer(tmp_path: Path, store: Store) -> None:
    class Gone(TypedAnswer):
        def take(self, *given):  # type: ignore[no-untyped-def]
            if taken:
                raise MissingDevice("the microphone is gone")
            taken.append(1)
            return (yield from TypedAnswer.take(self, *given))

    taken: list[int] = []
    scene = session(tmp_path, store, follow_ups=1, source=Gone(iter((f"{ANSWER}\n", "/done\n"))))
    events = list(scene.practise([OUTLIERS]))
    assert names(events)[-3:] == ["Notice", "Scored", "Kept"]
    assert [event.text for event in events if isinstance(event, Notice)] == [
        "The follow-up can't be answered: the microphone is gone"
    ]
