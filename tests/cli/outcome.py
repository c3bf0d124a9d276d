from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must hold JSON and nothing else."""
        return json.loads(self.out)

    def failed_with(self, code: int) -> str:
        """The message of a failure: one line on standard error, nothing on standard output, no traceback."""
        assert self.code == code, self
        assert self.out == ""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("interviewer: ")
        assert "Traceback" not in self.err
        assert "an error in this program" not in self.err
        return self.err
