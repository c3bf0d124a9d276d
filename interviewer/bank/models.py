"""The shapes of what can be asked. Pure values: what a pack file may hold, and nothing else.

A *cue* is a short spoken phrase by which something is recognised. It is met where
all its content words, stemmed, occur close together in one clause, in any order;
``a|b`` inside a cue allows either word; a cue in double quotes is a phrase, whose words
stand in order, small ones included. Everything a person might say in other
words goes into ``paraphrases``, whole sentences that are compared as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SkipValidation,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Cues = tuple[Text, ...]

Level = Literal["entry", "mid", "expert"]
QuestionType = Literal["concept", "compare", "howto", "design", "behavioural"]
Facet = Literal["objective", "users", "data", "constraints", "metric", "baseline", "operations", "scope"]
FACETS: tuple[Facet, ...] = (
    "objective",
    "users",
    "data",
    "constraints",
    "metric",
    "baseline",
    "operations",
    "scope",
)


def _refuse_repeats(values: list[str], what: str) -> None:
    if len(set(values)) == len(values):
        return
    repeated = sorted(value for value, count in Counter(values).items() if count > 1)
    if repeated:
        raise ValueError(f"{what} used twice: {', '.join(repeated)}")


class Entry(BaseModel):
    """Base of everything read from a file: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class KeyPoint(Entry):
    """One statement that a good answer makes.

    ``about``: cues for the subject; empty where the question's own topic is the subject.
    ``says``: cues for what must be said of it. ``text`` is the statement itself,
    ``explain`` one line for the feedback of somebody who missed it.
    """

    id: Slug
    text: Text
    weight: Annotated[float, Field(gt=0, le=3)] = 1.0
    about: Cues = ()
    says: Annotated[Cues, Field(min_length=1)]
    paraphrases: Cues = ()
    explain: Text


class Contrast(Entry):
    """Two key points that mirror each other: saying the one's statement of the other is a swap."""

    points: tuple[Slug, Slug]
    correction: Text


class Misconception(Entry):
    """A false statement that candidates really make; ``sounds_like`` are cues or whole sentences."""

    id: Slug
    text: Text
    sounds_like: Annotated[Cues, Field(min_length=1)]
    correction: Text


class Method(Entry):
    """A method by name, with the forms in which it is spoken (the name itself always counts)."""

    name: Text
    spoken: Cues = ()


class Methods(Entry):
    """What a careful interviewer wants justified first (advanced) and what is a fine start (simple)."""

    advanced: tuple[Method, ...] = ()
    simple: tuple[Method, ...] = ()


class Fact(Entry):
    """One line of the hidden fact sheet: how it is asked for, what is answered, how its use is heard.

    ``questions``: whole sentences that ask for it, the best first, which is shown as worth asking.
    """

    id: Slug
    facet: Facet
    questions: Cues = ()
    asked_as: Annotated[Cues, Field(min_length=1)]
    answer: Text
    used_as: Cues = ()


class Scenario(Entry):
    """The concrete setting behind a question, told only to those who ask."""

    summary: Text
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    unknown: Text = "I don't have that to hand. Assume something sensible, and tell me what you assume."


class FollowUp(Entry):
    """A spoken question back to a candidate who missed ``key_point``."""

    key_point: Slug
    line: Text


class ModelAnswers(Entry):
    """What a good answer sounds like: in about 30 and in about 90 seconds."""

    short: Text
    long: Text


class Step(Entry):
    """One step of a framework.

    ``cues``: phrases (words in order, function words included) that mark a clause as doing
    this step; ``facets``: a clarifying question about one of these does this step too.
    ``advice``: what to say next time when the step was left out. ``considered``: an
    advanced method that is proposed before anything was asked does not do this step. ``sounds_like``:
    more sentences that do it. Where the scorer has vectors, a clause without a cue does it if it is nearer to
    these and to the examples than to any other step's, by ``nearer_by`` (of cosines); None: never.
    ``side_by_side``: a sentence that lays alternatives side by side ("either ... or ...") does it.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    name: Text
    asks: Text
    cues: Annotated[Cues, Field(min_length=1)]
    facets: tuple[Facet, ...] = ()
    examples: Annotated[Cues, Field(min_length=1)]
    considered: bool = False
    sounds_like: Cues = ()
    nearer_by: Annotated[float, Field(ge=-1, le=1)] | None = None
    side_by_side: bool = False
    advice: Text


class Framework(Entry):
    """An answer framework: named steps in order."""

    name: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]*$")]
    title: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_differ(self) -> Framework:
        _refuse_repeats([step.id for step in self.steps], "step id")
        return self

    def step(self, step_id: str) -> Step:
        return next(step for step in self.steps if step.id == step_id)


class Term(Entry):
    """One technical term. ``aliases``: other names; ``misheard``: what Whisper really wrote for it.

    ``not_near``: words beside which a mishearing is meant as it stands: smoke, near an alarm.

    ``method``: "advanced" or "simple" where the term is a method, None where it is not.
    """

    term: Text
    spoken: Cues = ()
    aliases: Cues = ()
    misheard: Cues = ()
    not_near: Cues = ()
    method: Literal["advanced", "simple"] | None = None


class Glossary(Entry):
    """The field's technical terms, the same for every question."""

    terms: tuple[Term, ...] = ()

    @model_validator(mode="after")
    def _terms_differ(self) -> Glossary:
        _refuse_repeats([term.term.lower() for term in self.terms], "term")
        return self


