"""One thing under several names: what the glossary knows, written back to one name.

Spoken forms, aliases and what Whisper was observed to write for a term all become
the term itself, in the answer and in the bank's cues alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.bank.models import Glossary
from interviewer.scoring.text import Token, tokenize


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Other names of one thing: sequences of stems by their first stem, each with its canonical stems."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]

    def canonical(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Tokens with every other name replaced; a replaced name keeps the whole name's span."""
        if not self.by_first:
            return tuple(tokens)
        out: list[Token] = []
        at = 0
        while at < len(tokens):
            for name, canonical in self.by_first.get(tokens[at].stem, ()):
                found = tokens[at : at + len(name)]
                if tuple(token.stem for token in found) == name:
                    start, end = found[0].start, found[-1].end
                    out.extend(Token(stem, stem, start, end) for stem in canonical)
                    at += len(name)
                    break
            else:
                out.append(tokens[at])
                at += 1
        return tuple(out)


@lru_cache(maxsize=8)
def _names(forms: tuple[tuple[str, tuple[str, ...]], ...]) -> Names:
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for canonical, others in forms:
        target = tuple(token.stem for token in tokenize(canonical))
        for other in others:
            name = tuple(token.stem for token in tokenize(other))
            if name and name != target:
                by_first.setdefault(name[0], []).append((name, target))
    longest_first = {key: tuple(sorted(names, key=lambda n: -len(n[0]))) for key, names in by_first.items()}
    return Names(longest_first)


def names_of(glossary: Glossary) -> Names:
    """The glossary's other names: spoken forms, aliases, and what Whisper was observed to write."""
    return _names(
        tuple((term.term, (*term.spoken, *term.aliases, *term.misheard)) for term in glossary.terms)
    )
