"""Read and check the bank's files. A mistake is reported with file, line, key and what was expected."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from interviewer.bank.bank import Bank
from interviewer.bank.cache import parsed
from interviewer.bank.folders import chosen_folders, files_of
from interviewer.bank.models import Framework, Glossary, Question, Term
from interviewer.errors import BadPack

MAX_BYTES = 200_000_000  # a question file larger than this is no question file
_MAX_ALIASES = 50  # far more than any honest pack has, far fewer than an alias bomb needs
_MAX_DEPTH = 100  # a question nests 6 deep; the C loader crashes somewhere past 20,000
_SUSPICIOUS = 5_000  # brackets in a file or characters in a line from which its depth is counted

Model = TypeVar("Model", bound=BaseModel)


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the C one where there is one
    """Plain values only, and no key twice: YAML's own loaders silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                problem = f"the key {name!r} stands here twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(name)
        return dict(super().construct_mapping(node, deep))


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


def load_bank(*folders: Path | str, user_folder: Path | None = None, cache: Path | None = None) -> Bank:
    """Load the shipped bank and the packs in ``folders`` and ``user_folder``.

    ``cache``: a folder in which parsed files are kept, so that large packs load quickly the next time.

    Raises BadPack with the first mistake found; `read_folders` gives all of them.
    """
    bank, mistakes = read_folders(chosen_folders(folders, user_folder), cache)
    if mistakes:
        more = f" ({len(mistakes) - 1} more)" if len(mistakes) > 1 else ""
        raise BadPack(f"{mistakes[0]}{more}", "See all mistakes with: interviewer questions check")
    return bank


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: the ``index``-th of its file, from 0."""

    file: Path
    index: int
    slug: str

    def remark(self, key: tuple[str | int, ...], what: str) -> Mistake:
        """Something about the question, or about a ``key`` of it, with the line of that."""
        line = _line(self.file, ("questions", self.index, *key))
        return Mistake(self.file, line, _spelled((self.slug, *key)), what)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in folders. ``places``: where each question stands, by slug."""

    bank: Bank
    mistakes: tuple[Mistake, ...]
    places: Mapping[str, Place]


def read_folders(folders: Iterable[Path], cache: Path | None = None) -> tuple[Bank, list[Mistake]]:
    """Everything readable in the folders, and every mistake found on the way."""
    reading = read_packs(folders, cache)
    return reading.bank, list(reading.mistakes)


def read_packs(folders: Iterable[Path], cache: Path | None = None) -> Reading:
    """As `read_folders`, with the file of each question."""
    with _no_collection():
        return _read(folders, cache)


def _read(folders: Iterable[Path], cache: Path | None) -> Reading:
    folders = list(dict.fromkeys(folder.resolve() for folder in folders))
    mistakes: list[Mistake] = []
    frameworks: dict[str, Framework] = {}
    terms: dict[str, Term] = {}
    for file, data in _documents(folders, "frameworks", mistakes, cache):
        framework = _validated(Framework, file, data, mistakes)
        if framework is not None:
            frameworks.setdefault(framework.name, framework)
    for file, data in _documents(folders, "glossary", mistakes, cache):
        part = _validated(Glossary, file, data, mistakes)
        for term in part.terms if part is not None else ():
            terms.setdefault(term.term.lower(), term)
    glossary = Glossary(terms=tuple(terms.values()))
    questions: list[Question] = []
    seen: dict[str | int | None, Place] = {}  # slugs and numbers
    # The shipped bank first: what clashes with it is the mistake, not the bank.
    for file, data in _documents(reversed(folders), ".", mistakes, cache):
        for index, question in _questions(file, data, frameworks, glossary, mistakes):
            names = {"slug": question.slug, "number": question.number}
            taken = [key for key, name in names.items() if name is not None and name in seen]
            for key in taken:
                line = _line(file, ("questions", index, key))
                what = f"{names[key]!r} is taken by {seen[names[key]].file}; choose another"
                mistakes.append(Mistake(file, line, key, what))
            if not taken:
                seen.update(dict.fromkeys(names.values(), Place(file, index, question.slug)))
                questions.append(question)
    bank = Bank(tuple(questions), tuple(frameworks.values()), glossary)
    places = {name: place for name, place in seen.items() if isinstance(name, str)}
    return Reading(bank, tuple(mistakes), places)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python from looking for garbage meanwhile.

    Nothing of a bank is garbage, but it is looked through again and again while it grows: of 1.3 s for a
    pack of 5,000 questions that was 0.8 s.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _documents(
    folders: Iterable[Path], sub: str, mistakes: list[Mistake], cache: Path | None
) -> Iterator[tuple[Path, Any]]:
    for folder in folders:
        for file in files_of(folder, sub):
            try:
                yield file, parsed(file, _parse, cache)
            except BadPack as error:
                mistakes.append(Mistake(file, 0, "", error.what))
            except yaml.MarkedYAMLError as error:
                line = error.problem_mark.line + 1 if error.problem_mark else 0
                mistakes.append(Mistake(file, line, "", f"not valid YAML: {error.problem}"))
            except yaml.YAMLError as error:
                mistakes.append(Mistake(file, 0, "", f"not valid YAML: {' '.join(str(error).split())}"))


