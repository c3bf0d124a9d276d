from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.audio.clip import Samples
from interviewer.audio.files import read_clip
from interviewer.bank.models import Question
from interviewer.errors import BadStore, MissingDevice, MissingModel, MissingProgram
from interviewer.history.attempt import Attempt
from interviewer.history.store import Store
from interviewer.interview.events import (
    AnswerEnded,
    Event,
    Kept,
    LineSaid,
    ListeningStarted,
    Notice,
    QuestionAsked,
    Scored,
    SpeechStarted,
)
from interviewer.interview.spoken import Control
from interviewer.settings import Mode
from interviewer.speech.engines import PLAIN, Decoding, Engine
from interviewer.transcript import Word
from tests.audio import contract
from tests.interview.stage import (
    ANSWER_S,
    KEPT_SOUND,
    SOUND,
    FailingMicrophone,
    FakeSpeaker,
    names,
    ready,
    spoken,
    stage,
    typed,
)
from tests.report.samples import JUMP_ANSWER
from tests.support.fakes import FakeEngine, FakeVoice

HEARD = ["ListeningStarted", "Heard", "AnswerEnded", "Transcribing", "Scored", "Kept"]
TALKED = ["ListeningStarted", "LineSaid", "AnswerEnded", "Scored", "Kept"]
SAID = ["SpeechStarted", "SpeechEnded"]
JUMPED = ["Interjected"]


@pytest.mark.parametrize("check", contract.SPEAKER_CHECKS)
def test_the_fake_speaker_is_a_speaker(check: str) -> None:
    contract.SPEAKER_CHECKS[check](FakeSpeaker)


def test_a_spoken_answer(tmp_path: Path, store: Store) -> None:
    voice, speaker = FakeVoice(), FakeSpeaker()
    scene = stage(tmp_path, store, spoken(), voice=voice, speaker=speaker)
    events = scene.play()
    assert names(events) == ["QuestionAsked", *SAID, *HEARD, *JUMPED, *SAID]

    question = scene.questions[0]
    assert [event.text for event in events if isinstance(event, SpeechStarted)] == [
        question.prompt,
        question.interjections[0],
    ]
    assert voice.rendered[0] == question.prompt
    assert len(speaker.played) == 2
    (listening,) = [event for event in events if isinstance(event, ListeningStarted)]
    assert (listening.cap_s, listening.silence_s, listening.sound) == (360, 6.0, tmp_path / SOUND)
    (scored,) = [event for event in events if isinstance(event, Scored)]
    assert scored.transcript.candidate_text == JUMP_ANSWER
    assert scored.scorecard.jump.method == "SMOTE"


def test_a_typed_answer(tmp_path: Path, store: Store) -> None:
    events = stage(tmp_path, store, typed(*JUMP_ANSWER.split(". "))).play()
    assert names(events) == ["QuestionAsked", *TALKED]
    assert not (tmp_path / "recordings").exists()


def test_without_a_mouth_nothing_is_spoken(tmp_path: Path, store: Store) -> None:
    assert names(stage(tmp_path, store, spoken()).play()) == ["QuestionAsked", *HEARD, *JUMPED]


@pytest.mark.parametrize(
    ("voice", "speaker", "spoken_events", "told"),
    [
        (
            FakeVoice(error=MissingProgram("the voice is gone", "Install it")),
            FakeSpeaker(),
            ["Notice", "SpeechEnded"],
            "Not spoken: the voice is gone. Install it",
        ),
        (
            FakeVoice(error=BadStore("the cache is full")),
            FakeSpeaker(),
            ["Notice", "SpeechEnded"],
            "Not spoken: the cache is full",
        ),
        (
            FakeVoice(),
            FakeSpeaker(MissingDevice("the speaker is gone", "Plug it in")),
            ["SpeechStarted", "Notice", "SpeechEnded"],
            "Not spoken: the speaker is gone. Plug it in",
        ),
    ],
    ids=["no voice", "no room for spoken lines", "no speaker"],
)
def test_a_question_that_cannot_be_spoken_is_answered_all_the_same(
    tmp_path: Path,
    store: Store,
    *,
    voice: FakeVoice,
    speaker: FakeSpeaker,
    spoken_events: list[str],
    told: str,
) -> None:
    events = stage(tmp_path, store, spoken("It depends."), voice=voice, speaker=speaker).play()
    assert names(events) == ["QuestionAsked", *spoken_events, *HEARD]
    assert [event.text for event in events if isinstance(event, Notice)] == [told]


