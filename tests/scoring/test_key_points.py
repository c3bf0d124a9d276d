"""Key points: said of what, swapped, said in other words, merely listed; false statements."""

from __future__ import annotations

import pytest

from interviewer.scoring.key_points import content_score, find_contradictions, find_key_points
from interviewer.scoring.marking import SATURATION
from interviewer.scoring.scorecard import KeyPointFinding
from tests.scoring.said import said_of_trees
from tests.support.questions import small_question

QUESTION = small_question()


def findings(text: str) -> dict[str, KeyPointFinding]:
    return {finding.id: finding for finding in find_key_points(QUESTION, said_of_trees(text))}


def statuses(text: str) -> tuple[str, str, str]:
    """Of bagging in parallel, boosting in sequence, lower variance."""
    one, two, three = find_key_points(QUESTION, said_of_trees(text))
    return one.status, two.status, three.status


MISSING = "missing"
COVERED = "covered"
PARTIAL = "partial"
SWAPPED = "contradicted"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (MISSING, MISSING, MISSING)),
        ("I don't know, to be honest.", (MISSING, MISSING, MISSING)),
        # said, under any name, in any order
        ("Bagging trains its models in parallel.", (COVERED, MISSING, MISSING)),
        ("Its models run in parallel, that's how bagging works.", (COVERED, MISSING, MISSING)),
        ("Bootstrap aggregating builds the trees independently.", (COVERED, MISSING, MISSING)),
        ("With batting the trees grow in parallel.", (COVERED, MISSING, MISSING)),
        ("bagging grows trees in parallel and boosting goes one after another", (COVERED, COVERED, MISSING)),
        # the subject carries over for two sentences, "it" and "they" included
        ("There is bagging. It trains the models in parallel.", (COVERED, MISSING, MISSING)),
        ("There's bagging. I like it. The trees grow in parallel.", (COVERED, MISSING, MISSING)),
        ("There's bagging. I like it. You do. It's fun. Trees run in parallel.", (PARTIAL, MISSING, MISSING)),
        ("They run in parallel.", (PARTIAL, MISSING, MISSING)),
        ("Bagging is parallel. Boosting works one after another.", (COVERED, COVERED, MISSING)),
        ("Boosting is one after another, bagging is in parallel.", (COVERED, COVERED, MISSING)),
        # the rival stands nearer, but in the sentence before, and the subject is named
        ("What of boosting? It runs in parallel if you choose bagging.", (COVERED, MISSING, MISSING)),
        # swapped: the statement is made of the rival
        ("Boosting trains its models in parallel.", (SWAPPED, MISSING, MISSING)),
        ("Bagging builds them one after another.", (MISSING, SWAPPED, MISSING)),
        ("Boosting is parallel and bagging goes one after another.", (SWAPPED, SWAPPED, MISSING)),
        ("Boosting is parallel. No, sorry, bagging trains in parallel.", (COVERED, MISSING, MISSING)),
        # denied, which is right of the rival, and wrong of the subject
        ("Boosting can't train its models in parallel.", (MISSING, MISSING, MISSING)),
        ("Bagging doesn't train its models in parallel.", (SWAPPED, MISSING, MISSING)),
        # no subject of its own: the question's topic need not be named
        ("Averaging reduces the variance.", (MISSING, MISSING, COVERED)),
        ("It does not reduce the variance.", (MISSING, MISSING, MISSING)),
        # in other words
        ("Helpers who work at the same time, nobody waits for a neighbour.", (COVERED, MISSING, MISSING)),
        ("Like helpers that work at one time, not waiting.", (PARTIAL, MISSING, MISSING)),
        # merely named
        ("Bagging, boosting, parallel, sequence, variance, averaging, trees", (MISSING, MISSING, MISSING)),
        ("Bagging and boosting.", (MISSING, MISSING, MISSING)),
    ],
)  # fmt: skip
def test_status(text: str, expected: tuple[str, str, str]) -> None:
    assert statuses(text) == expected


def test_a_covered_point_quotes_the_clause_in_which_it_was_said() -> None:
    finding = findings("Well, bagging trains its models in parallel, and that is quick.")["bagging-parallel"]
    assert [quote.quote for quote in finding.evidence] == ["bagging trains its models in parallel"]
    assert finding.note == ""


def test_at_most_two_quotes_in_the_order_of_the_answer() -> None:
    text = "Bagging is parallel. Bagging runs in parallel. Bagging: trees in parallel."
    finding = findings(text)["bagging-parallel"]
    assert [quote.start for quote in finding.evidence] == [0, 21]


def test_a_swap_carries_its_correction_and_a_partial_says_why() -> None:
    assert findings("Boosting is parallel.")["bagging-parallel"].note == "Bagging is the parallel one."
    assert findings("They run in parallel.")["bagging-parallel"].note == "said, but not clearly of what"


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("Bagging removes the bias.", ["cures-bias"]),
        ("Bagging cures bias, and it removes bias for good.", ["cures-bias"]),
        ("Bagging doesn't remove the bias.", []),
        ("Bagging never cures bias.", []),
        ("Boosting removes the bias.", []),
        ("bagging, cures, bias, boosting, variance, trees", []),
        ("Bagging removes variance.", []),
    ],
)
def test_false_statements(text: str, false: list[str]) -> None:
    found = find_contradictions(QUESTION, said_of_trees(text))
    assert [contradiction.id for contradiction in found] == false
    if found:
        assert found[0].correction == "Bagging lowers variance, not bias."
        assert "bias" in found[0].evidence.quote


SENTENCE = "A bigger forest will always overfit sooner or later."


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (SENTENCE, True),
        ("I'm sure a bigger forest always overfits sooner or later.", True),
        ("A bigger forest won't always overfit, sooner or later.", False),
        ("A bigger tree overfits. A forest always wins sooner or later.", False),  # two sentences
        ("A bigger forest is fine.", False),
    ],
)
def test_a_false_statement_given_as_a_sentence(text: str, heard: bool) -> None:
    question = small_question(
        misconceptions=[{"id": "bigger", "text": "-", "sounds_like": [SENTENCE], "correction": "-"}]
    )
    assert bool(find_contradictions(question, said_of_trees(text))) == heard


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("", 0.0),
        ("They run in parallel.", 0.5 / 2.5 / SATURATION),
        ("Bagging is parallel.", 1.0 / 2.5 / SATURATION),
        ("Averaging lowers the variance.", 0.5 / 2.5 / SATURATION),
        ("Bagging is parallel and boosting one after another.", 1.0),  # 80% of the weight is enough
        ("Boosting is parallel.", 0.0),
    ],
)
def test_content_is_the_share_of_weight_up_to_saturation(text: str, score: float) -> None:
    found = find_key_points(QUESTION, said_of_trees(text))
    assert content_score(QUESTION, found, SATURATION) == pytest.approx(score)
