"""How long texts are kept in the database: JSON, deflated.

Migrations call `packed` and `said` by name, so what they give for a value never changes.
"""

from __future__ import annotations

import json
import zlib
from typing import Any


def packed(text: str | bytes) -> bytes:
    """A text in about a fifth of its size; zlib's checksum tells of damage."""
    return zlib.compress(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text), 6)


def unpacked(content: bytes) -> str:
    """The text again. Raises ValueError where the bytes are damaged."""
    try:
        return zlib.decompress(content).decode("utf-8", "surrogatepass")
    except (zlib.error, TypeError) as error:
        raise ValueError(str(error)) from error


def said(transcript: str) -> str:
    """The candidate's words in a transcript's JSON, for searching; what is no transcript says nothing."""
    try:
        data: Any = json.loads(transcript)
        turns = [turn["text"] for turn in data["turns"] if turn["speaker"] == "candidate"]
        # Half a surrogate pair can't stand in a column of text.
        return "\n".join(turns).encode("utf-8", "replace").decode("utf-8")
    except (ValueError, KeyError, TypeError):
        return ""
