"""How the lists are written down."""

from __future__ import annotations


def lines(text: str) -> tuple[str, ...]:
    """One phrase or cue a line."""
    return tuple(line.strip() for line in text.strip().splitlines())


def words(text: str) -> frozenset[str]:
    """Single words, in no order."""
    return frozenset(text.split())
