"""What several commands put together in the same way: bank, screen, engine, activity."""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from interviewer.printable import printable, printable_json
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.bank.bank import Bank
    from interviewer.bank.listed import Listed
    from interviewer.bank.models import Question
    from interviewer.history.store import Store, Stored
    from interviewer.meaning.known import KnownVectors
    from interviewer.report.layout import Look
    from interviewer.speech.engines import Engine
    from interviewer.transcript import Transcript

PIPED_WIDTH = 80  # lines for a file or a pipe


def screen(settings: Settings, stream: TextIO | None = None) -> Look:
    """Look at the stream (standard output): a terminal has colour and a width of its own."""
    from interviewer.report.layout import Look, can_show

    stream = sys.stdout if stream is None else stream
    terminal = stream.isatty()
    columns = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
    width = columns if terminal or "COLUMNS" in os.environ else PIPED_WIDTH
    return Look(
        width, settings.color and terminal and os.environ.get("TERM") != "dumb", can_show(stream.encoding)
    )


def open_bank(settings: Settings) -> Bank:
    """The shipped questions and the user's own."""
    from interviewer.bank.loading import load_bank

    bank = load_bank(
        *settings.questions, user_folder=settings.user_questions, cache=settings.cache_dir / "packs"
    )
    gc.freeze()  # it lives as long as the program: no need to look through it for garbage ever again
    return bank


def list_bank(settings: Settings) -> tuple[Listed, ...]:
    """What a list shows of the questions of `open_bank`."""
    from interviewer.bank.listed import list_packs

    return list_packs(
        *settings.questions, user_folder=settings.user_questions, cache=settings.cache_dir / "packs"
    )


def asked_question(settings: Settings, store: Store, stored: Stored) -> Question:
    """The question as it was asked; where that was not kept, or this version can't read it, today's."""
    kept = store.asked(stored.id, stored.judgement)
    return kept if kept is not None else open_bank(settings).question(stored.attempt.question)


def say(settings: Settings, message: str) -> None:
    """A message on standard error, unless --quiet."""
    if not settings.quiet:
        for line in message.split("\n"):
            print(printable(line), file=sys.stderr, flush=True)


def open_engine(settings: Settings) -> Engine:
    """Load the chosen engine and model, with the field's words; slow steps are told on standard error."""
    from interviewer.bank.loading import load_bank
    from interviewer.errors import BadInput
    from interviewer.speech.engines import load_engine
    from interviewer.speech.vocabulary import with_vocabulary

    engine = load_engine(
        settings.engine, settings.model, settings.cache_dir, lambda message: say(settings, message)
    )
    try:
        bank = open_bank(settings)
    except BadInput:  # a pack that can't be read is told where questions are needed
        bank = load_bank(cache=settings.cache_dir / "packs")
    return with_vocabulary(engine, bank)


def open_vectors(settings: Settings) -> KnownVectors | None:
    """The model of word meanings; None where it is switched off or not installed: lexical mode."""
    if not settings.vectors:
        return None
    from interviewer.meaning.known import installed_vectors

    return installed_vectors(settings.cache_dir / "vectors")


def print_json(data: Any, stream: TextIO | None = None, indent: int | None = 1) -> None:
    """JSON and a newline on the stream (standard output); \\u escapes where it can't hold the characters."""
    stream = sys.stdout if stream is None else stream
    text = printable_json(json.dumps(data, ensure_ascii=False, indent=indent))
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:  # a stream that is not UTF-8, or half a surrogate pair in the text
        text = json.dumps(data, indent=indent)
    stream.write(f"{text}\n")


def hear_file(
    engine: Callable[[], Engine], path: Path, on_progress: Callable[[float], None] | None = None
) -> Transcript:
    """Transcribe a sound file. The engine is asked for once the file has been read."""
    from interviewer.audio.activity import SileroActivity
    from interviewer.audio.files import read_clip
    from interviewer.speech.listen import hear

    clip = read_clip(path)  # first: a file that is no sound is told at once, also where there is no model
    return hear(engine(), clip, SileroActivity(), on_progress)


class Progress:
    """A counter on standard error that is drawn over; silent with --quiet or where that is no terminal."""

    def __init__(self, settings: Settings, label: str) -> None:
        self._shown = not settings.quiet and sys.stderr.isatty()
        self._label = label

    def __call__(self, share: float) -> None:
        if self._shown:
            print(f"\r{self._label} {share:4.0%}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        if self._shown:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)
