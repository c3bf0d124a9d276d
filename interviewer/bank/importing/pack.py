"""From drafts to a pack that the loader takes: a question each, to be completed by a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from interviewer.bank.importing.draft import Asked, Block, Draft, Remark, Report, Source
from interviewer.bank.importing.guesses import facet_of, is_placeholder, type_of
from interviewer.bank.importing.rich_text import spoken, written
from interviewer.bank.importing.words import content_words, cues, sentences, shortened, slug, unique
from interviewer.bank.models import Framework, Glossary, Question

MAX_POINTS = 10  # of a draft; the schema takes more, a mark of ten parts is fine enough
LONGEST_POINT = 240  # characters of a statement; longer ones are cut for the report, never in the reference
NO_ANSWER = "The answer is missing; it is still to be written."
NO_SENTENCE = "its answer is only a table, code or an image"
_POINT_ID = 40
MAX_SECTION_CUES = 12
DEFAULT_FRAMEWORK = "PROBLEM"
# Steps a draft expects, by type, where the framework is PROBLEM: what nearly every such answer needs.
_STEPS: Mapping[str, tuple[str, ...]] = {
    "design": ("P", "R", "O", "B", "L", "E", "M"),
    "howto": ("P", "O", "B", "E"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the new pack. ``about``: where it came from and what is to be done, for a comment."""

    question: Mapping[str, Any]
    about: tuple[str, ...]


@dataclass(slots=True)
class _Making:
    """What has been made so far."""

    pack: str
    frameworks: Mapping[str, Framework]
    unit: str
    taken: dict[str, int]  # see `unique`
    entries: list[Entry] = field(default_factory=list)
    stubs: list[Remark] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)


def make_entries(
    source: Source, pack: str, taken: Iterable[str], frameworks: Mapping[str, Framework]
) -> tuple[tuple[Entry, ...], Report]:
    """The pack's questions and what became of each; every one of them is valid.

    ``taken``: slugs of other packs; ``frameworks``: those that are known, by name.
    """
    making = _Making(pack, frameworks, source.unit, dict.fromkeys(taken, 1))
    for draft in source.drafts:
        if draft.whole is not None:
            _take_over(draft, draft.whole, making)
        else:
            _complete(draft, making)
    report = Report(
        format=source.format,
        unit=source.unit,
        imported=len(making.entries) - len(making.stubs),
        stubs=tuple(making.stubs),
        skipped=tuple(sorted((*source.skipped, *making.skipped), key=lambda remark: remark.at)),
        notes=tuple(sorted((*source.notes, *making.notes), key=lambda remark: remark.at)),
    )
    return tuple(making.entries), report


def _complete(draft: Draft, making: _Making) -> None:
    """Add a question made from what was found."""
    prompt = spoken(draft.prompt)
    answer = tuple(block for block in draft.answer if not is_placeholder(block.text))
    reference = written(answer)
    points = _design_points(answer) if draft.facts else _points(answer, content_words(prompt))
    promised = len(answer) < len(draft.answer)  # "Answer here", and besides it perhaps a stray line
    if promised and not any(len(content_words(text)) > 1 for text in _statements(answer)):
        points = []
    stub = "" if points else "it has no answer" if promised or not answer else NO_SENTENCE
    kind = "design" if draft.facts else type_of(prompt)
    framework, steps = _framework(kind, making.frameworks)
    question = {
        "slug": unique(slug(prompt) or f"question-{draft.at}", making.taken),
        "section": draft.section or making.pack,
        "level": draft.level or "mid",
        "type": kind,
        **({"framework": framework} if framework != DEFAULT_FRAMEWORK else {}),
        "prompt": prompt,
        "reference": reference or NO_ANSWER,
        "expected_steps": list(steps),
        "jump_applies": False,
        "topic": list(cues(prompt)[:1]),
        "key_points": points or [_missing_point()],
    }
    if draft.facts:
        question["scenario"] = _scenario(prompt, draft.facts)
    if not _add(question, draft, making, stub):
        return
    if stub:
        making.stubs.append(Remark(draft.at, f"{shortened(prompt, 60)}: {stub}"))
    if " ".join(written(draft.prompt).split()) != prompt:
        making.notes.append(Remark(draft.at, f"left out of the spoken prompt: {_left_out(draft.prompt)}"))
    unknown = sum(not fact.answer for fact in draft.facts)
    if unknown:
        making.notes.append(
            Remark(draft.at, f"{unknown} of {len(draft.facts)} clarifying questions have no answer")
        )


def _take_over(draft: Draft, whole: Mapping[str, Any], making: _Making) -> None:
    """Add a question of this program's own JSON as it is; its number stays with the shipped bank."""
    question = {
        key: value for key, value in whole.items() if key not in ("pack", "number") and value is not None
    }
    for key, part in (("scenario", "facts"), ("model_answers", "short")):  # empty in the JSON: not there
        if isinstance(question.get(key), Mapping) and not question[key].get(part):
            del question[key]
    if question.get("framework") == DEFAULT_FRAMEWORK:
        del question["framework"]
    question["slug"] = unique(str(question["slug"]), making.taken)
    _add(question, draft, making, "")


