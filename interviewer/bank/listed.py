"""What a list shows of each question, kept so that a list of thousands need not read them whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from interviewer.bank import folders
from interviewer.bank.cache import kept, state_of
from interviewer.errors import UnknownQuestion


class Listable(Protocol):
    """What is shown of a question in a list, and what it is chosen by."""

    @property
    def number(self) -> int | None: ...
    @property
    def slug(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def prompt(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A question as a list shows it."""

    number: int | None
    slug: str
    section: str
    level: str
    type: str
    prompt: str


Chosen = TypeVar("Chosen", bound=Listable)


def list_packs(
    *given: Path | str, user_folder: Path | None = None, cache: Path | None = None
) -> tuple[Listed, ...]:
    """The questions that `load_bank` would load, in its order; raises as it does.

    Nothing is read where no file has changed since all of these folders were loaded without a mistake.
    """
    chosen = folders.chosen_folders(given, user_folder)
    files = [file for folder in chosen for part in folders.PARTS for file in folders.files_of(folder, part)]

    def load() -> list[list[Any]]:
        from interviewer.bank.loading import load_bank  # not needed where the list was kept

        return [
            [question.number, question.slug, question.section, question.level, question.type, question.prompt]
            for question in load_bank(*given, user_folder=user_folder, cache=cache)
        ]

    names = [str(folder) for folder in chosen]
    rows = kept(
        "\n".join(["a list of", *names]), [[str(file), state_of(file)] for file in files], load, cache
    )
    return tuple(Listed(*row) for row in rows)


def choose(
    questions: Sequence[Chosen], *, levels: Iterable[str] = (), sections: Iterable[str] = ()
) -> tuple[Chosen, ...]:
    """The questions of these levels and sections; an empty choice leaves that open.

    A section may be given by its beginning: "algorithms" holds "algorithms/core".
    Raises UnknownQuestion when nothing fits, naming what there is.
    """
    levels, sections = tuple(levels), tuple(sections)
    chosen = tuple(
        question
        for question in questions
        if (not levels or question.level in levels)
        and (not sections or any(f"{question.section}/".startswith(f"{part}/") for part in sections))
    )
    if not chosen:
        known = ", ".join(sorted({question.section for question in questions}))
        raise UnknownQuestion(
            "no question fits that level and section", f"Sections: {known}; levels: entry, mid, expert"
        )
    return chosen
