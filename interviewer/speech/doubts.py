"""A second look at the terms that were heard because the engine was told them. Pure.

An engine's word probability is that of the sound alone, without what it was told (`Engine.words`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from interviewer.speech.listen import in_order
from interviewer.speech.sounding import Name, likeness, spelled
from interviewer.transcript import Word

# Of terms that were said and only heard with the vocabulary nearly all had more than the first of these, of
# those that were not said nearly all less; but for what sounds like a term and stands among other words than
# the field's ("Cats boost your mood"): there the second is asked. Chosen with the reference answers and the
# trap sentences of benchmarks/technical_terms.py.
DOUBTFUL = 0.2
SURE = 0.6
TELLING_LETTERS = 4  # a word of a term that long tells the term: "learning", not "CD"
ALIKE = 0.5  # of 1: so much a term must sound like the words that it stands for
SILENCED_WORDS = 4  # a judgement: two passes differ by a word or two; so many fewer, and they were lost

Span = tuple[int, int]  # the first word and the one after the last


def doubtful(words: Sequence[Word], names: Sequence[Name], whole: bool = False) -> list[bool]:
    """Of each word, whether it is (part of) a term that the sound alone hardly supports.

    So too a word in capitals that is no term: told many of those, Whisper writes others ("NOTH" for "not").
    ``whole``: only where a whole term was heard.
    """
    spans = _terms_in(words, names)
    sure = [span for span in spans if all(word.probability >= SURE for word in words[slice(*span)])]
    parts = {part for name in names for part in name.words}
    found = []
    for at, word in enumerate(words):
        in_term = any(_holds(span, at) for span in spans)
        alone = in_term and all(_holds(span, at) for span in sure)
        said = spelled(word.text).split()
        is_part = in_term if whole else bool(said) and all(_is(part, parts) for part in said)
        least = 0.0
        if is_part:
            least = SURE if alone else DOUBTFUL
        elif parts and not whole and len(word.text) > 1 and word.text.isupper():
            least = SURE
        found.append(word.probability < least)
    return found


def without_doubts(
    expected: Sequence[Word], doubts: Sequence[bool], plain: Sequence[Word], names: Sequence[Name]
) -> tuple[Word, ...]:
    """What was heard with the vocabulary; where it differs at a doubtful word, what was heard without.

    So too where words are gone with it, as Whisper may take the end of a sentence for the end of the sound,
    and where a term is. But a doubtful word stays where the sound supports the rest of the same term, as
    "normalization" in "batch normalization", and what was heard without is like it: "match".
    """
    match = SequenceMatcher(None, _keys(expected), _keys(plain), autojunk=False)
    spans, plain_spans = _terms_in(expected, names), _terms_in(plain, names)
    kept: list[Word] = []
    for tag, first, end, plain_first, plain_end in match.get_opcodes():
        instead = plain[plain_first:plain_end]
        silenced = len(instead) - (end - first) >= SILENCED_WORDS
        unsupported = [
            at for at in range(first, end) if doubts[at] and not _is_supported(expected, doubts, at, spans)
        ]
        loses = _touches(plain_spans, plain_first, plain_end) and not _touches(spans, first, end)
        differs = any(doubts[first:end]) and likeness(_text(expected[first:end]), _text(instead)) < ALIKE
        if tag != "equal" and (silenced or loses or unsupported or differs):
            kept += instead
        else:
            kept += expected[first:end]
    return in_order(kept)


def _is_supported(words: Sequence[Word], doubts: Sequence[bool], at: int, spans: Iterable[Span]) -> bool:
    """Whether a telling word of the same term is not in doubt."""
    return any(
        not doubts[other] and len(words[other].text) >= TELLING_LETTERS
        for span in spans
        if _holds(span, at)
        for other in range(*span)
    )


def _terms_in(words: Sequence[Word], names: Iterable[Name]) -> list[Span]:
    """Where the names stand in the words; those inside others too."""
    parts = [(part, at) for at, word in enumerate(words) for part in spelled(word.text).split()]
    starts: dict[str, list[int]] = {}
    for place, (part, _) in enumerate(parts):
        starts.setdefault(part, []).append(place)
        starts.setdefault(part.removesuffix("s"), []).append(place)
    found = set()
    for name in names:
        for place in starts.get(name.words[0], ()) if name.words else ():
            here = parts[place : place + len(name.words)]
            if len(here) == len(name.words) and all(
                _is(part, {said}) for (part, _), said in zip(here, name.words, strict=True)
            ):
                found.add((here[0][1], here[-1][1] + 1))
    return sorted(found)


def _touches(spans: Iterable[Span], first: int, end: int) -> bool:
    return any(start < end and first < stop for start, stop in spans)


def _holds(span: Span, at: int) -> bool:
    return span[0] <= at < span[1]


def _is(part: str, parts: set[str]) -> bool:
    """Whether it is one of them, or more than one of one of them."""
    return part in parts or part.removesuffix("s") in parts


def _keys(words: Sequence[Word]) -> list[str]:
    return [spelled(word.text) for word in words]


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
