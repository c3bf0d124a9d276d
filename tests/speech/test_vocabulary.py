from __future__ import annotations

import pytest

from interviewer.audio.clip import Samples
from interviewer.bank.loading import load_bank
from interviewer.bank.models import Glossary, Term
from interviewer.speech.engines import PLAIN, Decoding
from interviewer.speech.vocabulary import (
    AFTER,
    MOST_CHARACTERS,
    WithVocabulary,
    is_doubtful,
    prompt,
    vocabulary,
    with_vocabulary,
    without_doubts,
)
from interviewer.transcript import Word
from tests.audio.sounds import sine
from tests.support.fakes import FakeEngine
from tests.support.questions import small_question


def said(text: str, *doubtful: str, start_s: float = 0.0) -> tuple[Word, ...]:
    """The words of ``text``; the probability of those named is 0.01, of the others 0.9."""
    return tuple(
        Word(word, start_s + place, start_s + place + 0.9, 0.01 if word in doubtful else 0.9)
        for place, word in enumerate(text.split())
    )


def texts(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def test_hard_terms_come_in_the_order_of_their_use() -> None:
    glossary = Glossary(
        terms=(
            Term(term="overfitting"),
            Term(term="ReLU"),
            Term(term="PCA"),
            Term(term="bagging", misheard=("batting",)),
        )
    )
    questions = [
        small_question(slug="one", reference="PCA and bagging. It is no PCAX."),
        small_question(slug="two", reference="First PCA."),
    ]
    assert vocabulary(glossary, questions) == ("PCA", "bagging", "ReLU")


def test_the_vocabulary_is_the_same_whatever_is_asked_and_fits_the_engine() -> None:
    bank = load_bank()
    engine = with_vocabulary(FakeEngine(), bank)
    assert isinstance(engine, WithVocabulary)
    assert {"SMOTE", "ROC-AUC", "ReLU"} <= set(engine.terms)
    told = prompt(engine.terms)
    assert "SMOTE" in told
    assert told.endswith(AFTER)
    assert len(told) <= MOST_CHARACTERS + 200
    assert prompt(()) == ""


@pytest.mark.parametrize(
    ("word", "probability", "doubtful"),
    [
        ("SMOTE,", 0.01, True),
        ("SMOTE,", 0.5, False),
        ("GANs", 0.01, True),
        ("Huber", 0.01, True),
        ("smoke", 0.01, False),
    ],
)
def test_a_term_that_the_sound_hardly_supports_is_doubtful(
    word: str, probability: float, *, doubtful: bool
) -> None:
    terms = ("SMOTE", "GAN", "Huber loss")
    assert is_doubtful(Word(word, 0.0, 1.0, probability), terms) == doubtful


@pytest.mark.parametrize(
    ("expected", "doubtful", "plain", "kept"),
    [
        ("The GAN met behind", "GAN", "The gang met behind", "The gang met behind"),
        ("use SMOTE and PCA", "", "use smoke and VCA", "use SMOTE and PCA"),
        ("use SMOTE and PCA", "SMOTE", "use smoke and VCA", "use smoke and PCA"),
        ("knocked on the Docker", "Docker", "knocked on the oak door", "knocked on the oak door"),
        ("use SMOTE here", "SMOTE", "use SMOTE here", "use SMOTE here"),
        ("CUPED, CUPED, come first", "CUPED,", "", ""),
    ],
)
def test_a_doubtful_term_gives_way(expected: str, doubtful: str, plain: str, kept: str) -> None:
    heard = said(expected, doubtful)
    doubts = [word.probability < 0.1 for word in heard]
    assert texts(without_doubts(heard, doubts, said(plain, start_s=0.2))) == kept


def test_times_never_run_backwards() -> None:
    words = without_doubts(
        said("a GAN b c", "GAN"), [False, True, False, False], said("a gun or two b c", start_s=0.5)
    )
    times_s = [time_s for word in words for time_s in (word.start_s, word.end_s)]
    assert times_s == sorted(times_s)


class TwoEars(FakeEngine):
    """Hears one text with the vocabulary and another without."""

    def __init__(self, expected: tuple[Word, ...], plain: tuple[Word, ...]) -> None:
        super().__init__()
        self.decodings: list[Decoding] = []
        self._expected = expected
        self._plain = plain

    def words(self, samples: Samples, decoding: Decoding = PLAIN) -> tuple[Word, ...]:
        self.decodings.append(decoding)
        return self._expected if decoding.vocabulary else self._plain


def test_it_listens_again_only_where_there_is_a_doubt() -> None:
    sure = TwoEars(said("use SMOTE"), said("use smoke"))
    assert texts(WithVocabulary(sure, ("SMOTE",)).words(sine(2.0))) == "use SMOTE"
    assert len(sure.decodings) == 1
    unsure = TwoEars(said("the SMOTE rose", "SMOTE"), said("the smoke rose"))
    asked = Decoding(beam_size=1, hurried=True)
    engine = WithVocabulary(unsure, ("SMOTE",))
    assert texts(engine.words(sine(2.0), asked)) == "the smoke rose"
    assert unsure.decodings[1] == asked
    assert (engine.name, engine.model) == (unsure.name, unsure.model)


@pytest.mark.parametrize(
    ("begun", "looks", "heard"),
    [
        pytest.param(("the", "SMOTE"), 1, "the SMOTE rose", id="it was looked at before"),
        pytest.param(("the",), 2, "the smoke rose", id="it is new"),
        pytest.param(("a", "SMOTE"), 2, "the smoke rose", id="heard from the start after all"),
    ],
)
def test_there_is_one_second_look_at_a_word(begun: tuple[str, ...], looks: int, heard: str) -> None:
    unsure = TwoEars(said("the SMOTE rose", "SMOTE"), said("the smoke rose"))
    decoding = Decoding(beam_size=1, hurried=True, begun=begun)
    assert texts(WithVocabulary(unsure, ("SMOTE",)).words(sine(2.0), decoding)) == heard
    assert len(unsure.decodings) == looks
