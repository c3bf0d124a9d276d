"""The text of an answer that is still being spoken. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from interviewer.transcript import Word

UNCERTAIN_S = 0.6  # before the end of the sound: a word there may be half a word


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been heard so far; all times in seconds of the recording.

    ``settled``: words that are final; the sound before ``from_s`` is done with. ``guess``: words after it
    that may still change, as far as ``heard_s``. ``agreed``: the first of them, which two passes in a row
    heard alike (LocalAgreement-2 of Machacek, Dabre and Bojar, "Turning Whisper into Real-Time Transcription
    System", 2023): the next quick pass goes on from there.
    """

    settled: tuple[Word, ...] = ()
    guess: tuple[Word, ...] = ()
    from_s: float = 0.0
    heard_s: float = 0.0
    agreed: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        return self.settled + self.guess


def guessed(draft: Draft, words: Iterable[Word], end_s: float) -> Draft:
    """The sound from ``draft.from_s`` to ``end_s`` was listened to, and will be again."""
    guess = tuple(words)
    agreed: list[str] = []
    for now, before in zip(guess, draft.guess, strict=False):
        if _key(now) != _key(before) or now.end_s > end_s - UNCERTAIN_S:
            break
        agreed.append(now.text)
    return replace(draft, guess=guess, heard_s=end_s, agreed=tuple(agreed))


def settled(draft: Draft, words: Iterable[Word], end_s: float) -> Draft:
    """The words before ``end_s`` are final. Of the guess only what is said after that is left."""
    later = tuple(word for word in draft.guess if (word.start_s + word.end_s) / 2 >= end_s)
    return Draft(draft.settled + tuple(words), later, end_s, max(end_s, draft.heard_s))


def accepted(draft: Draft) -> Draft:
    """The guess is as good as it gets: it is final."""
    return settled(replace(draft, guess=()), draft.guess, draft.heard_s)


def _key(word: Word) -> str:
    """What makes two hearings the same word, whatever the punctuation around it."""
    return "".join(character for character in word.text.casefold() if character.isalnum())
