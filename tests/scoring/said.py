"""Answers to score: from plain text, or from words with times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interviewer.scoring.answer import Answer, read
from interviewer.scoring.names import Names, names_of
from interviewer.transcript import Transcript, Turn, Word
from tests.support.questions import small_question

NO_NAMES = Names({})


def said(text: str | Transcript, names: Names = NO_NAMES) -> Answer:
    return read(Transcript.from_text(text) if isinstance(text, str) else text, names)


def said_of_trees(text: str | Transcript) -> Answer:
    """Read with the glossary of `small_question`."""
    return said(text, names_of(small_question().glossary))


def spoken(text: str, *, word_s: float = 0.3, start_s: float = 0.0) -> Turn:
    """A candidate's turn: each word lasts ``word_s``; a number in angle brackets is a pause in seconds."""
    words: list[Word] = []
    at_s = start_s
    for piece in text.split():
        if piece.startswith("<"):
            at_s += float(piece.strip("<>"))
            continue
        words.append(Word(piece, round(at_s, 3), round(at_s + word_s, 3), 0.9))
        at_s += word_s
    return Turn.from_words(words)


def quotes_of(data: Any) -> Iterator[dict[str, Any]]:
    """Every EVIDENCE anywhere in a scorecard's JSON."""
    if isinstance(data, dict):
        if "quote" in data:
            yield data
        for value in data.values():
            yield from quotes_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from quotes_of(value)
