"""One thing under several names: what the glossary knows, written back to one name.

Spoken forms, aliases and what Whisper was observed to write for a term all become
the term itself, in the answer and in the bank's cues alike.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviewer.bank.models import Glossary
from interviewer.scoring.text import Token, stem, tokenize

NEAR = 2  # words on either side that tell whether a mishearing is meant as it stands


@dataclass(frozen=True, slots=True)
class Form:
    """Another name of a term, both as stems; not read so beside one of the stems in ``not_near``."""

    name: tuple[str, ...]
    canonical: tuple[str, ...]
    not_near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Other names of one thing, by their first stem, the longest first."""

    by_first: dict[str, tuple[Form, ...]]

    def canonical(self, tokens: Sequence[Token], opens: Container[int] = ()) -> tuple[Token, ...]:
        """Tokens with every other name replaced; a replaced name keeps the whole name's span.

        ``opens``: tokens with which a sentence begins; no name runs into one.
        """
        if not self.by_first:
            return tuple(tokens)
        out: list[Token] = []
        at = 0
        while at < len(tokens):
            form = self._form_at(tokens, at, opens)
            if form is None:
                out.append(tokens[at])
                at += 1
            else:
                last = at + len(form.name)
                start, end = tokens[at].start, tokens[last - 1].end
                out.extend(Token(stem, stem, start, end) for stem in form.canonical)
                at = last
        return tuple(out)

    def _form_at(self, tokens: Sequence[Token], at: int, opens: Container[int]) -> Form | None:
        for form in self.by_first.get(tokens[at].stem, ()):
            last = at + len(form.name)
            if any(inside in opens for inside in range(at + 1, last)):
                continue
            if tuple(token.stem for token in tokens[at:last]) != form.name:
                continue
            around = (*tokens[max(0, at - NEAR) : at], *tokens[last : last + NEAR])
            if form.not_near.isdisjoint(token.stem for token in around):
                return form
        return None


@lru_cache(maxsize=8)
def _names(forms: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Names:
    by_first: dict[str, list[Form]] = {}
    for canonical, other, not_near in forms:
        target = tuple(token.stem for token in tokenize(canonical))
        name = tuple(token.stem for token in tokenize(other))
        if name and name != target:
            form = Form(name, target, frozenset(stem(word.lower()) for word in not_near))
            by_first.setdefault(name[0], []).append(form)
    return Names({key: tuple(sorted(forms, key=lambda f: -len(f.name))) for key, forms in by_first.items()})


def names_of(glossary: Glossary) -> Names:
    """The glossary's other names: spoken forms, aliases, and what Whisper was observed to write."""
    return _names(tuple(_forms(glossary)))


def _forms(glossary: Glossary) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for term in glossary.terms:
        for other in (*term.spoken, *term.aliases):
            yield term.term, other, ()
        for other in term.misheard:
            yield term.term, other, tuple(term.not_near)
