"""What was read from question files, kept as JSON: reading a large pack's YAML takes twenty times as long."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

VERSION = 2  # raised when what a file gives changes


def parsed(file: Path, parse: Callable[[Path], Any], folder: Path | None) -> Any:
    """What ``parse(file)`` gives; from ``folder`` where that file was parsed before and has not changed."""
    return kept(str(file.resolve()), state_of(file), lambda: parse(file), folder)


def kept(name: str, state: Any, make: Callable[[], Any], folder: Path | None) -> Any:
    """What ``make()`` gives; from ``folder`` where it was made under this name in this state before.

    ``folder`` None: no cache; ``state`` None: not to be kept. A cache that can't be read or written is as
    good as none. What YAML can hold and JSON can't (dates, keys that are no strings) is made anew each time.
    """
    if folder is None:
        return make()
    file = folder / f"{hashlib.sha256(os.fsencode(name)).hexdigest()}.json"
    state = [VERSION, state]
    try:
        entry = json.loads(file.read_text(encoding="utf-8"))
        if entry["state"] == state:
            return entry["data"]
    except (OSError, ValueError, TypeError, KeyError):
        pass  # not there, or not ours
    data = make()
    if state[1] is not None:
        _keep(file, state, data)
    return data


def state_of(file: Path) -> list[int] | None:
    """What changes when a file does; None where there is no file."""
    try:
        found = file.stat()
    except OSError:
        return None  # the parse will say what is wrong with the file
    return [found.st_mtime_ns, found.st_size, found.st_ino]


def _keep(target: Path, state: list[Any], data: Any) -> None:
    try:
        text = json.dumps({"state": state, "data": data}, ensure_ascii=False)
        if json.loads(text)["data"] != data:
            return
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".parsed-", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(target)
    except (OSError, ValueError, TypeError, RecursionError):
        return
