"""``interviewer batch``: many answers, one scorecard a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli.options import command
from interviewer.errors import BadInput, InterviewerError, Missing
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.bank.bank import Bank
    from interviewer.speech.engines import Engine
    from interviewer.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Line:
    """One answer to score: ``text`` or ``audio``; ``error`` where the line can't be read."""

    id: str
    question: str = ""
    text: str | None = None
    audio: Path | None = None
    error: str | None = None


def register(app: typer.Typer) -> None:
    command(app)(batch)


def batch(
    settings: Settings,
    source: Annotated[
        Path, typer.Argument(metavar="INPUT", help="A .jsonl file, or a folder of QUESTION__name.wav files.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output."),
    ] = None,
) -> None:
    """Score many answers: a JSONL file or a folder of sound files.

    One scorecard a line, in input order; a line that can't be scored becomes {"id", "error"}.
    """
    from interviewer.cli.wiring import open_bank, print_json

    lines = read_lines(source)
    scorer = _Scorer(settings, open_bank(settings))
    failed = 0
    try:
        sink = sys.stdout if output is None else output.open("w", encoding="utf-8")
    except OSError as error:
        raise BadInput(
            f"{output}: can't be written: {error.strerror}", "Choose another file with -o"
        ) from error
    try:
        for number, line in enumerate(_shown(settings, lines), 1):
            result = scorer.result(line)
            failed += "error" in result
            print_json(result, sink, indent=None)
            if number % 50 == 0:
                sink.flush()
    finally:
        sink.flush()
        if output is not None:
            sink.close()
    if failed:
        print(
            f'interviewer: {failed} of {len(lines)} lines could not be scored; see "error" in each',
            file=sys.stderr,
        )
        raise typer.Exit(1)


def read_lines(source: Path) -> list[Line]:
    """The answers of a JSONL file or of a folder. Raises BadInput where there are none."""
    if source.is_dir():
        from interviewer.cli.answers import SOUND_SUFFIXES

        files = sorted(path for path in source.iterdir() if path.suffix.lower() in SOUND_SUFFIXES)
        if not files:
            raise BadInput(f"{source}: no sound files in this folder", "Name them QUESTION__anything.wav")
        return [_file_line(path) for path in files]
    try:
        text = source.read_text(encoding="utf-8-sig", errors="surrogateescape")
    except OSError as error:
        raise BadInput(
            f"{source}: can't be read: {error.strerror}", "Give a .jsonl file or a folder"
        ) from error
    return [
        _json_line(number, line, source.parent)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]


def _file_line(path: Path) -> Line:
    question, mark, _ = path.stem.partition("__")
    if not mark:
        return Line(path.stem, error=f"{path.name}: not named QUESTION__anything{path.suffix}")
    return Line(path.stem, question, audio=path)


def _json_line(number: int, line: str, folder: Path) -> Line:
    try:
        line.encode("utf-8")
        data = json.loads(line)
    except UnicodeEncodeError:
        return Line(f"line-{number}", error=f"line {number}: not UTF-8 text")
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        return Line(f"line-{number}", error=f"line {number}: not JSON: {error}")
    if not isinstance(data, dict):
        return Line(f"line-{number}", error=f"line {number}: expected an object with id, question and text")
    name = str(data.get("id", f"line-{number}"))
    question, text, audio = data.get("question"), data.get("text"), data.get("audio")
    if isinstance(question, bool) or not isinstance(question, (str, int)):
        return Line(name, error=f'line {number}: "question" must be a number or a slug')
    if isinstance(text, str):
        return Line(name, str(question), text=text)
    if isinstance(audio, str):
        try:
            return Line(name, str(question), audio=folder / Path(audio).expanduser())
        except RuntimeError:  # ~name of nobody
            return Line(name, error=f'line {number}: "audio" is in the home folder of nobody: {audio}')
    return Line(name, error=f'line {number}: expected "text" or "audio"')


class _Scorer:
    """Scores line after line; the engine is loaded at the first sound file."""

    def __init__(self, settings: Settings, bank: Bank) -> None:
        from interviewer.cli.wiring import open_vectors

        self._settings = settings
        self._bank = bank
        self._engine: Engine | None = None
        self._vectors = open_vectors(settings)

    def result(self, line: Line) -> dict[str, Any]:
        from interviewer.scoring.score import score

        if line.error is not None:
            return {"id": line.id, "error": line.error}
        try:
            question = self._bank.question(line.question)
            answer = self._heard(line.audio) if line.audio is not None else line.text or ""
        except Missing:
            raise  # no model, no engine: no other line will fare better
        except InterviewerError as error:
            return {"id": line.id, "error": str(error)}
        return score(question, answer, id=line.id, vectors=self._vectors).to_dict()

    def _heard(self, audio: Path) -> Transcript:
        from interviewer.cli.wiring import hear_file

        return hear_file(self._loaded, audio)

    def _loaded(self) -> Engine:
        from interviewer.cli.wiring import open_engine

        if self._engine is None:
            self._engine = open_engine(self._settings)
        return self._engine


def _shown(settings: Settings, lines: list[Line]) -> Iterator[Line]:
    from interviewer.cli.wiring import Progress

    progress = Progress(settings, f"Scoring {len(lines)} answers")
    for number, line in enumerate(lines):
        progress(number / len(lines))
        yield line
    progress.done()
