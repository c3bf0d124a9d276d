"""A virtual sound card for tests: a private PulseAudio with a speaker and a microphone.

    with virtual_sound_card() as card:
        with card.record_speaker(heard):                       # what the program says
            program = subprocess.Popen(command, env={**os.environ, **card.environment})
            card.play_into_microphone(answer)                   # what the program hears

PortAudio reaches it through ALSA's pulse plugin, so everything between the program and the
sound server is the real thing. Programs under test run in subprocesses: PortAudio reads the
environment and lists its devices once, when it is loaded.

Needs the Debian packages pulseaudio, pulseaudio-utils and libasound2-plugins. Each card has its
own folder, socket and server, so that several can be in use at once and none meets the user's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

READY_TIMEOUT_S = 10.0
LATENCY_MS = 20  # asked of the server by the card's own clients
TAIL_S = 0.3  # what is still on its way through the server when a recording ends

# The whole of ALSA's configuration for programs under test: one device, "default".
ALSA_CONFIG = """\
pcm.!default { type pulse }
ctl.!default { type pulse }
"""

WAV_HEADER_BYTES = 44
DEFAULTS = ("set-default-sink speaker", "set-default-source mic")
SOURCES = ("mic", "speaker.monitor")
LOADED = (
    "load-module module-null-sink sink_name=speaker",
    "load-module module-null-sink sink_name=mic_sink",
    "load-module module-remap-source source_name=mic master=mic_sink.monitor",
)


class SoundCardError(RuntimeError):
    """The virtual sound card can't be made on this machine; the message says what is missing."""


@dataclass(frozen=True)
class SoundCard:
    """A running card. ``environment``: what a subprocess needs, besides ``os.environ``, to use it."""

    environment: dict[str, str]
    server: subprocess.Popen[bytes]

    def play_into_microphone(self, path: Path, sink: str = "mic_sink") -> None:
        """Play a sound file (wav, flac, ogg) into the microphone; returns when it has been played.

        ``sink``: "speaker" is heard by who listens to the source "speaker.monitor".
        """
        # No latency is asked for: paplay fills its buffer well ahead and is not late on a busy machine.
        command = ["paplay", f"--device={sink}", str(path)]
        subprocess.run(command, env=self._full_environment(), check=True, timeout=600)

    @contextmanager
    def record_speaker(self, path: Path) -> Iterator[Path]:
        """Record what the speaker plays to ``path``, a WAV at 16 kHz mono, while the block runs."""
        command = ["parec", "--device=speaker.monitor", f"--latency-msec={LATENCY_MS}"]
        command += ["--file-format=wav", "--rate=16000", "--channels=1", str(path)]
        with _running(command, self._full_environment()):
            _wait_until(lambda: _size(path) > WAV_HEADER_BYTES, "the recording of the speaker")
            yield path
            time.sleep(TAIL_S)

    def unplug(self) -> None:
        """End the server, as if the sound card had been pulled out."""
        self.server.kill()
        self.server.wait()

    def make_default(self, source: str) -> None:
        """Another source becomes the default microphone, as when a headset is plugged in."""
        _pactl(self.environment, "set-default-source", source)

    def _full_environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment}


@contextmanager
def virtual_sound_card() -> Iterator[SoundCard]:
    """Start a sound card of one's own; everything it made is gone when the block ends.

    Raises SoundCardError when PulseAudio is not installed or does not start.
    """
    for program in ("pulseaudio", "pactl", "paplay", "parec"):
        if shutil.which(program) is None:
            raise SoundCardError(
                f"{program} is not installed. Install it: "
                "sudo apt-get install pulseaudio pulseaudio-utils libasound2-plugins"
            )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soundcard-")))
        environment = _environment(folder)
        yield SoundCard(environment, _switched_on(stack, folder, environment))


@contextmanager
def plugged_in_again(card: SoundCard) -> Iterator[SoundCard]:
    """The card after `unplug`: the same devices, on a new server at the same address."""
    folder = Path(card.environment["ALSA_CONFIG_PATH"]).parent
    for heard in folder.glob("*.raw"):
        heard.unlink()
    with ExitStack() as stack:
        yield SoundCard(card.environment, _switched_on(stack, folder, card.environment))


def _switched_on(stack: ExitStack, folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    server = stack.enter_context(_server(folder, environment))
    heard = [stack.enter_context(_kept_awake(source, folder, environment)) for source in SOURCES]
    _wait_until(lambda: all(_size(path) > 0 for path in heard), "the virtual sound card")
    return server


def _environment(folder: Path) -> dict[str, str]:
    for name in ("runtime", "state"):
        (folder / name).mkdir(mode=0o700)
    alsa_config = folder / "alsa.conf"
    alsa_config.write_text(ALSA_CONFIG)
    return {
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "PULSE_RUNTIME_PATH": str(folder / "runtime"),
        "PULSE_STATE_PATH": str(folder / "state"),
        "PULSE_COOKIE": str(folder / "cookie"),
        "PULSE_SERVER": f"unix:{folder / 'socket'}",
        "ALSA_CONFIG_PATH": str(alsa_config),
    }


@contextmanager
def _server(folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The PulseAudio server, in the foreground as a child of ours, answering."""
    protocol = (
        f"module-native-protocol-unix auth-anonymous=1 auth-cookie-enabled=0 socket={folder / 'socket'}"
    )
    command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
    command += ["--high-priority=no", "--realtime=no"]
    script = folder / "start.pa"  # whoever connects finds the defaults set
    script.write_text("".join(f"{line}\n" for line in (*LOADED, *DEFAULTS, f"load-module {protocol}")))
    command += ["-F", str(script)]
    log = folder / "log"
    # PULSE_SERVER would make the server believe that another one is already in charge.
    own = {key: value for key, value in {**os.environ, **environment}.items() if key != "PULSE_SERVER"}
    with _running(command, own, log) as server:
        deadline = time.monotonic() + READY_TIMEOUT_S
        while _pactl_fails(environment):
            if server.poll() is not None or time.monotonic() > deadline:
                raise SoundCardError(f"pulseaudio did not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.02)
        yield server


@contextmanager
def _kept_awake(source: str, folder: Path, environment: dict[str, str]) -> Iterator[Path]:
    """A listener that never stops, and the file it listens to.

    Without one a null sink works in blocks of up to two seconds. The first of them begins with the
    server, so the first sound arrives about two seconds after the start.
    """
    heard = folder / f"{source}.raw"
    command = ["parec", f"--device={source}", f"--latency-msec={LATENCY_MS}", "--raw"]
    command += ["--rate=8000", "--channels=1", "--format=u8", str(heard)]
    with _running(command, {**os.environ, **environment}):
        yield heard


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], log: Path = Path(os.devnull)
) -> Iterator[subprocess.Popen[bytes]]:
    """A child process for the length of the block; its errors go to ``log``."""
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _pactl(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(["pactl", *arguments], env={**os.environ, **environment}, check=True, timeout=10)


def _pactl_fails(environment: dict[str, str]) -> bool:
    asked = subprocess.run(
        ["pactl", "info"], env={**os.environ, **environment}, capture_output=True, timeout=10, check=False
    )
    return asked.returncode != 0


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + READY_TIMEOUT_S
    while not condition():
        if time.monotonic() > deadline:
            raise SoundCardError(f"{what} did not start within {READY_TIMEOUT_S:.0f} s")
        time.sleep(0.01)
