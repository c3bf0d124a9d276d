"""Sound files in and out. The only module that names soundfile and PyAV.

`read_clip` takes whatever a recorder, a phone or a browser writes; `write_clip` writes 16-bit
FLAC or WAV; `as_opus` makes sound small enough to travel inside a page.
"""

from __future__ import annotations

import fcntl
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.clip import SAMPLE_RATE_HZ, Clip, Samples
from interviewer.audio.resampling import Resampler
from interviewer.errors import BadSound, BadStore

MAX_DURATION_S = 3 * 3600.0  # far beyond any answer; in memory 690 MB
# Three hours of stereo at 96 kHz: what a small file may unpack to. A FLAC of 2 MB can hold a day of silence
# in eight channels at 655 kHz; up to here decoding it takes a minute or two, on two cores.
MAX_VALUES = round(MAX_DURATION_S) * 96_000 * 2
MIN_RATE_HZ, MAX_RATE_HZ = 1_000, 768_000  # outside of these a header is damaged, not unusual
BLOCK_VALUES = 1 << 16  # values read at a time, over all channels: 256 kB

OPUS_BITS_S = 24_000  # speech is hard to tell from the original; 170 kB a minute
OPUS_FRAME_S = 0.02

READABLE = "wav, flac, ogg, mp3 or m4a"
FORMATS = {".wav": "WAV", ".flac": "FLAC"}  # what write_clip writes, by suffix

# FFmpeg also reads playlists and text formats that make it open other files or addresses.
FFMPEG_FORMATS = "wav,w64,aiff,au,caf,flac,ogg,mp3,aac,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,asf,amr"

# What libsndfile is given to read, by its first bytes: WAV, AIFF, Sun's AU, CAF, FLAC and Ogg.
LIBSNDFILE_HEADS = (b"RIFF", b"RIFX", b"RF64", b"riff", b"FORM", b".snd", b"caff", b"fLaC", b"OggS")

# A block of sound as a decoder gives it: its rate in Hz and float32 values, shape (n, channels).
Block = tuple[int, NDArray[np.float32]]
Decoder = Callable[[Path], Iterator[Block]]  # raises _DecodingError


class _DecodingError(Exception):
    """The decoder can't read the file, or can't read on."""


def read_clip(path: str | Path) -> Clip:
    """The sound in a file, mixed to mono, at 16 kHz. The content decides how it is read, not the suffix.

    A file that was cut off gives what is there. A short or silent clip is valid: the caller decides.
    Raises BadSound: no such file, a folder, empty, no samples, not sound, over three hours.
    """
    path = Path(path)
    _require_file(path)
    best = np.zeros(0, dtype=np.float32)
    is_sound = False
    for decode in _decoders(path):
        samples, to_the_end = _gather(path, decode)
        is_sound = is_sound or to_the_end
        if len(samples) > len(best):
            best = samples
        if len(best) and to_the_end:
            break  # otherwise the other decoder may get further
    if len(best):
        return Clip(best)
    if is_sound:
        raise BadSound(f"{path} is a sound file without a single sample in it", "Record it again")
    raise BadSound(f"{path} is not sound, or is cut off before the sound begins", f"Give a {READABLE} file")


def write_clip(path: str | Path, clip: Clip) -> None:
    """Write ``clip`` as 16-bit FLAC or WAV, by suffix; readable by its owner only.

    The file appears whole or not at all: it is written beside ``path`` and then renamed.
    Raises BadSound for another suffix, BadStore when it can't be written.
    """
    import soundfile

    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise BadSound(f"{path}: sound is written as .wav or .flac", "Choose one of these suffixes")
    encoded = io.BytesIO()
    soundfile.write(
        encoded, clip.samples, clip.rate_hz, format=FORMATS[path.suffix.lower()], subtype="PCM_16"
    )
    try:
        _replace(path, encoded.getbuffer())
    except OSError as error:
        raise BadStore(
            f"{path} can't be written: {error.strerror}", "Free some space or choose another folder"
        ) from error


def append_file(path: Path, gap_s: float, more: Path) -> None:
    """Append ``gap_s`` seconds of silence and the sound in ``more``, which is removed then.

    Raises BadSound and BadStore as `read_clip` and `write_clip` do; both files are left as they are then.
    """
    gap = np.zeros(round(gap_s * SAMPLE_RATE_HZ), dtype=np.float32)
    write_clip(path, Clip(np.concatenate([read_clip(path).samples, gap, read_clip(more).samples])))
    more.unlink(missing_ok=True)


def ends_with(path: Path, more: Path) -> bool:
    """Whether the sound at ``path`` ends with the one in ``more``, sample by sample.

    Raises BadSound as `read_clip` does.
    """
    whole, end = read_clip(path).samples, read_clip(more).samples
    return 0 < len(end) <= len(whole) and bool(np.array_equal(whole[-len(end) :], end))


def as_opus(clip: Clip) -> bytes:
    """``clip`` as an Ogg file with Opus, which browsers play. Takes about a second for a minute of sound."""
    import av

    encoded = io.BytesIO()
    with av.open(encoded, "w", format="ogg") as container:
        # Half of libopus's effort: a third of the time for the same size and hardly another sound.
        choices = {"application": "voip", "compression_level": "5"}
        stream = container.add_stream("libopus", rate=SAMPLE_RATE_HZ, layout="mono", options=choices)
        stream.bit_rate = OPUS_BITS_S
        cutter = av.AudioResampler("flt", "mono", SAMPLE_RATE_HZ, round(OPUS_FRAME_S * SAMPLE_RATE_HZ))
        samples = np.ascontiguousarray(clip.samples[np.newaxis, :])
        if not samples.size:  # which FFmpeg can't take
            samples = np.zeros((1, 1), dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="flt", layout="mono")
        frame.sample_rate = clip.rate_hz
        for part in (*cutter.resample(frame), *cutter.resample(None), None):
            container.mux(stream.encode(part))
    return encoded.getvalue()


