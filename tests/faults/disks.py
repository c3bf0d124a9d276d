"""A disk of a chosen size: a file system of its own where that is allowed, else a limit for each file."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Disk:
    """``folder`` is on it. ``mounted``: it is a file system; else no file may grow beyond the size."""

    folder: Path
    mounted: bool

    def resize(self, size_bytes: int) -> None:
        if self.mounted:
            self._remount(f"size={size_bytes}")
        else:
            _limit_files(size_bytes)

    def read_only(self) -> None:
        assert self.mounted
        self._remount("ro")

    def _remount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", self.folder], check=True)


@contextmanager
def small_disk(folder: Path, size_bytes: int) -> Iterator[Disk]:
    """A disk of ``size_bytes`` at ``folder``, gone when the block ends."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size_bytes},mode=700", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        if not mounted:
            _limit_files(size_bytes)
        yield Disk(folder, mounted)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        if mounted:
            subprocess.run(["umount", "--lazy", folder], check=True)


def _limit_files(size_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
