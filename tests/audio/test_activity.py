from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.audio.activity import (
    Activity,
    ActivityGate,
    ActivityState,
    Region,
    RegionRules,
    SileroActivity,
    find_speech,
    speech_regions,
)
from interviewer.audio.clip import FRAME_S, FRAME_SAMPLES, SAMPLE_RATE_HZ, Clip
from interviewer.audio.files import read_clip
from interviewer.errors import MissingProgram
from tests.audio.sounds import ScriptedActivity, silence, sine

QUIET, STARTING, SPEAKING, STOPPING = ActivityState


def states(probabilities: list[float], duration_s: float = 0.1) -> list[ActivityState]:
    gate = ActivityGate()
    seen = []
    for probability in probabilities:
        gate = gate.after(probability, duration_s)
        seen.append(gate.state)
    return seen


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        pytest.param([0.1, 0.49], [QUIET, QUIET], id="below-the-bar"),
        pytest.param([0.9, 0.1], [STARTING, QUIET], id="a-click"),
        pytest.param([0.5, 0.5], [STARTING, SPEAKING], id="speech-after-0.2-s"),
        pytest.param([0.9, 0.4], [STARTING, SPEAKING], id="less-is-asked-of-a-voice-that-is-there"),
        pytest.param([0.9, 0.9, 0.36], [STARTING, SPEAKING, SPEAKING], id="and-while-it-speaks"),
        pytest.param([0.9, 0.9, 0.34, 0.4], [STARTING, SPEAKING, STOPPING, STOPPING], id="more-to-return"),
        pytest.param([0.9, 0.9, 0.1, 0.6], [STARTING, SPEAKING, STOPPING, SPEAKING], id="a-short-pause"),
        pytest.param(
            [0.9, 0.9] + [0.1] * 8, [STARTING, SPEAKING] + [STOPPING] * 7 + [QUIET], id="quiet-after-0.8-s"
        ),
    ],
)
def test_the_gate(probabilities: list[float], expected: list[ActivityState]) -> None:
    assert states(probabilities) == expected


def test_the_gate_speaks_through_short_pauses() -> None:
    assert [ActivityGate(state=state).speaking for state in ActivityState] == [False, False, True, True]


def test_a_gate_is_a_value() -> None:
    gate = ActivityGate()
    gate.after(0.9)
    assert gate == ActivityGate()


def edges_s(regions: Sequence[Region]) -> list[float]:
    return [edge_s for region in regions for edge_s in (region.start_s, region.end_s)]


# With frames of 0.1 s: speech needs 0.3 s, a pause 0.2 s, the padding is 0.05 s.
RULES = RegionRules(min_speech_s=0.3, min_silence_s=0.2, pad_s=0.05)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("....", [], id="silence"),
        pytest.param("#####", [(0.0, 0.5)], id="all-of-it"),
        pytest.param(".####.", [(0.05, 0.55)], id="padded"),
        pytest.param("..##..", [], id="too-short"),
        pytest.param("###.###", [(0.0, 0.7)], id="a-gap-is-no-pause"),
        pytest.param("###..###", [(0.0, 0.35), (0.45, 0.8)], id="a-pause"),
        pytest.param("~~###", [(0.15, 0.5)], id="a-doubtful-beginning-does-not-count"),
        pytest.param("###~~~...", [(0.0, 0.65)], id="a-doubtful-end-does"),
        pytest.param("...###", [(0.25, 0.6)], id="until-the-end"),
    ],
)
def test_regions(script: str, expected: list[tuple[float, float]]) -> None:
    probabilities = [{".": 0.1, "~": 0.4, "#": 0.9}[sign] for sign in script]
    regions = speech_regions(probabilities, RULES, frame_s=0.1)
    assert [(region.start_s, region.end_s) for region in regions] == [
        pytest.approx(pair) for pair in expected
    ]


def test_regions_that_meet_when_padded_are_joined() -> None:
    rules = RegionRules(min_speech_s=0.3, min_silence_s=0.2, pad_s=0.2)
    probabilities = [0.9] * 3 + [0.0] * 2 + [0.9] * 3 + [0.0] * 6 + [0.9] * 3
    regions = speech_regions(probabilities, rules, frame_s=0.1)
    assert edges_s(regions) == pytest.approx([0.0, 1.0, 1.2, 1.7])


@given(st.lists(st.floats(0, 1), max_size=200), st.floats(0, 1))
def test_regions_are_in_order_apart_and_inside(probabilities: list[float], pad_s: float) -> None:
    regions = speech_regions(probabilities, RegionRules(pad_s=pad_s))
    edges = edges_s(regions)
    assert edges == sorted(set(edges))
    assert all(0 <= edge_s <= len(probabilities) * FRAME_S for edge_s in edges)


def test_speech_in_a_clip_stays_inside_it_and_starts_afresh() -> None:
    activity = ScriptedActivity(0.9)
    clip = Clip(sine(1.0, 8_000), 8_000)
    for _ in range(2):
        assert edges_s(find_speech(clip, activity)) == pytest.approx([0.0, 1.0], abs=0.001)
    assert find_speech(Clip(silence(0.0)), activity) == ()


@pytest.mark.parametrize("make", [ScriptedActivity, SileroActivity])
def test_a_judge_gives_probabilities_and_forgets(make: type[Activity]) -> None:
    activity = make()
    frames = np.random.default_rng(1).normal(0, 0.1, (10, FRAME_SAMPLES)).astype(np.float32)
    first = [activity.probability(frame) for frame in frames]
    assert all(0.0 <= probability <= 1.0 for probability in first)
    activity.reset()
    assert [activity.probability(frame) for frame in frames] == first


@pytest.mark.parametrize("samples", [silence(1.0), sine(1.0), np.float32(0.3) * np.sign(sine(1.0, hz=100))])
def test_silence_and_hum_are_not_speech(samples: np.ndarray) -> None:
    assert find_speech(Clip(samples), SileroActivity()) == ()


@pytest.mark.model
@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_voice_is_found_where_it_is(tmp_path: Path) -> None:
    text = "I would first look at how the values are distributed."
    subprocess.run(["espeak-ng", "-w", str(tmp_path / "voice.wav"), text], check=True)
    voice = read_clip(tmp_path / "voice.wav")
    clip = Clip(np.concatenate([silence(1.0), voice.samples, silence(2.0), voice.samples, silence(1.0)]))

    regions = find_speech(clip, SileroActivity(), RegionRules(min_silence_s=1.0))

    assert len(regions) == 2
    for region, start_s in zip(regions, (1.0, 3.0 + voice.duration_s), strict=True):
        assert region.start_s == pytest.approx(start_s, abs=0.25)
        assert region.end_s == pytest.approx(start_s + voice.duration_s, abs=0.5)


def test_without_the_file_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for package, file in (("no_such_package", "x"), ("numpy", "no-such-file")):
        monkeypatch.setattr("interviewer.audio.activity.SILERO_PACKAGE", package)
        monkeypatch.setattr("interviewer.audio.activity.SILERO_FILE", file)
        with pytest.raises(MissingProgram, match="pip install --force-reinstall faster-whisper"):
            SileroActivity()


def test_a_frame_lasts_32_ms() -> None:
    assert pytest.approx(FRAME_SAMPLES / SAMPLE_RATE_HZ) == FRAME_S == 0.032
