"""What is wrong with single cues, for `questions check`. Pure.

A cue is written by hand and matched by rule, and nothing shows on its face that a
word of it is dropped or that nothing can ever meet it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.bank.models import Question
from interviewer.scoring.answer import Answer, read
from interviewer.scoring.cues import compile_cue, find_cues, is_quoted
from interviewer.scoring.key_points import is_sentence
from interviewer.scoring.names import Names, names_of
from interviewer.scoring.text import tokenize
from interviewer.transcript import Transcript

_ASKED = frozenset(["asked_as", "used_as"])  # read by people too, so that small words do no harm
Key = tuple[str | int, ...]  # ("key_points", 2, "says", 0): keys and places in lists, from 0


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing that would make a question better. ``key``: where; empty for the question as a whole."""

    what: str
    key: Key = ()


def weak_cues(question: Question) -> Iterator[Weakness]:
    """Cues that are not what they seem: words that are dropped, one word for all, words that never meet."""
    names = names_of(question.glossary)
    for key, cue, claims in _cues(question):
        dropped = _dropped(cue) if key[-2] not in _ASKED else ""
        what = dropped or (_one_word(cue, names) if claims else "") or _never_met(cue, names)
        if what:
            yield Weakness(what, key)


def _cues(question: Question) -> Iterator[tuple[Key, str, bool]]:
    """Every cue with its key, and whether it alone makes a claim, without a subject beside it."""
    for at, text in enumerate(question.topic):
        yield ("topic", at), text, False
    for number, point in enumerate(question.key_points):
        for field, cues in (("about", point.about), ("says", point.says)):
            for at, text in enumerate(cues):
                yield ("key_points", number, field, at), text, field == "says" and not point.about
    for number, wrong in enumerate(question.misconceptions):
        for at, text in enumerate(wrong.sounds_like):
            if not is_sentence(text):
                yield ("misconceptions", number, "sounds_like", at), text, True
    for number, fact in enumerate(question.scenario.facts if question.scenario else ()):
        for field, cues in (("asked_as", fact.asked_as), ("used_as", fact.used_as)):
            for at, text in enumerate(cues):
                if not is_sentence(text):  # a whole question is there to be read
                    yield ("scenario", "facts", number, field, at), text, False


def _dropped(cue: str) -> str:
    """``"act how|when it fails"``: an alternative of small words only, which the scorer leaves out."""
    if is_quoted(cue):
        return ""
    slots = [part for part in cue.split() if "|" in part and not _has_content(part.split("|"))]
    if not slots:
        return ""
    return f"{cue!r}: the small words {slots[0]} are dropped; leave them out, or put the cue in double quotes"


def _has_content(words: Sequence[str]) -> bool:
    return any(token.content for word in words for token in tokenize(word))


def _one_word(cue: str, names: Names) -> str:
    """``"i took"``: with "i" dropped any "took" is the whole statement."""
    if is_quoted(cue) or len(compile_cue(cue, names).slots) > 1:
        return ""
    return f"{cue!r}: one word is enough to meet it; say more, or put the cue in double quotes"


def _never_met(cue: str, names: Names) -> str:
    """``"bootstrap aggregation|aggregating"``, where the glossary reads both as bagging."""
    alternatives = [part.split("|") for part in cue.strip('"').split()]
    readings = max((len(words) for words in alternatives), default=0)
    spoken: Answer | None = None
    for at in range(readings):
        spoken = read(Transcript.from_text(" ".join(words[at % len(words)] for words in alternatives)), names)
        if find_cues(spoken, [cue], affirmed=False):
            return ""
    heard = " ".join(token.stem for token in spoken.tokens) if spoken is not None else ""
    return f"{cue!r}: nothing can meet it, not even its own words, which are heard as {heard!r}"