def _replace(path: Path, content: memoryview) -> None:
    """Put ``content`` at ``path`` by way of a temporary file in the same folder (mkstemp makes it 0600)."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with suppress(OSError):  # a file system without locks
                fcntl.flock(file, fcntl.LOCK_EX)  # or it would look like the rest of a killed program
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _require_file(path: Path) -> None:
    """Raise BadSound unless ``path`` is a file that can be opened and is not empty."""
    try:
        if path.is_dir():
            raise BadSound(f"{path} is a folder", f"Give a {READABLE} file")
        if path.exists() and not path.is_file():
            raise BadSound(f"{path} is not an ordinary file", f"Give a {READABLE} file")
        with path.open("rb") as file:
            if not file.read(1):
                raise BadSound(f"{path} is empty (0 bytes)", "Record it again")
    except FileNotFoundError as error:
        raise BadSound(f"there is no file {path}", "Check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise BadSound(f"{path} can't be opened: {reason}", "Check its permissions") from error


def _decoders(path: Path) -> tuple[Decoder, ...]:
    """Who reads the file, in order. libsndfile prints warnings of its own about damaged MP3 and SDS."""
    with path.open("rb") as file:
        head = file.read(4)
    if head in LIBSNDFILE_HEADS:
        return _blocks_by_libsndfile, _blocks_by_ffmpeg
    return (_blocks_by_ffmpeg,)


def _gather(path: Path, decode: Decoder) -> tuple[Samples, bool]:
    """What the decoder gives, as mono at 16 kHz, and whether it came to the file's end without complaint."""
    gathered = bytearray()  # grows in place; a list of blocks would take the memory twice at the end
    limit_bytes = MAX_DURATION_S * SAMPLE_RATE_HZ * np.dtype(np.float32).itemsize
    resampler: Resampler | None = None
    to_the_end = True
    values = 0  # over all channels, at the file's own rate
    try:
        for rate_hz, block in decode(path):
            values += block.size
            if resampler is None:
                resampler = Resampler(_plausible(rate_hz))
            gathered += _in_range(resampler.push(_mono(block))).tobytes()
            if len(gathered) > limit_bytes or values > MAX_VALUES:
                raise BadSound(f"{path} is longer than {MAX_DURATION_S / 3600:g} hours", "Cut it into parts")
    except _DecodingError:
        to_the_end = False
    if resampler is not None:
        gathered += _in_range(resampler.flush()).tobytes()
    return np.frombuffer(gathered, dtype=np.float32), to_the_end


def _plausible(rate_hz: int) -> int:
    if not MIN_RATE_HZ <= rate_hz <= MAX_RATE_HZ:
        raise _DecodingError(f"a rate of {rate_hz} samples a second")
    return rate_hz


def _mono(block: NDArray[np.float32]) -> Samples:
    """The mean of the channels. NaN becomes silence, infinity full scale."""
    mono: Samples = _in_range(np.nan_to_num(block, nan=0.0)).mean(axis=1, dtype=np.float32)
    return mono


def _in_range(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.clip(samples, -1.0, 1.0)  # a resampler overshoots a little at full scale


def _blocks_by_libsndfile(path: Path) -> Iterator[Block]:
    """The file in blocks, as libsndfile decodes it. Raises _DecodingError."""
    import soundfile

    try:
        # By its number: of a Python file that can't seek to where a damaged header points, cffi would print
        # the traceback; of a name that ends in .raw, soundfile would believe the suffix.
        with path.open("rb") as file, soundfile.SoundFile(file.fileno(), closefd=False) as sound:
            frames = max(1, BLOCK_VALUES // sound.channels)
            while len(block := sound.read(frames, dtype="float32", always_2d=True)):
                yield sound.samplerate, block
    except (OSError, soundfile.SoundFileError) as error:
        raise _DecodingError(str(error)) from error


class _Seeking(io.FileIO):
    """A file that says -1 where it can't seek, as C does: of an error PyAV would print the traceback."""

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        try:
            return super().seek(offset, whence)
        except OSError:
            return -1


def _blocks_by_ffmpeg(path: Path) -> Iterator[Block]:
    """The first sound track of the file in blocks, as FFmpeg decodes it. Raises _DecodingError."""
    import av

    planar_float = av.AudioResampler(format="fltp")
    choices: dict[str, Any] = {"options": {"format_whitelist": FFMPEG_FORMATS}}
    if int(av.__version__.split(".", 1)[0]) < 19:  # from 19 on it is lenient by itself and has no such choice
        choices["metadata_errors"] = "ignore"
    try:
        with _Seeking(path) as file, av.open(file, "r", **choices) as container:
            if not container.streams.audio:
                raise _DecodingError("no sound track")
            for frame in container.decode(container.streams.audio[0]):
                for part in planar_float.resample(frame):
                    yield part.sample_rate, part.to_ndarray().astype(np.float32, copy=False).T
    except (OSError, ValueError, av.FFmpegError) as error:  # ValueError: the format changes on the way
        raise _DecodingError(str(error)) from error
