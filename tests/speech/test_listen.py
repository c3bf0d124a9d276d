from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.audio.activity import Region
from interviewer.audio.clip import SAMPLE_RATE_HZ, Clip
from interviewer.speech.engines import WINDOW_S
from interviewer.speech.listen import (
    MARGIN_S,
    MAX_CHUNK_S,
    hear,
    hear_regions,
    plan_chunks,
    quietest_s,
    without_loops,
    without_strays,
)
from interviewer.transcript import Word
from tests.audio.sounds import ScriptedActivity, silence, sine
from tests.support.fakes import FakeEngine

MINUTE = Clip(silence(60.0))


def word(text: str, start_s: float = 0.0, end_s: float | None = None) -> Word:
    return Word(text, start_s, start_s + 0.3 if end_s is None else end_s, 0.9)


def at_24(start_s: float, end_s: float) -> float:
    """A cut four seconds after the earliest moment."""
    return start_s + 4.0


@pytest.mark.parametrize(
    "speech, duration_s, chunks",
    [
        pytest.param([], 60, [], id="nothing"),
        pytest.param([(1, 5)], 60, [(0.8, 5.2)], id="one"),
        pytest.param([(0.1, 0.3)], 0.3, [(0, 0.3)], id="margins stay in the sound"),
        pytest.param([(1, 5), (8, 10)], 60, [(0.8, 10.2)], id="a pause of 3 s is kept"),
        pytest.param([(1, 5), (8.1, 10)], 60, [(0.8, 5.2), (7.9, 10.2)], id="a longer one is cut"),
        pytest.param([(0, 10), (10.5, 28)], 60, [(0, 28.2)], id="28 s fit"),
        pytest.param(
            [(0, 16), (17, 20), (20.5, 27), (27.2, 40)],
            60,
            [(0, 16.2), (16.8, 40.2)],
            id="longest late pause",
        ),
        pytest.param(
            [(0, 2), (4, 20), (20.5, 27), (27.2, 40)],
            60,
            [(0, 20.2), (20.3, 40.2)],
            id="an early pause, though longer, would leave a short chunk",
        ),
        pytest.param([(0, 5), (6, 33)], 60, [(0, 5.2), (5.8, 33.2)], id="only an early pause"),
        pytest.param([(0, 20), (20.2, 35)], 60, [(0, 20.1), (20.1, 35.2)], id="margins meet half way"),
        pytest.param([(2, 40)], 60, [(1.8, 26), (26, 40.2)], id="without a pause, the quietest moment"),
        pytest.param([(0, 60)], 60, [(0, 24), (24, 48), (48, 60)], id="a minute without a pause"),
    ],
)
def test_plan_chunks(
    speech: list[tuple[float, float]], duration_s: float, chunks: list[tuple[float, float]]
) -> None:
    planned = plan_chunks([Region(*region) for region in speech], duration_s, at_24)
    assert [(chunk.start_s, chunk.end_s) for chunk in planned] == [pytest.approx(chunk) for chunk in chunks]


@given(st.lists(st.tuples(st.floats(0.01, 20.0), st.floats(0.05, 90.0)), max_size=20))
def test_every_plan_covers_the_speech_and_fits_the_engine(
    pauses_and_speech: list[tuple[float, float]],
) -> None:
    regions: list[Region] = []
    now_s = 0.0
    for pause_s, speech_s in pauses_and_speech:
        regions.append(Region(now_s + pause_s, now_s + pause_s + speech_s))
        now_s = regions[-1].end_s
    chunks = plan_chunks(regions, now_s + 1.0, at_24)
    assert all(0 <= chunk.start_s < chunk.end_s <= now_s + 1.0 for chunk in chunks)
    assert all(
        chunk.end_s - chunk.start_s <= MAX_CHUNK_S + 2 * MARGIN_S + 1e-6 < WINDOW_S for chunk in chunks
    )
    assert all(before.end_s <= after.start_s + 1e-9 for before, after in pairwise(chunks))
    covered_s = sum(
        max(0.0, min(chunk.end_s, region.end_s) - max(chunk.start_s, region.start_s))
        for chunk in chunks
        for region in regions
    )
    assert covered_s == pytest.approx(sum(region.duration_s for region in regions))


@pytest.mark.parametrize("quiet_s", [20.2, 22.5, 27.8])
def test_quietest(quiet_s: float) -> None:
    samples = sine(40.0)
    samples[round((quiet_s - 0.15) * SAMPLE_RATE_HZ) : round((quiet_s + 0.15) * SAMPLE_RATE_HZ)] *= 0.01
    assert quietest_s(Clip(samples), 20.0, 28.0) == pytest.approx(quiet_s, abs=0.1)


