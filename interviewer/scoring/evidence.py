"""From characters of the text to seconds of the sound."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from interviewer.transcript import Transcript

_LOOK_AHEAD = 10_000  # characters in which a word is looked for: one that was edited away is nowhere


@dataclass(frozen=True, slots=True)
class WordTimes:
    """Where each timed word stands: parallel tuples, sorted by character; empty for a typed answer."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    start_s: tuple[float, ...] = ()
    end_s: tuple[float, ...] = ()

    def span(self, start: int, end: int) -> tuple[float | None, float | None]:
        """Seconds in which characters ``start`` to ``end`` were spoken, or (None, None)."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        if first >= last:
            return None, None
        return self.start_s[first], self.end_s[last - 1]

    def gap_s(self, end: int, start: int) -> float:
        """Silence between a word ending at character ``end`` and the next starting at ``start``."""
        before = bisect_left(self.ends, end)
        after = bisect_right(self.starts, start) - 1
        if before >= len(self.ends) or after < 0 or after <= before:
            return 0.0
        return max(0.0, self.start_s[after] - self.end_s[before])


def word_times(transcript: Transcript) -> WordTimes:
    """Find each candidate word in `Transcript.candidate_text` and note its times."""
    starts: list[int] = []
    ends: list[int] = []
    start_s: list[float] = []
    end_s: list[float] = []
    base = 0
    for turn in transcript.turns:
        if turn.speaker != "candidate":
            continue
        at = 0
        for word in turn.words:
            found = turn.text.find(word.text, at, at + _LOOK_AHEAD) if word.text else -1
            if found < 0:
                continue  # an edited transcript: the other words keep their times
            at = found + len(word.text)
            starts.append(base + found)
            ends.append(base + at)
            start_s.append(word.start_s)
            end_s.append(word.end_s)
        base += len(turn.text) + 1
    return WordTimes(tuple(starts), tuple(ends), tuple(start_s), tuple(end_s))
