"""Sound files that nobody should have and everybody has: every format, every rate, cut, bent and lying.

The same files on every run: the only chance in here is a seeded generator.
"""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import soundfile

from interviewer.audio.clip import SAMPLE_RATE_HZ, Samples
from tests.audio.sounds import silence, sine, write_m4a

RATES_HZ = (1, 999, 1_000, 4_000, 8_000, 11_025, 22_050, 44_100, 48_000, 96_000, 192_000, 768_000, 2**31 - 1)
LENGTHS = (0, 1, 2, 3, 511, 512, 513, 4_095, 65_537)  # samples
OGG_RATES_HZ = range(4_000, 192_001)  # libsndfile 1.2.2 crashes where it should write others
ODD_FORMATS = ("RAW", "SD2")  # RAW has no header to read, SD2 writes a second file
CUTS = 12  # of each whole file
BENDINGS = 30  # of each whole file
HEADER_BYTES = 120


def write_all(folder: Path) -> list[Path]:
    """Write every file; about 700 of them."""
    paths = []
    for number, (name, content) in enumerate(_all(folder)):
        path = folder / f"{number:03d}-{name}"
        path.write_bytes(content)
        paths.append(path)
    return paths


def _all(folder: Path) -> Iterator[tuple[str, bytes]]:
    yield from _every_format()
    yield from _every_rate()
    yield from _every_length()
    yield from _strange_samples()
    whole = dict(_whole_files(folder))
    yield from _wrong_suffixes(whole)
    yield from _cut(whole)
    yield from _bent(whole)
    yield from _lying_headers(whole["a.wav"])
    yield from _no_sound(whole["a.wav"])


def encoded(samples: Samples, rate_hz: int, container: str, subtype: str | None = None) -> bytes:
    """A sound file's content, as libsndfile writes it; empty where it can't."""
    file = io.BytesIO()
    try:
        soundfile.write(file, samples, rate_hz, format=container, subtype=subtype)
    except (soundfile.SoundFileError, TypeError, ValueError):
        return b""
    return file.getvalue()


def _every_format() -> Iterator[tuple[str, bytes]]:
    for container in soundfile.available_formats():
        if container in ODD_FORMATS:
            continue
        for subtype in soundfile.available_subtypes(container):
            for channels in (1, 2):
                samples = np.stack([sine(0.2, 8_000)] * channels, axis=1)
                yield f"{subtype}.{container.lower()}", encoded(samples, 8_000, container, subtype)


def _every_rate() -> Iterator[tuple[str, bytes]]:
    for rate_hz in RATES_HZ:
        for container in ("WAV", "FLAC", "CAF", *(["OGG"] if rate_hz in OGG_RATES_HZ else [])):
            samples = sine(0.05, rate_hz) if rate_hz < 2**20 else sine(0.05)
            yield f"{rate_hz}-hz.{container.lower()}", encoded(samples, rate_hz, container)
    for channels in (1, 2, 3, 8, 32, 255, 1_024):
        for container in ("WAV", "CAF", *(["OGG"] if channels <= 8 else [])):
            samples = np.zeros((64, channels), dtype=np.float32)
            yield f"{channels}-channels.{container.lower()}", encoded(samples, 8_000, container)


def _every_length() -> Iterator[tuple[str, bytes]]:
    for length in LENGTHS:
        for container in ("WAV", "FLAC", "OGG", "MP3"):
            samples = sine(5.0)[:length]
            yield f"{length}-samples.{container.lower()}", encoded(samples, SAMPLE_RATE_HZ, container)


def _strange_samples() -> Iterator[tuple[str, bytes]]:
    strange = {
        "nan": np.nan, "infinite": np.inf, "minus-infinite": -np.inf, "huge": 1e38, "tiny": 1e-45, "dc": 1.0
    }  # fmt: skip
    for name, value in strange.items():
        for subtype in ("FLOAT", "DOUBLE"):
            for rate_hz in (SAMPLE_RATE_HZ, 44_100):  # the second goes through the resampler
                for share in (1, 7):  # every sample, or each seventh
                    samples = sine(0.1, rate_hz)
                    samples[::share] = value
                    yield f"{name}.wav", encoded(samples, rate_hz, "WAV", subtype)


def _whole_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """One good file of each kind that people have; the others are made from these."""
    for container in ("WAV", "FLAC", "OGG", "MP3", "AIFF", "W64"):
        yield f"a.{container.lower()}", encoded(sine(0.5), SAMPLE_RATE_HZ, container)
    yield "a.opus", encoded(sine(0.5, 48_000), 48_000, "OGG", "OPUS")
    write_m4a(folder / "whole", sine(0.5, 48_000), 48_000)
    yield "a.m4a", (folder / "whole").read_bytes()
    _write_webm(folder / "whole")
    yield "a.webm", (folder / "whole").read_bytes()
    (folder / "whole").unlink()


