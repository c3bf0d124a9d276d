"""The program that renders one line with pyttsx3. The only module that names pyttsx3 and espeakng_loader.

`pyttsx3_voice` runs this file by its path, in a process of its own, and says why. It imports nothing of
this package: that would cost more than the speech. One request, JSON on standard input; the reason of a
failure on standard error.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from difflib import get_close_matches
from threading import Event

RENDER_TIMEOUT_S = 30.0  # 17 s of speech took under a second on a busy machine: past this it hangs
SYSTEM_LIBRARY = "libespeak-ng.so.1"  # Debian: libespeak-ng1

# How the program ends; anything else is a crash.
EXIT_UNKNOWN_VOICE = 2
EXIT_NO_DRIVER = 3


def load_packaged_espeak() -> None:
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


def render(text: str, path: str, voice_id: str, rate_wpm: int) -> None:
    """Render in this process. Raises LookupError for a voice that is not there."""
    load_packaged_espeak()
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
    try:
        render(**json.load(sys.stdin))
    except LookupError as error:
        sys.stderr.write(f"{error.args[0]}\n")
        return EXIT_UNKNOWN_VOICE
    except (ImportError, OSError, RuntimeError) as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_NO_DRIVER
    return 0


if __name__ == "__main__":
    sys.exit(main())
