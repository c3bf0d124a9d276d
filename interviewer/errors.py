"""Every error that reaches a user, as one tree.

    InterviewerError            exit code 2, one line: what, where, what to do next
    ├── BadInput                2    something the user handed in can't be used
    │   ├── UnknownQuestion     2
    │   ├── BadPack             2    a question file: file, line, key, what was expected
    │   ├── BadSound            2    a sound file: empty, truncated, not sound at all
    │   ├── BadTranscript       2
    │   ├── BadSettings         2
    │   └── BadStore            2    the data folder or the database in it
    ├── Missing                 3    something the machine lacks
    │   ├── MissingDevice       3    no microphone, no speaker, PortAudio absent
    │   ├── MissingModel        3    no weights, no network to fetch them
    │   └── MissingProgram      3    a Python package or a program is not installed
    └── Interrupted             130  Ctrl-C; what was said is kept

A library's own error is caught at the one module that names that library and
raised again as one of these, chained with ``from``.
"""

from __future__ import annotations


class InterviewerError(Exception):
    """An error that is shown to the user as one line.

    ``what`` says what went wrong and where; ``next_step`` says what to do about it.
    """

    exit_code = 2

    def __init__(self, what: str, next_step: str = "") -> None:
        self.what = what
        self.next_step = next_step
        super().__init__(f"{what}. {next_step}" if next_step else what)


class BadInput(InterviewerError):
    """Something the user handed in can't be used."""


class UnknownQuestion(BadInput):
    """No question has that number or slug."""


class BadPack(BadInput):
    """A question file that breaks the schema."""


class BadSound(BadInput):
    """A sound file that can't be read or holds no sound."""


class BadTranscript(BadInput):
    """A transcript file that is not text or not this program's JSON."""


class BadSettings(BadInput):
    """A settings file, an environment variable or a flag with a value that makes no sense."""


class BadStore(BadInput):
    """The data folder or the database in it can't be used."""


class Missing(InterviewerError):
    """The machine lacks a device, a model or a program."""

    exit_code = 3


class MissingDevice(Missing):
    """No microphone, no speaker, or no sound system at all."""


class MissingModel(Missing):
    """Weights are not on this machine and can't be fetched."""


class MissingProgram(Missing):
    """A package or a program is not installed."""


class Interrupted(InterviewerError):
    """The user pressed Ctrl-C; what was said so far has been kept."""

    exit_code = 130
