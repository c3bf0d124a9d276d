"""Pages from templates: one file that needs nothing else. The only module that names jinja2.

Every value that is put in is escaped, and freed of control characters and of the marks that turn the
direction of writing. A page may run the one script and use the one style sheet that stand in it, by
their sums, and may load nothing at all.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.errors import MissingProgram
from interviewer.printable import harmless
from interviewer.report.layout import clock, points

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def render_template(name: str, **values: Any) -> str:
    """The page of that template. Raises MissingProgram where jinja2 is not installed."""
    return _environment().get_template(name).render(**values)


@cache
def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as error:
        raise MissingProgram(
            f"the Python package jinja2 can't be loaded ({error})", "Run: pip install jinja2"
        ) from error
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"clock": clock, "points": points, "seconds": _seconds, "base64": _base64}
    environment.globals["asset"] = _asset
    environment.globals["sum_of"] = _sum_of
    return environment


def _cleaned(value: Any) -> Any:
    """What is put into a page: text without what steers; our own files and numbers as they are."""
    if not isinstance(value, str) or hasattr(value, "__html__") or (value.isascii() and value.isprintable()):
        return value
    return harmless(value)


def _asset(name: str) -> Any:
    """A file of ours as it is: the style sheet, the script."""
    from markupsafe import Markup

    return Markup(_read(name))  # noqa: S704 - our own file


def _sum_of(name: str) -> str:
    """What a content security policy allows that file by."""
    return f"sha256-{b64encode(sha256(_read(name).encode()).digest()).decode()}"


@cache
def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _seconds(value: float) -> str:
    return f"{value:.2f}"


def _base64(content: bytes) -> str:
    return b64encode(content).decode()
