"""Defaults, file, environment, flags: later sources win, and nonsense is named with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from interviewer.errors import BadSettings
from interviewer.settings import Settings, load_settings, merged


def load(
    tmp_path: Path, file: str | None = None, flags: Mapping[str, Any] | None = None, **environment: Any
) -> Settings:
    """With a settings file of that text, or none at all."""
    path = tmp_path / "settings.toml"
    if file is not None:
        path.write_text(file, encoding="utf-8")
    return load_settings(flags or {}, {"INTERVIEWER_SETTINGS": str(path), **environment})


def test_without_any_source_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()
    assert load(tmp_path, "") == Settings()
    assert load(tmp_path, flags={"engine": None, "quiet": None}) == Settings()


def test_later_sources_win(tmp_path: Path) -> None:
    file = 'model = "small"\nvoice = "piper"\nsilence_s = 3\nmode = "real"\n'
    environment = {"INTERVIEWER_VOICE": "pyttsx3", "INTERVIEWER_SILENCE_S": "4.5"}
    settings = load(tmp_path, file, {"silence_s": 5, "mode": None}, **environment)
    assert settings.model == "small"
    assert settings.voice == "pyttsx3"
    assert settings.silence_s == 5.0
    assert settings.mode == "real"


def test_an_empty_variable_was_not_given(tmp_path: Path) -> None:
    assert load(tmp_path, INTERVIEWER_MODEL="").model == "base"


@pytest.mark.parametrize(
    ("key", "given", "read"),
    [
        ("quiet", "1", True),
        ("quiet", "YES", True),
        ("color", "false", False),
        ("color", "no", False),
        ("engine", "openai-whisper", "openai-whisper"),
        ("microphone", "USB", "USB"),
        ("silence_s", "120", 120.0),
    ],
)
def test_values_from_the_environment_are_read_by_kind(key: str, given: str, read: object) -> None:
    nowhere = {"INTERVIEWER_SETTINGS": "/nowhere/settings.toml"}
    settings = load_settings({}, {**nowhere, f"INTERVIEWER_{key.upper()}": given})
    assert getattr(settings, key) == read


def test_values_from_the_file_are_read_by_kind(tmp_path: Path) -> None:
    settings = load(tmp_path, 'quiet = true\nmicrophone = 3\nquestions = ["/a", "~/b"]\n')
    assert settings.quiet is True
    assert settings.microphone == "3"
    assert settings.questions == (Path("/a"), Path.home() / "b")


def test_folders(tmp_path: Path) -> None:
    settings = load(tmp_path, INTERVIEWER_DATA_DIR="~/practice", INTERVIEWER_QUESTIONS="/a:/b")
    assert settings.data_dir == Path.home() / "practice"
    assert settings.questions == (Path("/a"), Path("/b"))
    assert settings.user_questions == settings.data_dir / "questions"
    assert settings.recordings == settings.data_dir / "recordings"
    assert settings.database == settings.data_dir / "attempts.db"
    assert load(tmp_path, flags={"data_dir": Path("here")}).data_dir == Path.cwd() / "here"


@pytest.mark.parametrize("value", ["1", "anything"])
def test_no_color(value: str, tmp_path: Path) -> None:
    assert load(tmp_path, "color = true", NO_COLOR=value).color is False
    assert load(tmp_path, NO_COLOR="").color is True


@pytest.mark.parametrize(
    ("source", "what", "expected"),
    [
        (
            {"file": "modle = 'small'"},
            "settings.toml: unknown setting 'modle'",
            "Known settings: engine, model",
        ),
        ({"file": "[whisper]\nmodel = 'small'"}, "unknown setting 'whisper'", "Known settings"),
        ({"file": "model = "}, "settings.toml: ", "Mend the file or remove it"),
        ({"file": "model = 5"}, "settings.toml: model is 5", "Expected text"),
        ({"file": "engine = 'whisper'"}, "engine is 'whisper'", "faster-whisper or openai-whisper"),
        ({"file": "engine = ['faster-whisper']"}, "engine is ['faster-whisper']", "faster-whisper or"),
        ({"file": "questions = 5"}, "questions is 5", "a list of folders"),
        ({"file": "questions = [5]"}, "questions is [5]", "a folder"),
        ({"file": "data_dir = ''"}, "data_dir is ''", "a folder"),
        ({"file": "data_dir = 5"}, "data_dir is 5", "a folder"),
        ({"file": "microphone = true"}, "microphone is True", "text"),
        ({"file": "silence_s = 'long'"}, "silence_s is 'long'", "a number of seconds"),
        ({"file": "silence_s = [3]"}, "silence_s is [3]", "a number of seconds"),
        ({"file": "silence_s = 0.5"}, "silence_s is 0.5", "1 to 120 seconds"),
        ({"file": "silence_s = nan"}, "silence_s is nan", "1 to 120 seconds"),
        ({"file": "quiet = 'maybe'"}, "quiet is 'maybe'", "true or false"),
        ({"environment": {"INTERVIEWER_MODE": "exam"}}, "environment: mode is 'exam'", "coach or real"),
        ({"environment": {"INTERVIEWER_DATA_DIR": "~nobody-here/x"}}, "environment: data_dir", "a folder"),
        ({"flags": {"silence_s": 300}}, "command line: silence_s is 300", "1 to 120 seconds"),
        ({"flags": {"colour": True}}, "command line: unknown setting 'colour'", "Known settings"),
    ],
)
def test_nonsense_is_named(source: dict[str, Any], what: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as raised:
        load(tmp_path, source.get("file"), source.get("flags"), **source.get("environment", {}))
    assert what in raised.value.what
    assert expected in raised.value.next_step
    assert "\n" not in str(raised.value)
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("content", [b"model = 'm\xfc'", b"\xff\xfe"])
def test_a_file_that_is_no_text(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    with pytest.raises(BadSettings, match="Mend the file or remove it"):
        load_settings({}, {"INTERVIEWER_SETTINGS": str(file)})


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="Mend the file or remove it"):
        load_settings({}, {"INTERVIEWER_SETTINGS": str(tmp_path)})


def test_variables_of_others_do_not_matter(tmp_path: Path) -> None:
    assert load(tmp_path, INTERVIEWER_DEBUG="1", MODEL="tiny", INTERVIEWER_="x") == Settings()


def test_settings_never_change() -> None:
    settings = Settings()
    assert merged(settings, {"model": "tiny"}, "test").model == "tiny"
    assert settings.model == "base"
    with pytest.raises(FrozenInstanceError):
        settings.model = "tiny"  # type: ignore[misc]
