"""The voice that is always there: pyttsx3, which drives espeak-ng, SAPI or NSSpeechSynthesizer.

Every line is rendered by a fresh Python process (`pyttsx3_renderer`), because pyttsx3 in our own process
was measured to lose lines and to write on standard output:

- its espeak driver returns before the speech is made (nateshmbhat/pyttsx3 issue 219): of two renders on
  two threads one file was never written, and a line of 60 words never, all without an error;
- the driver prints "Audio saved to ..." where ``--json`` promises JSON only;
- the same line, rendered three times in one process, gave three different files;
- a driver that hangs can be ended, and on macOS the driver has the main thread, which we have not
  while we render in the background.

The process costs 0.11 s a line (two cores); with the package imported in it, it was 0.7 s.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from interviewer.errors import BadSettings, MissingProgram
from interviewer.speech import pyttsx3_renderer
from interviewer.speech.pyttsx3_renderer import EXIT_UNKNOWN_VOICE, RENDER_TIMEOUT_S
from interviewer.speech.voices import require_sound

RATE_WPM = 165  # a calm speaking rate; pyttsx3's own default is 200
RENDERER = Path(pyttsx3_renderer.__file__).resolve()
NEXT_STEP = "Install espeak-ng (Debian: apt-get install espeak-ng), or choose --voice piper or --no-speak"


@dataclass(frozen=True, slots=True)
class Pyttsx3Voice:
    """A voice of the operating system. ``voice_id``: pyttsx3's id, empty for the system's own choice."""

    voice_id: str = ""
    rate_wpm: int = RATE_WPM

    @property
    def name(self) -> str:
        return f"pyttsx3:{self.voice_id or 'default'}@{self.rate_wpm}wpm"

    def render(self, text: str, path: Path) -> None:
        """Write ``text`` to ``path``: WAV, or AIFF on macOS, whatever the suffix.

        Raises BadSettings for an unknown voice, MissingProgram when no sound came out.
        """
        request = {
            "text": text,
            "path": str(path.absolute()),
            "voice_id": self.voice_id,
            "rate_wpm": self.rate_wpm,
        }
        _run_renderer(json.dumps(request))
        require_sound(path, self.name)


def _run_renderer(request: str) -> None:
    """Run the renderer to its end. Raises BadSettings or MissingProgram."""
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and nothing of the request in the command
            # -P: the renderer's own folder is not searched for modules, only what is installed.
            [sys.executable, "-P", str(RENDERER)],
            input=request,
            capture_output=True,
            text=True,
            timeout=RENDER_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise MissingProgram(f"pyttsx3 hung for {RENDER_TIMEOUT_S:.0f} s", NEXT_STEP) from error
    if done.returncode == 0:
        return
    reason = (done.stderr.strip().splitlines() or [f"it ended with code {done.returncode}"])[-1]
    if done.returncode == EXIT_UNKNOWN_VOICE:
        raise BadSettings(reason, "Use --voice pyttsx3 for the system's own voice")
    raise MissingProgram(f"pyttsx3 can't speak here: {reason}", NEXT_STEP)
