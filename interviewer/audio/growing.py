"""A sound file that grows on disk while it is recorded: whole at every moment, whatever comes next."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np

from interviewer.audio.clip import SAMPLE_RATE_HZ, Samples

SAMPLE_BYTES = 2
HEADER_BYTES = 44


class GrowingWav:
    """A 16-bit mono WAV at 16 kHz, whole on disk after each `write`, readable by its owner only.

    It never raises for the disk's sake, because an answer that is being spoken is worth more than its file.
    What can't be written waits in memory and follows as soon as it can; until then ``error`` says why.
    """

    def __init__(self, path: Path) -> None:
        self.error: str | None = None
        self._path = path
        self._descriptor: int | None = None
        self._waiting = bytearray()
        self._written = 0  # bytes of sound on disk
        self._bring_up_to_date()  # a header, so that the file is sound from the start

    def write(self, frame: Samples) -> None:
        """Append ``frame``; louder than full scale is clipped."""
        self._waiting += np.rint(np.clip(frame, -1.0, 1.0) * 32767).astype("<i2").tobytes()
        self._bring_up_to_date()

    def close(self) -> None:
        if self._waiting or self.error is not None:
            self._bring_up_to_date()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _bring_up_to_date(self) -> None:
        try:
            if self._descriptor is None:
                self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                os.pwrite(self._descriptor, _header(0), 0)
            try:
                while self._waiting:
                    done = os.pwrite(self._descriptor, self._waiting, HEADER_BYTES + self._written)
                    del self._waiting[:done]
                    self._written += done
            finally:  # what did fit counts; the header takes no new room
                os.pwrite(self._descriptor, _header(self._written), 0)
        except OSError as error:
            self.error = f"{self._path} can't be written: {error.strerror or error}"
        else:
            self.error = None


def _header(sound_bytes: int) -> bytes:
    """Of a WAV file with so many bytes of sound; a sample that is cut in half does not count."""
    size = sound_bytes - sound_bytes % SAMPLE_BYTES
    layout = (16, 1, 1, SAMPLE_RATE_HZ, SAMPLE_RATE_HZ * SAMPLE_BYTES, SAMPLE_BYTES, 8 * SAMPLE_BYTES)
    form = struct.pack("<IHHIIHH", *layout)
    return (
        b"RIFF"
        + struct.pack("<I", HEADER_BYTES - 8 + size)
        + b"WAVEfmt "
        + form
        + b"data"
        + struct.pack("<I", size)
    )