def test_two_questions_and_the_second_is_prepared_during_the_first_answer(
    tmp_path: Path, store: Store
) -> None:
    voice = FakeVoice()
    source = spoken("It depends.")
    scene = stage(tmp_path, store, source, voice=voice, slugs=("imbalanced-data", "overfitting"))
    first, second = (question.prompt for question in scene.questions)
    asked = []
    for event in scene.session.practise(scene.questions):
        if isinstance(event, QuestionAsked):
            asked.append((event.question.slug, event.place, event.count))
        if isinstance(event, ListeningStarted) and len(asked) == 1:
            deadline_s = time.monotonic() + 5
            while second not in voice.rendered and time.monotonic() < deadline_s:
                time.sleep(0.01)
            assert voice.rendered[0] == first
            assert voice.threads[voice.rendered.index(second)].startswith("spoken-lines")
    assert asked == [("imbalanced-data", 1, 2), ("overfitting", 2, 2)]
    assert len(voice.rendered) == len(set(voice.rendered))
    assert [stored.attempt.question for stored in store.recent(5)] == ["overfitting", "imbalanced-data"]


def test_the_attempt_is_stored(tmp_path: Path, store: Store) -> None:
    events = stage(tmp_path, store, spoken(), mode="real").play()
    (kept,) = [event for event in events if isinstance(event, Kept)]
    (scored,) = [event for event in events if isinstance(event, Scored)]
    assert (kept.attempt, kept.total) == (1, scored.scorecard.total)

    attempt = store.get(1).attempt
    assert attempt.sound == KEPT_SOUND
    assert not (tmp_path / SOUND).exists()
    assert read_clip(tmp_path / KEPT_SOUND).duration_s == pytest.approx(ANSWER_S, abs=0.05)
    assert attempt.started_at == "2026-01-31T18:04:05+00:00"
    assert (attempt.question, attempt.number, attempt.pack) == ("imbalanced-data", 5, "fundamentals")
    assert attempt.transcript.candidate_text == JUMP_ANSWER
    assert attempt.scorecard == scored.scorecard.to_dict()
    assert attempt.jumped
    assert attempt.settings == {
        "engine": "faster-whisper",
        "model": "fake",
        "voice": "pyttsx3",
        "silence_s": "6.0",
        "mode": "real",
    }
    assert attempt.versions["program"] == "9.9"
    assert attempt.mode == "real"


def test_what_is_kept_is_private(tmp_path: Path, store: Store) -> None:
    stage(tmp_path, store, spoken()).play()
    assert (tmp_path / KEPT_SOUND).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / SOUND).parent.stat().st_mode & 0o777 == 0o700


def test_a_typed_attempt_has_no_sound(tmp_path: Path, store: Store) -> None:
    stage(tmp_path, store, typed("It depends.", "On the costs.")).play()
    attempt = store.get(1).attempt
    assert attempt.sound is None
    assert attempt.transcript.candidate_text == "It depends.\nOn the costs."
    assert attempt.settings["engine"] == "typed"


@pytest.mark.parametrize(
    ("mode", "said", "interjections"),
    [("coach", JUMP_ANSWER, 1), ("coach", "It depends.", 0), ("real", JUMP_ANSWER, 0)],
)
def test_only_a_coach_interjects_and_only_at_a_jump(
    tmp_path: Path, store: Store, mode: Mode, said: str, interjections: int
) -> None:
    scene = stage(tmp_path, store, typed(said), mode=mode)
    lines = [event.line.text for event in scene.play() if isinstance(event, LineSaid)]
    assert lines == list(scene.questions[0].interjections[:interjections])


@pytest.mark.parametrize("said", ["", " \t"])
def test_when_no_words_are_heard_nothing_is_stored_and_the_recording_is_named(
    tmp_path: Path, store: Store, said: str
) -> None:
    events = stage(tmp_path, store, spoken(said)).play()
    assert names(events)[-2:] == ["Scored", "Notice"]
    notice = events[-1]
    assert isinstance(notice, Notice)
    assert notice.text == f"No answer was heard, so none is stored. The recording is at {tmp_path / SOUND}."
    assert read_clip(tmp_path / SOUND).duration_s > 0
    assert store.count() == 0


def test_when_nothing_is_typed_nothing_is_stored(tmp_path: Path, store: Store) -> None:
    events = stage(tmp_path, store, typed("", "  ")).play()
    assert names(events)[-2:] == ["Scored", "Notice"]
    assert store.count() == 0


