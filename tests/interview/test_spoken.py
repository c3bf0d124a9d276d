"""A spoken answer that is heard while it is spoken: a made-up voice, engine and interviewer, real threads."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio.clip import FRAME_S, Clip, Samples
from interviewer.audio.files import read_clip
from interviewer.audio.microphone import in_frames
from interviewer.errors import MissingModel
from interviewer.interview.answering import Answered, Say, silent
from interviewer.interview.events import (
    AnswerEnded,
    Event,
    Heard,
    LineSaid,
    Notice,
    Paused,
    SpeechEnded,
    SpeechStarted,
    TextHeard,
)
from interviewer.interview.partner import Line, Listener, Partner
from interviewer.interview.spoken import Control, SpokenAnswer, no_control
from interviewer.speech.engines import PLAIN, Decoding
from interviewer.transcript import Transcript, Word
from tests.audio.sounds import ScriptedActivity, silence, sine
from tests.interview.stage import ready
from tests.report.samples import make_question
from tests.support.fakes import FakeEngine

pytestmark = pytest.mark.slow  # time has to pass

SPEED = 8.0  # times real time


@dataclass(frozen=True)
class PacedMicrophone:
    """Plays a sound faster than real time, but at a pace that leaves the other threads their turn."""

    clip: Clip
    name: str = "paced"

    def frames(self) -> Generator[Samples, None, None]:
        for frame in in_frames([self.clip.samples]):
            time.sleep(FRAME_S / SPEED)
            yield frame


class LoudActivity(ScriptedActivity):
    """A frame with sound in it is speech."""

    def probability(self, frame: Samples) -> float:
        return 0.9 if np.abs(frame).max() > 0.01 else 0.0


@dataclass
class ScriptedPartner:
    """Says its lines one after another, each in the first pause of at least ``pause_s`` with new words."""

    lines: list[Line]
    pause_s: float = 0.5
    seen: list[tuple[Transcript, float]] = field(default_factory=list)

    def consider(self, so_far: Transcript, quiet_s: float) -> tuple[Line, ...]:
        self.seen.append((so_far, quiet_s))
        if self.lines and quiet_s >= self.pause_s:
            return (self.lines.pop(0),)
        return ()


def take(
    *sound: Samples,
    partner: Partner | None = None,
    say: Say = silent,
    controls: Callable[[], Control | None] = no_control,
    engine: FakeEngine | None = None,
    headphones: bool = False,
    path: Path,
) -> tuple[list[Event], Answered]:
    microphone = PacedMicrophone(Clip(np.concatenate(sound)))
    source = SpokenAnswer(
        microphone, LoudActivity(), ready(engine or FakeEngine()), 6.0, controls, headphones=headphones
    )
    events = []
    taking = source.take(make_question(), path, partner or Listener(), say)
    while True:
        try:
            events.append(next(taking))
        except StopIteration as ended:
            return events, ended.value


def of(kind: type[Event], events: Sequence[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


class CountingEngine(FakeEngine):
    """Hears a number for each 0.4 s of loud sound: numbers don't look like a loop."""

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        hummed = super().words(samples, decoding)
        return tuple(
            Word(f"{place}{'.' if place == len(hummed) else ''}", word.start_s, word.end_s, 0.9)
            for place, word in enumerate(hummed, start=1)
        )


def test_text_comes_while_he_speaks_and_what_is_final_stays(tmp_path: Path) -> None:
    path = tmp_path / "answer.wav"
    sound = (sine(5.0), silence(1.5), sine(5.0), silence(1.0))
    events, answered = take(*sound, engine=CountingEngine(), path=path)
    texts = [event for event in events if isinstance(event, TextHeard)]
    before_the_end = texts[0]
    assert before_the_end.guess
    for before, after in pairwise(texts):
        assert after.settled.startswith(before.settled)
    assert texts[-1].settled
    assert answered.transcript.candidate_text.startswith(texts[-1].settled)
    assert len(answered.transcript.turns[0].words) == pytest.approx(25, abs=4)
    assert answered.transcript.speech[0] == pytest.approx((0.0, 5.0), abs=0.1)
    assert read_clip(path).duration_s == pytest.approx(12.5, abs=0.05)
    assert answered.ended_by == "end"


