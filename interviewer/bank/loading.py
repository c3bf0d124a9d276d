"""Find, read and check the bank's files.

Where packs come from, in this order: folders given by the caller (``--questions``),
the user's own folder, the shipped bank inside the installed package, or the
repository's ``questions/`` next to the package. A mistake is reported with file,
line, key and what was expected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from interviewer.bank.bank import Bank
from interviewer.bank.models import Framework, Glossary, Question, Term
from interviewer.errors import BadPack

_PACKAGE = Path(__file__).resolve().parent.parent
PACKAGED = _PACKAGE / "questions"  # where the wheel puts them
REPOSITORY = _PACKAGE.parent / "questions"  # a clone or an editable install
_MAX_BYTES = 20_000_000  # a question file larger than this is no question file
_MAX_ALIASES = 50  # far more than any honest pack has, far fewer than an alias bomb needs

Model = TypeVar("Model", bound=BaseModel)
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a file. ``line`` counts from 1; 0 where it is unknown."""

    file: Path
    line: int
    key: str
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.key}: {self.what}" if self.key else f"{place}: {self.what}"


def shipped_folder() -> Path:
    """The folder of the shipped bank. Raises BadPack listing the paths tried."""
    tried = [PACKAGED, REPOSITORY]
    for folder in tried:
        if _holds_packs(folder):
            return folder
    paths = ", ".join(str(folder) for folder in tried)
    raise BadPack(f"the shipped questions are missing; tried {paths}", "Install the package again")


def load_bank(*folders: Path | str, user_folder: Path | None = None) -> Bank:
    """Load the shipped bank and the packs in ``folders`` and ``user_folder``.

    Raises BadPack with the first mistake found; `check_folder` gives all of them.
    """
    given = [Path(folder) for folder in folders]
    for folder in given:
        if not folder.is_dir():
            raise BadPack(
                f"{folder}: no such folder of questions", "Give a folder that holds .yaml question files"
            )
    if user_folder is not None and _holds_packs(user_folder):
        given.append(user_folder)
    given.append(shipped_folder())
    bank, mistakes = read_folders(given)
    if mistakes:
        more = f" ({len(mistakes) - 1} more)" if len(mistakes) > 1 else ""
        raise BadPack(f"{mistakes[0]}{more}", "See all mistakes with: interviewer questions check")
    return bank


def read_folders(folders: Iterable[Path]) -> tuple[Bank, list[Mistake]]:
    """Everything readable in the folders, and every mistake found on the way."""
    folders = list(dict.fromkeys(folder.resolve() for folder in folders))
    mistakes: list[Mistake] = []
    frameworks: dict[str, Framework] = {}
    terms: dict[str, Term] = {}
    for file, data in _documents(folders, "frameworks", mistakes):
        framework = _validated(Framework, file, data, {}, mistakes)
        if framework is not None:
            frameworks.setdefault(framework.name, framework)
    for file, data in _documents(folders, "glossary", mistakes):
        part = _validated(Glossary, file, data, {}, mistakes)
        for term in part.terms if part is not None else ():
            terms.setdefault(term.term.lower(), term)
    glossary = Glossary(terms=tuple(terms.values()))
    questions: list[Question] = []
    seen: dict[str, Path] = {}
    for file, data in _documents(folders, ".", mistakes):
        for question in _questions(file, data, frameworks, glossary, mistakes):
            if question.slug in seen:
                line = _line_of_slug(file, question.slug)
                what = f"{question.slug!r} is taken by {seen[question.slug]}; choose another"
                mistakes.append(Mistake(file, line, "slug", what))
                continue
            seen[question.slug] = file
            questions.append(question)
    return Bank(tuple(questions), tuple(frameworks.values()), glossary), mistakes


def _holds_packs(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.yaml"))


def _documents(folders: Iterable[Path], sub: str, mistakes: list[Mistake]) -> Iterator[tuple[Path, Any]]:
    for folder in folders:
        for file in sorted((folder / sub).glob("*.yaml")):
            try:
                yield file, _parse(file)
            except BadPack as error:
                mistakes.append(Mistake(file, 0, "", error.what))
            except yaml.MarkedYAMLError as error:
                line = error.problem_mark.line + 1 if error.problem_mark else 0
                mistakes.append(Mistake(file, line, "", f"not valid YAML: {error.problem}"))
            except yaml.YAMLError as error:
                mistakes.append(Mistake(file, 0, "", f"not valid YAML: {' '.join(str(error).split())}"))


def _parse(file: Path) -> Any:
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise BadPack(f"larger than {_MAX_BYTES // 1_000_000} MB")
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadPack("not UTF-8 text") from None
    except OSError as error:
        raise BadPack(f"can't be read: {error.strerror}") from error
    if text.count("*") > _MAX_ALIASES:  # cheap test first: most files hold none
        aliases = sum(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=Loader))
        if aliases > _MAX_ALIASES:
            raise BadPack(f"more than {_MAX_ALIASES} YAML aliases")
    return yaml.load(text, Loader=Loader)  # noqa: S506 - Loader is the safe one


def _questions(
    file: Path, data: Any, frameworks: Mapping[str, Framework], glossary: Glossary, mistakes: list[Mistake]
) -> Iterator[Question]:
    if not isinstance(data, dict) or not isinstance(data.get("questions"), list):
        what = "expected a mapping with the keys pack, framework and questions (a list)"
        mistakes.append(Mistake(file, 1, "", what))
        return
    for key in data.keys() - {"pack", "framework", "questions"}:
        mistakes.append(
            Mistake(file, _line(file, (key,)), str(key), "unknown key; known: pack, framework, questions")
        )
    defaults = {"pack": data.get("pack"), "framework": data.get("framework", "PROBLEM"), "glossary": glossary}
    for index, entry in enumerate(data["questions"]):
        if not isinstance(entry, dict):
            mistakes.append(
                Mistake(file, _line(file, ("questions", index)), "questions", "expected a mapping")
            )
            continue
        question = _validated(
            Question, file, {**defaults, **entry}, {"frameworks": frameworks}, mistakes, ("questions", index)
        )
        if question is not None:
            yield question


def _validated(
    model: type[Model],
    file: Path,
    data: Any,
    context: dict[str, Any],
    mistakes: list[Mistake],
    where: tuple[str | int, ...] = (),
) -> Model | None:
    try:
        return model.model_validate(data, context=context)
    except ValidationError as error:
        for problem in error.errors():
            path = (*where, *problem["loc"])
            mistakes.append(Mistake(file, _line(file, path), _spelled(path), _expected(problem)))
        return None


def _spelled(path: Iterable[str | int]) -> str:
    """``("questions", 3, "key_points", 0, "says")`` as ``questions[4].key_points[1].says``, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _expected(problem: Any) -> str:
    kind, message = problem["type"], str(problem["msg"])
    if kind == "extra_forbidden":
        return "unknown key; see docs/question-packs.md for the known ones"
    if kind == "missing":
        return "missing; it is required"
    if kind in ("too_short", "string_too_short"):
        return "empty; at least one is needed"
    return message.removeprefix("Value error, ")


def _line(file: Path, path: Iterable[str | int]) -> int:
    """The line of a key in a YAML file, or of the nearest thing around it. Only read when there is a mistake."""
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return 0
    line = 1
    for part in path:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == part), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def _line_of_slug(file: Path, slug: str) -> int:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip().lstrip("- ").replace(" ", "") == f"slug:{slug}":
            return number
    return 0
