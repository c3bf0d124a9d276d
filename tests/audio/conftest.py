from __future__ import annotations

import resource
from collections.abc import Iterator

import pytest

SMALL_DISK_BYTES = 20_000


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may grow beyond 20,000 bytes: writing fails with an OSError, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_DISK_BYTES, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