def test_quietest_of_too_little_sound_is_its_middle() -> None:
    assert quietest_s(Clip(sine(1.0)), 0.4, 0.5) == pytest.approx(0.45)


def test_strays() -> None:
    regions = (Region(10.0, 12.0), Region(20.0, 21.0))
    words = [
        word("Thank", 0.0, 1.0),
        word("early", 9.0, 9.71),
        word("in", 11.0),
        word("late", 12.29, 12.6),
        word("you.", 12.31, 12.6),
        word("long", 19.0, 22.0),
    ]
    assert [kept.text for kept in without_strays(words, regions)] == ["early", "in", "late", "long"]
    assert without_strays(words, ()) == []


@pytest.mark.parametrize(
    "heard, kept",
    [
        ("", ""),
        ("I would check the data", None),
        ("very very very very good", None),
        ("no, no, no, no, no, never", "no, never"),
        ("so So so. so so so so", "so"),
        ("and then and then and then and then and then we train", "and then we train"),
        ("x " + "the quick brown fox jumps over the dog " * 5, "x the quick brown fox jumps over the dog"),
        ("a b a b a b a b", None),
        ("a a a a a b b b b b a", "a b a"),
    ],
)
def test_loops(heard: str, kept: str | None) -> None:
    words = [word(text, number) for number, text in enumerate(heard.split())]
    expected = heard if kept is None else kept
    assert " ".join(found.text for found in without_loops(words)) == expected.strip()


class TestHear:
    def test_silence_is_not_even_given_to_the_engine(self) -> None:
        engine = FakeEngine()
        transcript = hear(engine, MINUTE, ScriptedActivity(0.0))
        assert (transcript.turns, transcript.duration_s) == ((), 60.0)
        assert (transcript.engine, transcript.model) == ("faster-whisper", "fake")
        assert engine.heard == []

    @pytest.mark.parametrize("duration_s", [0.0, 0.01, 0.2])
    def test_hardly_any_sound(self, duration_s: float) -> None:
        clip = Clip(sine(duration_s))
        assert hear(FakeEngine(), clip, ScriptedActivity(1.0)).duration_s == pytest.approx(duration_s)

    def test_words_get_the_times_of_the_recording(self) -> None:
        engine = FakeEngine([[word(" First,", 0.2)], [word(" second", 0.2), word(" one.", 0.6)]])
        transcript = hear_regions(engine, MINUTE, (Region(5.0, 6.0), Region(40.0, 41.0)))
        (turn,) = transcript.turns
        assert turn.text == "First, second one."
        assert [found.start_s for found in turn.words] == pytest.approx([5.0, 40.0, 40.4])
        assert turn.speaker == "candidate"
        assert turn.start_s == pytest.approx(5.0)
        assert turn.end_s == pytest.approx(40.7)
        assert transcript.speech == ((5.0, 6.0), (40.0, 41.0))

    def test_the_engine_hears_the_chunks_and_progress_is_told(self) -> None:
        engine, shares = FakeEngine(), list[float]()
        hear_regions(engine, MINUTE, (Region(1, 2), Region(10, 12), Region(20, 20.5)), shares.append)
        assert [len(samples) / SAMPLE_RATE_HZ for samples in engine.heard] == pytest.approx([1.4, 2.4, 0.9])
        assert shares == pytest.approx([1 / 3, 2 / 3, 1.0])

    def test_another_rate_is_resampled(self) -> None:
        engine = FakeEngine()
        clip = Clip(sine(2.0, rate_hz=48_000), rate_hz=48_000)
        transcript = hear(engine, clip, ScriptedActivity(1.0))
        assert len(engine.heard[0]) == pytest.approx(2 * SAMPLE_RATE_HZ, abs=2)
        assert transcript.duration_s == pytest.approx(2.0)

    def test_only_made_up_words_are_no_turn(self) -> None:
        engine = FakeEngine([[word(" Thanks", 3.5)]])
        regions = (Region(1.0, 1.5), Region(4.3, 5.3))
        assert hear_regions(engine, MINUTE, regions).candidate_text == "Thanks"
        engine = FakeEngine([[word(" Thanks", 2.5)]])
        assert hear_regions(engine, MINUTE, regions).turns == ()

    def test_a_long_answer_keeps_its_words_in_order(self) -> None:
        clip = Clip(np.tile(np.concatenate([sine(6.0), silence(0.5)]), 10))
        regions = [Region(6.5 * number, 6.5 * number + 6.0) for number in range(10)]
        (turn,) = hear_regions(FakeEngine(), clip, regions).turns
        times_s = [time_s for found in turn.words for time_s in (found.start_s, found.end_s)]
        assert times_s == sorted(times_s)
        assert times_s[0] >= 0.0 and times_s[-1] <= clip.duration_s == 65.0
