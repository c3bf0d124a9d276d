"""What is found in other people's question files, before it becomes a pack. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from interviewer.bank.models import Level

BlockKind = Literal["text", "item", "heading", "table", "code"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, heading, table or piece of code.

    ``text`` is all of it in plain text, lines parted by newlines; ``spoken`` is what a voice can say of it:
    no image, address, table, code or formula that has no simple name. ``depth``: in how many lists it stands.
    """

    kind: BlockKind
    text: str
    spoken: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A clarifying question of a design note; ``answer`` is empty where the note has none."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One question as it was found.

    ``at``: its line, note or entry in the source, from 1 (`Source.unit` says which). ``tags`` are kept as a
    comment, for a pack has none. ``facts`` belong to design notes. ``whole``: the question of a pack, field
    by field, where the source is this program's own JSON; the other fields are then not used.
    """

    prompt: tuple[Block, ...]
    at: int
    answer: tuple[Block, ...] = ()
    section: str = ""
    level: Level | None = None
    tags: tuple[str, ...] = ()
    facts: tuple[Asked, ...] = ()
    whole: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the source that a person should look at: where it is and what about it."""

    at: int
    what: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source, read: every question in it is either among the ``drafts`` or among the ``skipped``.

    ``notes``: what was not understood, but cost no question.
    """

    format: str
    unit: Literal["line", "note", "entry"]
    drafts: tuple[Draft, ...]
    skipped: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the questions of a source: imported + stubs + skipped are all there were.

    ``stubs``: imported without an answer; ``skipped``: not imported, and why; ``notes``: see `Source`.
    """

    format: str
    unit: str
    imported: int
    stubs: tuple[Remark, ...] = ()
    skipped: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()

    @property
    def found(self) -> int:
        return self.imported + len(self.stubs) + len(self.skipped)
