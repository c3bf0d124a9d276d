"""The scripted conversations once more, spoken: real voices, PortAudio and Whisper, a reacting candidate.

What the interviewer says, and in which order, is held against the same golden conversations as when they
are typed; the candidate's words, once spoken by a voice and once heard by Whisper, only loosely.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.interview.dialogue import manner_of
from interviewer.speech.spoken import SpokenLines
from interviewer.speech.voices import find_voice
from tests.end_to_end.conftest import recall, words
from tests.interview.scripts import SCRIPTS, exchanges
from tests.support.candidate import Candidate, Interviewer, Passage, interviewer, lines_of, spoken
from tests.support.soundcard import SoundCard

pytestmark = [pytest.mark.model, pytest.mark.device, pytest.mark.long]

ONE_WAY = 0.5  # of the words: what he says while he is cut in on is not recorded


@pytest.fixture(scope="module")
def there(
    card: SoundCard, cache_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Interviewer]:
    folder = tmp_path_factory.mktemp("interviewer")
    environment = {
        "INTERVIEWER_DATA_DIR": str(folder),
        "INTERVIEWER_CACHE_DIR": str(cache_dir),
        "INTERVIEWER_SETTINGS": str(folder / "settings.toml"),
    }
    with interviewer(card, environment) as process:
        yield process


@pytest.fixture(scope="module")
def candidate(card: SoundCard, cache_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Candidate:
    lines = SpokenLines(cache_dir / "candidate", find_voice("piper"))
    return Candidate(card, lines, tmp_path_factory.mktemp("candidate"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_interviewer_says_what_he_says_to_typed_words(
    name: str, there: Interviewer, candidate: Candidate
) -> None:
    script = SCRIPTS[name]
    messages = candidate.answer(there, script.question, spoken(script), script.manner)
    expected = [(line.kind, line.facts, line.text) for _, lines in exchanges(script) for line in lines]
    assert lines_of(messages) == expected
    (scored,) = [message for message in messages if message["event"] == "Scored"]
    said = words(" ".join(text for speaker, text in scored["turns"] if speaker == "candidate"))
    assert recall(words(" ".join(one.text for one in script.says)), said) >= ONE_WAY
    turns = [text for speaker, text in scored["turns"] if speaker == "interviewer"]
    assert turns == [text for _, _, text in expected]


def test_who_talks_over_the_interviewer_stops_him(there: Interviewer, candidate: Candidate) -> None:
    says = [
        Passage("Where do the strange values come from?", 0.0, waits=True, over_s=1.0),
        Passage("Okay, I see, so some of them are errors of the clock.", 1.0),
    ]
    messages = candidate.answer(there, "outliers", says, manner_of("coach"), line_s=8.0)
    assert [facts for _, facts, _ in lines_of(messages)] == [("origin",)]
    times = {
        event: next(message["at_s"] for message in later if message["event"] == event)
        for later in [messages[[message["event"] for message in messages].index("LineSaid") :]]
        for event in ("LineSaid", "SpeechEnded")
    }
    assert times["SpeechEnded"] - times["LineSaid"] < 5.0  # of the eight seconds that it would have taken
