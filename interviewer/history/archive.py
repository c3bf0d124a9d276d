"""All attempts as one JSON file, and back: from one data folder into another nothing changes.

One attempt a line, so that a long history needs no more memory than its longest answer to be written. The
recordings are not in it, only their names. The schema is ``interviewer.history/1``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from interviewer.errors import BadInput, BadStore, BadTranscript
from interviewer.history.asked import Asked
from interviewer.history.attempt import Attempt, Cause, Judgement
from interviewer.history.opening import reported, transaction
from interviewer.history.packing import unpacked
from interviewer.history.rows import INSERT_ATTEMPT, attempt_row, insert_judgement, keep_asked, readable
from interviewer.history.store import LARGEST_ID, Store
from interviewer.transcript import Transcript

SCHEMA = "interviewer.history/1"
MAX_BYTES = 4_000_000_000  # a hundred thousand long answers
MAKE_IT = "Make such a file with: interviewer export -o FILE"
Json = dict[str, Any]


class _Entry(BaseModel):
    """Base of what is read: unknown keys are refused, nothing is converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Judged(_Entry):
    cause: Cause
    asked: str | None
    transcript: Json
    scorecard: Json
    versions: dict[str, str]


class _Attempt(_Entry):
    attempt: Annotated[int, Field(ge=1, le=LARGEST_ID)]
    question: str
    number: int | None
    pack: str
    section: str | None
    level: str | None
    type: str | None
    prompt: str
    started_at: str
    mode: str
    sound: str | None
    settings: dict[str, str]
    judgements: Annotated[list[_Judged], Field(min_length=1)]


class _Asked(_Entry):
    glossary: str
    question: Json


class _History(_Entry):
    schema_: Annotated[Literal["interviewer.history/1"], Field(alias="schema")]
    last_attempt: Annotated[int, Field(ge=0, le=LARGEST_ID)]
    suspended: dict[str, str]
    glossaries: dict[str, Json]
    asked: dict[str, _Asked]
    attempts: list[_Attempt]


@dataclass(frozen=True, slots=True)
class Taken:
    """What reading a file came to: attempts taken in, and those that were there already."""

    new: int
    known: int


def dump(store: Store, on_damage: Callable[[BadStore], None]) -> Iterator[str]:
    """The whole history as JSON text in pieces. An attempt that can't be read is told and left out."""
    connection = store.connection
    with reported(store.path):
        connection.execute("BEGIN")  # one view, though somebody may be practising meanwhile
        try:
            yield from _lines(store, on_damage)
        finally:
            connection.execute("ROLLBACK")


def _lines(store: Store, on_damage: Callable[[BadStore], None]) -> Iterator[str]:
    connection = store.connection
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'attempt'").fetchone()
    yield f'{{"schema": "{SCHEMA}",\n'
    yield f'"last_attempt": {0 if last is None else last[0]},\n'
    yield f'"suspended": {json.dumps(store.suspended())},\n'
    glossaries = connection.execute("SELECT digest, content FROM glossary ORDER BY digest")
    yield from _object("glossaries", (f'"{row[0]}": {unpacked(row[1])}' for row in glossaries))
    asked = connection.execute("SELECT digest, glossary, content FROM asked ORDER BY digest")
    questions = (f'"{row[0]}": {{"glossary": "{row[1]}", "question": {unpacked(row[2])}}}' for row in asked)
    yield from _object("asked", questions)
    yield '"attempts": ['
    numbers = [row[0] for row in connection.execute("SELECT id FROM attempt ORDER BY id")]
    separator = ""
    for number in numbers:
        try:
            text = json.dumps(_attempt(store, number))
        except BadStore as error:
            on_damage(error)
        else:
            yield f"{separator}\n{text}"
            separator = ","
    yield "\n]}\n"


def _object(name: str, entries: Iterator[str]) -> Iterator[str]:
    yield f'"{name}": {{'
    for place, entry in enumerate(entries):
        yield f"{',' if place else ''}\n{entry}"
    yield "},\n"


def _attempt(store: Store, number: int) -> Json:
    row = store.connection.execute("SELECT * FROM attempt WHERE id = ?", (number,)).fetchone()
    judgements = store.connection.execute(
        "SELECT * FROM judgement WHERE attempt = ? ORDER BY number", (number,)
    ).fetchall()
    named = ["question", "number", "pack", "section", "level", "type", "prompt", "started_at"]
    named += ["mode", "sound"]
    with readable(store.path, number):
        return {
            "attempt": number,
            **{name: row[name] for name in named},
            "settings": json.loads(row["settings"]),
            "judgements": [
                {
                    "cause": judged["cause"],
                    "asked": judged["asked"],
                    "transcript": json.loads(unpacked(judged["transcript"])),
                    "scorecard": json.loads(unpacked(judged["scorecard"])),
                    "versions": json.loads(judged["versions"]),
                }
                for judged in judgements
            ],
        }


