"""What was said: words with times, gathered into turns. Pure values, no engine.

The JSON form is ``interviewer.transcript/1``; `Transcript.from_dict` reads it
back and says which key is wrong when it can't.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any, Literal

from interviewer.errors import BadTranscript

SCHEMA = "interviewer.transcript/1"

Speaker = Literal["interviewer", "candidate"]
Span = tuple[float, float]  # start and end, in seconds of the recording


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word. Times in seconds from the start of the recording; probability 0 to 1."""

    text: str
    start_s: float
    end_s: float
    probability: float

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "start_s": round(self.start_s, 3),
            "end_s": round(self.end_s, 3),
            "probability": round(self.probability, 4),
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said without the other in between.

    ``start_s`` and ``end_s`` are None for typed turns. ``words`` is empty where no
    times are known; otherwise its texts appear in ``text`` in order.
    """

    speaker: Speaker
    text: str
    start_s: float | None = None
    end_s: float | None = None
    words: tuple[Word, ...] = ()

    @classmethod
    def from_words(cls, words: Iterable[Word], speaker: Speaker = "candidate") -> Turn:
        """A turn whose text is the words joined with single spaces."""
        words = tuple(words)
        return cls(
            speaker=speaker,
            text=" ".join(word.text for word in words),
            start_s=words[0].start_s if words else None,
            end_s=words[-1].end_s if words else None,
            words=words,
        )

    def to_dict(self) -> dict[str, Any]:
        return {
            "speaker": self.speaker,
            "start_s": None if self.start_s is None else round(self.start_s, 3),
            "end_s": None if self.end_s is None else round(self.end_s, 3),
            "text": self.text,
            "words": [word.to_dict() for word in self.words],
        }


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole answer: its turns, and which engine and model heard them.

    ``duration_s`` is the length of the sound, None for a typed answer, whose
    ``engine`` is "typed" and ``model`` empty. ``speech``: where a voice was heard in the
    sound, in order, which words alone don't tell (Whisper stretches them over pauses);
    empty where that is not known, and then it is not in the JSON form.
    """

    turns: tuple[Turn, ...]
    duration_s: float | None = None
    language: str = "en"
    engine: str = "typed"
    model: str = ""
    speech: tuple[Span, ...] = ()

    @classmethod
    def from_text(cls, text: str) -> Transcript:
        """A typed answer: one candidate turn without times, its text untouched."""
        return cls(turns=(Turn(speaker="candidate", text=text),))

    @property
    def candidate_text(self) -> str:
        """The candidate's words as scored: the texts of his turns, joined by newlines."""
        return "\n".join(turn.text for turn in self.turns if turn.speaker == "candidate")

    def as_kept(self) -> Transcript:
        """As its JSON form gives it back: a mark that rests on this can be computed again."""
        return Transcript.from_dict(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "schema": SCHEMA,
            "language": self.language,
            "duration_s": None if self.duration_s is None else round(self.duration_s, 3),
            "engine": self.engine,
            "model": self.model,
            "turns": [turn.to_dict() for turn in self.turns],
        }
        if self.speech:
            data["speech"] = [[round(start_s, 3), round(end_s, 3)] for start_s, end_s in self.speech]
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Transcript:
        """Read the JSON form. Raises BadTranscript naming the key that is wrong."""
        if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
            raise BadTranscript(
                f'not a transcript of this program: "schema" is not "{SCHEMA}"',
                "Make one with: interviewer transcribe FILE --json",
            )
        return cls(
            turns=tuple(_turn(turn) for turn in _mappings(data, "turns")),
            duration_s=_seconds_or_none(data, "duration_s"),
            language=_text({"language": "en", **data}, "language"),
            engine=_text({"engine": "", **data}, "engine"),
            model=_text({"model": "", **data}, "model"),
            speech=_spans({"speech": [], **data}, "speech"),
        )


def _turn(data: Mapping[str, Any]) -> Turn:
    speaker = data.get("speaker")
    if speaker not in ("interviewer", "candidate"):
        raise _wrong("speaker", '"interviewer" or "candidate"')
    return Turn(
        speaker=speaker,
        text=_text(data, "text"),
        start_s=_seconds_or_none(data, "start_s"),
        end_s=_seconds_or_none(data, "end_s"),
        words=tuple(
            Word(
                text=_text(word, "text"),
                start_s=_number(word, "start_s"),
                end_s=_number(word, "end_s"),
                probability=_number({"probability": 1.0, **word}, "probability"),
            )
            for word in _mappings({"words": [], **data}, "words")
        ),
    )


def _wrong(key: str, expected: str) -> BadTranscript:
    return BadTranscript(
        f'transcript: "{key}" is not {expected}', "Make it again with: interviewer transcribe FILE --json"
    )


def _mappings(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    values = data.get(key)
    if not isinstance(values, list) or not all(isinstance(value, Mapping) for value in values):
        raise _wrong(key, "a list of objects")
    return values


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise _wrong(key, "text")
    return value


def _number(data: Mapping[str, Any], key: str) -> float:
    value = data.get(key)
    try:
        number = nan if isinstance(value, bool | str) else float(value)  # type: ignore[arg-type]
    except (TypeError, OverflowError):
        number = nan
    if not isfinite(number):  # JSON as Python reads it has NaN and Infinity
        raise _wrong(key, "a number")
    return number


def _spans(data: Mapping[str, Any], key: str) -> tuple[Span, ...]:
    spans = data[key]
    if not isinstance(spans, list) or not all(isinstance(span, list) and len(span) == 2 for span in spans):
        raise _wrong(key, "a list of pairs of seconds")
    return tuple((_number({key: start_s}, key), _number({key: end_s}, key)) for start_s, end_s in spans)


def _seconds_or_none(data: Mapping[str, Any], key: str) -> float | None:
    return None if data.get(key) is None else _number(data, key)
