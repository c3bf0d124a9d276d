"""The ten habits: five mistakes to avoid and five things to show, each with its evidence.

Mistakes of omission (no word about business, data quality or interpretability) are
held only against answers to questions that call for a solution, and only once the
answer is long enough to have had room for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.bank.models import Question
from interviewer.scoring.answer import Answer
from interviewer.scoring.cues import find_cues
from interviewer.scoring.scorecard import ClarifyingQuestion, Evidence, Habit, HabitKind, Jump, StepFinding
from interviewer.scoring.speech_acts import merely_listed

ROOM_WORDS = 60  # below this an answer had no room for everything
MANY_METHODS = 3  # advanced methods proposed together that make a first solution over-engineered
SOLUTION_TYPES = frozenset(["howto", "design"])

BUSINESS = (
    "business", "customer|customers", "revenue|profit|sales", "cost mistake|error|false|missed|wrong", "stakeholder|stakeholders",
    "budget", "money", "user|users experience|complain|see|notice|trust|satisfaction|feel", "expensive mistake|error", "use case", "impact",
    "deadline", "kpi", "return investment", "legal|regulator|regulation|compliance", "false alarm|alarms cost|costs", "product goal|team|owner",
    "who uses|acts", "worth it|effort|trouble",
)  # fmt: skip
DATA_QUALITY = (
    "missing|null values|labels|data|fields", "label|labels|labelled noise|noisy|wrong|quality|delay|late|trust|correct", "noisy|dirty|messy|bad data|labels",
    "data quality", "duplicate|duplicates|duplicated", "leak|leaks|leakage", "outlier|outliers", "distribution data|classes|target|values|features|column",
    "check|look|inspect|explore|plot|audit data|labels|distribution|column|rows", "data|rows|examples representative|biased|clean|reliable|enough|trustworthy|stale",
    "selection|sampling bias", "garbage", "split properly|bad|wrong", "typo|typos", "data collected|comes|gathered",
    "why values missing", "logging|sensor error|bug|broken",
)  # fmt: skip
INTERPRETABILITY = (
    "interpret|interpretable|interpretability|interpreted", "explain|explainable|explained|explainability decision|decisions|model|prediction|predictions|why|regulator|manager|anyone|auditor|user|customer",
    "shap", "transparent|transparency", "black box", "trace|justify|defend decision|decisions|why", "understand why", "feature importance",
    "audit|auditor|auditable", "read model|off|it", "harder explain",
)  # fmt: skip
SIMPLE_START = (
    "simple|simplest|plain|basic|dull|boring|naive|cheap baseline|model|approach|thing|solution|version|rule|start|first", "baseline|baselines", "start|begin|starting|try simple|simplest|plain|basic|cheapest",
    "logistic|linear regression|model first|start|begin|baseline", "rule of thumb|based baseline|first|start", "before complex|complicated|fancy|heavier", "as simple possible",
    "something beat", "shallow tree",
)  # fmt: skip
ASSUMES = (
    "assume|assuming|assumption|assumptions|suppose", "depends data|distribution|whether|labels|pattern|why", "if data|labels|rows|values|features is|are|were", "representative|stationary|independent|identically",
    "same distribution", "check|look|plot|count|inspect|see data|distribution|labels|column|rows|values|classes|missing|histogram|split|gap|norms",
)  # fmt: skip
OPERATIONS = (
    "latency", "millisecond|milliseconds", "memory|cpu|gpu|hardware|compute cost|limit|budget|limited|heavy|cheap|needs", "inference|serving cost|time|slow|fast|heavy|expensive|latency",
    "real time", "batch job|nightly|overnight", "scale|scales|scaling traffic|load|requests|users|data|peak", "throughput|requests per second", "deploy|deployed|deployment|rollout|roll out",
    "training serving", "budget", "cost run|serve|train|operate|maintain|compute", "team small|size|maintain|operate", "infrastructure", "roll back|rollback", "edge device|devices|phone",
)  # fmt: skip
MAINTENANCE = (
    "monitor|monitoring|monitored", "retrain|retraining|refit|refresh", "drift|drifts", "alert|alerts|alerting|alarm", "maintain|maintenance|maintainable|owner|owns|upkeep", "dashboard|dashboards",
    "keep eye|watching|checking", "goes stale|decays|degrades|ages", "once live|running", "production watch|check|log|track|monitor", "versioned|versioning rollback|registry|track",
    "documentation|runbook|on call", "every night|week|month rerun|check|retrain|redo|review|regenerate|compare",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Findings:
    """What the other stages found, as far as habits rest on it."""

    clarifying: Sequence[ClarifyingQuestion]
    steps: Sequence[StepFinding]
    jump: Jump
    proposed: int  # advanced methods named in proposals


def find_habits(question: Question, answer: Answer, findings: Findings) -> tuple[Habit, ...]:
    """The ten habits in the order of the seed: mistakes first."""
    room = len(answer.tokens) >= ROOM_WORDS and question.type in SOLUTION_TYPES
    simple = _said(answer, SIMPLE_START) + _said(
        answer, [form for method in question.methods.simple for form in (method.name, *method.spoken)]
    )
    jumped = (findings.jump.evidence,) if findings.jump.jumped and findings.jump.evidence else ()
    over = findings.proposed >= MANY_METHODS and not _said(answer, SIMPLE_START)
    first_asked = findings.clarifying[:1] if not findings.jump.jumped else []
    return (
        _habit("jumping-to-complex", "avoid", bool(jumped), "Jumping straight to a complex solution", jumped),
        _omitted("ignoring-business", room, answer, BUSINESS, "Leaving business constraints out"),
        _omitted("ignoring-data-quality", room, answer, DATA_QUALITY, "Leaving the quality of the data out"),
        _habit(
            "over-engineering",
            "avoid",
            over,
            "Over-engineering the first solution",
            (findings.jump.evidence,) if over and findings.jump.evidence else (),
        ),
        _omitted(
            "forgetting-interpretability", room, answer, INTERPRETABILITY, "Forgetting interpretability"
        ),
        _shown("simple-baseline", simple, "Starting from a simple baseline"),
        _shown(
            "clarifying-first", [asked.evidence for asked in first_asked], "Asking clarifying questions first"
        ),
        _shown("data-assumptions", _said(answer, ASSUMES), "Saying early what is assumed of the data"),
        _shown("operational-constraints", _said(answer, OPERATIONS), "Thinking of operational constraints"),
        _shown("maintenance", _said(answer, MAINTENANCE), "Thinking of the model's upkeep"),
    )


def habits_score(habits: Sequence[Habit], question: Question) -> float:
    """Share of habits kept. Where no solution is asked for, only the good ones that were shown count, to three."""
    if question.type in SOLUTION_TYPES:
        return sum(habit.good for habit in habits) / len(habits)
    shown = sum(habit.kind == "do" and habit.status == "seen" for habit in habits)
    broken = sum(habit.kind == "avoid" and habit.status == "seen" for habit in habits)
    return max(0.0, min(1.0, shown / 3) - 0.25 * broken)


def _habit(name: str, kind: HabitKind, seen: bool, text: str, evidence: Sequence[Evidence]) -> Habit:
    return Habit(name, kind, "seen" if seen else "not_seen", text, tuple(evidence)[:2])


def _shown(name: str, evidence: Sequence[Evidence], text: str) -> Habit:
    return _habit(name, "do", bool(evidence), text, sorted(evidence, key=lambda quote: quote.start))


def _omitted(name: str, room: bool, answer: Answer, cues: Sequence[str], text: str) -> Habit:
    """Seen, as a mistake, where there was room for the subject and it never came up."""
    return _habit(name, "avoid", room and not _said(answer, cues), text, ())


def _said(answer: Answer, cues: Sequence[str]) -> list[Evidence]:
    found = []
    for match in find_cues(answer, cues):
        if not merely_listed(answer, match.first):
            clause = answer.clause_at(match.first)
            last = max(match.last, min(clause.last, match.last + 12))
            found.append(answer.evidence(max(clause.first, match.first - 12), last))
    return found
