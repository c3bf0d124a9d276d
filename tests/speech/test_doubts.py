from __future__ import annotations

import pytest

from interviewer.speech.doubts import doubtful, without_doubts
from interviewer.speech.sounding import Name
from interviewer.transcript import Word
from tests.speech.texts import said, texts

WRITTEN = (
    "SMOTE",
    "GAN",
    "CUPED",
    "Docker",
    "CatBoost",
    "Huber loss",
    "online learning",
    "CI CD",
    "k-means",
    "recall",
    "gradient descent",
    "stochastic gradient descent",
)
NAMES = tuple(map(Name.of, WRITTEN))


def heard(text: str, *probabilities: float) -> list[Word]:
    return [
        Word(word, at_s, at_s + 1.0, probability)
        for at_s, (word, probability) in enumerate(zip(text.split(), probabilities, strict=True))
    ]


@pytest.mark.parametrize(
    ("text", "probabilities", "doubts"),
    [
        pytest.param("SMOTE,", (0.01,), [True], id="hardly heard"),
        pytest.param("SMOTE,", (0.7,), [False], id="heard"),
        pytest.param("GANs", (0.01,), [True], id="several of them"),
        pytest.param("K-means.", (0.01,), [True], id="two words in one"),
        pytest.param("smoke ...", (0.01, 0.01), [False, False], id="no term"),
        pytest.param("Huber cycles", (0.01, 0.9), [True, False], id="half a term"),
        pytest.param("CatBoost your mood", (0.4, 0.9, 0.9), [True, False, False], id="nothing of the field"),
        pytest.param("CatBoost has recall", (0.4, 0.9, 0.9), [False, False, False], id="among its words"),
        pytest.param("CatBoost has recall", (0.4, 0.9, 0.5), [True, False, True], id="none of them is sure"),
        pytest.param("ask NOTH!", (0.4, 0.4), [False, True], id="in capitals, and no term"),
        pytest.param("A GPU", (0.4, 0.9), [False, False], id="in capitals, and heard"),
        pytest.param("", (), [], id="nothing"),
    ],
)
def test_a_term_that_the_sound_hardly_supports_is_doubtful(
    text: str, probabilities: tuple[float, ...], doubts: list[bool]
) -> None:
    assert doubtful(heard(text, *probabilities), NAMES) == doubts


def test_a_single_word_of_a_term_need_not_be() -> None:
    words = heard("Huber cycles and Huber loss", 0.01, 0.9, 0.9, 0.01, 0.9)
    assert doubtful(words, NAMES) == [True, False, False, True, False]
    assert doubtful(words, NAMES, whole=True) == [False, False, False, True, False]


def test_without_names_nothing_is_doubtful() -> None:
    assert doubtful(heard("SMOTE", 0.01), ()) == [False]
    assert doubtful(heard("SMOTE", 0.01), (Name.of("++"),)) == [False]


@pytest.mark.parametrize(
    ("expected", "doubted", "plain", "kept"),
    [
        ("The GAN met behind", "GAN", "The gang met behind", "The gang met behind"),
        ("use SMOTE and PCA", "", "use smoke and VCA", "use SMOTE and PCA"),
        ("use SMOTE and PCA", "SMOTE", "use smoke and VCA", "use smoke and PCA"),
        ("knocked on the Docker", "Docker", "knocked on the oak door", "knocked on the oak door"),
        ("use SMOTE here", "SMOTE", "use SMOTE here", "use SMOTE here"),
        ("CUPED, CUPED, come first", "CUPED,", "", ""),
        ("Online learning suits it", "Online", "I'm on learning suits it", "Online learning suits it"),
        ("to CI, CD and left", "CI,", "to see I, CD and left", "to see I, CD and left"),
        ("Stochastic gradient descent", "Stochastic", "Radiant descent", "Radiant descent"),
        ("one moment.", "", "one moment. Rails limit the harm.", "one moment. Rails limit the harm."),
        ("Statistics gradient descent", "", "stochastic gradient descent", "stochastic gradient descent"),
        ("a lucky moment.", "", "at a lucky moment, so", "a lucky moment."),
    ],
)
def test_a_doubtful_term_gives_way(expected: str, doubted: str, plain: str, kept: str) -> None:
    words = said(expected, doubted)
    doubts = [word.probability < 0.1 for word in words]
    assert texts(without_doubts(words, doubts, said(plain, start_s=0.2), NAMES)) == kept


def test_times_never_run_backwards() -> None:
    words = without_doubts(
        said("a GAN b c", "GAN"), [False, True, False, False], said("a gun or two b c", start_s=0.5), NAMES
    )
    times_s = [time_s for word in words for time_s in (word.start_s, word.end_s)]
    assert times_s == sorted(times_s)
