"""Models that come as ordinary packages: their files, found without running any of their code."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file inside an installed package, which is located without being imported."""

    package: str
    inside: str

    def path(self) -> Path | None:
        """Where it is; None when the package is not installed or lacks it."""
        spec = find_spec(self.package)
        if spec is None or not spec.submodule_search_locations:
            return None
        path = Path(spec.submodule_search_locations[0], self.inside)
        return path if path.is_file() else None
