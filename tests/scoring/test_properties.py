"""What more words may do to a mark, and what they may not, by words only and with (made-up) word vectors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.meaning.known import KnownVectors, installed_vectors
from interviewer.scoring.nearness import Sentences
from interviewer.scoring.score import score
from tests.scoring.test_score import ANY_TEXT, check
from tests.support.fake_vectors import FakeVectors
from tests.support.questions import shipped_bank, small_question

LABELLED = Path(__file__).parents[2] / "benchmarks" / "data" / "answers.jsonl"
QUESTION = small_question()
POINTS = tuple(point.text for point in QUESTION.key_points)
OPENING = (
    "I'd like to begin with something simple and then see how far it goes. A single tree follows whatever "
    "sample it was given, so that two samples give two quite different trees, and neither of them can be "
    "trusted very much on its own. What is the goal here, and which error costs more? I would first draw "
    "the curves and write down what I expect of them before I change anything at all. "
)
SENTENCES = st.sampled_from(
    [
        *POINTS,
        "Many helpers work at the same time and nobody waits for a neighbour.",
        "Boosting runs its models in parallel.",
        "Bagging removes the bias.",
        "Bagging doesn't train its models in parallel.",
        "It isn't easy.",
        "Do we know how many rows there are?",
        "I'd go straight to stacking.",
        "Wait, before that I'd count the rows.",
        "My uncle painted the kitchen green.",
        "Trees, forests, samples, variance, bias.",
    ]
)
ANSWERS = st.tuples(st.sampled_from(["", OPENING]), st.lists(SENTENCES, max_size=6)).map(
    lambda parts: parts[0] + " ".join(parts[1])
)
quick = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
both_modes = pytest.mark.parametrize("mode", ["lexical", "vectors"])


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sentences | None]:
    folder = tmp_path_factory.mktemp("vectors")
    return {
        "lexical": None,
        "vectors": KnownVectors(FakeVectors([("trains", "runs"), ("bias", "goal")]), folder),
    }


def total(text: str, vectors: Sentences | None) -> float:
    return score(QUESTION, text, vectors=vectors).total


def adding_a_key_point(text: str, point: str, vectors: Sentences | None) -> None:
    """Said once it costs nothing, said again it brings nothing."""
    once = total(f"{text} {point}", vectors)
    assert once >= total(text, vectors)
    assert total(f"{text} {point} {point}", vectors) == once


@both_modes
@quick
@given(text=ANSWERS, point=st.sampled_from(POINTS))
def test_a_key_point_never_costs_and_said_again_never_pays(
    text: str, point: str, mode: str, models: dict[str, Sentences | None]
) -> None:
    adding_a_key_point(text, point, models[mode])


@pytest.mark.slow
@both_modes
@thorough
@given(text=ANSWERS, point=st.sampled_from(POINTS))
def test_a_key_point_never_costs_and_said_again_never_pays_in_many_answers(
    text: str, point: str, mode: str, models: dict[str, Sentences | None]
) -> None:
    adding_a_key_point(text, point, models[mode])


@pytest.mark.model
@pytest.mark.slow
def test_a_key_point_never_costs_in_the_labelled_answers(tmp_path: Path) -> None:
    """The shipped questions, real answers and their beginnings, the installed word vectors."""
    vectors = installed_vectors(tmp_path)
    assert vectors is not None
    for line in map(json.loads, LABELLED.read_text(encoding="utf-8").splitlines()[::25]):
        asked = shipped_bank().question(line["question"])
        for text in (line["text"], " ".join(line["text"].split()[:30]) + "."):
            before = score(asked, text, vectors=vectors).total
            for point in asked.key_points:
                after = score(asked, f"{text} {point.text}", vectors=vectors).total
                assert after >= before, (line["id"], point.id)


@both_modes
@quick
@given(words=st.permutations(QUESTION.prompt.split()), size=st.integers(0, 14))
def test_the_questions_own_words_earn_nothing(
    words: list[str], size: int, mode: str, models: dict[str, Sentences | None]
) -> None:
    assert total(" ".join(words[:size]), models[mode]) == 0
    assert total(QUESTION.prompt, models[mode]) == 0


@both_modes
@quick
@given(points=st.permutations(POINTS))
def test_key_points_count_the_same_in_any_order(
    points: list[str], mode: str, models: dict[str, Sentences | None]
) -> None:
    assert total(OPENING + " ".join(points), models[mode]) == total(OPENING + " ".join(POINTS), models[mode])


@quick
@given(text=ANY_TEXT)
def test_any_text_gives_a_scorecard_with_vectors(text: str, models: dict[str, Sentences | None]) -> None:
    check(score(QUESTION, text, vectors=models["vectors"]).to_dict(), text)


@both_modes
@pytest.mark.parametrize("text", ["", " \n", "?!", "\u200b", "um"])
def test_nothing_said_is_worth_nothing(text: str, mode: str, models: dict[str, Sentences | None]) -> None:
    assert total(text, models[mode]) == 0
