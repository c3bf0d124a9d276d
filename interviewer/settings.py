"""One frozen settings value: defaults, then the settings file, the environment, the flags.

The file is ``settings.toml`` in the user's configuration folder; each key may also be
given as ``INTERVIEWER_<KEY>`` in the environment. Later sources win.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

import platformdirs

from interviewer.errors import BadSettings

APP = "interviewer"
Mode = Literal["coach", "real"]
MEASURES = ("pace", "pauses", "talking", "fillers", "repeats", "hedges")  # of how an answer was spoken
ENGINES = ("faster-whisper", "openai-whisper")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person can choose. Seconds in ``_s``; None means the program's own default."""

    engine: str = "faster-whisper"
    model: str = "base"
    second_model: str | None = None  # a larger one, which hears the recordings again after a sitting
    voice: str = "pyttsx3"
    data_dir: Path = Path(platformdirs.user_data_dir(APP, appauthor=False))
    cache_dir: Path = Path(platformdirs.user_cache_dir(APP, appauthor=False))
    questions: tuple[Path, ...] = ()
    mode: Mode = "coach"
    silence_s: float = 6.0
    microphone: str | None = None
    speaker: str | None = None
    quiet: bool = False
    color: bool = True
    keep_sound_days: float | None = None  # then a recording is deleted; 0: once its answer is stored
    live: bool = True  # whether what is heard is shown while it is spoken
    headphones: bool = False  # the interviewer can't be heard by the microphone, so it stays open
    vectors: bool = True  # whether word meanings are weighed, where the extra for it is installed
    delivery: tuple[str, ...] = MEASURES  # those that are shown; the mark is not changed by it

    @property
    def user_questions(self) -> Path:
        """The folder in which a user's own packs are found without any flag."""
        return self.data_dir / "questions"

    @property
    def recordings(self) -> Path:
        return self.data_dir / "recordings"

    @property
    def database(self) -> Path:
        return self.data_dir / "attempts.db"


def settings_file() -> Path:
    """Where the settings file is looked for; it need not exist."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "settings.toml"


def load_settings(flags: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Settings:
    """Merge the four sources. ``flags`` whose value is None were not given.

    Raises BadSettings naming the source, the key and what was expected.
    """
    environment = os.environ if environment is None else environment
    file = Path(environment.get("INTERVIEWER_SETTINGS") or settings_file())
    settings = merged(Settings(), _from_file(file), str(file))
    settings = merged(settings, _from_environment(environment), "environment")
    settings = merged(settings, flags, "command line")
    return replace(settings, color=False) if environment.get("NO_COLOR") else settings


def merged(settings: Settings, values: Mapping[str, Any], source: str) -> Settings:
    """The settings with ``values`` put in; None was not given. Raises BadSettings naming ``source``."""
    given = {key: value for key, value in values.items() if value is not None}
    return replace(settings, **{key: _checked(source, key, value) for key, value in given.items()})


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"{file}: {error}", "Mend the file or remove it") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    names = {f"INTERVIEWER_{field.name.upper()}": field.name for field in fields(Settings)}
    return {names[key]: value for key, value in environment.items() if key in names and value != ""}


def _checked(source: str, key: str, value: Any) -> Any:
    if key not in {field.name for field in fields(Settings)}:
        known = ", ".join(field.name for field in fields(Settings))
        raise BadSettings(f"{source}: unknown setting {key!r}", f"Known settings: {known}")
    read: Callable[[Any], Any] = _READERS.get(key, _text)
    try:
        return read(value)
    except ValueError as expected:  # the readers below raise what was expected
        raise BadSettings(f"{source}: {key} is {value!r}", f"Expected {expected}") from None


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("text")
    return value


def _device(value: Any) -> str:
    """A device by name or number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _folder(value: Any) -> Path:
    try:
        return Path(value if isinstance(value, Path) else _text(value)).expanduser().absolute()
    except (RuntimeError, ValueError):  # RuntimeError: the home of a user who is not there
        raise ValueError("a folder") from None


def _folders(value: Any) -> tuple[Path, ...]:
    if isinstance(value, str):
        value = value.split(os.pathsep)
    if not isinstance(value, list | tuple):
        raise ValueError("a list of folders")
    return tuple(_folder(folder) for folder in value)


def _seconds(value: Any) -> float:
    try:
        seconds = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError("a number of seconds") from None
    if not 1.0 <= seconds <= 120.0:
        raise ValueError("1 to 120 seconds")
    return seconds


def _days(value: Any) -> float:
    try:
        days = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError("a number of days") from None
    if not 0.0 <= days <= 36_500.0:
        raise ValueError("0 to 36500 days")
    return days


def _switch(value: Any) -> bool:
    if str(value).lower() not in ("0", "1", "false", "true", "no", "yes"):
        raise ValueError("true or false")
    return str(value).lower() in ("1", "true", "yes")


def _measures(value: Any) -> tuple[str, ...]:
    names = value.replace(",", " ").split() if isinstance(value, str) else value
    if names == ["none"]:
        return ()
    if not isinstance(names, list | tuple) or not all(name in MEASURES for name in names):
        raise ValueError(f"none, or some of {', '.join(MEASURES)}")
    return tuple(name for name in MEASURES if name in names)


def _one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in choices:
            raise ValueError(" or ".join(choices))
        return str(value)

    return read


# How a setting's value is read and checked; every other one is text.
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "data_dir": _folder,
    "cache_dir": _folder,
    "questions": _folders,
    "silence_s": _seconds,
    "keep_sound_days": _days,
    "engine": _one_of(*ENGINES),
    "mode": _one_of(*get_args(Mode)),
    "quiet": _switch,
    "color": _switch,
    "live": _switch,
    "headphones": _switch,
    "vectors": _switch,
    "delivery": _measures,
    "microphone": _device,
    "speaker": _device,
}
