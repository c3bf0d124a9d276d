"""What a scorecard comes to, in words and points: one sentence, and what cost most. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interviewer.report.layout import clock
from interviewer.scoring.scorecard import Evidence, KeyPointStatus, Part, Penalty, Scorecard

# What of a key point's weight is open after a finding; the open shares split what the content part lost.
OPEN: Mapping[KeyPointStatus, float] = {"covered": 0.0, "partial": 0.5, "missing": 1.0, "contradicted": 1.0}
# From this score of the content part on it is called so. Wording only: nothing is counted by it.
CONTENT_WORDS = (
    (0.8, "Strong content"),
    (0.6, "Solid content"),
    (0.35, "Some of the content is there"),
    (0.001, "Little of the content is there so far"),
    (0.0, "None of the key points came up yet"),
)
GOOD_CONTENT = 0.6
WEAK_PART = 0.5  # a part below this is worth a word in the summary
STEPS_NAMED = 2  # absent steps named in a loss; more are counted
WORTH_NAMING = 1.0  # point; smaller losses are noise


@dataclass(frozen=True, slots=True)
class Loss:
    """``points`` (positive) that were lost, on what, and the words that lost them, if any did."""

    points: float
    what: str
    evidence: Evidence | None = None


def losses(scorecard: Scorecard) -> tuple[Loss, ...]:
    """Every loss worth naming, the largest first."""
    found = [
        Loss(-penalty.points, penalty.reason, _penalty_evidence(scorecard, penalty))
        for penalty in scorecard.penalties
    ]
    for name, part in scorecard.parts.items():
        describe = _DESCRIBE.get(name)
        if describe is not None:
            found.append(Loss(_lost(part), *describe(scorecard)))
    return tuple(
        sorted((loss for loss in found if loss.points >= WORTH_NAMING), key=lambda loss: -loss.points)
    )


def key_point_costs(scorecard: Scorecard) -> dict[str, float]:
    """Points lost with each key point: what the content part lost, split by open weight."""
    shares = {point.id: point.weight * OPEN[point.status] for point in scorecard.key_points}
    return _split(scorecard.parts.get("content"), shares)


def step_costs(scorecard: Scorecard) -> dict[str, float]:
    """Points lost with each expected step that is absent, in equal shares."""
    shares = {step.id: 1.0 for step in scorecard.steps if step.expected and step.status == "absent"}
    return _split(scorecard.parts.get("framework"), shares)


def sentence(scorecard: Scorecard) -> str:
    """How the answer went, in one plain sentence for the person who gave it."""
    if scorecard.delivery.words == 0:
        return "There are no words in this answer, so there is nothing to mark yet."
    content = scorecard.parts.get("content", Part(None, 0.0)).score or 0.0
    opening = next(words for least, words in CONTENT_WORDS if content >= least)
    problem = _problem(scorecard)
    if problem:
        return f"{opening}, {'but' if content >= GOOD_CONTENT else 'and'} {problem}."
    if content < GOOD_CONTENT:
        return f"{opening}; the way you built the answer holds up well."
    return (
        f"{opening}, {'and you asked before you answered' if scorecard.clarifying else 'well put together'}."
    )


def _problem(scorecard: Scorecard) -> str:
    """The one thing to change first, as a clause; empty where nothing stands out."""
    if scorecard.jump.jumped:
        method, when = scorecard.jump.method or "a method", _when(scorecard.jump.evidence)
        return f"you proposed {method}{when} before asking anything"
    for penalty in scorecard.penalties:
        if penalty.id in _AS_A_WHOLE:
            return _AS_A_WHOLE[penalty.id]
    wrong = len(wrong_statements(scorecard))
    if wrong:
        return "one thing you said is not so" if wrong == 1 else f"{wrong} things you said are not so"
    weak = {
        name: _lost(part)
        for name, part in scorecard.parts.items()
        if name in _WEAKNESS and part.score is not None and part.score < WEAK_PART
    }
    if not weak:
        return ""
    name = max(weak, key=lambda name: weak[name])
    if name == "clarifying" and scorecard.clarifying:
        return "there was more to ask first"
    return _WEAKNESS[name]


_AS_A_WHOLE = {
    "denial": "it mostly says what is not so",
    "stray": "too much of what you said doesn't belong to this question",
}
_WEAKNESS = {
    "framework": "several steps of the framework are still to be walked",
    "clarifying": "you asked nothing before you answered",
    "habits": "some good habits are still to be shown",
    "delivery": "a steadier pace would carry it better",
}


def wrong_statements(scorecard: Scorecard) -> tuple[tuple[Evidence, str], ...]:
    """What was said and is not so, with what is: misconceptions and swaps, each place once, in order."""
    found = {
        (wrong.evidence.start, wrong.evidence.end): (wrong.evidence, wrong.correction)
        for wrong in scorecard.contradictions
    }
    for point in scorecard.key_points:
        if point.status == "contradicted" and point.evidence:
            evidence = point.evidence[0]
            found.setdefault((evidence.start, evidence.end), (evidence, point.note or point.text))
    return tuple(found[place] for place in sorted(found))


def _when(evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    if evidence.start_s is None:
        return " in your first words," if evidence.start < 40 else ""
    if evidence.start_s < 2:
        return " right at the start,"
    if evidence.start_s < 60:
        return f" {evidence.start_s:.0f} seconds in,"
    return f" at {clock(evidence.start_s)},"


def _lost(part: Part) -> float:
    return 0.0 if part.score is None else (1 - part.score) * part.weight * 100


def _split(part: Part | None, shares: Mapping[str, float]) -> dict[str, float]:
    total = sum(shares.values())
    if part is None or not total:
        return {}
    return {name: _lost(part) * share / total for name, share in shares.items() if share}


def _penalty_evidence(scorecard: Scorecard, penalty: Penalty) -> Evidence | None:
    """The words behind a penalty: the jump's, or those of the false statement that its reason names."""
    if penalty.id == "jump":
        return scorecard.jump.evidence
    false = [(wrong.text, wrong.evidence) for wrong in scorecard.contradictions]
    false += [(point.text, one) for point in scorecard.key_points for one in point.evidence[:1]]
    return next((evidence for text, evidence in false if text and text in penalty.reason), None)


