"""A configuration of ALSA that PortAudio would end the program for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.device

LIST = """
from interviewer.audio.devices import list_devices
from interviewer.errors import MissingDevice
try:
    print(list_devices())
except MissingDevice as error:
    print("told:", error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ALSA is Linux's")
@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", True),
        (None, True),
        ("pcm {", True),
        ("pcm nothing", True),
        ("ctl.x { type pulse }", True),
        ("pcm.absent { type hw card 99 }", False),
    ],
    ids=["empty", "no file", "broken off", "no devices", "only a mixer", "a card that is not there"],
)
def test_it_is_told(content: str | None, told: bool, tmp_path: Path) -> None:
    file = tmp_path / "alsa.conf"
    if content is not None:
        file.write_text(content)
    done = subprocess.run(
        [sys.executable, "-c", LIST],
        env={**os.environ, "ALSA_CONFIG_PATH": str(file)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert ("told: ALSA" in done.stdout and str(file) in done.stdout) is told
