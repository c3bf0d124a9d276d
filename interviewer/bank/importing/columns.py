"""Named fields: which column, key or Anki field holds the question, the answer, the level and so on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from interviewer.bank.importing.draft import Draft, Remark
from interviewer.bank.importing.guesses import level_named, level_of
from interviewer.bank.importing.rich_text import from_text, spoken

ROLES: Mapping[str, frozenset[str]] = {
    role: frozenset(names.split())
    for role, names in {
        "question": "question questions prompt q front query problem ask interviewquestion",
        "answer": "answer answers a back response reference solution explanation referenceanswer modelanswer"
        " sampleanswer definition ans",
        "level": "level difficulty seniority",
        "section": "section topic category chapter deck subject area theme group",
        "tags": "tags tag keywords labels",
        "ignored": "id number no nr index url link source slug pack guid date author created updated",
    }.items()
}
NOTHING_TO_SAY = "nothing of the question can be spoken (only an image, a table, code or a formula)"


def role_of(name: str) -> str | None:
    """What a column of that name holds: a key of ROLES, None where the name is not known."""
    plain = re.sub(r"[^a-z]", "", name.lower())
    return next((role for role, names in ROLES.items() if plain in names), None)


def roles_of(names: Sequence[str]) -> dict[str, int]:
    """The first column of each role, by position."""
    found: dict[str, int] = {}
    for at, name in enumerate(names):
        role = role_of(name)
        if role is not None:
            found.setdefault(role, at)
    return found


def draft_of(fields: Mapping[str, str], at: int) -> Draft | Remark:
    """A draft from the texts of the roles; a remark why there is none."""
    if not fields.get("question", "").strip():
        return Remark(at, "there is no question in it")
    asked = asked_of(Draft(from_text(fields["question"]), at))
    if not spoken(asked.prompt):
        return Remark(at, NOTHING_TO_SAY)
    return replace(
        asked,
        answer=from_text(fields.get("answer", "")),
        section=" ".join(fields.get("section", "").split()),
        level=level_named(fields.get("level", "")) or asked.level or level_named(fields.get("tags", "")),
        tags=_tags(fields.get("tags", "")),
    )


def _tags(text: str) -> tuple[str, ...]:
    """Tags parted by commas, which may hold blanks ("deep learning"), or as Anki does by blanks."""
    parts = re.split("[,;\n]", text) if re.search("[,;\n]", text) else text.split()
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def asked_of(draft: Draft) -> Draft:
    """The draft with the marks of its level taken out of the prompt."""
    levels = [level_of(block.text)[1] for block in draft.prompt]
    prompt = tuple(
        replace(block, text=level_of(block.text)[0], spoken=level_of(block.spoken)[0])
        for block in draft.prompt
    )
    return replace(draft, prompt=prompt, level=draft.level or next(filter(None, levels), None))
