"""Whatever a sound file holds: it is read or refused in one line, soon, and in little memory."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from interviewer.audio import files
from interviewer.audio.files import MAX_DURATION_S, MAX_VALUES, read_clip
from interviewer.errors import BadSound
from tests.audio.sounds import silence
from tests.cli.conftest import Command, Hearing
from tests.faults.strange_sounds import write_all

CPU_S = 5.0  # a short file, on a busy machine; 0.1 s was the most seen
HOURS_CPU_S = 60.0
MEMORY_MB = 1_000.0  # the three hours at 16 kHz alone take 690
RATE_HZ = 16_000

pytestmark = pytest.mark.slow


def read_all(folder: Path, timeout_s: float) -> tuple[list[dict[str, Any]], float]:
    """What `tests.faults.read_sounds` found out about each file, and the memory it took in MB."""
    command = [sys.executable, "-m", "tests.faults.read_sounds", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, ""), lines[-1:]
    *found, last = [json.loads(line) for line in lines]
    return found, last["peak_mb"]


def test_hundreds_of_strange_files(tmp_path: Path) -> None:
    paths = write_all(tmp_path)
    found, peak_mb = read_all(tmp_path, timeout_s=300)
    assert len(found) == len(paths) >= 500
    for entry in found:
        assert entry["cpu_s"] < CPU_S, entry
        if "error" in entry:
            assert "\n" not in entry["error"]
            assert entry["name"] in entry["error"]
        else:
            assert entry["in_range"], entry
    refused = sum("error" in entry for entry in found)
    assert 200 < refused < len(found) - 200  # both really happen
    assert peak_mb < MEMORY_MB


def _sparse_wav(path: Path, hours: float, rate_hz: int, channels: int) -> None:
    """A WAV of hours of silence that takes no room on the disk."""
    size = round(hours * 3600) * rate_hz * channels * 2
    stated = min(size, 2**32 - 100)
    form = struct.pack("<IHHIIHH", 16, 1, channels, rate_hz, rate_hz * channels * 2, channels * 2, 16)
    head = b"RIFF" + struct.pack("<I", stated + 36) + b"WAVEfmt " + form + b"data" + struct.pack("<I", stated)
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + size)


def _packed_silence(path: Path, hours: int, container: str) -> None:
    with soundfile.SoundFile(path, "w", RATE_HZ, 1, format=container) as file:
        for _ in range(hours * 60):
            file.write(silence(60.0))


def test_hours_of_silence(tmp_path: Path) -> None:
    """Small on the disk, and hours of sound: three are read, four are refused; both have bounds."""
    _sparse_wav(tmp_path / "a-three-hours.wav", MAX_DURATION_S / 3600, RATE_HZ, 1)
    _packed_silence(tmp_path / "b-four-hours.flac", 4, "FLAC")
    found, peak_mb = read_all(tmp_path, timeout_s=600)
    assert found[0]["samples"] == MAX_DURATION_S * RATE_HZ
    assert all("is longer than 3 hours. Cut it into parts" in entry["error"] for entry in found[1:])
    assert all(entry["cpu_s"] < HOURS_CPU_S for entry in found)
    assert peak_mb < MEMORY_MB


def test_a_file_that_unpacks_to_more_than_its_hours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight channels at a rate no card has: short in time, long to decode."""
    assert MAX_VALUES >= MAX_DURATION_S * 96_000 * 2
    monkeypatch.setattr(files, "MAX_VALUES", 600_000)
    soundfile.write(tmp_path / "a.flac", np.zeros((100_000, 8), dtype=np.float32), 655_350)
    with pytest.raises(BadSound, match="is longer than"):
        read_clip(tmp_path / "a.flac")


def test_some_through_the_command_line(tmp_path: Path, interviewer: Command, hearing: Hearing) -> None:
    folder = tmp_path / "sounds"
    folder.mkdir()
    for path in write_all(folder)[::15]:
        hearing(*["I would ask what a missed case costs."] * 5)
        outcome = interviewer("score", path, "-q", "5")
        if outcome.code:
            assert path.name.split(".")[0] in outcome.failed_with(2)
        else:
            assert "of 100" in outcome.out or "100" in outcome.out