class Question(Entry):
    """One question, complete: `framework` and `glossary` are resolved by the loader.

    ``number`` is null in packs of one's own. ``topic``: cues for what the question is
    about, for key points that name no subject of their own.
    """

    number: Annotated[int, Field(ge=1)] | None = None
    slug: Slug
    pack: Slug
    section: Text
    level: Level
    type: QuestionType
    prompt: Text
    reference: Text
    framework: Framework
    expected_steps: tuple[str, ...]
    jump_applies: bool
    topic: Cues = ()
    key_points: Annotated[tuple[KeyPoint, ...], Field(min_length=1)]
    contrasts: tuple[Contrast, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    methods: Methods = Methods()
    scenario: Scenario | None = None
    interjections: Cues = Field(default=(), validate_default=True)
    follow_ups: tuple[FollowUp, ...] = ()
    nudge: Text = "Take your time. Tell me what you're weighing up."
    model_answers: ModelAnswers | None = None
    step_examples: dict[str, Cues] = {}
    # Shared by all questions and checked once, when its files are read.
    glossary: SkipValidation[Glossary] = Field(default=Glossary(), repr=False)

    @field_validator("framework", mode="before")
    @classmethod
    def _resolve(cls, value: Any, info: ValidationInfo) -> Any:
        known = (info.context or {}).get("frameworks", {})
        if isinstance(value, str) and known:
            if value not in known:
                raise ValueError(f"no framework is called {value!r}; known: {', '.join(sorted(known))}")
            return known[value]
        return value

    # Field by field rather than at the end, so that a mistake is reported with its own key and line.
    # ``info.data`` lacks a field that is wrong itself: that is one mistake already.

    @field_validator("expected_steps", "step_examples")
    @classmethod
    def _steps_exist(cls, value: Iterable[str], info: ValidationInfo) -> Iterable[str]:
        framework: Framework | None = info.data.get("framework")
        if framework is None:
            return value
        steps = [step.id for step in framework.steps]
        for step in value:
            if step not in steps:
                raise ValueError(f"{step!r} is no step of {framework.name} ({' '.join(steps)})")
        return value

    @field_validator("key_points", "misconceptions")
    @classmethod
    def _ids_differ(cls, value: tuple[KeyPoint | Misconception, ...]) -> tuple[KeyPoint | Misconception, ...]:
        _refuse_repeats([entry.id for entry in value], "id")
        return value

    @field_validator("contrasts", "follow_ups")
    @classmethod
    def _points_exist(
        cls, value: tuple[Contrast | FollowUp, ...], info: ValidationInfo
    ) -> tuple[Contrast | FollowUp, ...]:
        named = [
            point
            for entry in value
            for point in (entry.points if isinstance(entry, Contrast) else (entry.key_point,))
        ]
        points = [point.id for point in info.data["key_points"]] if "key_points" in info.data else named
        for point in named:
            if point not in points:
                raise ValueError(f"{point!r} is no key point of this question ({', '.join(points)})")
        return value

    @field_validator("interjections")
    @classmethod
    def _jump_has_a_reply(cls, value: Cues, info: ValidationInfo) -> Cues:
        if info.data.get("jump_applies") and not value:
            raise ValueError("jump_applies is true, so interjections needs at least one line")
        return value

    def to_dict(self, *, brief: bool = False) -> dict[str, Any]:
        """The contract's JSON; ``brief`` leaves the long fields out."""
        data = self.model_dump(mode="json", exclude={"glossary", "framework"})
        data["framework"] = self.framework.name
        if self.scenario is None:
            data["scenario"] = {"summary": "", "facts": []}
        if self.model_answers is None:
            data["model_answers"] = {"short": "", "long": ""}
        if brief:
            brief_keys = (
                "number",
                "slug",
                "pack",
                "section",
                "level",
                "type",
                "prompt",
                "framework",
                "jump_applies",
            )
            return {key: data[key] for key in brief_keys}
        return data
