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

__all__ = ["bank_read_once", "cache_dir", "hearing", "hum", "interviewer", "own_folders", "shipped_bank"]
