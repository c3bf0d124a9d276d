"""Parsed question files, kept as JSON: reading a large pack's YAML takes twenty times as long."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

VERSION = 1  # raised when what a parse gives changes


def parsed(file: Path, parse: Callable[[Path], Any], folder: Path | None) -> Any:
    """What ``parse(file)`` gives; from ``folder`` where that file was parsed before and has not changed.

    ``folder`` None: no cache. A cache that can't be read or written is as good as none. What YAML can hold
    and JSON can't (dates, keys that are no strings) is parsed anew each time.
    """
    if folder is None:
        return parse(file)
    kept = folder / f"{hashlib.sha256(os.fsencode(file.resolve())).hexdigest()}.json"
    state = _state(file)
    try:
        entry = json.loads(kept.read_text(encoding="utf-8"))
        if entry["state"] == state:
            return entry["data"]
    except (OSError, ValueError, TypeError, KeyError):
        pass  # not there, or not ours
    data = parse(file)
    _keep(kept, state, data)
    return data


def _state(file: Path) -> list[int] | None:
    try:
        found = file.stat()
    except OSError:
        return None  # the parse will say what is wrong with the file
    return [VERSION, found.st_mtime_ns, found.st_size, found.st_ino]


def _keep(kept: Path, state: list[int] | None, data: Any) -> None:
    try:
        text = json.dumps({"state": state, "data": data}, ensure_ascii=False)
        if state is None or json.loads(text)["data"] != data:
            return
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".parsed-", dir=kept.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(kept)
    except (OSError, ValueError, TypeError, RecursionError):
        return
