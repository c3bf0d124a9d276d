"""The commented pack that ``questions new`` writes."""

from __future__ import annotations

import re
from pathlib import Path

SLUG = re.compile(r"(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*")
_TEMPLATE = Path(__file__).with_name("template.yaml")
_PLACE = "SLUG"


def template(slug: str) -> str:
    """One complete small question with that slug, every key explained; the loader takes it as it is."""
    return _TEMPLATE.read_text(encoding="utf-8").replace(_PLACE, slug)
