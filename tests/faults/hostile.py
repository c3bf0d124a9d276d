"""Text that tries to take a terminal over, and a pack full of it."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import yaml

# A window title, a cleared screen, C1's own escape, a link, a backspace, a line that overwrites another, a
# reversed file name, and a lone half of a surrogate pair as a path that is not UTF-8 has it.
TITLE = "\x1b]0;owned\x07"
SEQUENCES = (TITLE, "\x1b[2J\x1b[H", "\x9b31m", "\x1b]8;;http://x\x1b\\here\x1b]8;;\x1b\\", "\x08\x08")
TEXT = "evil " + " and ".join(SEQUENCES) + " \rinterviewer: ok \u202egnp.exe\u2066 \x07\x7f end"
IN_YAML = TEXT.replace("\r", " ")
FILE_NAME = "e\x1b]0;owned\x07vil\x1b[2J\x9b\u202e\udcff"  # what a file system takes; no slash


def harmless(shown: str) -> str:
    """``shown``, once it holds nothing that could steer a terminal; line ends are all it may hold."""
    steering = {
        f"U+{ord(character):04X}"
        for character in shown
        if character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Cs")
    }
    assert not steering, (steering, shown)
    return shown


def write_pack(folder: Path, **changes: Any) -> Path:
    """A valid pack whose every free text is hostile, in a folder and a file of hostile names."""
    question: dict[str, Any] = {
        "slug": "evil-question",
        "section": IN_YAML,
        "level": "mid",
        "type": "howto",
        "prompt": IN_YAML,
        "reference": IN_YAML,
        "expected_steps": ["P", "B"],
        "jump_applies": True,
        "topic": [f"tree {IN_YAML}"],
        "key_points": [
            {"id": "point", "text": IN_YAML, "says": ["bagging", IN_YAML], "explain": IN_YAML},
            {"id": "other", "text": IN_YAML, "says": ["boosting", IN_YAML], "explain": IN_YAML},
        ],
        "contrasts": [{"points": ["point", "other"], "correction": IN_YAML}],
        "misconceptions": [
            {"id": "wrong", "text": IN_YAML, "sounds_like": ["parallel boosting"], "correction": IN_YAML}
        ],
        "methods": {"advanced": [{"name": "autoencoder"}], "simple": [{"name": IN_YAML}]},
        "scenario": {
            "summary": IN_YAML,
            "facts": [{"id": "f", "facet": "data", "asked_as": ["how much data"], "answer": IN_YAML}],
        },
        "interjections": [IN_YAML],
        "follow_ups": [{"key_point": "point", "line": IN_YAML}],
        "model_answers": {"short": IN_YAML, "long": IN_YAML},
        **changes,
    }
    folder.mkdir(parents=True)
    path = folder / f"{FILE_NAME}.yaml"
    path.write_text(yaml.safe_dump({"pack": "evil", "questions": [question]}, allow_unicode=False))
    return folder
