"""A moment of a past answer, heard over a virtual sound card."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip, write_clip
from interviewer.history.attempt import Attempt
from interviewer.history.store import Store
from interviewer.scoring.score import score
from interviewer.transcript import Transcript, Turn, Word
from tests.audio.sounds import chirp, likeness, loud_s, silence
from tests.end_to_end.program import failure, ran
from tests.support.questions import shipped_bank
from tests.support.soundcard import SoundCard

pytestmark = pytest.mark.device

WORD_S = 0.4
ASKED = "What does a missed case cost compared"  # spoken from 2.0 to 4.8 s, in the place of a chirp


@pytest.fixture
def folder(folders: dict[str, str]) -> Path:
    """A data folder with one attempt: five words, a question, and nothing more that counts."""
    folder = Path(folders["INTERVIEWER_DATA_DIR"])
    text = f"Okay so let's see now. {ASKED}? Fine, that's it then."
    words = [Word(word, at * WORD_S, (at + 1) * WORD_S, 0.9) for at, word in enumerate(text.split())]
    transcript = Transcript((Turn.from_words(words),), duration_s=8.0, engine="made up")
    question = shipped_bank().question(5)
    (folder / "recordings").mkdir(parents=True)
    samples = np.concatenate([silence(2.0), chirp(2.8), silence(3.2)])
    write_clip(folder / "recordings" / "answer.wav", Clip(samples))
    with Store(folder / "attempts.db") as store:
        store.add(
            Attempt(
                question=question.slug,
                number=question.number,
                pack=question.pack,
                prompt=question.prompt,
                started_at="2026-01-31T18:04:05+00:00",
                mode="coach",
                sound=Path("recordings", "answer.wav"),
                transcript=transcript,
                scorecard=score(question, transcript).to_dict(),
                settings={},
                versions={},
            ),
            question,
        )
    return folder


@pytest.mark.usefixtures("folder")
def test_a_highlight_is_heard(card: SoundCard, with_card: dict[str, str], tmp_path: Path) -> None:
    with card.record_speaker(tmp_path / "heard.wav"):
        done = ran(with_card, "review", "1", "--play", "1")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("Playing 0:01 to 0:05 on ")
    heard = read_clip(tmp_path / "heard.wav").samples
    assert likeness(heard, chirp(2.8)) > 0.8
    assert loud_s(heard) == pytest.approx(2.8, abs=0.3)


@pytest.mark.usefixtures("folder")
def test_without_a_speaker(without_card: dict[str, str]) -> None:
    assert "no speaker was found" in failure(ran(without_card, "review", "1", "--play", "1"), 3)
