"""The voice that is always there: pyttsx3, which drives espeak-ng, SAPI or NSSpeechSynthesizer.

Every line is rendered by a fresh Python process, this module run with ``-m``, because pyttsx3 in our
own process was measured to lose lines and to write on standard output:

- its espeak driver returns before the speech is made (nateshmbhat/pyttsx3 issue 219): of two renders on
  two threads one file was never written, and a line of 60 words never, all without an error;
- the driver prints "Audio saved to ..." where ``--json`` promises JSON only;
- a line rendered second differs from the same line rendered first (espeak-ng keeps state);
- on macOS the driver wants the main thread, and we render in the background;
- a driver that hangs can be ended.

The process costs 0.08 s a line on two cores.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from threading import Event

from interviewer.errors import BadSettings, MissingProgram

RATE_WPM = 165  # conversational English is 150 to 180 words a minute; pyttsx3's own 200 is hurried
RENDER_TIMEOUT_S = 30.0  # twenty seconds of speech take a tenth of one: past this it hangs
SYSTEM_LIBRARY = "libespeak-ng.so.1"  # Debian: libespeak-ng1
NEXT_STEP = "Install espeak-ng (Debian: apt-get install espeak-ng), or choose --voice piper or --no-speak"

# How the rendering process ends; anything else is a crash.
EXIT_UNKNOWN_VOICE = 2
EXIT_NO_DRIVER = 3


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
        from interviewer.speech.voices import require_sound  # the rendering process must not load it

        request = {
            "text": text,
            "path": str(path.absolute()),
            "voice_id": self.voice_id,
            "rate_wpm": self.rate_wpm,
        }
        _run_renderer(json.dumps(request))
        require_sound(path, self.name)


def _run_renderer(request: str) -> None:
    """Run this module in a process of its own. Raises BadSettings or MissingProgram."""
    # -P keeps the current folder off the child's path: a user's wave.py there must not be imported.
    # So the package's own folder has to be named, for a plain clone that is not installed.
    folders = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, folders))}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "interviewer.speech.pyttsx3_voice"],
            input=request,
            env=environment,
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


def _load_packaged_espeak() -> None:
    """On Linux without Debian's espeak-ng, make the library of the espeakng_loader package the one found.

    pyttsx3 asks the dynamic linker for the soname; a library of that soname already loaded into the
    process answers. ESPEAK_DATA_PATH is read by the library when it starts.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL(SYSTEM_LIBRARY)
    except OSError:
        import espeakng_loader

        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def _speak(text: str, path: str, voice_id: str, rate_wpm: int) -> None:
    """Render in this process. Raises LookupError for a voice that is not there."""
    _load_packaged_espeak()
    import pyttsx3

    engine = pyttsx3.init()
    if voice_id:
        # Setting an unknown voice does not fail, it is ignored: so look it up first.
        known = [str(voice.id) for voice in engine.getProperty("voices")]
        if voice_id not in known:
            close = get_close_matches(voice_id, known) or known[:3]
            raise LookupError(f"pyttsx3 has no voice {voice_id!r}; there are {', '.join(close)} and others")
        engine.setProperty("voice", voice_id)
    engine.setProperty("rate", rate_wpm)
    finished = Event()
    engine.connect("finished-utterance", lambda **_: finished.set())
    engine.save_to_file(text, path)
    engine.runAndWait()
    if engine.driver_name == "espeak":  # the one that returns early; it tells when the file is written
        finished.wait(RENDER_TIMEOUT_S)


def main() -> int:
    """The rendering process: one request, JSON on standard input; the reason of a failure on stderr."""
    try:
        _speak(**json.load(sys.stdin))
    except LookupError as error:
        sys.stderr.write(f"{error.args[0]}\n")
        return EXIT_UNKNOWN_VOICE
    except (ImportError, OSError, RuntimeError) as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_NO_DRIVER
    return 0


if __name__ == "__main__":
    sys.exit(main())
