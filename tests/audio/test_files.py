from __future__ import annotations

import os
import stat
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from interviewer.audio import files
from interviewer.audio.clip import SAMPLE_RATE_HZ, Clip
from interviewer.audio.files import as_opus, read_clip, write_clip
from interviewer.errors import BadSound, BadStore
from tests.audio.sounds import chirp, likeness, silence, sine, strongest_hz, write_m4a


@pytest.mark.parametrize(
    ("name", "container", "rate_hz", "channels"),
    [
        ("plain.wav", "WAV", 16_000, 1),
        ("telephone.wav", "WAV", 8_000, 1),
        ("stereo.wav", "WAV", 48_000, 2),
        ("studio.flac", "FLAC", 96_000, 2),
        ("surround.wav", "WAV", 44_100, 6),
        ("voice.ogg", "OGG", 44_100, 1),
        ("music.mp3", "MP3", 44_100, 2),
        ("mp3-inside.wav", "MP3", 44_100, 1),
        ("flac-inside.mp3", "FLAC", 22_050, 1),
        ("wav-inside.raw", "WAV", 16_000, 1),
        ("no-suffix", "WAV", 11_025, 1),
    ],
)
def test_any_kind_of_file_becomes_mono_at_16_khz(
    tmp_path: Path, name: str, container: str, rate_hz: int, channels: int
) -> None:
    path = tmp_path / name
    tone = sine(0.5, rate_hz)
    soundfile.write(path, np.stack([tone] * channels, axis=1), rate_hz, format=container)

    clip = read_clip(path)

    assert (clip.rate_hz, str(clip.samples.dtype), clip.samples.ndim) == (SAMPLE_RATE_HZ, "float32", 1)
    assert clip.duration_s == pytest.approx(0.5, abs=0.06)  # mp3 comes in whole frames
    assert strongest_hz(clip) == pytest.approx(440, abs=4)
    assert np.max(np.abs(clip.samples)) == pytest.approx(0.3, abs=0.05)


def test_m4a_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("phone.m4a", "phone.wav"):
        write_m4a(tmp_path / name, sine(1.0, 48_000), 48_000)
        clip = read_clip(tmp_path / name)
        assert clip.duration_s == pytest.approx(1.0, abs=0.05)
        assert strongest_hz(clip) == pytest.approx(440, abs=2)


def _missing(path: Path) -> None:
    pass


def _text(path: Path) -> None:
    path.write_text("It depends on the data. " * 200)


def _noise_bytes(path: Path) -> None:
    path.write_bytes(np.random.default_rng(7).bytes(50_000))


def _playlist(path: Path) -> None:
    """FFmpeg would open what is listed here."""
    soundfile.write(path.with_name("secret.wav"), sine(0.1), SAMPLE_RATE_HZ)
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.wav\n#EXT-X-ENDLIST\n")


def _header_only(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))


