"""ALSA, the sound system of Linux that PortAudio stands on: kept quiet, and looked at before it is used."""

from __future__ import annotations

import ctypes
import os
from functools import cache
from typing import Any

from interviewer.errors import MissingDevice

COMPOUND = 1024  # SND_CONFIG_TYPE_COMPOUND: a part of the configuration that has parts


@cache
def silence_alsa() -> object:
    """Keep ALSA's own messages ("underrun occurred") off the screen: what matters is raised as an error.

    Returns the handler, which must live as long as ALSA may call it.
    """
    handler = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int)(
        lambda file, line, function, code: None
    )
    library = _library()
    if library is None:
        return None
    try:
        library.snd_lib_error_set_handler(handler)
    except AttributeError:  # an ALSA without it
        return None
    return handler


def require_configuration() -> None:
    """Raise MissingDevice where ALSA's configuration names no sound devices at all.

    PortAudio takes that for a mistake in itself and ends the whole program (signal 6, exit code 134).
    """
    library = _library()
    if library is None:
        return
    try:
        library.snd_config_update()
        top = ctypes.c_void_p.in_dll(library, "snd_config")
        devices = ctypes.c_void_p()
        is_there = bool(top) and library.snd_config_search(top, b"pcm", ctypes.byref(devices)) == 0
        is_well = is_there and library.snd_config_get_type(devices) == COMPOUND
    except (AttributeError, ValueError):  # an ALSA that keeps it elsewhere
        return
    if not is_well:
        chosen = os.environ.get(
            "ALSA_CONFIG_PATH", "/usr/share/alsa/alsa.conf, /etc/asound.conf, ~/.asoundrc"
        )
        raise MissingDevice(
            f"ALSA, the sound system of Linux, has no configuration that names devices ({chosen})",
            "Mend that file; where it lacks: sudo apt-get install --reinstall libasound2-data",
        )


@cache
def _library() -> Any:
    """The shared library, None where there is none: not Linux, or no PortAudio either."""
    try:
        return ctypes.CDLL("libasound.so.2")
    except OSError:
        return None