def test_a_recording_that_cannot_be_written_is_told_and_the_answer_scored(
    tmp_path: Path, store: Store
) -> None:
    (tmp_path / "recordings").write_text("a file where the folder should be")
    events = stage(tmp_path, store, spoken("It depends.")).play()
    assert names(events) == [
        *("QuestionAsked", "ListeningStarted", "Heard", "AnswerEnded", "Notice"),
        *("Transcribing", "Scored", "Kept"),
    ]
    (notice,) = [event for event in events if isinstance(event, Notice)]
    assert str(tmp_path / SOUND) in notice.text
    assert "the answer is scored anyway" in notice.text
    assert store.get(1).attempt.sound is None


def test_an_attempt_that_cannot_be_stored_is_told_with_its_recording(tmp_path: Path) -> None:
    class FullStore(Store):
        def add(self, attempt: Attempt, question: Question | None = None) -> int:
            raise BadStore("the disk is full", "Free some space")

    with FullStore(tmp_path / "attempts.db") as store:
        events = stage(tmp_path, store, spoken("It depends.")).play()
    assert names(events)[-2:] == ["Scored", "Notice"]
    notice = events[-1]
    assert isinstance(notice, Notice)
    assert notice.text == (
        f"Not stored: the disk is full. Free some space. The recording is at {tmp_path / SOUND}."
    )


def test_room_is_made_for_an_attempt(tmp_path: Path) -> None:
    """Tried again as long as the candidate says so; a recording that the disk did not take comes with it."""

    class FullStore(Store):
        def add(self, attempt: Attempt, question: Question | None = None) -> int:
            if len(troubles) < 3:
                raise BadStore("the disk is full", "Free some space")
            return super().add(attempt, question)

    def try_again(trouble: str) -> bool:
        troubles.append(trouble)
        if len(troubles) == 3:
            (tmp_path / "recordings").unlink()
            (tmp_path / "recordings").mkdir()
        return True

    troubles: list[str] = []
    (tmp_path / "recordings").touch()  # in the way: no recording can be written
    with FullStore(tmp_path / "attempts.db") as store:
        scene = stage(tmp_path, store, spoken("It depends."))
        session = replace(scene.session, try_again=try_again)
        assert names(list(session.practise(scene.questions)))[-2:] == ["Scored", "Kept"]
        assert store.get(1).attempt.sound == KEPT_SOUND
    assert troubles == ["Not stored: the disk is full. Free some space."] * 3
    assert read_clip(tmp_path / KEPT_SOUND).duration_s == pytest.approx(ANSWER_S, abs=0.1)


def test_an_engine_that_cannot_be_loaded_is_told_before_the_answer_is_spoken(
    tmp_path: Path, store: Store
) -> None:
    loading: Future[Engine] = Future()
    loading.set_exception(MissingModel("no weights", "Install them"))
    scene = stage(tmp_path, store, spoken(engine=loading))
    seen: list[Event] = []
    with pytest.raises(MissingModel, match="no weights"):
        seen.extend(scene.session.practise(scene.questions))
    assert names(seen) == ["QuestionAsked"]
    assert not (tmp_path / SOUND).exists()


def test_an_engine_that_fails_after_the_answer_leaves_the_recording(tmp_path: Path, store: Store) -> None:
    class FailingEngine(FakeEngine):
        def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
            raise MissingModel("the weights are damaged", "Install them again")

    with pytest.raises(MissingModel, match="the weights are damaged"):
        stage(tmp_path, store, spoken(engine=ready(FailingEngine()))).play()
    assert read_clip(tmp_path / SOUND).duration_s == pytest.approx(ANSWER_S, abs=0.05)
    assert store.count() == 0


def test_a_microphone_that_is_pulled_out_leaves_what_was_said(tmp_path: Path, store: Store) -> None:
    microphone = FailingMicrophone(MissingDevice("the microphone is gone", "Plug it in"), frames_before=50)
    with pytest.raises(MissingDevice):
        stage(tmp_path, store, spoken(microphone=microphone)).play()
    assert read_clip(tmp_path / SOUND).duration_s == pytest.approx(50 * 0.032)


def test_the_candidate_ends_the_answer(tmp_path: Path, store: Store) -> None:
    presses: Iterator[Control | None] = iter([*[None] * 30, "end"])
    events = stage(tmp_path, store, spoken("It depends.", controls=lambda: next(presses))).play()
    (ended,) = [event for event in events if isinstance(event, AnswerEnded)]
    assert ended.ended_by == "stopped"
    assert ended.duration_s == pytest.approx(31 * 0.032)
