"""The loaded bank: questions by number and slug, frameworks, the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interviewer.bank.listed import choose
from interviewer.bank.models import Framework, Glossary, Question
from interviewer.errors import UnknownQuestion


@dataclass(frozen=True, slots=True)
class Bank:
    """Everything that can be asked, in the order of the files: numbered questions first, by number."""

    questions: tuple[Question, ...]
    frameworks: tuple[Framework, ...]
    glossary: Glossary

    def __post_init__(self) -> None:
        ordered = sorted(self.questions, key=lambda question: (question.number is None, question.number or 0))
        object.__setattr__(self, "questions", tuple(ordered))

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    def question(self, name: str | int) -> Question:
        """By number or slug. Raises UnknownQuestion with the nearest slugs."""
        wanted = str(name).strip().lower()
        for question in self.questions:
            if wanted == question.slug or wanted.removeprefix("q") == str(question.number):
                return question
        from rapidfuzz import process  # needed for the hint only

        near = [
            match[0]
            for match in process.extract(wanted, [q.slug for q in self.questions], limit=3, score_cutoff=60)
        ]
        hint = f"Did you mean {', '.join(near)}? " if near else ""
        raise UnknownQuestion(
            f"no question is called {name!r}", f"{hint}See them with: interviewer questions list"
        )

    def choose(self, *, levels: Iterable[str] = (), sections: Iterable[str] = ()) -> tuple[Question, ...]:
        """The questions of these levels and sections, see `listed.choose`."""
        return choose(self.questions, levels=levels, sections=sections)
