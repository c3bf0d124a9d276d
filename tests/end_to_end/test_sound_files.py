"""Sound files of every kind through the commands, with real Whisper (tiny.en)."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

import interviewer
from interviewer.audio.clip import SAMPLE_RATE_HZ, Clip
from interviewer.audio.files import read_clip, write_clip
from interviewer.audio.resampling import resampled
from tests.end_to_end.conftest import recall, words
from tests.end_to_end.program import failure, ran

pytestmark = pytest.mark.model

TINY = ("--model", "tiny.en")


@pytest.fixture(scope="session")
def sounds(answer: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sounds, each named for the question and for what is odd about it."""
    folder = tmp_path_factory.mktemp("sounds")
    clip = read_clip(answer)
    wide = resampled(clip, 48_000).samples
    soundfile.write(folder / "5__stereo-48k.wav", np.stack([wide, wide * 0.5], axis=1), 48_000)
    soundfile.write(folder / "5__an-mp3.wav", clip.samples, clip.rate_hz, format="MP3")
    whole = answer.read_bytes()
    (folder / "5__truncated.wav").write_bytes(whole[: len(whole) * 2 // 3])
    write_clip(folder / "5__short.wav", Clip(clip.samples[: SAMPLE_RATE_HZ // 5]))
    write_clip(folder / "5__silent.wav", Clip(np.zeros(5 * SAMPLE_RATE_HZ, dtype=np.float32)))
    (folder / "5__empty.wav").touch()
    (folder / "5__text.wav").write_text("First I would count the classes.")
    return folder


def said(scorecard: dict[str, Any]) -> bool:
    return bool(scorecard["delivery"]["words"] > 0)


def test_a_folder_of_odd_sounds(sounds: Path, folders: dict[str, str]) -> None:
    done = ran(folders, "batch", sounds, *TINY)
    assert done.returncode == 1
    assert done.stderr == 'interviewer: 2 of 7 lines could not be scored; see "error" in each\n'
    results = {line["id"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert list(results) == sorted(results)
    assert "is empty" in results["5__empty"]["error"]
    assert "is not sound" in results["5__text"]["error"]
    for name in ("5__stereo-48k", "5__an-mp3", "5__truncated"):
        assert results[name]["jump"]["method"].lower() == "smote", name
    for name in ("5__short", "5__silent"):
        assert (results[name]["total"], said(results[name])) == (0, False), name


@pytest.mark.parametrize("name", ["5__stereo-48k.wav", "5__an-mp3.wav"])
def test_transcribe(name: str, sounds: Path, folders: dict[str, str], demo_words: list[str]) -> None:
    done = ran(folders, "transcribe", sounds / name, "--json", *TINY)
    assert done.returncode == 0
    heard = json.loads(done.stdout)
    assert heard["duration_s"] == pytest.approx(10, abs=0.1)
    assert (heard["engine"], heard["model"]) == ("faster-whisper", "tiny.en")
    (turn,) = heard["turns"]
    assert recall(demo_words[:20], words(turn["text"])) >= 0.8
    starts_s = [word["start_s"] for word in turn["words"]]
    assert starts_s == sorted(starts_s)
    assert all(0 <= word["start_s"] <= word["end_s"] <= 10.1 for word in turn["words"])
    assert all(0 < word["probability"] <= 1 for word in turn["words"])


def test_silence_is_an_empty_transcript(sounds: Path, folders: dict[str, str]) -> None:
    heard = ran(folders, "transcribe", sounds / "5__silent.wav", "--json", *TINY)
    assert heard.returncode == 0
    assert json.loads(heard.stdout)["turns"] == []
    scored = ran(folders, "score", sounds / "5__silent.wav", "--question", "5", "--json", *TINY)
    assert scored.returncode == 0
    assert json.loads(scored.stdout)["total"] == 0


def test_a_text_named_wav_is_one_line(sounds: Path, folders: dict[str, str]) -> None:
    done = ran(folders, "score", sounds / "5__text.wav", "--question", "5", *TINY)
    assert "is not sound" in failure(done, 2)


def test_score(answer: Path, folders: dict[str, str]) -> None:
    done = ran(folders, "score", answer, "--question", "imbalanced-data", "--json", *TINY)
    assert done.returncode == 0
    scorecard = json.loads(done.stdout)
    assert scorecard["jump"]["jumped"]
    evidence = scorecard["jump"]["evidence"]
    assert 0 <= evidence["start_s"] < evidence["end_s"] <= 10.1
    assert scorecard["delivery"]["wpm"] > 50


def test_the_other_engine_on_the_same_weights(
    answer: Path, checkpoint: Path, folders: dict[str, str], demo_words: list[str]
) -> None:
    choice = ("--engine", "openai-whisper", "--model", checkpoint)
    done = ran(folders, "transcribe", answer, "--json", *choice)
    assert done.returncode == 0, done.stderr
    heard = json.loads(done.stdout)
    assert (heard["engine"], heard["model"]) == ("openai-whisper", str(checkpoint))
    (turn,) = heard["turns"]
    assert recall(demo_words[:20], words(turn["text"])) >= 0.8
    assert " ".join(word["text"] for word in turn["words"]) == turn["text"]


def test_the_wrong_kind_of_model(checkpoint: Path, answer: Path, folders: dict[str, str]) -> None:
    done = ran(folders, "transcribe", answer, "--model", checkpoint)
    assert "--engine openai-whisper" in failure(done, 2)


def test_fifty_thousand_words(folders: dict[str, str], tmp_path: Path, demo_path: Path) -> None:
    """Needs no model, but is too slow for the quick tests."""
    words = (demo_path.with_suffix(".txt").read_text().split() * 500)[:50_000]
    (tmp_path / "long.txt").write_text(" ".join(words))
    start_s = time.monotonic()
    done = ran(folders, "score", tmp_path / "long.txt", "--question", "5")
    assert time.monotonic() - start_s < 60  # measured: 4 s
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) < 150
    assert max(map(len, lines)) <= 80


def test_the_public_interface(answer: Path, demo_words: list[str]) -> None:
    """README's three lines of Python."""
    transcript = interviewer.transcribe(answer, model="tiny.en")
    assert recall(demo_words[:20], words(transcript.candidate_text)) >= 0.8
    scorecard = interviewer.score(interviewer.load_bank().question("imbalanced-data"), transcript)
    assert scorecard.to_dict()["jump"]["jumped"]
