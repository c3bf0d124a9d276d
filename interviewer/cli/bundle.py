"""``interviewer doctor --bundle FILE``: what a bug tracker needs to know, and nothing that anybody said."""

from __future__ import annotations

import getpass
import json
import platform
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from interviewer.errors import BadInput, BadStore
from interviewer.settings import Settings

SCHEMA = "interviewer.bundle/1"
SHOWN = ("engine", "mode", "silence_s", "quiet", "color", "keep_sound_days", "vectors")  # settings, no paths


def write_bundle(file: Path, settings: Settings, findings: Sequence[Mapping[str, Any]]) -> None:
    """Write versions, findings, settings and sizes as JSON. Raises BadInput where it can't be written."""
    from interviewer import __version__

    content = {
        "schema": SCHEMA,
        "version": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "findings": findings,
        "settings": {name: getattr(settings, name) for name in SHOWN},
        "data": _sizes(settings),
        "packages": dict(sorted((found.name, found.version) for found in distributions())),
    }
    text = anonymous(json.dumps(content, indent=1), Path.home(), _user())
    try:
        file.touch(mode=0o600)
        file.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file}: can't be written: {error.strerror}", "Choose another file") from error


def anonymous(text: str, home: Path, user: str) -> str:
    """The text without the name of the user, in paths or elsewhere."""
    text = text.replace(json.dumps(str(home))[1:-1], "~")
    return re.sub(rf"\b{re.escape(user)}\b", "user", text) if user else text


def _user() -> str:
    with suppress(OSError, KeyError):  # a number without a name
        return getpass.getuser()
    return ""


def _sizes(settings: Settings) -> dict[str, int | str]:
    """How much there is; no name of a question, which may be the user's own."""
    from interviewer.history.store import Store

    recordings = [path for path in settings.recordings.glob("*") if path.is_file()]
    sizes: dict[str, int | str] = {
        "recordings": len(recordings),
        "recordings_bytes": sum(path.stat().st_size for path in recordings),
    }
    try:
        with Store(settings.database, reads=True) as store:
            sizes["attempts"] = store.count()
        sizes["database_bytes"] = settings.database.stat().st_size
    except BadStore as error:
        sizes["database"] = str(error)
    return sizes
