"""A kept recording heard again, by a larger model that has more time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from interviewer.audio.activity import Activity
from interviewer.audio.clip import Clip
from interviewer.interview.turns import SpokenLine, turns, without_farewell
from interviewer.speech.engines import Engine
from interviewer.speech.listen import hear
from interviewer.speech.sounding import letters
from interviewer.transcript import Transcript, Turn


@dataclass(frozen=True, slots=True)
class Heard:
    """What a second pass heard, and how many of the ``words`` heard at first it heard otherwise."""

    transcript: Transcript
    words: int
    differing: int


def heard_again(engine: Engine, clip: Clip, activity: Activity, first: Transcript) -> Heard:
    """The candidate's words of the whole recording anew; the interviewer's lines stay as they were said."""
    again = hear(engine, clip, activity)
    lines = [
        SpokenLine(turn.text, turn.start_s, turn.end_s)
        for turn in first.turns
        if turn.speaker == "interviewer" and turn.start_s is not None and turn.end_s is not None
    ]
    found = turns([word for turn in again.turns for word in turn.words], lines)
    transcript = replace(first, turns=_without_farewells(found), engine=engine.name, model=engine.model)
    before, now = _words(first), _words(transcript)
    alike = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in alike)
    return Heard(transcript, len(before), max(len(before), len(now)) - same)


def _without_farewells(found: Iterable[Turn]) -> tuple[Turn, ...]:
    """Each answer without the "that's my answer" at its end, which is no part of it."""
    kept = (
        Turn.from_words(without_farewell(turn.words)) if turn.speaker == "candidate" else turn
        for turn in found
    )
    return tuple(turn for turn in kept if turn.text)


def _words(transcript: Transcript) -> list[str]:
    return [letters(word) for word in transcript.candidate_text.split()]
