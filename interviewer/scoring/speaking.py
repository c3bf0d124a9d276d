"""How an answer was spoken, as information: nothing here is part of the mark.

Where a voice was heard in the sound tells more than word times, which Whisper stretches over
pauses; where the transcript does not know it, word times have to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.scoring.answer import Answer, read
from interviewer.scoring.delivery import LONG_PAUSE_S, find_delivery
from interviewer.scoring.english.hedging import HEDGES, NAMES_A_KIND
from interviewer.scoring.names import Names
from interviewer.scoring.phrases import find_phrases
from interviewer.scoring.scorecard import Evidence, Pause
from interviewer.transcript import Span, Transcript, Turn

PACE_WINDOW_S = 10.0  # a sentence or two: shorter windows measure the length of words
PACE_STEP_S = 2.5
BRIDGED_S = 0.6  # shorter gaps in speech are articulation and breath, not silence
NEAR_S = 0.3  # word times are about so exact
TRUSTED_SHARE = 0.9  # of the words must lie where a voice was heard, or the regions are not of this sound


@dataclass(frozen=True, slots=True)
class PacePoint:
    """Words a minute over PACE_WINDOW_S around ``at_s``, seconds of the recording."""

    at_s: float
    wpm: float


@dataclass(frozen=True, slots=True)
class Speaking:
    """Figures and places. None and empty where the answer was typed or is too short to tell.

    ``spoken_s``: the candidate's own time, from his first word to his last in each turn; ``wpm`` and
    ``talk_share`` (0 to 1, with a voice in it) are over that time, and ``pauses`` lie in it. ``by_voice``:
    measured where a voice was heard, else by word times.
    """

    words: int
    spoken_s: float | None = None
    wpm: float | None = None
    talk_share: float | None = None
    pace: tuple[PacePoint, ...] = ()
    pauses: tuple[Pause, ...] = ()
    fillers: tuple[Evidence, ...] = ()
    repeated: tuple[Evidence, ...] = ()
    hedges: tuple[Evidence, ...] = ()
    speech: tuple[Span, ...] = ()
    by_voice: bool = False


def find_speaking(transcript: Transcript, names: Names = Names({})) -> Speaking:
    """Measure how ``transcript`` was spoken."""
    answer = read(transcript, names)
    delivery = find_delivery(answer, transcript)
    turns = [turn for turn in transcript.turns if turn.speaker == "candidate" and len(turn.words) > 1]
    by_voice = _trusted(transcript.speech, turns)
    speech = _clipped(transcript.speech if by_voice else _word_spans(turns), turns)
    spoken_s = sum(turn.words[-1].end_s - turn.words[0].start_s for turn in turns)
    if spoken_s <= 0:
        return Speaking(
            delivery.words, None, fillers=delivery.fillers, repeated=delivery.repeated, hedges=_hedges(answer)
        )
    return Speaking(
        words=delivery.words,
        spoken_s=spoken_s,
        wpm=sum(len(turn.words) for turn in turns) / spoken_s * 60,
        talk_share=min(1.0, sum(end_s - start_s for start_s, end_s in speech) / spoken_s),
        pace=_pace(turns),
        pauses=_pauses(speech, turns),
        fillers=_heard(delivery.fillers, speech),
        repeated=_heard(delivery.repeated, speech),
        hedges=_hedges(answer),
        speech=speech,
        by_voice=by_voice,
    )


def _trusted(speech: Sequence[Span], turns: Sequence[Turn]) -> bool:
    """Whether the regions are of this sound: an edited or joined transcript may have those of a part only."""
    words = [word for turn in turns for word in turn.words]
    if not speech or not words:
        return False
    inside = sum(_touches(word.start_s, word.end_s, speech) for word in words)
    return inside >= TRUSTED_SHARE * len(words)


def _touches(start_s: float, end_s: float, speech: Sequence[Span]) -> bool:
    return any(start_s <= last_s + NEAR_S and end_s >= first_s - NEAR_S for first_s, last_s in speech)


def _word_spans(turns: Sequence[Turn]) -> tuple[Span, ...]:
    return tuple((word.start_s, word.end_s) for turn in turns for word in turn.words)


def _clipped(speech: Sequence[Span], turns: Sequence[Turn]) -> tuple[Span, ...]:
    """The speech within the candidate's turns, gaps up to BRIDGED_S closed."""
    found: list[Span] = []
    for turn in turns:
        first_s, last_s = turn.words[0].start_s, turn.words[-1].end_s
        own: list[Span] = []
        for region in speech:
            start_s, end_s = max(region[0], first_s), min(region[1], last_s)
            if start_s >= end_s:
                continue
            if own and start_s - own[-1][1] <= BRIDGED_S:
                own[-1] = own[-1][0], max(own[-1][1], end_s)
            else:
                own.append((start_s, end_s))
        found += own
    return tuple(found)


def _pauses(speech: Sequence[Span], turns: Sequence[Turn]) -> tuple[Pause, ...]:
    """Long gaps between two stretches of speech in one turn: while the interviewer speaks nobody pauses."""
    borders = [turn.words[0].start_s for turn in turns]
    return tuple(
        Pause(end_s, start_s)
        for (_, end_s), (start_s, _) in pairwise(speech)
        if start_s - end_s >= LONG_PAUSE_S and not any(end_s < border <= start_s for border in borders)
    )


def _pace(turns: Sequence[Turn]) -> tuple[PacePoint, ...]:
    """Words a minute in a sliding window, turn by turn; none for a turn shorter than the window."""
    points: list[PacePoint] = []
    for turn in turns:
        middles = [(word.start_s + word.end_s) / 2 for word in turn.words]
        start_s, last_s = turn.words[0].start_s, turn.words[-1].end_s
        while start_s + PACE_WINDOW_S <= last_s + NEAR_S:
            inside = sum(start_s <= middle_s < start_s + PACE_WINDOW_S for middle_s in middles)
            points.append(PacePoint(start_s + PACE_WINDOW_S / 2, inside / PACE_WINDOW_S * 60))
            start_s += PACE_STEP_S
    return tuple(points)


def _heard(found: Sequence[Evidence], speech: Sequence[Span]) -> tuple[Evidence, ...]:
    """What was written where a voice was heard: recognisers make fillers up, too."""
    return tuple(
        one
        for one in found
        if one.start_s is None or one.end_s is None or _touches(one.start_s, one.end_s, speech)
    )


def _hedges(answer: Answer) -> tuple[Evidence, ...]:
    """Hedging phrases, each place once, the longest that fits."""
    found: list[tuple[int, int]] = []
    for match in sorted(find_phrases(answer, HEDGES, gap=0), key=lambda one: (one.first, -one.last)):
        before = answer.tokens[match.first - 1].word if match.first else ""
        if match.cue in ("kind of", "sort of") and before in NAMES_A_KIND:
            continue
        if not found or match.first >= found[-1][1]:
            found.append((match.first, match.last))
    return tuple(answer.evidence(first, last) for first, last in found)
