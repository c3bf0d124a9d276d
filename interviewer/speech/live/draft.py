"""The text of an answer that is still being spoken. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate, takewhile

from interviewer.speech.listen import in_order
from interviewer.speech.sounding import letters
from interviewer.transcript import Word

UNCERTAIN_S = 0.6  # before the end of the sound: a word there may be half a word
LOST_WORDS = 4  # a judgement: passes differ by a word or two; so many fewer at the end, and it broke off


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been heard so far; all times in seconds of the recording.

    ``settled``: words that are final; the sound before ``from_s`` is done with. ``guess``: words after it
    that may still change, as far as ``heard_s``. ``agreed``: the first of them, which two passes in a row
    heard alike (LocalAgreement-2 of Machacek, Dabre and Bojar, "Turning Whisper into Real-Time Transcription
    System", 2023): the next quick pass goes on from there. ``last_s``, ``last_words``: where the piece
    began that was settled last, and how many words it has.
    """

    settled: tuple[Word, ...] = ()
    guess: tuple[Word, ...] = ()
    from_s: float = 0.0
    heard_s: float = 0.0
    agreed: tuple[str, ...] = ()
    last_s: float = 0.0
    last_words: int = 0

    @property
    def words(self) -> tuple[Word, ...]:
        return self.settled + self.guess


def guessed(draft: Draft, words: Iterable[Word], end_s: float) -> Draft:
    """The sound from ``draft.from_s`` to ``end_s`` was listened to, and will be again."""
    guess = with_lost_end(tuple(words), draft.guess)
    agreed = tuple(word.text for word in _alike(guess, draft.guess) if word.end_s <= end_s - UNCERTAIN_S)
    return replace(draft, guess=guess, heard_s=end_s, agreed=agreed)


def settled(draft: Draft, words: Iterable[Word], end_s: float) -> Draft:
    """The words before ``end_s`` are final. Of the guess only what is said after that is left."""
    before = tuple(word for word in draft.guess if (word.start_s + word.end_s) / 2 < end_s)
    later = draft.guess[len(before) :]
    final = with_lost_end(tuple(words), before)
    heard_s = max(end_s, draft.heard_s)
    last_s = draft.from_s if final else end_s
    return Draft(draft.settled + final, later, end_s, heard_s, last_s=last_s, last_words=len(final))


def with_lost_end(words: tuple[Word, ...], before: Sequence[Word]) -> tuple[Word, ...]:
    """The words, and what the pass before heard after them, where the new one broke off.

    Whisper sometimes takes the end of a sentence for the end of the sound.
    """
    match = SequenceMatcher(None, [_key(word) for word in before], [_key(word) for word in words], False)
    ends = [(block.a + block.size, block.b + block.size) for block in match.get_matching_blocks()[:-1]]
    if not ends:
        return words
    then, now = ends[-1]
    lost = len(before) - then - (len(words) - now)
    return words if lost < LOST_WORDS else in_order([*words[:now], *before[then:]])


def accepted(draft: Draft) -> Draft:
    """The guess is as good as it gets: it is final."""
    return settled(replace(draft, guess=()), draft.guess, draft.heard_s)


def _alike(words: Sequence[Word], before: Sequence[Word]) -> Sequence[Word]:
    """The first of the words, as far as they are spelled as before; "one-class" and "one class" are alike."""
    then = list(accumulate(map(_key, before)))
    now = list(accumulate(map(_key, words)))
    same = takewhile(then[-1].startswith, now) if then else ()
    count = max((at for at, spelled in enumerate(same, start=1) if spelled in then), default=0)
    return words[:count]


def _key(word: Word) -> str:
    """What makes two hearings the same word, whatever the punctuation around it."""
    return letters(word.text)