def test_silence_is_an_empty_answer(tmp_path: Path) -> None:
    engine = FakeEngine()
    _, answered = take(silence(3.0), engine=engine, path=tmp_path / "a.wav")
    assert answered.transcript.turns == ()
    assert engine.heard == []


@dataclass
class Voice:
    """Speaks each line for ``line_s`` of real time, or until it is stopped."""

    line_s: float = 0.15
    stopped_after_s: list[float] = field(default_factory=list)

    def __call__(
        self, line: str, *, stopped: Callable[[], bool] | None = None
    ) -> Generator[Event, None, float]:
        yield SpeechStarted(line)
        started_s = time.monotonic()
        while time.monotonic() - started_s < self.line_s:
            if stopped is not None and stopped():
                self.stopped_after_s.append(time.monotonic() - started_s)
                break
            time.sleep(0.005)
        yield SpeechEnded()
        return self.line_s


def test_the_interviewer_replies_in_a_pause_and_is_in_the_transcript(tmp_path: Path) -> None:
    partner = ScriptedPartner([Line("A million rows.", "reply", ("rows",))])
    sound = (sine(3.0), silence(5.0), sine(3.0), silence(1.0))
    events, answered = take(
        *sound, partner=partner, say=Voice(), engine=CountingEngine(), path=tmp_path / "a.wav"
    )
    kinds = [type(event) for event in events if isinstance(event, LineSaid | SpeechStarted | SpeechEnded)]
    assert kinds == [LineSaid, SpeechStarted, SpeechEnded]
    speakers = [turn.speaker for turn in answered.transcript.turns]
    assert speakers == ["candidate", "interviewer", "candidate"]
    line = answered.transcript.turns[1]
    (said,) = [event for event in events if isinstance(event, LineSaid)]
    assert line.start_s == said.start_s is not None
    assert 3.4 <= said.start_s <= 6.0
    assert line.end_s is not None and line.end_s > said.start_s + 0.5
    asked, _ = next((seen, quiet_s) for seen, quiet_s in partner.seen if quiet_s >= 0.5)
    assert len(asked.turns[0].words) in (7, 8)  # all that was said by then


def test_what_is_heard_while_the_interviewer_speaks_is_not_the_candidate(tmp_path: Path) -> None:
    """His own voice comes back through the speaker."""
    path = tmp_path / "a.wav"
    partner = ScriptedPartner([Line("A million rows.", "reply")])
    sound = (sine(3.0), silence(2.0), sine(2.0), silence(4.0))
    _, answered = take(*sound, partner=partner, say=Voice(0.6), engine=CountingEngine(), path=path)
    assert [turn.speaker for turn in answered.transcript.turns] == ["candidate", "interviewer"]
    recorded = read_clip(path)
    assert recorded.duration_s == pytest.approx(11.0, abs=0.05)  # time runs on
    assert np.abs(recorded.samples[round(5.5 * 16000) : round(6.5 * 16000)]).max() == 0


def test_with_headphones_the_candidate_cuts_in(tmp_path: Path) -> None:
    voice = Voice(5.0)
    partner = ScriptedPartner([Line("A million rows, and each of them ...", "reply")])
    sound = (sine(3.0), silence(2.0), sine(2.0), silence(1.0))
    events, answered = take(
        *sound, partner=partner, say=voice, engine=CountingEngine(), headphones=True, path=tmp_path / "a.wav"
    )
    assert len(voice.stopped_after_s) == 1
    speakers = [turn.speaker for turn in answered.transcript.turns]
    assert speakers == ["candidate", "interviewer", "candidate"]
    line = answered.transcript.turns[1]
    assert line.end_s is not None
    assert 5.2 <= line.end_s <= 6.0  # he began at 5.0 s
    assert of(SpeechEnded, events)


def pressing(*presses: tuple[int, Control]) -> Callable[[], Control | None]:
    """Keys pressed at those frames."""
    at = dict(presses)
    frames = iter(range(100_000))
    return lambda: at.get(next(frames))