def _write_webm(path: Path) -> None:
    """Opus in Matroska, as browsers record it."""
    with av.open(str(path), "w", format="webm") as container:
        stream = container.add_stream("libopus", rate=48_000, layout="mono")
        for start in range(0, 24_000, 960):
            part = sine(0.5, 48_000)[np.newaxis, start : start + 960]
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(part), format="flt", layout="mono")
            frame.sample_rate = 48_000
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _wrong_suffixes(whole: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, content in whole.items():
        for suffix in ("wav", "mp3", "raw", "txt", "m3u8", "", "\N{RIGHT-TO-LEFT OVERRIDE}vaw.exe"):
            yield f"{name.replace('.', '-')}.{suffix}", content


def _cut(whole: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    chance = np.random.default_rng(1)
    for name, content in whole.items():
        for _ in range(CUTS // 2):
            yield f"cut-{name}", content[: int(chance.integers(1, HEADER_BYTES))]
            yield f"cut-{name}", content[: int(chance.integers(1, len(content)))]


def _bent(whole: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    chance = np.random.default_rng(2)
    ways: tuple[Callable[[np.random.Generator, bytearray], bytes], ...] = (_flip, _overwrite, _insert, _swap)
    for name, content in whole.items():
        for number in range(BENDINGS):
            yield f"bent-{name}", ways[number % len(ways)](chance, bytearray(content))


def _flip(chance: np.random.Generator, content: bytearray) -> bytes:
    """Some bits of the header turned."""
    for _ in range(int(chance.integers(1, 8))):
        content[int(chance.integers(0, HEADER_BYTES))] ^= 1 << int(chance.integers(0, 8))
    return bytes(content)


def _overwrite(chance: np.random.Generator, content: bytearray) -> bytes:
    """A word of the header at its largest, or nought."""
    at = int(chance.integers(4, HEADER_BYTES))
    content[at : at + 4] = bytes([int(chance.choice([0, 0x7F, 0xFF]))] * 4)
    return bytes(content)


def _insert(chance: np.random.Generator, content: bytearray) -> bytes:
    """Noise in the middle."""
    at = int(chance.integers(1, len(content)))
    return bytes(content[:at]) + chance.bytes(int(chance.integers(1, 3_000))) + bytes(content[at:])


def _swap(chance: np.random.Generator, content: bytearray) -> bytes:
    """The two halves of a stretch exchanged."""
    start, middle, end = sorted(int(place) for place in chance.integers(0, len(content), 3))
    return bytes(content[:start] + content[middle:end] + content[start:middle] + content[end:])


def _lying_headers(wav: bytes) -> Iterator[tuple[str, bytes]]:
    """A WAV whose header tells another story than its samples: each field at its limits."""
    fields = {"size": (4, "<I"), "format": (20, "<H"), "channels": (22, "<H"), "rate": (24, "<I")}
    fields |= {"bytes-a-second": (28, "<I"), "block": (32, "<H"), "bits": (34, "<H"), "data": (40, "<I")}
    for name, (at, kind) in fields.items():
        largest = (1 << 8 * struct.calcsize(kind)) - 1
        for value in (0, 1, 3, largest // 2, largest):
            field = struct.pack(kind, value)
            yield f"{name}-{value}.wav", wav[:at] + field + wav[at + len(field) :]
    id3 = b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f"  # a tag that says it is 256 MB long
    yield "huge-tag.mp3", id3 + encoded(sine(0.2), SAMPLE_RATE_HZ, "MP3")
    yield "flac-of-a-year.flac", _flac_that_says(encoded(silence(0.2), SAMPLE_RATE_HZ, "FLAC"), 2**36 - 1)
    yield "two-in-one.ogg", encoded(sine(0.2), SAMPLE_RATE_HZ, "OGG") + encoded(sine(0.2), 48_000, "OGG")


def _flac_that_says(flac: bytes, samples: int) -> bytes:
    """FLAC keeps the number of samples in the last 36 of the 64 bits from byte 18 on."""
    (word,) = struct.unpack(">Q", flac[18:26])
    return flac[:18] + struct.pack(">Q", (word & ~(2**36 - 1)) | samples) + flac[26:]


def _no_sound(wav: bytes) -> Iterator[tuple[str, bytes]]:
    """Files that are something else."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("silence.wav", bytes(1_000_000))
    yield "archive.wav", zipped.getvalue()
    yield "packed.wav", gzip.compress(wav)
    yield "page.mp3", b"<!DOCTYPE html><title>404</title>" * 50
    yield "picture.wav", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(500)
    yield "list.wav", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"
    yield "concat.wav", b"ffconcat version 1.0\nfile '/etc/passwd'\n"
    yield "recipe.wav", b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n"
    yield "empty.wav", b""
    yield "zeros.wav", bytes(200_000)
    yield "ones.mp3", b"\xff" * 200_000
    yield "text.wav", "Zuerst zähle ich die Klassen.\n".encode() * 300
