"""A spoken answer as a conversation: whose words are whose, and what says that it is over. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.speech.sounding import letters
from interviewer.transcript import Turn, Word

# What ends an answer when it is said at its end. Without "that's it" and "that's all", which people say
# in the middle too.
FAREWELLS = (
    "that's my answer",
    "that is my answer",
    "that's my final answer",
    "that is my final answer",
    "I'm done",
    "I am done",
)
_BEFORE_A_FAREWELL = {"and", "so", "okay", "ok", "well", "yes", "yeah", "right", "alright", "now", "then"}
_OWN_SENTENCE_S = 0.4  # a pause before it makes it a sentence of its own, whatever the punctuation

# Nobody ends a sentence with these.
_GO_ON = {"a", "an", "and", "as", "because", "but", "for", "from", "if", "is", "of", "or", "than", "that"}
_GO_ON |= {"the", "then", "to", "um", "uh", "er", "we", "when", "where", "which", "while", "with", "would"}


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line of the interviewer in the recording; times in seconds of it."""

    text: str
    start_s: float
    end_s: float


def turns(words: Sequence[Word], lines: Sequence[SpokenLine]) -> tuple[Turn, ...]:
    """The candidate's words and the interviewer's lines, in order of time.

    A word belongs before a line when its middle is.
    """
    found: list[Turn] = []
    rest = list(words)
    for line in sorted(lines, key=lambda line: line.start_s):
        before = [word for word in rest if (word.start_s + word.end_s) / 2 < line.start_s]
        rest = rest[len(before) :]
        found += [Turn.from_words(before)] if before else []
        found.append(Turn("interviewer", line.text, line.start_s, line.end_s))
    return (*found, *([Turn.from_words(rest)] if rest else []))


def without_farewell(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without a "that's my answer" or "I'm done" at their end."""
    return tuple(words[: len(words) - _farewell_words(words)])


def ends_with_farewell(words: Sequence[Word]) -> bool:
    """Whether the last words say that the answer is over."""
    return _farewell_words(words) > 0


def is_unfinished(words: Sequence[Word]) -> bool:
    """Whether the last words can't be the end of a sentence: the candidate is thinking."""
    if not words:
        return False
    last = words[-1].text
    return last.endswith((",", "...", "…", "-")) or (last.isalpha() and last.casefold() in _GO_ON)


def _farewell_words(words: Sequence[Word]) -> int:
    """How many of the last words are a farewell, with the "so" or "okay" before it; 0 if none is."""
    said = [letters(word.text) for word in words]
    for farewell in FAREWELLS:
        parts = [letters(part) for part in farewell.split()]
        if said[-len(parts) :] != parts:
            continue
        count = len(parts)
        while count < len(said) and said[-count - 1] in _BEFORE_A_FAREWELL:
            count += 1
        if "answer" in parts or _stands_alone(words, count):
            return count
    return 0


def _stands_alone(words: Sequence[Word], count: int) -> bool:
    """Whether the last ``count`` words are a sentence of their own: not "when I'm done"."""
    if count == len(words):
        return True
    before, first = words[-count - 1], words[-count]
    return before.text.endswith((".", "?", "!")) or first.start_s - before.end_s >= _OWN_SENTENCE_S
