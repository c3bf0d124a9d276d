from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.bank.models import FollowUp
from interviewer.interview.follow_ups import next_follow_up, with_follow_up
from interviewer.interview.partner import Line
from interviewer.scoring.score import score
from interviewer.scoring.scorecard import KeyPointStatus
from interviewer.transcript import Transcript, Turn, Word
from tests.support.questions import small_question

QUESTION = small_question().model_copy(
    update={
        "follow_ups": (
            FollowUp(key_point="lower-variance", line="What does averaging do?"),
            FollowUp(key_point="boosting-sequence", line="Who waits for whom in boosting?"),
            FollowUp(key_point="boosting-sequence", line="And why in turn?"),
        )
    }
)
IN_TURN = Line("Who waits for whom in boosting?", "follow_up")
AVERAGE = Line("What does averaging do?", "follow_up")


@pytest.mark.parametrize(
    ("statuses", "asked", "fixed", "expected"),
    [
        (("missing", "missing", "missing"), (), False, IN_TURN),  # the weightier of those that have a line
        (("missing", "missing", "contradicted"), (), False, AVERAGE),
        (("missing", "partial", "missing"), (), False, AVERAGE),
        (("missing", "missing", "missing"), (IN_TURN,), False, AVERAGE),
        (("missing", "missing", "missing"), (IN_TURN, AVERAGE), False, None),
        (("covered", "covered", "covered"), (), False, None),
        (("covered", "covered", "covered"), (), True, IN_TURN),
        (("missing", "covered", "covered"), (), False, None),
    ],
)
def test_what_is_asked_next(
    statuses: tuple[KeyPointStatus, ...], asked: tuple[Line, ...], fixed: bool, expected: Line | None
) -> None:
    scorecard = score(QUESTION, "Well.")
    points = tuple(
        replace(point, status=status) for point, status in zip(scorecard.key_points, statuses, strict=True)
    )
    assert next_follow_up(QUESTION, replace(scorecard, key_points=points), asked, fixed=fixed) == expected


def test_typed_turns_have_no_times() -> None:
    joined = with_follow_up(Transcript.from_text("One."), IN_TURN, 0.0, Transcript.from_text("Two."))
    assert [(turn.speaker, turn.text, turn.start_s) for turn in joined.turns] == [
        ("candidate", "One.", None),
        ("interviewer", IN_TURN.text, None),
        ("candidate", "Two.", None),
    ]
    assert joined.candidate_text == "One.\nTwo."


def test_the_times_of_a_spoken_answer_run_on() -> None:
    first = Transcript((Turn.from_words([Word("One.", 0.5, 1.0, 0.9)]),), 4.0, "en", "e", "m", ((0.5, 1.0),))
    more = Transcript(
        (Turn.from_words([Word("Two.", 0.25, 0.75, 0.9)]),), 2.0, "en", "e", "m", ((0.25, 0.75),)
    )
    joined = with_follow_up(first, IN_TURN, 3.0, more)
    assert joined.duration_s == 9.0
    assert [(turn.start_s, turn.end_s) for turn in joined.turns] == [(0.5, 1.0), (4.0, 7.0), (7.25, 7.75)]
    assert joined.turns[2].words == (Word("Two.", 7.25, 7.75, 0.9),)
    assert joined.speech == ((0.5, 1.0), (7.25, 7.75))
    assert (joined.engine, joined.model) == ("e", "m")
