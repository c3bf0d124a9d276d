"""A pack as YAML, with comments that say what is to be completed."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from interviewer.bank.importing.draft import Remark, Report
from interviewer.bank.importing.pack import DEFAULT_FRAMEWORK, Entry
from interviewer.bank.importing.words import plain, shortened

_WIDTH = 110
_LONGEST = 200  # characters of a comment's line
_HEADER = """\
Draft made by: interviewer questions import
It is valid, but a draft: key points and cues are the answer's own words, and types are guessed.

To be completed, question by question (docs/question-packs.md explains every key):
  - prompt: read it aloud; is it what an interviewer would say?
  - key_points: keep 6 to 10 true statements; add cues and paraphrases in words that people really say
  - contrasts, misconceptions, methods, scenario, follow_ups, model_answers: add what fits
  - STUB: has no answer yet
See what is left with: interviewer questions check
"""


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc] # the C one where there is one
    """Long texts folded, texts of several lines as they are, no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > _WIDTH else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def to_yaml(pack: str, entries: Sequence[Entry], report: Report, name: str) -> str:
    """The pack's file. ``name``: of the source, for the comments."""
    parts = [_comments(report, name), f"pack: {pack}\nframework: {DEFAULT_FRAMEWORK}\nquestions:\n"]
    for entry in entries:
        parts.append("\n" + _comment(entry.about, "  ") + textwrap.indent(_dumped(entry.question), "  "))
    return "".join(parts)


def _dumped(question: Mapping[str, Any]) -> str:
    return str(yaml.dump([dict(question)], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH))


def _comments(report: Report, name: str) -> str:
    lines = _HEADER.splitlines()
    lines += ["", f"From {name} ({report.format}): {report.found} questions"]
    lines.append(f"{report.imported} imported, {len(report.stubs)} stubs, {len(report.skipped)} skipped")
    for title, remarks in (("Skipped", report.skipped), ("Not understood", report.notes)):
        if remarks:
            lines += [f"{title}:", *(f"  {_placed(report, remark)}" for remark in remarks)]
    return _comment(lines, "")


def _placed(report: Report, remark: Remark) -> str:
    return f"{report.unit} {remark.at}: {remark.what}"


def _comment(lines: Sequence[str], indent: str) -> str:
    """Comment lines; each keeps its own indentation and nothing that would end the comment."""
    own = (line[: len(line) - len(line.lstrip(" "))] + shortened(plain(line), _LONGEST) for line in lines)
    return "".join(f"{indent}# {line}".rstrip() + "\n" for line in own)
