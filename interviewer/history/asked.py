"""A question as it was asked, as JSON that can be kept: packs change, and a mark rests on their words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from interviewer.bank.models import Glossary, Question


@dataclass(frozen=True, slots=True)
class Asked:
    """``question`` (its framework inside) and ``glossary``: JSON texts that give the question again."""

    question: str
    glossary: str

    @property
    def digest(self) -> str:
        """sha256 of all that a mark can depend on, hexadecimal."""
        return hashlib.sha256(f"{self.glossary_digest}\n{self.question}".encode()).hexdigest()

    @property
    def glossary_digest(self) -> str:
        return hashlib.sha256(self.glossary.encode()).hexdigest()


def as_asked(question: Question) -> Asked:
    """The question as JSON. Fields at their defaults are left out, so that a new field changes no digest."""
    data = question.model_dump(mode="json", exclude={"glossary"}, exclude_defaults=True)
    glossary = question.glossary.model_dump(mode="json", exclude_defaults=True)
    return Asked(json.dumps(data), json.dumps(glossary))


def question_of(asked: Asked) -> Question | None:
    """The question again; None where this version of the program no longer reads it."""
    try:
        data: dict[str, Any] = json.loads(asked.question)
        glossary = Glossary.model_validate(json.loads(asked.glossary))
        return Question.model_validate({**data, "glossary": glossary})
    except (ValidationError, ValueError, TypeError):
        return None
