"""What is installed: the lock file fits pyproject.toml, and a wheel is the same each time it is built."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKED = re.compile(
    r"^([\w.-]+)==([^ \\]+)([^\n]*)((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)", re.MULTILINE
)


def locked() -> dict[str, list[str]]:
    """Each package of the lock file and its versions: a package may have one for each version of Python."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for name, version, _, _ in LOCKED.findall(text):
        found.setdefault(name.lower(), []).append(version)
    assert sum(map(len, found.values())) == sum("==" in line for line in text.splitlines() if line[0] != " ")
    return found


def test_every_dependency_is_locked_with_its_sum() -> None:
    requirements = pytest.importorskip("packaging.requirements")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    versions = locked()
    for line in (*project["dependencies"], *extras["offline-models"], *extras["vectors"]):
        wanted = requirements.Requirement(line)
        there = versions.get(wanted.name.lower(), [])
        assert there, f"{wanted.name} is not in requirements.lock: run scripts/lock"
        assert all(wanted.specifier.contains(version) for version in there), (line, there)


@pytest.mark.long
@pytest.mark.slow
def test_a_wheel_is_the_same_each_time(tmp_path: Path) -> None:
    sums = set()
    for build in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path / build), str(ROOT)],
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
            capture_output=True,
            text=True,
        )
        if done.returncode and "hatchling" in done.stderr:
            pytest.skip("hatchling, which builds it, can't be fetched here")
        assert done.returncode == 0, done
        (wheel,) = (tmp_path / build).iterdir()
        sums.add(hashlib.sha256(wheel.read_bytes()).hexdigest())
    assert len(sums) == 1
