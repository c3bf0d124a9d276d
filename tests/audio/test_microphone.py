from __future__ import annotations

import time
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio.clip import FRAME_S, FRAME_SAMPLES, SAMPLE_RATE_HZ, Clip
from interviewer.audio.files import write_clip
from interviewer.audio.microphone import FileMicrophone, in_frames
from interviewer.errors import BadSound
from tests.audio import contract
from tests.audio.sounds import chirp, likeness, sine


@pytest.mark.parametrize("check", contract.MICROPHONE_CHECKS)
def test_a_file_is_a_microphone(check: str) -> None:
    contract.MICROPHONE_CHECKS[check](lambda: FileMicrophone(Clip(sine(3.0)), realtime=True))


@pytest.mark.parametrize("check", sorted(contract.MICROPHONE_CHECKS.keys() - {"keeps_real_time"}))
def test_a_file_in_a_hurry_is_a_microphone(check: str) -> None:
    contract.MICROPHONE_CHECKS[check](lambda: FileMicrophone(Clip(sine(3.0)), realtime=False))


@pytest.mark.parametrize(
    ("lengths", "frames"),
    [
        ([], 0),
        ([0], 0),
        ([1], 1),
        ([FRAME_SAMPLES], 1),
        ([FRAME_SAMPLES + 1], 2),
        ([100, 0, 400, 12], 1),
        ([5000, 7, 3000], 16),
    ],
)
def test_blocks_are_cut_into_frames_without_losing_a_sample(lengths: list[int], frames: int) -> None:
    samples = np.arange(1, sum(lengths) + 1, dtype=np.float32)
    blocks = np.split(samples, np.cumsum(lengths)[:-1]) if lengths else []
    cut = list(in_frames(blocks))
    assert [len(frame) for frame in cut] == [FRAME_SAMPLES] * frames
    joined = np.concatenate([*cut, np.zeros(0, dtype=np.float32)])
    assert np.array_equal(joined[: len(samples)], samples)
    assert not joined[len(samples) :].any()


def test_a_file_is_heard_whole_and_every_time_from_its_start(tmp_path: Path) -> None:
    write_clip(tmp_path / "answer.flac", Clip(chirp(1.0, 48_000), 48_000))
    microphone = FileMicrophone(tmp_path / "answer.flac", realtime=False)
    assert microphone.name == "answer.flac"
    for _ in range(2):
        heard = np.concatenate(list(microphone.frames()))
        assert len(heard) == pytest.approx(SAMPLE_RATE_HZ, abs=FRAME_SAMPLES)
        assert likeness(heard, chirp(1.0)) > 0.999


def test_a_clip_at_another_rate_is_resampled() -> None:
    heard = np.concatenate(list(FileMicrophone(Clip(chirp(1.0, 8_000), 8_000), realtime=False).frames()))
    assert len(heard) == pytest.approx(SAMPLE_RATE_HZ, abs=FRAME_SAMPLES)


def test_no_frame_comes_before_a_device_would_have_recorded_it() -> None:
    start_s = time.monotonic()
    for number, _ in enumerate(islice(FileMicrophone(Clip(sine(1.0))).frames(), 10), start=1):
        assert time.monotonic() - start_s >= number * FRAME_S - 0.001


def test_a_bad_file_is_refused_before_it_is_played(tmp_path: Path) -> None:
    with pytest.raises(BadSound):
        FileMicrophone(tmp_path / "nothing.wav")
