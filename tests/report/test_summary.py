"""What a scorecard comes to: the sentence, the losses, and their sums."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.report.summary import key_point_costs, losses, sentence, step_costs, wrong_statements
from interviewer.scoring.scorecard import Jump, Part, Scorecard
from tests.report.samples import Sample


def with_parts(scorecard: Scorecard, **scores: float) -> Scorecard:
    parts = {
        name: replace(part, score=scores.get(name, part.score)) for name, part in scorecard.parts.items()
    }
    return replace(scorecard, parts=parts)


@pytest.mark.parametrize(
    ("start_s", "start", "when"),
    [
        (0.5, 0, " right at the start, before"),
        (3.2, 9, " 3 seconds in, before"),
        (59.4, 900, " 59 seconds in, before"),
        (72.0, 900, " at 1:12, before"),
        (None, 10, " in your first words, before"),
        (None, 400, " before"),
    ],
)
def test_the_moment_is_told_as_a_person_would(
    start_s: float | None, start: int, when: str, samples: dict[str, Sample]
) -> None:
    scorecard = samples["jump"].scorecard
    assert scorecard.jump.evidence is not None
    jump = replace(scorecard.jump, evidence=replace(scorecard.jump.evidence, start_s=start_s, start=start))
    assert f"proposed SMOTE{when} asking anything." in sentence(replace(scorecard, jump=jump))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (1.0, "Strong content, but one thing you said is not so."),
        (0.6, "Solid content, but one thing you said is not so."),
        (0.59, "Some of the content is there, and one thing you said is not so."),
        (0.1, "Little of the content is there so far, and one thing you said is not so."),
        (0.0, "None of the key points came up yet, and one thing you said is not so."),
    ],
)
def test_the_content_in_words(content: float, expected: str, samples: dict[str, Sample]) -> None:
    scorecard = replace(samples["jump"].scorecard, jump=Jump(True, False))
    assert sentence(with_parts(scorecard, content=content)) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("framework", "but several steps of the framework are still to be walked."),
        ("clarifying", "but there was more to ask first."),
        ("habits", "but some good habits are still to be shown."),
        ("delivery", "but a steadier pace would carry it better."),
    ],
)
def test_the_weakest_part_is_named(part: str, expected: str, samples: dict[str, Sample]) -> None:
    assert sentence(with_parts(samples["strong"].scorecard, **{part: 0.2})).endswith(expected)


def test_nothing_to_complain_of(samples: dict[str, Sample]) -> None:
    strong = samples["strong"].scorecard
    assert sentence(strong) == "Strong content, and you asked before you answered."
    assert sentence(replace(strong, clarifying=())) == "Strong content, well put together."
    assert sentence(with_parts(strong, content=0.3)).endswith("the way you built the answer holds up well.")


def test_nothing_said(samples: dict[str, Sample]) -> None:
    assert sentence(samples["empty"].scorecard).startswith("There are no words in this answer")


@pytest.mark.parametrize("name", ["jump", "strong", "typed"])
def test_costs_add_up_to_what_was_lost(name: str, samples: dict[str, Sample]) -> None:
    scorecard = samples[name].scorecard
    for costs, part in ((key_point_costs(scorecard), "content"), (step_costs(scorecard), "framework")):
        lost = scorecard.parts[part].weight * 100 - scorecard.parts[part].points
        assert sum(costs.values()) == pytest.approx(lost)
    everything = sum(loss.points for loss in losses(scorecard))
    assert everything == pytest.approx(100 - scorecard.total, abs=1.0)  # but for losses too small to name


def test_losses_come_largest_first_with_their_words(samples: dict[str, Sample]) -> None:
    found = losses(samples["jump"].scorecard)
    assert [round(loss.points, 1) for loss in found] == [20.0, 20.0, 15.0, 10.5, 10.0, 5.0]
    quotes = {loss.what.split(":")[0]: loss.evidence and loss.evidence.quote for loss in found}
    assert quotes["SMOTE proposed before any clarifying question or check of the problem"]
    assert str(quotes["not so"]).startswith("You do it on the whole data set")
    assert quotes["habits"] == "I would use SMOTE"
    assert quotes["no clarifying question asked"] is None


def test_a_full_mark_costs_nothing_though_a_point_is_missing(samples: dict[str, Sample]) -> None:
    """Content is full before every last key point is made: then a missing one has cost nothing."""
    scorecard = with_parts(samples["jump"].scorecard, content=1.0)
    assert sum(key_point_costs(scorecard).values()) == 0


def test_a_part_that_was_not_judged_costs_nothing(samples: dict[str, Sample]) -> None:
    scorecard = replace(samples["jump"].scorecard, parts={"content": Part(None, 0.0)}, penalties=())
    assert losses(scorecard) == ()


def test_a_swap_that_is_also_a_misconception_is_told_once(samples: dict[str, Sample]) -> None:
    scorecard = samples["jump"].scorecard
    wrong = scorecard.contradictions[0]
    point = replace(
        scorecard.key_points[0], status="contradicted", evidence=(wrong.evidence,), note="Swapped."
    )
    both = replace(scorecard, key_points=(point, *scorecard.key_points[1:]))
    assert wrong_statements(both) == ((wrong.evidence, wrong.correction),)
    alone = replace(both, contradictions=())
    assert wrong_statements(alone) == ((wrong.evidence, "Swapped."),)


@pytest.mark.parametrize(
    ("absent", "what"),
    [
        ((), "framework"),
        (("Limitations",), "framework: no word on Limitations"),
        (("Limitations", "Evaluation"), "framework: no word on Limitations and Evaluation"),
        (("Options", "Limitations", "Evaluation"), "framework: 3 of 6 expected steps not walked"),
    ],
)
def test_absent_steps_are_named_or_counted(
    absent: tuple[str, ...], what: str, samples: dict[str, Sample]
) -> None:
    strong = with_parts(samples["strong"].scorecard, framework=0.5)
    steps = tuple(
        replace(step, status="absent" if step.name in absent else "present") for step in strong.steps
    )
    assert losses(replace(strong, steps=steps))[0].what == what
