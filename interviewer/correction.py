"""A transcript corrected by hand: word times survive where the words do. Pure.

`as_page` gives a text to edit, `from_page` reads it back against the transcript that it came from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from textwrap import wrap

from interviewer.errors import BadTranscript
from interviewer.transcript import Transcript, Turn, Word

PAGE_WIDTH = 90  # columns; where a line of a spoken turn ends means nothing
CERTAIN = 1.0  # the probability of a word that its speaker wrote himself
HEAD = """\
# Correct what was misheard, save and leave the editor. To change nothing, leave it as it is.
# Lines that begin with # are left out; a line [candidate N] begins each turn of yours and must stay.
"""
_MARK = re.compile(r"^\[candidate (\d+)\]\s*$")


def as_page(transcript: Transcript) -> str:
    """The transcript to be edited: the candidate's turns, the interviewer's as remarks."""
    lines = [HEAD]
    for number, turn in enumerate(transcript.turns, start=1):
        if turn.speaker == "candidate":
            lines += [f"[candidate {number}]", *_lines(turn), ""]
        else:
            lines += [f"# interviewer: {line}" for line in wrap(turn.text, PAGE_WIDTH)] + [""]
    return "\n".join(lines)


def from_page(page: str, transcript: Transcript) -> Transcript:
    """The transcript with the candidate's turns as they stand on the page.

    Raises BadTranscript where a turn's mark is missing, unknown or there twice, or no word is left.
    """
    texts: dict[int, list[str]] = {}
    current: list[str] | None = None
    for line in page.split("\n"):  # what else ends a line may stand inside an answer
        mark = _MARK.match(line)
        if mark is not None:
            number = int(mark[1])
            if number in texts:
                raise _wrong(f"[candidate {number}] stands there twice")
            current = texts.setdefault(number, [])
        elif line.startswith("#"):
            continue
        elif current is not None:
            current.append(line)
        elif line.strip():
            raise _wrong("there are words above the first [candidate N]")
    own = {number for number, turn in enumerate(transcript.turns, start=1) if turn.speaker == "candidate"}
    for number in sorted(own ^ texts.keys()):
        raise _wrong(f"[candidate {number}] is {'missing' if number in own else 'no turn of yours'}")
    turns = tuple(
        corrected(turn, "\n".join(texts[number])) if number in own else turn
        for number, turn in enumerate(transcript.turns, start=1)
    )
    corrected_transcript = replace(transcript, turns=turns)
    if not corrected_transcript.candidate_text.strip():
        raise _wrong("no word of the answer is left")
    return corrected_transcript


def corrected(turn: Turn, text: str) -> Turn:
    """The turn with another text. A word that stays keeps its time; where words were replaced, the new
    ones share the time of the old; added ones stand in the gap, or at the point, where they were put in.

    In a turn without word times line ends count, as each line is an utterance.
    """
    if not turn.words:
        kept = re.sub(r"^ (?=[#\[])", "", text.strip("\n"), flags=re.MULTILINE)  # see `_lines`
        return turn if kept == turn.text.strip("\n") else replace(turn, text=kept)
    texts = text.split()
    if texts == turn.text.split():
        return turn
    return replace(turn, text=" ".join(texts), words=_timed(turn.words, texts))


def _timed(words: Sequence[Word], texts: Sequence[str]) -> tuple[Word, ...]:
    """Words for the texts, with times from the words that they replace."""
    matcher = SequenceMatcher(None, [_key(word.text) for word in words], [_key(t) for t in texts], False)
    timed: list[Word] = []
    for kind, first, end, start, stop in matcher.get_opcodes():
        if kind == "equal":
            timed += [
                word if word.text == text else replace(word, text=text)
                for word, text in zip(words[first:end], texts[start:stop], strict=True)
            ]
        elif kind != "delete":
            timed += _shared(texts[start:stop], *_span(words, first, end))
    return tuple(timed)


def _span(words: Sequence[Word], first: int, end: int) -> tuple[float, float]:
    """The seconds of words first..end; of the gap before ``first`` where there is no word between."""
    if first < end:
        return words[first].start_s, words[end - 1].end_s
    before_s = words[first - 1].end_s if first else words[0].start_s
    after_s = words[first].start_s if first < len(words) else words[-1].end_s
    return before_s, max(before_s, after_s)


def _shared(texts: Sequence[str], start_s: float, end_s: float) -> list[Word]:
    """The texts over a stretch of time, each by its length."""
    whole = sum(map(len, texts))
    reached = [0]
    for text in texts:
        reached.append(reached[-1] + len(text))
    times_s = [start_s + (end_s - start_s) * at / whole for at in reached]
    return [
        Word(text, begin_s, stop_s, CERTAIN)
        for text, (begin_s, stop_s) in zip(texts, pairwise(times_s), strict=True)
    ]


def _key(text: str) -> str:
    """What makes two words the same word: not case, not punctuation, unless there is nothing else."""
    return re.sub(r"\W+", "", text).casefold() or text


def _lines(turn: Turn) -> list[str]:
    """Lines of the page; a space keeps a typed line from being read as a remark or a mark."""
    if not turn.words:
        return [f" {line}" if line.startswith(("#", "[")) else line for line in turn.text.split("\n")]
    return wrap(turn.text, PAGE_WIDTH, break_long_words=False, break_on_hyphens=False)


def _wrong(what: str) -> BadTranscript:
    return BadTranscript(f"the corrected text can't be used: {what}", "Nothing was changed; edit it again")