def _add(question: Mapping[str, Any], draft: Draft, making: _Making, stub: str) -> bool:
    """Add the question if the loader would take it; otherwise it is skipped, with the reason."""
    try:
        Question.model_validate(
            {"framework": DEFAULT_FRAMEWORK, **question, "pack": making.pack, "glossary": Glossary()},
            context={"frameworks": making.frameworks},
        )
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        making.skipped.append(Remark(draft.at, f"{question['slug']!r:.60}: {key}: {first['msg']}"))
        return False
    about = [f"{making.unit} {draft.at}"]
    if draft.tags:
        about.append(f"tags: {', '.join(draft.tags)}")
    if stub:
        about.append(f"STUB: {stub}. Write the reference and the key points.")
    making.entries.append(Entry(question, tuple(about)))
    return True


def _framework(kind: str, frameworks: Mapping[str, Framework]) -> tuple[str, tuple[str, ...]]:
    """The framework for that type of question and the steps that a draft expects."""
    if kind == "behavioural" and "STAR" in frameworks:
        return "STAR", tuple(step.id for step in frameworks["STAR"].steps)
    known = [step.id for step in frameworks[DEFAULT_FRAMEWORK].steps]
    return DEFAULT_FRAMEWORK, tuple(step for step in _STEPS.get(kind, ()) if step in known)


def _points(answer: Iterable[Block], known: Iterable[str]) -> list[dict[str, Any]]:
    """A key point for each statement of the answer, at most MAX_POINTS."""
    known = tuple(known)
    points: list[dict[str, Any]] = []
    ids: dict[str, int] = {}
    statements = list(_statements(answer))
    telling = [text for text in statements if len(content_words(text)) > 1]
    for text in (telling or statements)[:MAX_POINTS]:
        says = cues(text, known)
        if says:
            points.append(_point(text, says, ids))
    return points


def _statements(answer: Iterable[Block]) -> Iterator[str]:
    """Sentences and list items that state something: no heading, no "Some examples are:", no question."""
    blocks = [*answer, None]
    for block, following in pairwise(blocks):
        if block is None or block.kind not in ("item", "text"):
            continue
        said = list(sentences(block.spoken))
        if block.kind == "item":
            said = said[:1]  # what comes after it explains the item
        elif (
            said and following is not None and following.kind == "item" and not said[-1].endswith((".", "!"))
        ):
            said.pop()  # it only leads to the list
        yield from (text for text in said if not text.endswith((":", "?")))


def _design_points(answer: Iterable[Block]) -> list[dict[str, Any]]:
    """A key point for each section of a design note; its items are the ways to meet it."""
    points: list[dict[str, Any]] = []
    ids: dict[str, int] = {}
    sections: list[tuple[str, list[str]]] = [("", [])]
    for block in answer:
        if block.kind == "heading":
            sections.append((block.spoken.lstrip("0123456789. "), []))
        elif block.kind in ("item", "text") and block.spoken:
            sections[-1][1].append(block.spoken.rstrip(" :;."))
    for title, lines in sections:
        found = dict.fromkeys(cue for line in lines for cue in cues(line)[:1])
        says = [cue for cue in found if " " in cue][:MAX_SECTION_CUES]  # one word is met by chance
        if says:
            text = f"{title}: {'; '.join(lines)}" if title else "; ".join(lines)
            points.append(_point(text, tuple(says), ids, title or lines[0]))
    return points[:MAX_POINTS]


def _point(text: str, says: tuple[str, ...], ids: dict[str, int], name: str = "") -> dict[str, Any]:
    text = shortened(text, LONGEST_POINT)
    point: dict[str, Any] = {
        "id": unique(slug(name or text, _POINT_ID) or "point", ids, _POINT_ID),
        "text": text,
        "says": list(says),
    }
    if not name and len(content_words(text)) > len(says[0].split()):
        point["paraphrases"] = [text]
    return {**point, "explain": text}


def _missing_point() -> dict[str, Any]:
    return {
        "id": "answer-missing",
        "text": NO_ANSWER,
        "says": ["answer still missing written"],  # words that nobody says together by chance
        "explain": "This question has no answer yet; write its key points.",
    }


def _scenario(prompt: str, facts: Iterable[Asked]) -> dict[str, Any]:
    ids: dict[str, int] = {}
    made = []
    for fact in facts:
        asked = cues(fact.question)
        if asked:
            made.append(
                {
                    "id": unique(slug(fact.question, _POINT_ID) or "fact", ids, _POINT_ID),
                    "facet": facet_of(fact.question),
                    "questions": [fact.question],
                    "asked_as": [fact.question, *asked],
                    "answer": fact.answer
                    or "That isn't settled. Assume something sensible, and tell me what you assume.",
                }
            )
    return {"summary": prompt, "facts": made}


def _left_out(prompt: Iterable[Block]) -> str:
    """What of the prompt a voice can't say."""
    kinds = {"table": "a table", "code": "code"}
    found = [kinds[block.kind] for block in prompt if block.kind in kinds]
    if any("(image" in block.text for block in prompt):
        found.append("an image")
    return ", ".join(dict.fromkeys(found)) or "a formula or an address, or it was spelled in words"
