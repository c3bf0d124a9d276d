"""An answer from a file: a sound file is heard, a transcript is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import BadTranscript

if TYPE_CHECKING:
    from interviewer.transcript import Transcript

SOUND_SUFFIXES = frozenset(
    [".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".aac", ".webm", ".aiff"]
)
MAX_TEXT_BYTES = 20_000_000


def is_transcript(path: Path) -> bool:
    """Whether a file is read as text: by its suffix, .txt or .json."""
    return path.suffix.lower() in (".txt", ".json")


def read_transcript(path: Path) -> Transcript:
    """Read a .txt or this program's transcript .json. Raises BadTranscript."""
    from interviewer.transcript import Transcript

    try:
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise BadTranscript(
                f"{path}: larger than {MAX_TEXT_BYTES // 1_000_000} MB", "Give one answer at a time"
            )
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BadTranscript(f"{path}: no such file", "Check the path") from error
    except IsADirectoryError as error:
        raise BadTranscript(
            f"{path}: is a folder", "Score a folder with: interviewer batch FOLDER"
        ) from error
    except UnicodeDecodeError as error:
        raise BadTranscript(f"{path}: not UTF-8 text", "Save it as UTF-8") from error
    except OSError as error:
        raise BadTranscript(f"{path}: can't be read: {error.strerror}", "Check its permissions") from error
    if path.suffix.lower() == ".txt":
        return Transcript.from_text(text)
    try:
        return Transcript.from_dict(json.loads(text))
    except BadTranscript as error:
        raise BadTranscript(f"{path}: {error.what}", error.next_step) from error
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        raise BadTranscript(
            f"{path}: not JSON ({error})", "Make it with: interviewer transcribe FILE --json"
        ) from error
