"""The stages together: a list of frames in, a list of drafts out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from interviewer.audio.activity import Region, SileroActivity, find_speech
from interviewer.audio.clip import Clip, Samples
from interviewer.audio.microphone import in_frames
from interviewer.audio.resampling import resampled
from interviewer.speech.engines import FASTER_WHISPER, PLAIN, Decoding, Engine
from interviewer.speech.listen import hear_regions
from interviewer.speech.live.draft import Draft
from interviewer.speech.live.hearing import heard, without_context
from interviewer.speech.live.plan import Kind, Piece
from interviewer.speech.live.replay import replayed
from interviewer.speech.live.sound import Sound
from interviewer.transcript import Word
from tests.audio.sounds import silence, sine
from tests.speech.texts import FRAGMENTS
from tests.support.fakes import FakeEngine


def drafts_of(engine: Engine, *sound: Samples) -> list[Draft]:
    frames = list(in_frames([np.concatenate(sound)]))
    return replayed(engine, frames, [0.9 if np.abs(frame).max() > 0.01 else 0.0 for frame in frames])


class SentenceEngine(FakeEngine):
    """Hears a word for each 0.4 s of loud sound, every sixth ends a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.decodings: list[Decoding] = []

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        self.decodings.append(decoding)
        return tuple(
            Word(f"word{place}{'.' if place % 6 == 5 else ''}", word.start_s, word.end_s, 0.9)
            for place, word in enumerate(super().words(samples, decoding))
        )


def test_nothing_is_made_of_silence() -> None:
    engine = FakeEngine()
    assert drafts_of(engine, silence(5.0))[-1].words == ()
    assert engine.heard == []


@pytest.mark.parametrize("speech_s", [1.0, 3.0, 7.0, 20.0, pytest.param(65.0, marks=pytest.mark.slow)])
@pytest.mark.parametrize("pause_s", [0.0, 0.4, 1.0, 4.0])
def test_all_that_is_said_is_heard_and_what_is_final_stays(speech_s: float, pause_s: float) -> None:
    engine = SentenceEngine()
    drafts = drafts_of(engine, sine(speech_s), silence(pause_s), sine(speech_s), silence(pause_s))
    for before, after in pairwise(drafts):
        assert after.settled[: len(before.settled)] == before.settled
    last = drafts[-1]
    assert last.guess == ()
    assert len(last.settled) == pytest.approx(2 * speech_s / 0.4, abs=4 + speech_s / 4)
    starts_s = [word.start_s for word in last.settled]
    assert starts_s == sorted(starts_s)
    covered_s = sum(word.end_s - word.start_s for word in last.settled)
    assert covered_s >= 2 * speech_s * 0.8 - 0.5


def test_an_end_in_a_pause_was_heard_ahead() -> None:
    """The pass in the pause is the last one: at the end there is nothing left to listen to."""
    engine = SentenceEngine()
    at_once = drafts_of(engine, sine(3.0), silence(0.35))
    assert at_once[-2].heard_s >= 3.0
    assert at_once[-1].words == at_once[-2].words
    passes = len(engine.heard)
    drafts_of(engine, sine(3.0), silence(0.6))
    assert len(engine.heard) == 2 * passes


def test_finished_pieces_are_heard_with_care() -> None:
    engine = SentenceEngine()
    drafts_of(engine, sine(6.0), silence(1.5))
    assert [decoding.beam_size for decoding in engine.decodings][-1] == 5
    assert engine.decodings[0].beam_size == 1
    assert all(decoding.hurried for decoding in engine.decodings)


@pytest.mark.parametrize(
    ("kind", "hurry", "beam_size", "begun"),
    [
        pytest.param("ahead", False, 1, ("word0",), id="ahead"),
        pytest.param("whole", False, 5, ("word0",), id="with care"),
        pytest.param("whole", True, 1, (), id="behind: no time for care"),
        pytest.param("last", False, 1, ("word0",), id="somebody waits"),
    ],
)
def test_how_a_piece_is_heard(kind: Kind, hurry: bool, beam_size: int, begun: tuple[str, ...]) -> None:
    engine = SentenceEngine()
    sound = Sound(Clip(sine(4.0)), (Region(0.0, 4.0),), first_s=0.0)
    draft = Draft(
        guess=tuple(Word(text, at_s, at_s + 1.0, 0.9) for at_s, text in enumerate(("word0", "smoke")))
    )
    heard(engine, sound, Piece(0.0, 4.0, kind, ("word0",)), draft, hurry)
    assert engine.decodings == [
        Decoding(beam_size, hurried=True, begun=begun, heard=("word0", "smoke"), patient=kind != "last")
    ]


class EchoingEngine(SentenceEngine):
    """As a real one, says first what it is begun with."""

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        heard = super().words(samples, decoding)
        return (
            tuple(replace(word, text=text) for word, text in zip(heard, decoding.begun, strict=False))
            + (heard[len(decoding.begun) :])
        )


@pytest.mark.parametrize(("pause_s", "in_context"), [(0.8, True), (1.4, True), (2.0, False)])
def test_a_piece_is_heard_in_the_context_of_the_one_before(pause_s: float, in_context: bool) -> None:
    engine = EchoingEngine()
    last = drafts_of(engine, sine(6.0), silence(pause_s), sine(6.0), silence(2.5))[-1]
    assert len(last.settled) == pytest.approx(30, abs=1)
    contexts = [decoding.begun for decoding in engine.decodings if decoding.beam_size == 5]
    assert (len(contexts[1]) > 10) == in_context
    middle_s = 6.0 + pause_s / 2
    assert sum(word.end_s < middle_s for word in last.settled) == pytest.approx(15, abs=1)


def test_without_its_context_a_piece_begins_by_the_clock() -> None:
    words = tuple(Word(text, at, at + 0.9, 0.9) for at, text in enumerate(("One", "too", "three")))
    piece = Piece(2.0, 4.0, "whole", ("One", "two"), 0.0)
    assert [word.text for word in without_context(words, piece)] == ["three"]
    again = Piece(2.0, 4.0, "whole", ("One", "too"), 0.0)
    assert [word.text for word in without_context(words, again)] == ["three"]


@pytest.mark.model
def test_a_real_voice_live_and_afterwards(engines: dict[str, Engine], answer: Clip) -> None:
    activity = SileroActivity()
    frames = list(in_frames([resampled(answer).samples]))
    live = replayed(engines[FASTER_WHISPER], frames, [activity.probability(frame) for frame in frames])[-1]
    afterwards = hear_regions(engines[FASTER_WHISPER], answer, find_speech(answer, activity))
    text = " ".join(word.text for word in live.settled).lower()
    for fragment in FRAGMENTS:
        assert fragment in text
    assert len(live.settled) == pytest.approx(len(afterwards.turns[0].words), abs=3)
