"""The command line: all commands, one place where errors become a line and an exit code."""

from __future__ import annotations

import functools
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from interviewer.cli import (
    batch,
    doctor,
    drill,
    explain,
    export,
    finish,
    mock,
    practice,
    progress,
    questions,
    rescore,
    review,
    score,
    transcribe,
)
from interviewer.errors import InterviewerError, Missing
from interviewer.printable import printable

app = typer.Typer(
    name="interviewer",
    help="Rehearse machine-learning interviews aloud: hear a question, answer it, read what it is worth.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        from interviewer import __version__

        print(__version__)
    elif context.invoked_subcommand is None:
        from interviewer.cli.home import show_home

        show_home()


COMMANDS = (
    practice,
    drill,
    mock,
    score,
    batch,
    transcribe,
    review,
    explain,
    rescore,
    finish,
    progress,
    export,
    questions,
    doctor,
)
for module in COMMANDS:
    module.register(app)

INTERRUPTED = 130
STOPPED = "Stopped; nothing was lost"
GRACE_S = 3.0  # for a thread to finish a file it is writing; putting Whisper base together takes about two


@functools.cache
def _commands() -> Callable[..., object]:
    """All commands with their options: putting them together takes longer than most commands' own work."""
    return typer.main.get_command(app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; a traceback is shown only when INTERVIEWER_DEBUG is set."""
    try:
        code = _commands()(
            args=None if arguments is None else list(arguments),
            prog_name="interviewer",
            standalone_mode=False,
        )
        sys.stdout.flush()
        if code == INTERRUPTED:  # how typer tells of Ctrl-C
            return _fail(STOPPED, INTERRUPTED)
        return code if isinstance(code, int) else 0
    except InterviewerError as error:
        return _fail(str(error), error.exit_code)
    except typer.Exit as done:
        return done.exit_code
    except typer.TyperException as error:
        return _fail(f"{error.format_message().rstrip('.')}. See: {_command(error)} --help", 2)
    except (KeyboardInterrupt, typer.Abort):
        return _fail(STOPPED, INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains at exit
        return 0
    except Exception as error:
        if os.environ.get("INTERVIEWER_DEBUG"):
            raise
        return _unforeseen(error)


def _unforeseen(error: Exception) -> int:
    from interviewer.speech.engines import out_of_memory

    if out_of_memory(error):
        return _fail("there is not enough free memory. Close other programs, or use a smaller --model", 3)
    what = f"{type(error).__name__}: {error}"
    return _fail(f"an error in this program: {what}. See where with: INTERVIEWER_DEBUG=1 interviewer ...", 2)


def _command(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context is not None else "interviewer"


def _fail(message: str, code: int) -> int:
    print(f"interviewer: {printable(message)}", file=sys.stderr)
    return code


def run() -> None:
    """Entry point of the installed command."""
    os.umask(0o077)  # whatever this program writes is somebody's own words
    code = main()
    if code in (INTERRUPTED, Missing.exit_code):
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> None:
    """Exit now. Python would wait for threads, and one may be downloading a model for minutes; or, at its
    exit, for a sound device that is gone.
    """
    deadline_s = time.monotonic() + GRACE_S
    try:
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join(max(0.0, deadline_s - time.monotonic()))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
