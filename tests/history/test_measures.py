"""What progress knows of an answer: drawn from its scorecard, kept as one line."""

from __future__ import annotations

from interviewer.history.measures import Measures, from_texts, measure, to_text

SCORECARD = {
    "parts": {
        "content": {"score": 0.5, "weight": 0.4, "points": 20.0},
        "framework": {"score": 1.0, "weight": 0.6, "points": 60.0},
        "delivery": {"score": None, "weight": 0, "points": 0.0},
    },
    "penalties": [
        {"id": "false-claim", "points": -5.0, "reason": "not so"},
        {"id": "false-claim", "points": -5.0, "reason": "nor this"},
        {"id": "jump", "points": -15.0, "reason": "too early"},
    ],
    "key_points": [
        {"id": "iqr", "status": "covered"},
        {"id": "plots", "status": "partial"},
        {"id": "domain", "status": "missing"},
    ],
    "framework": {
        "name": "PROBLEM",
        "steps": [
            {"id": "P", "expected": True, "status": "present"},
            {"id": "R", "expected": True, "status": "absent"},
            {"id": "M", "expected": False, "status": "present"},
        ],
    },
    "clarifying": {"questions": [{}, {}]},
    "jump": {"applies": True, "jumped": True},
    "habits": [
        {"id": "baseline", "kind": "do", "status": "seen"},
        {"id": "rambles", "kind": "avoid", "status": "not_seen"},
        {"id": "numbers", "kind": "do", "status": "not_seen"},
        {"id": "jargon", "kind": "avoid", "status": "seen"},
    ],
    "delivery": {"words": 181, "wpm": 131.5, "fillers": [{}]},
}
MEASURES = Measures(
    words=181,
    wpm=131.5,
    fillers=1,
    clarifying=2,
    jump_applies=True,
    framework="PROBLEM",
    expected="PR",
    present="PM",
    good_habits=("baseline", "rambles"),
    bad_habits=("numbers", "jargon"),
    lost={"content": 20.0, "false-claim": 10.0, "jump": 15.0},
    missed=("plots", "domain"),
)


def test_a_scorecard_is_measured() -> None:
    assert measure(SCORECARD) == MEASURES


def test_nobody_counts_fillers_in_a_typed_answer() -> None:
    typed = measure({"delivery": {"words": 5, "wpm": None, "fillers": [{}]}})
    assert (typed.words, typed.wpm, typed.fillers) == (5, None, None)


def test_a_scorecard_of_next_to_nothing() -> None:
    assert measure({"total": 3.0}) == Measures()


def test_kept_as_text_and_read_again() -> None:
    assert from_texts([to_text(MEASURES), to_text(Measures())]) == [MEASURES, Measures()]


def test_another_versions_measures_are_taken_again() -> None:
    assert from_texts([None, "[0]", '[99,1,"x"]', to_text(MEASURES)]) == [None, None, None, MEASURES]