def _content_loss(scorecard: Scorecard) -> tuple[str, Evidence | None]:
    counts = [
        f"{count} {words}"
        for status, words in (
            ("missing", "not made"),
            ("partial", "made in part"),
            ("contradicted", "said the wrong way round"),
        )
        if (count := sum(point.status == status for point in scorecard.key_points))
    ]
    swapped = [
        point.evidence[0]
        for point in scorecard.key_points
        if point.status == "contradicted" and point.evidence
    ]
    return f"key points: {', '.join(counts)}", swapped[0] if swapped else None


def _framework_loss(scorecard: Scorecard) -> tuple[str, Evidence | None]:
    expected = [step for step in scorecard.steps if step.expected]
    absent = [step.name for step in expected if step.status == "absent"]
    if len(absent) > STEPS_NAMED:
        return f"framework: {len(absent)} of {len(expected)} expected steps not walked", None
    return f"framework: no word on {' and '.join(absent)}" if absent else "framework", None


def _clarifying_loss(scorecard: Scorecard) -> tuple[str, Evidence | None]:
    count = len(scorecard.clarifying)
    if not count:
        return "no clarifying question asked", None
    return f"clarifying: {count} asked, more was there to ask", None


def _habits_loss(scorecard: Scorecard) -> tuple[str, Evidence | None]:
    slipped = [habit for habit in scorecard.habits if not habit.good and habit.kind == "avoid"]
    unseen = sum(not habit.good for habit in scorecard.habits) - len(slipped)
    counts = [f"{unseen} not shown"] * bool(unseen) + [f"{len(slipped)} to drop"] * bool(slipped)
    quotes = [habit.evidence[0] for habit in slipped if habit.evidence]
    return f"habits: {', '.join(counts)}" if counts else "habits", quotes[0] if quotes else None


def _delivery_loss(scorecard: Scorecard) -> tuple[str, Evidence | None]:
    """Facts only: which of them cost how much is the scorer's business."""
    found = scorecard.delivery
    facts = [] if found.wpm is None else [f"{found.wpm:.0f} words a minute"]
    counts = (("long pauses", found.pauses), ("fillers", found.fillers), ("repeated words", found.repeated))
    facts += [f"{noun} {len(heard)}" for noun, heard in counts if heard]
    return f"delivery: {', '.join([*facts, f'words {found.words}'])}", None


_DESCRIBE = {
    "content": _content_loss,
    "framework": _framework_loss,
    "clarifying": _clarifying_loss,
    "habits": _habits_loss,
    "delivery": _delivery_loss,
}
