"""Which piece of the sound to listen to next. Pure: voice activity and the draft decide, no clock, no engine.

Two kinds of pass. In the first, quick one the engine listens ahead: to all that is not settled yet, while
the voice goes on and as soon as it pauses. That shows the candidate what is heard, tells where sentences
end, and is there already when the answer ends in a pause. The second, careful one listens to a piece that
is complete, and settles it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from interviewer.audio.activity import Region
from interviewer.speech.listen import MARGIN_S, MAX_CHUNK_S, plan_chunks
from interviewer.speech.live.draft import Draft, settled
from interviewer.transcript import Word

STEP_S = 2.0  # of new sound make a quick pass worth while
PAUSE_S = 0.25  # a pause in which to listen ahead, in case that it is the end
SETTLING_PAUSE_S = 0.7  # a pause that settles what was said before it, unless that is short
CLOSING_PAUSE_S = 2.0  # a pause that settles it in any case
# Sound that is not settled yet. A piece that is cut too short is heard worse: cut from 7 s on, two voices had
# 8.1 % of their words wrong, 6.5 % where Whisper heard all of it afterwards, and 6.3 % cut like this.
SHORT_S = 4.0
CUT_S = 14.0  # beyond this it is cut after a sentence
LONG_S = 22.0  # beyond this wherever the voice rests for a moment
LAST_S = 3.0  # at the end, when somebody waits, more than this is not heard again where two passes agreed
NEAR_S = 0.4  # word times are that exact: a pause so close to the end of a word is the pause after it
# The piece before is heard once more in front of a piece, as its context, if there is no more than this
# between them and not more sound in both. (Read prose of 42 s: 2 words wrong without it, none with it.)
CONTEXT_PAUSE_S = 1.5
CONTEXT_S = 28.0
SENTENCE_ENDS = (".", "?", "!")

Kind = Literal["ahead", "whole", "last"]
# Between two moments, the best one to cut at.
Quietest = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Sound to listen to, at most 30 s. ``ahead``: quickly, to be heard again; ``whole``: carefully, once.

    ``last``: the rest of the answer, for which somebody is waiting. ``begun``: words at its beginning that
    are known; for a whole piece those of its context, from ``context_s`` to ``start_s``.
    """

    start_s: float
    end_s: float
    kind: Kind
    begun: tuple[str, ...] = ()
    context_s: float | None = None


def next_piece(
    draft: Draft, regions: Sequence[Region], now_s: float, ended: bool, quietest: Quietest
) -> Piece | None:
    """The sound to listen to now, or None where there is nothing worth while.

    ``regions``: speech since ``draft.from_s``; ``ended``: the sound is over.
    """
    if not regions:
        return None
    start_s = max(draft.from_s, regions[0].start_s - MARGIN_S)
    voice_end_s = regions[-1].end_s
    end_s = min(now_s, voice_end_s + MARGIN_S)
    if end_s - start_s > MAX_CHUNK_S:  # fallen behind: cut as a recording is that is there as a whole
        return Piece(start_s, plan_chunks(regions, now_s, quietest)[0].end_s, "whole")
    quiet_s = now_s - voice_end_s
    unheard = draft.heard_s < voice_end_s
    if ended:
        return Piece(start_s, end_s, "last", draft.agreed) if unheard else None
    length_s = voice_end_s - start_s
    if quiet_s >= (SETTLING_PAUSE_S if length_s >= SHORT_S else CLOSING_PAUSE_S):
        return _in_context(draft, start_s, end_s)
    if quiet_s >= PAUSE_S and unheard:
        return Piece(start_s, end_s, "ahead", draft.agreed)
    cut_s = _cut_s(draft, start_s, regions, quietest)
    if cut_s is not None:
        return _in_context(draft, start_s, cut_s)
    fresh_s = voice_end_s - max(draft.heard_s, start_s)
    return Piece(start_s, now_s, "ahead", draft.agreed) if fresh_s >= STEP_S else None


def taken(draft: Draft, regions: Sequence[Region], quietest: Quietest) -> Draft:
    """At the end of the answer: what two passes heard alike, up to a pause or a sentence's end, is final.

    So little is left to hear, however long ago the last piece was settled.
    """
    sure = draft.guess[: len(draft.agreed) + 1]
    gaps = [gap for gap in pairwise(sure) if _pause_s(gap, regions) > 0 or _ends_sentence(gap[0])]
    if not gaps or draft.heard_s - draft.from_s <= LAST_S:
        return draft
    cut_s = _cut_at(gaps[-1], draft.from_s, regions, quietest)
    return settled(draft, [word for word in draft.guess if (word.start_s + word.end_s) / 2 < cut_s], cut_s)


def _in_context(draft: Draft, start_s: float, end_s: float) -> Piece:
    """A whole piece, with the one before it where that is near."""
    before = draft.settled[len(draft.settled) - draft.last_words :]
    is_near = bool(before) and start_s - before[-1].end_s <= CONTEXT_PAUSE_S
    if not is_near or end_s - draft.last_s > CONTEXT_S:
        return Piece(start_s, end_s, "whole")
    return Piece(start_s, end_s, "whole", tuple(word.text for word in before), draft.last_s)


def is_caught_up(draft: Draft, regions: Sequence[Region]) -> bool:
    """Whether all speech has been listened to."""
    return not regions or draft.heard_s >= regions[-1].end_s


def _cut_s(draft: Draft, start_s: float, regions: Sequence[Region], quietest: Quietest) -> float | None:
    """Where to cut what has grown long: after its last sentence, else in its longest pause."""
    words = [word for word in draft.guess if word.end_s > start_s + SHORT_S]
    length_s = draft.heard_s - start_s
    if length_s <= CUT_S:
        return None
    # The last word may be half a word, and the end of the last sentence only the end of the sound.
    gaps = list(pairwise(words[:-1]))
    ends = [gap for gap in gaps if _ends_sentence(gap[0])]
    if ends:
        best = max(ends, key=lambda gap: (_pause_s(gap, regions) > 0, gap[0].end_s))
    elif length_s > LONG_S and gaps:
        best = max(gaps, key=lambda gap: (_pause_s(gap, regions), gap[0].end_s))
    else:
        return None
    return _cut_at(best, start_s, regions, quietest)


def _ends_sentence(word: Word) -> bool:
    return word.text.endswith(SENTENCE_ENDS) and not word.text.endswith("...")


def _cut_at(gap: tuple[Word, Word], start_s: float, regions: Sequence[Region], quietest: Quietest) -> float:
    """Where to cut between two words: in the middle of the pause, else where it is quietest."""
    before, after = gap
    pause = _pause(before, after, regions)
    if pause is not None:
        return (pause.start_s + pause.end_s) / 2
    return quietest(max(start_s, before.end_s - NEAR_S / 2), max(before.end_s, after.start_s) + NEAR_S / 2)


def _pause(before: Word, after: Word, regions: Sequence[Region]) -> Region | None:
    """The pause of the voice between two words, if there is one."""
    pauses = [Region(left.end_s, right.start_s) for left, right in pairwise(regions)]
    near = [
        pause
        for pause in pauses
        if pause.start_s <= after.start_s + NEAR_S and pause.end_s >= before.end_s - NEAR_S
    ]
    return max(near, key=lambda pause: pause.duration_s, default=None)


def _pause_s(gap: tuple[Word, Word], regions: Sequence[Region]) -> float:
    pause = _pause(*gap, regions)
    return 0.0 if pause is None else pause.duration_s
