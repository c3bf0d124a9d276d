"""The options that every command takes, and how a command is declared.

A command is a function whose first parameter is ``settings``; `command` replaces
that by the common options and merges them with the file and the environment.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from interviewer.settings import load_settings

COMMON: dict[str, Any] = {
    "engine": Annotated[str | None, typer.Option(metavar="ENGINE", help="faster-whisper or openai-whisper.")],
    "model": Annotated[str | None, typer.Option(metavar="MODEL", help="Whisper model: a name or a path.")],
    "voice": Annotated[str | None, typer.Option(metavar="VOICE", help="pyttsx3, piper, or NAME:VOICE.")],
    "data_dir": Annotated[Path | None, typer.Option(metavar="DIR", help="Where attempts are kept.")],
    "questions": Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="A folder of question packs, besides the shipped ones."),
    ],
    "quiet": Annotated[bool | None, typer.Option("--quiet", help="Say only what was asked for.")],
    "no_color": Annotated[bool | None, typer.Option("--no-color", help="No colours.")],
}

# Options that several sittings share.
Asked = Annotated[str | None, typer.Option("--question", "-q", metavar="Q", help="Number or slug.")]
Levels = Annotated[list[str] | None, typer.Option(metavar="LEVEL", help="entry, mid or expert.")]
Sections = Annotated[list[str] | None, typer.Option(metavar="SECTION", help="A section or its beginning.")]
Headphones = Annotated[
    bool, typer.Option("--headphones", help="You may cut in on the interviewer, who then stops.")
]
NoLive = Annotated[bool, typer.Option("--no-live", help="Don't show what is heard while you speak.")]


def command(
    app: typer.Typer, name: str | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a command of ``app``, its ``settings`` made from the common options."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        hints = get_type_hints(function, include_extras=True)
        own = [
            parameter.replace(annotation=hints[parameter.name])
            for parameter in inspect.signature(function).parameters.values()
            if parameter.name != "settings"
        ]
        common = [
            inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
            for key, annotation in COMMON.items()
            if key not in {parameter.name for parameter in own}
        ]

        def run(**given: Any) -> None:
            flags = {parameter.name: given.pop(parameter.name) or None for parameter in common}
            if flags.pop("no_color", None):
                flags["color"] = False
            function(load_settings(flags), **given)

        keyword_only = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
        parameters = [*keyword_only, *common]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        run.__doc__ = function.__doc__
        run.__name__ = function.__name__
        app.command(name or function.__name__.replace("_", "-"))(run)
        return function

    return register
