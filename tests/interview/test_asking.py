from __future__ import annotations

import pytest

from interviewer.interview.asking import handed_over
from tests.support.questions import shipped_bank

OUTLIERS = shipped_bank().question("outliers")


@pytest.mark.parametrize(
    ("utterance", "kinds"),
    [
        ("How many of the values look strange?", ["question"]),
        ("how many of the values look strange", ["question"]),
        ("I'd like to know where the strange values come from.", ["question"]),
        ("Okay. And the metric?", ["guess"]),
        ("and where do they come from", ["guess"]),
        ("Okay. How rare are they.", ["guess"]),
        ("Is there a rule in place today.", ["question"]),
        ("Which company built the phones.", ["question"]),
        ("What matters most is the window.", []),
        ("What would help is a plot.", []),
        ("What I count isn't the mean.", []),
        ("What to do with them then.", []),
        ("When the values are odd I'd look at the phones.", []),
        ("When is it retrained.", ["question"]),
        ("By when do you need it.", ["guess"]),
        ("Does the share change over the year.", ["guess"]),
        ("How many people work with it.", ["question"]),
        ("How many we have matters.", []),
        ("Sorry, how rare were they again.", ["guess"]),
        ("So how would I put it?", []),
        ("What was it called?", []),
        ("Do the split by driver.", []),
        ("How I'd do it is by the quartiles.", []),
        ("What I would do first is plot them.", []),
        ("Which is why I'd plot them.", []),
        ("What does a late parcel cost? And who uses the prediction?", ["question", "question"]),
        ("What does a late parcel cost, if you know that?", ["question"]),
        ("Could you repeat the question, please?", ["repeat"]),
        ("Can you tell me more about the problem?", ["setting"]),
        ("I'd plot the values first, to see whether they're really odd.", []),
        ("How many are strange? I'd guess that it's about one in a thousand, and go on from there.", []),
        ("It's an outlier if it's far from the rest, right?", []),
        ("What is an outlier? It's a value far away from all others.", []),
        ("I'd ask myself what happened there and then remove the row.", []),
        ("Give me a second to think.", []),
        ("", []),
        ("?", []),
    ],
)
def test_what_hands_the_turn_over(utterance: str, kinds: list[str]) -> None:
    assert [request.kind for request in handed_over(OUTLIERS, utterance)] == kinds


def test_the_candidates_own_words_are_kept() -> None:
    (request,) = handed_over(OUTLIERS, "Fine.  What does a LATE parcel cost?")
    assert request.text == "What does a LATE parcel cost"
