"""The command line in this process, as tests/cli has it: every folder is the test's own."""

from __future__ import annotations

from tests.cli.conftest import (
    bank_read_once,
    cache_dir,
    hearing,
    hum,
    interviewer,
    own_folders,
    shipped_bank,
)
from tests.end_to_end.conftest import answer, demo_path, folders

__all__ = [
    "answer",
    "bank_read_once",
    "cache_dir",
    "demo_path",
    "folders",
    "hearing",
    "hum",
    "interviewer",
    "own_folders",
    "shipped_bank",
]