def test_a_pause_stops_the_recording(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    sound = (sine(3.0), silence(3.0), sine(3.0))
    controls = pressing((100, "pause"), (150, "pause"))
    events, _ = take(*sound, controls=controls, engine=CountingEngine(), path=path)
    assert [event.paused for event in events if isinstance(event, Paused)] == [True, False]
    assert read_clip(path).duration_s == pytest.approx(9.0 - 50 * FRAME_S, abs=0.05)
    elapsed = [event.tick.elapsed_s for event in events if isinstance(event, Heard)]
    assert elapsed == sorted(elapsed)
    assert any(len(list(same)) > 5 for _, same in groupby(elapsed))


def test_the_question_is_repeated(tmp_path: Path) -> None:
    events, answered = take(
        sine(2.0), silence(3.0), controls=pressing((70, "repeat")), say=Voice(), path=tmp_path / "a.wav"
    )
    (said,) = [event for event in events if isinstance(event, LineSaid)]
    assert said.line == Line(make_question().prompt, "repeat")
    assert [turn.speaker for turn in answered.transcript.turns] == ["candidate", "interviewer"]


@pytest.mark.parametrize(
    ("key", "ended_by", "has_text"),
    [("end", "stopped", True), ("leave", "left", True), ("skip", "skipped", False)],
)
def test_keys_that_end_an_answer(key: Control, ended_by: str, *, has_text: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    events, answered = take(sine(5.0), controls=pressing((94, key)), engine=CountingEngine(), path=path)
    assert answered.ended_by == ended_by
    assert bool(answered.transcript.candidate_text) == has_text
    assert read_clip(path).duration_s == pytest.approx(95 * FRAME_S, abs=0.01)
    assert of(AnswerEnded, events)


def test_enter_silences_the_interviewer_and_does_not_end_the_answer(tmp_path: Path) -> None:
    voice = Voice(5.0)
    partner = ScriptedPartner([Line("A million rows.", "reply")])
    sound = (sine(2.0), silence(3.0), sine(2.0), silence(0.5))
    _, answered = take(
        *sound, partner=partner, say=voice, controls=pressing((140, "end")), path=tmp_path / "a.wav"
    )
    assert len(voice.stopped_after_s) == 1
    assert answered.ended_by == "end"


class SayingEngine(FakeEngine):
    """Hears a text in whatever it is given."""

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        texts = ["I", "would", "retrain", "it.", "That's", "my", "answer."]
        return tuple(
            Word(text, 0.2 + 0.2 * place, 0.4 + 0.2 * place, 0.9) for place, text in enumerate(texts)
        )


def test_his_words_end_the_answer(tmp_path: Path) -> None:
    _, answered = take(sine(2.5), silence(9.0), engine=SayingEngine(), path=tmp_path / "a.wav")
    assert answered.ended_by == "said"
    assert answered.transcript.candidate_text == "I would retrain it."
    assert answered.transcript.duration_s is not None
    assert answered.transcript.duration_s < 6.0


def test_an_engine_that_fails_is_told_after_the_answer(tmp_path: Path) -> None:
    class FailingEngine(FakeEngine):
        def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
            raise MissingModel("the weights are damaged", "Install them again")

    path = tmp_path / "a.wav"
    with pytest.raises(MissingModel, match="the weights are damaged"):
        take(sine(3.0), engine=FailingEngine(), path=path)
    assert read_clip(path).duration_s == pytest.approx(3.0, abs=0.05)


def test_a_slow_engine_is_told_of_and_loses_nothing(tmp_path: Path) -> None:
    class SlowEngine(CountingEngine):
        def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
            time.sleep(2.5)  # 20 s of sound
            return super().words(samples, decoding)

    sound = [part for _ in range(6) for part in (sine(8.0), silence(0.5))]
    events, answered = take(*sound, engine=SlowEngine(), path=tmp_path / "a.wav")
    assert [event for event in events if isinstance(event, Notice)] != []
    words = answered.transcript.turns[0].words
    # Six hums of 20 numbers. The count begins anew in each piece, so that a number at a border can't be known
    # again in the piece after it: up to two a piece come twice. None is missing: only the pauses are empty.
    assert 6 * 20 - 12 < len(words) < 6 * 20 + 24
    assert words[0].start_s < 1.0
    assert max(after.start_s - before.end_s for before, after in pairwise(words)) < 1.0
    assert max(word.end_s for word in words) > 49