def _parse(file: Path) -> Any:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise BadPack(f"larger than {MAX_BYTES // 1_000_000} MB")
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadPack("not UTF-8 text") from None
    except OSError as error:
        raise BadPack(f"can't be read: {error.strerror}") from error
    _refuse_bombs(text)
    try:
        return yaml.load(text, Loader=Loader)  # noqa: S506 - Loader is the safe one
    except ValueError as error:  # a number of thousands of digits, a date that is none
        raise BadPack(f"holds a value that can't be read: {error}") from error


def _refuse_bombs(text: str) -> None:
    """Raise BadPack for YAML that is small to write and huge, or too deep for the C loader, to read."""
    brackets = text.count("[") + text.count("{")
    widest = max(map(len, text.splitlines()), default=0)  # block nesting needs a column a level
    if text.count("*") <= _MAX_ALIASES and max(brackets, widest) <= _SUSPICIOUS:
        return  # the cheap test first: reading the events takes as long as loading
    aliases = depth = 0
    for event in yaml.parse(text, Loader=Loader):
        aliases += isinstance(event, yaml.AliasEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if aliases > _MAX_ALIASES:
            raise BadPack(f"more than {_MAX_ALIASES} YAML aliases")
        if depth > _MAX_DEPTH:
            raise BadPack(f"lists and mappings nested more than {_MAX_DEPTH} deep")


def _questions(
    file: Path, data: Any, frameworks: Mapping[str, Framework], glossary: Glossary, mistakes: list[Mistake]
) -> Iterator[tuple[int, Question]]:
    """The valid questions of a pack, each with its place in the list."""
    if not isinstance(data, dict) or not isinstance(data.get("questions"), list):
        what = "expected a mapping with the keys pack, framework and questions (a list)"
        mistakes.append(Mistake(file, 1, "", what))
        return
    if data.get("pack") is None:
        mistakes.append(Mistake(file, 1, "pack", "missing; it is required"))
        return
    for key in data:
        if key not in ("pack", "framework", "questions"):
            what = "unknown key; known: pack, framework, questions"
            mistakes.append(Mistake(file, _line(file, (key,)), str(key), what))
    defaults = {"pack": data.get("pack"), "framework": data.get("framework", "PROBLEM"), "glossary": glossary}
    for index, entry in enumerate(data["questions"]):
        if not isinstance(entry, dict):
            mistakes.append(
                Mistake(file, _line(file, ("questions", index)), "questions", "expected a mapping")
            )
            continue
        question = _validated(
            Question,
            file,
            {**defaults, **entry},
            mistakes,
            context={"frameworks": frameworks},
            where=("questions", index),
        )
        if question is not None:
            yield index, question


def _validated(
    model: type[Model],
    file: Path,
    data: Any,
    mistakes: list[Mistake],
    *,
    context: dict[str, Any] | None = None,
    where: tuple[str | int, ...] = (),
) -> Model | None:
    try:
        return model.model_validate(data, context=context)
    except ValidationError as error:
        problems = error.errors()
        around = {problem["loc"][:at] for problem in problems for at in range(len(problem["loc"]))}
        # A mistyped key comes before the key that is therefore missing; pydantic counts a list whose
        # entries are wrong as empty too, which is no news.
        for problem in sorted(problems, key=lambda problem: problem["type"] != "extra_forbidden"):
            if problem["loc"] not in around or problem["type"] == "value_error":
                path = (*where, *problem["loc"])
                mistakes.append(Mistake(file, _line(file, path), _spelled(path), _expected(problem)))
        return None


def _spelled(path: Iterable[str | int]) -> str:
    """``("questions", 3, "key_points", 0, "says")`` as ``questions[4].key_points[1].says``: from 1."""
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


@lru_cache(maxsize=1)  # the mistakes of one file come together, and a large file takes a second
def _nodes(file: Path, changed_ns: int) -> yaml.Node | None:
    return yaml.compose(file.read_text(encoding="utf-8"), Loader=Loader)


def _line(file: Path, path: Iterable[str | int]) -> int:
    """The line of a key in a YAML file, or of the nearest thing around it; looked up after a mistake only."""
    try:
        changed_ns = file.stat().st_mtime_ns
        node = _nodes(file, changed_ns)
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