def load(store: Store, path: Path, on_progress: Callable[[float], None] = lambda share: None) -> Taken:
    """Take in a file that `dump` made: all of it or nothing.

    An attempt that is there already (same time, question and words) is passed over; one whose number is
    taken gets another. Raises BadInput with the file and the key that is wrong.
    """
    history = _read(path)
    questions = _checked_questions(path, history)
    attempts = [_values(path, place, entry, questions) for place, entry in enumerate(history.attempts)]
    new = 0
    with reported(store.path), transaction(store.connection):
        known = _known(store)
        for place, (entry, (attempt, judgements)) in enumerate(zip(history.attempts, attempts, strict=True)):
            on_progress(place / len(attempts))
            if _mark(attempt, judgements[0]) in known:
                continue
            _insert(store, entry, attempt, judgements, questions)
            new += 1
        for question, since in history.suspended.items():
            store.connection.execute("INSERT OR IGNORE INTO suspended VALUES (?, ?)", (question, since))
        _raise_last(store, history.last_attempt)
    return Taken(new, len(attempts) - new)


def _read(path: Path) -> _History:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"{path}: larger than {MAX_BYTES // 1_000_000_000} GB", MAKE_IT)
        data = json.loads(path.read_text(encoding="utf-8"))
        return _History.model_validate(data)
    except OSError as error:
        raise BadInput(f"{path}: can't be read: {error.strerror}", "Check the path") from error
    except ValidationError as error:
        problem = error.errors()[0]
        key = ".".join(str(part) for part in problem["loc"]) or "the file"
        raise BadInput(f"{path}: {key}: {problem['msg']}", MAKE_IT) from error
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, JSON to make a reader stumble
        raise BadInput(f"{path}: not JSON of this program ({error})", MAKE_IT) from error


def _checked_questions(path: Path, history: _History) -> Mapping[str, Asked]:
    """The questions as asked by digest, which must be that of their content."""
    found = {}
    for digest, entry in history.asked.items():
        if entry.glossary not in history.glossaries:
            raise BadInput(f"{path}: asked.{digest}: its glossary is not in the file", MAKE_IT)
        glossary = json.dumps(history.glossaries[entry.glossary])
        found[digest] = Asked(json.dumps(entry.question), glossary)
        if found[digest].digest != digest or found[digest].glossary_digest != entry.glossary:
            raise BadInput(f"{path}: asked.{digest}: was changed since it was exported", MAKE_IT)
    return found


def _values(
    path: Path, place: int, entry: _Attempt, questions: Mapping[str, Asked]
) -> tuple[Attempt, tuple[Judgement, ...]]:
    """The attempt in an entry. Raises BadInput where it can't be one."""
    try:
        judgements = tuple(
            Judgement(
                number,
                judged.cause,
                Transcript.from_dict(judged.transcript),
                judged.scorecard,
                judged.versions,
            )
            for number, judged in enumerate(entry.judgements, start=1)
        )
        last = judgements[-1]
        attempt = Attempt(
            question=entry.question,
            number=entry.number,
            pack=entry.pack,
            prompt=entry.prompt,
            started_at=entry.started_at,
            mode=entry.mode,
            sound=None if entry.sound is None else Path(entry.sound),
            transcript=last.transcript,
            scorecard=last.scorecard,
            settings=entry.settings,
            versions=last.versions,
        )
        attempt_row(attempt, None)  # what can't be measured can't be kept
        if any(judged.cause == "practice" for judged in judgements[1:]) or judgements[0].cause != "practice":
            raise ValueError("the first judgement, and only that, has the cause practice")
        for judged in entry.judgements:
            if judged.asked is not None and judged.asked not in questions:
                raise ValueError(f"the question {judged.asked} is not in the file")
    except BadTranscript as error:
        raise BadInput(f"{path}: attempts.{place}: {error.what}", MAKE_IT) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput(f"{path}: attempts.{place}: {error}", MAKE_IT) from error
    return attempt, judgements


def _mark(attempt: Attempt, original: Judgement) -> tuple[str, str, str]:
    """What tells an attempt from every other."""
    return attempt.started_at, attempt.question, original.transcript.candidate_text


def _known(store: Store) -> set[tuple[str, str, str]]:
    query = """
        SELECT started_at, question, transcript FROM attempt
        JOIN judgement ON judgement.attempt = attempt.id AND judgement.number = 1
    """
    known = set()
    for started_at, question, transcript in store.connection.execute(query):
        data = json.loads(unpacked(transcript))
        known.add((started_at, question, Transcript.from_dict(data).candidate_text))
    return known


def _insert(
    store: Store,
    entry: _Attempt,
    attempt: Attempt,
    judgements: tuple[Judgement, ...],
    questions: Mapping[str, Asked],
) -> None:
    taken = store.connection.execute("SELECT 1 FROM attempt WHERE id = ?", (entry.attempt,)).fetchone()
    row = attempt_row(attempt, None)
    row |= {"section": entry.section, "level": entry.level, "type": entry.type}
    row |= {"judgement": len(judgements), "duration_s": judgements[0].transcript.duration_s}
    number = store.connection.execute(
        INSERT_ATTEMPT, {**row, "id": None if taken else entry.attempt}
    ).lastrowid
    assert number is not None  # noqa: S101 - SQLite gives one for every INSERT
    for judged, source in zip(judgements, entry.judgements, strict=True):
        digest = None if source.asked is None else keep_asked(store.connection, questions[source.asked])
        insert_judgement(store.connection, number, judged, digest)


def _raise_last(store: Store, last: int) -> None:
    """Let no number that was ever used come back for another attempt."""
    found = store.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'attempt'").fetchone()
    if found is None:
        store.connection.execute("INSERT INTO sqlite_sequence VALUES ('attempt', ?)", (last,))
    elif found[0] < last:
        store.connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'attempt'", (last,))
