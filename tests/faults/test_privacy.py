"""Nothing leaves the machine, and nobody else on it can read along.

One process lives a whole life with the program: practises, looks at it, takes it out, forgets it. The kernel
tells (strace) what it and its children opened; where there is no strace, Python's own audit hook does.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.program import command, ran

pytestmark = pytest.mark.model

TIMEOUT_S = 300.0
SECRET = "zyxwvut"
SAID = f"What does a missed case cost at {SECRET}? I'd count the classes.\n/done\n"
# Runs each command line of its arguments as the installed program does, and tells of sockets.
LIFE = """
import shlex, sys

def watch(event, given):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        if not (event == "socket.connect" and isinstance(given[1], (str, bytes))):  # AF_UNIX
            print("SOCKET", event, given, file=sys.stderr)

sys.addaudithook(watch)
from interviewer.cli.main import run

for line in sys.argv[1:]:
    sys.argv[1:] = shlex.split(line)
    try:
        run()
    except SystemExit as left:
        if left.code:
            sys.exit(f"{line}: {left.code}")
"""


@dataclass(frozen=True)
class Lived:
    """A life that is over: where its files are and what the kernel saw; None without strace."""

    files: Path
    environment: dict[str, str]
    errors: str
    trace: str | None


@pytest.fixture(scope="module")
def lived(answer: Path, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """Under a umask that hides nothing; with folders of its own, so that all that is written is seen."""
    folder = tmp_path_factory.mktemp("life")
    (folder / "temporary").mkdir()
    (folder / "home").mkdir()
    environment = {
        "INTERVIEWER_DATA_DIR": str(folder / "files" / "data"),
        "INTERVIEWER_CACHE_DIR": str(folder / "files" / "cache"),
        "INTERVIEWER_SETTINGS": str(folder / "settings.toml"),
        "INTERVIEWER_MODEL": "base",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(folder / "temporary"),
        "HOME": str(folder / "home"),  # new to every library that keeps something there
    }
    export = folder / "files" / "export.json"
    lines = (
        f"practice -q imbalanced-data --fast --answer {shlex.quote(str(answer))}",
        f"practice -q outliers --no-speak --fast --answer {shlex.quote(str(answer))}",
        "practice --typed -q imbalanced-data",
        "review 1 --detail",
        "explain 3",
        "rescore",
        "progress",
        f"export --format json -o {shlex.quote(str(export))}",
        "forget 1 --yes",
    )
    trace = folder / "trace" if shutil.which("strace") else None
    tracer = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=socket,connect,openat", "-o", str(trace)]
    done = subprocess.run(
        [*(tracer if trace else []), sys.executable, "-c", LIFE, *lines],
        env={**os.environ, **environment},
        input=SAID,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        umask=0o000,
    )
    assert done.returncode == 0, done
    return Lived(folder, environment, done.stderr, trace.read_text(errors="replace") if trace else None)


def test_no_socket_is_opened(lived: Lived) -> None:
    """None but those within the machine, to the sound server."""
    assert "SOCKET" not in lived.errors
    if lived.trace is None:
        pytest.skip("strace is not installed: C libraries and children were not watched")
    assert "openat(" in lived.trace
    assert re.findall(r".*\((?:A|P)F_(?!UNIX|LOCAL).*|.*sa_family=AF_(?!UNIX|LOCAL).*", lived.trace) == []


def test_no_file_is_made_anywhere_else(lived: Lived) -> None:
    """Not by a library or a child either; /dev/shm has semaphores and the registry of JACK, and no words."""
    if lived.trace is None:
        pytest.skip("strace is not installed")
    made = re.findall(r'openat\([^,\n]*, "([^"\n]*)", [^)\n]*O_CREAT(?!.* = -1 E)', lived.trace)
    assert any(path.endswith("attempts.db") for path in made)
    places = (str(lived.files / "files"), "/dev/shm/", "/dev/null")
    assert [path for path in made if path.startswith("/") and not path.startswith(places)] == []


def test_files_are_private(lived: Lived) -> None:
    """Files 0600, folders 0700, though the umask forbids nothing; and no temporary file is left."""
    made = [path for path in (lived.files / "files").rglob("*") if not path.is_symlink()]
    assert {"attempts.db", "export.json"} <= {path.name for path in made}
    assert any(path.suffix == ".flac" for path in made)
    for path in made:
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path
        assert not path.name.startswith("."), path
    left = [path.name for path in (lived.files / "temporary").iterdir()]
    assert [
        name for name in left if not name.startswith("pulse-")
    ] == []  # PulseAudio's client, an empty folder


@pytest.mark.parametrize("umask", [0o077, 0o777])
def test_files_are_private_under_a_strict_umask(umask: int, tmp_path: Path, cache_dir: Path) -> None:
    done = subprocess.run(
        command(["practice", "--typed", "--no-speak", "-q", "imbalanced-data"]),
        env={
            **os.environ,
            "INTERVIEWER_DATA_DIR": str(tmp_path / "data"),
            "INTERVIEWER_CACHE_DIR": str(cache_dir),
            "INTERVIEWER_SETTINGS": str(tmp_path / "settings.toml"),
        },
        input=SAID,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        umask=umask,
    )
    assert done.returncode == 0, done
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()] == [0o600]


def test_forget_leaves_nothing(lived: Lived) -> None:
    """No sound, and no word in any file: rows, free pages and the log of the database included."""
    data = Path(lived.environment["INTERVIEWER_DATA_DIR"])
    assert SECRET in _words_in(lived)
    done = ran(lived.environment, "forget", "--all", "--yes")
    assert done.returncode == 0, done
    assert list((data / "recordings").iterdir()) == []
    (lived.files / "files" / "export.json").unlink()  # the user's own
    assert SECRET not in _words_in(lived)


def _words_in(lived: Lived) -> str:
    return "".join(path.read_bytes().decode("latin-1") for path in lived.files.rglob("*") if path.is_file())
