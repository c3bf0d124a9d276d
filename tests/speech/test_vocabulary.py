from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.audio.clip import Samples
from interviewer.bank.loading import load_bank
from interviewer.bank.models import Glossary, Term
from interviewer.speech.engines import PLAIN, Decoding
from interviewer.speech.sounding import Name
from interviewer.speech.vocabulary import (
    AFTER,
    MOST_CHARACTERS,
    WithVocabulary,
    names,
    prompt,
    vocabulary,
    with_vocabulary,
)
from interviewer.transcript import Word
from tests.audio.sounds import sine
from tests.speech.texts import said, texts
from tests.support.fakes import FakeEngine
from tests.support.questions import small_question


def test_names_that_only_a_hyphen_tells_apart_are_written_alike() -> None:
    glossary = Glossary(
        terms=(Term(term="k-means", aliases=("k means", "Lloyd's algorithm"), spoken=("key means",)),)
    )
    assert [(name.written, " ".join(name.words)) for name in names(glossary)] == [
        ("k-means", "k means"),
        ("Lloyd's algorithm", "lloyd s algorithm"),
        ("k-means", "key means"),
    ]


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


NAMES = tuple(map(Name.of, ("SMOTE", "GAN", "Huber loss", "k-means")))


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


HURRIED = Decoding(beam_size=1, hurried=True)


def test_it_listens_again_only_where_there_is_a_doubt() -> None:
    sure = TwoEars(said("use SMOTE"), said("use smoke"))
    assert texts(WithVocabulary(sure, ("SMOTE",), NAMES).words(sine(2.0), HURRIED)) == "use SMOTE"
    assert len(sure.decodings) == 1
    unsure = TwoEars(said("the SMOTE rose", "SMOTE"), said("the smoke rose"))
    engine = WithVocabulary(unsure, ("SMOTE",), NAMES)
    assert texts(engine.words(sine(2.0), HURRIED)) == "the smoke rose"
    assert unsure.decodings[1] == HURRIED
    assert (engine.name, engine.model) == (unsure.name, unsure.model)


@pytest.mark.parametrize(
    ("decoding", "passes"),
    [
        pytest.param(replace(HURRIED, heard=("use", "smoke")), 1, id="an earlier pass is known"),
        pytest.param(Decoding(heard=("use", "smoke")), 1, id="so too where there is time"),
        pytest.param(Decoding(), 2, id="else a first one is made"),
    ],
)
def test_the_terms_that_sound_like_what_was_heard_are_told_first(decoding: Decoding, passes: int) -> None:
    ears = TwoEars(said("use SMOTE"), said("use smoke"))
    assert texts(WithVocabulary(ears, ("PCA", "SMOTE"), NAMES).words(sine(2.0), decoding)) == "use SMOTE"
    assert len(ears.decodings) == passes
    told = ears.decodings[-1].vocabulary
    assert told.count("SMOTE") == 1
    assert told.index("SMOTE") < told.index("PCA")
    assert "Huber" not in told


@pytest.mark.parametrize(
    ("before", "looks", "heard"),
    [
        pytest.param(Decoding(begun=("the", "SMOTE")), 1, "the SMOTE rose", id="it was looked at before"),
        pytest.param(Decoding(begun=("the",)), 2, "the smoke rose", id="it is new"),
        pytest.param(
            Decoding(begun=("a", "SMOTE")), 2, "the smoke rose", id="heard from the start after all"
        ),
        pytest.param(
            Decoding(heard=("The", "SMOTE,")), 1, "the SMOTE rose", id="heard before, and one waits"
        ),
        pytest.param(
            Decoding(heard=("the", "SMOTE"), patient=True), 2, "the smoke rose", id="heard before, with time"
        ),
    ],
)
def test_there_is_one_second_look_at_a_word(before: Decoding, looks: int, heard: str) -> None:
    unsure = TwoEars(said("the SMOTE rose", "SMOTE"), said("the smoke rose"))
    decoding = replace(before, beam_size=1, hurried=True)
    assert texts(WithVocabulary(unsure, ("SMOTE",), NAMES).words(sine(2.0), decoding)) == heard
    assert len(unsure.decodings) == looks


def test_while_somebody_waits_only_a_whole_term_is_looked_at_again() -> None:
    ears = TwoEars(said("the Huber rose", "Huber"), said("the hue rose"))
    engine = WithVocabulary(ears, ("SMOTE",), NAMES)
    assert texts(engine.words(sine(2.0), HURRIED)) == "the Huber rose"
    assert texts(engine.words(sine(2.0), replace(HURRIED, patient=True))) == "the hue rose"


def test_nothing_is_heard_that_is_not_heard_without_being_told() -> None:
    ears = TwoEars(said("CUPED, CUPED,"), ())
    assert WithVocabulary(ears, ("CUPED",), NAMES).words(sine(2.0)) == ()
    assert len(ears.decodings) == 1