def _cut(keep_bytes: int, container: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        soundfile.write(path, sine(1.0), SAMPLE_RATE_HZ, format=container)
        path.write_bytes(path.read_bytes()[:keep_bytes])

    return make


def _cut_m4a(path: Path) -> None:
    """Its table of contents is at the end, so nothing of it can be read."""
    write_m4a(path, sine(1.0, 48_000), 48_000)
    path.write_bytes(path.read_bytes()[:4000])


def _absurd_rate(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 3, 0, "NONE", ""))
        file.writeframes(bytes(6000))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(_missing, "there is no file", id="missing"),
        pytest.param(Path.mkdir, "is a folder", id="folder"),
        pytest.param(os.mkfifo, "is not an ordinary file", id="pipe"),
        pytest.param(Path.touch, "is empty (0 bytes)", id="empty"),
        pytest.param(_header_only, "without a single sample", id="no-samples"),
        pytest.param(_text, "is not sound", id="text"),
        pytest.param(_noise_bytes, "is not sound", id="noise-bytes"),
        pytest.param(_playlist, "is not sound", id="playlist"),
        pytest.param(_absurd_rate, "is not sound", id="absurd-rate"),
        pytest.param(_cut(20, "WAV"), "cut off before the sound begins", id="cut-wav"),
        pytest.param(_cut(60, "FLAC"), "cut off before the sound begins", id="cut-flac"),
        pytest.param(_cut(200, "MP3"), "cut off before the sound begins", id="cut-mp3"),
        pytest.param(_cut(200, "OGG"), "cut off before the sound begins", id="cut-ogg"),
        pytest.param(_cut_m4a, "cut off before the sound begins", id="cut-m4a"),
    ],
)
def test_what_is_no_sound_is_refused_in_one_line(
    tmp_path: Path, make: Callable[[Path], None], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "answer.wav"
    make(path)
    with pytest.raises(BadSound) as caught:
        read_clip(path)
    message = str(caught.value)
    assert said in message
    assert str(path) in message
    assert caught.value.next_step
    assert "\n" not in message
    assert capfd.readouterr() == ("", "")  # nor does a library say anything itself


@pytest.mark.parametrize(("container", "least_s"), [("WAV", 3.99), ("FLAC", 3.7), ("MP3", 3.8), ("OGG", 3.0)])
def test_a_file_cut_in_the_middle_gives_what_is_there(
    tmp_path: Path, container: str, least_s: float, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cut"
    noise = np.random.default_rng(3).normal(0, 0.2, 8 * SAMPLE_RATE_HZ).astype(np.float32)
    soundfile.write(path, noise, SAMPLE_RATE_HZ, format=container)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert least_s <= read_clip(path).duration_s <= 4.1
    assert capfd.readouterr() == ("", "")


def test_a_recording_whose_header_was_never_finished_is_read(tmp_path: Path) -> None:
    path = tmp_path / "crashed.wav"
    soundfile.write(path, sine(1.0), SAMPLE_RATE_HZ)
    content = bytearray(path.read_bytes())
    length_at = content.find(b"data") + 4
    content[length_at : length_at + 4] = bytes(4)
    path.write_bytes(content)
    assert read_clip(path).duration_s == pytest.approx(1.0)


@pytest.mark.parametrize("samples", [sine(0.2), silence(1.0), silence(1 / SAMPLE_RATE_HZ)])
def test_short_or_silent_is_for_the_caller_to_judge(tmp_path: Path, samples: np.ndarray) -> None:
    soundfile.write(tmp_path / "a.wav", samples, SAMPLE_RATE_HZ)
    assert len(read_clip(tmp_path / "a.wav").samples) == len(samples)


def test_samples_that_are_not_numbers_become_silence_and_too_loud_ones_full_scale(tmp_path: Path) -> None:
    samples = np.array([0.5, np.nan, np.inf, -np.inf, 3.0, 1e38] * 100, dtype=np.float32)
    soundfile.write(tmp_path / "a.wav", np.stack([samples] * 2, axis=1), SAMPLE_RATE_HZ, subtype="FLOAT")
    assert read_clip(tmp_path / "a.wav").samples[:6].tolist() == [0.5, 0.0, 1.0, -1.0, 1.0, 1.0]


def test_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_DURATION_S", 2.0)
    soundfile.write(tmp_path / "a.flac", silence(2.1, 8_000), 8_000)
    with pytest.raises(BadSound, match="is longer than"):
        read_clip(tmp_path / "a.flac")


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".FLAC"])
def test_a_written_clip_reads_back_and_is_private(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"answer{suffix}"
    write_clip(path, Clip(chirp(0.5)))
    assert likeness(read_clip(path).samples, chirp(0.5)) > 0.9999
    assert soundfile.info(path).subtype == "PCM_16"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_writing_keeps_the_rate_and_clips_what_is_too_loud(tmp_path: Path) -> None:
    write_clip(tmp_path / "a.wav", Clip(np.array([2.0, -2.0], dtype=np.float32), 22_050))
    samples, rate_hz = soundfile.read(tmp_path / "a.wav", dtype="int16")
    assert (samples.tolist(), rate_hz) == ([32767, -32768], 22_050)


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSound, match=r"\.wav or \.flac"):
        write_clip(tmp_path / "a.mp3", Clip(sine(0.1)))


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, small_disk: None) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")
    with pytest.raises(BadStore, match="can't be written"):
        write_clip(path, Clip(sine(2.0)))
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.wav"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadStore, match="No such file"):
        write_clip(tmp_path / "gone" / "a.wav", Clip(sine(0.1)))


class TestOpus:
    def test_the_same_sound_at_the_same_place(self, tmp_path: Path) -> None:
        original = np.concatenate([silence(1.0), chirp(2.0), silence(0.5)])
        encoded = as_opus(Clip(original))
        assert encoded.startswith(b"OggS")
        (tmp_path / "sound.ogg").write_bytes(encoded)
        heard = read_clip(tmp_path / "sound.ogg")
        assert heard.duration_s == pytest.approx(3.5, abs=0.02)
        assert likeness(heard.samples, chirp(2.0)) > 0.95
        assert np.abs(heard.samples[:15_000]).max() < 0.05  # nothing has moved forward

    def test_a_minute_is_small(self) -> None:
        assert len(as_opus(Clip(chirp(60.0)))) < 250_000

    @pytest.mark.parametrize("samples", [0, 1, 100, 16_001])
    def test_any_length(self, samples: int) -> None:
        assert as_opus(Clip(silence(2.0)[:samples])).startswith(b"OggS")

    def test_another_rate(self, tmp_path: Path) -> None:
        (tmp_path / "sound.ogg").write_bytes(as_opus(Clip(sine(1.0, 48_000), 48_000)))
        heard = read_clip(tmp_path / "sound.ogg")
        assert heard.duration_s == pytest.approx(1.0, abs=0.02)
        assert strongest_hz(heard) == pytest.approx(440, abs=3)
