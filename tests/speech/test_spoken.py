from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import BadStore, MissingProgram
from interviewer.speech.spoken import SpokenLines, say_as
from tests.support.fakes import CHARACTER_S, FakeVoice

LINE = "What is overfitting?"


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("Explain ROC-AUC.", "Explain rock A.U.C.."),
        ("the ROC curve and its AUC", "the rock curve and its A.U.C."),
        ("PR AUC", "P.R. A.U.C."),
        ("an A/B test", "an A.B. test"),
        ("CI/CD", "C.I. C.D."),
        ("a train/test split", "a train test split"),
        ("L1/L2 regularisation", "L1 L2 regularisation"),
        ("TF-IDF and t-SNE", "T.F. I.D.F. and tee snee"),
        ("NaNs in R² of 0.5", "not a number in R squared of 0.5"),
        ("at 1:100, e.g. fraud", "at 1 to 100, for example fraud"),
        ("bagging vs. boosting", "bagging versus boosting"),
        ("scikit-learn on Kubernetes", "sigh-kit-learn on Koober-netties"),
        ("`fit` on **train**\n  only", "fit on train only"),
        ("k-means, F1, L2, PCA, SMOTE, XGBoost, 90% and p-value", None),
        ("How would you handle missing values?", None),
        ("AUCTION, ROCK, ETLs", None),
        ("", None),
    ],
)
def test_say_as(text: str, spoken: str | None) -> None:
    assert say_as(text) == (text if spoken is None else spoken)


PIECES = ("ROC", "AUC", "A/B", "e.g.", "vs.", "R²", "1:9", "*", "/", "→", "-", " ", "\n", "x")


@given(st.lists(st.sampled_from(PIECES)))
def test_say_as_changes_nothing_twice(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert say_as(say_as(text)) == say_as(text)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_a_line_is_rendered_once(tmp_path: Path) -> None:
    voice = FakeVoice()
    lines = SpokenLines(tmp_path / "lines", voice)
    path = lines.path(LINE)
    assert (path, lines.path(LINE)) == (SpokenLines(tmp_path / "lines", voice).path(LINE), path)
    assert voice.rendered == [LINE]
    assert files(tmp_path / "lines") == [path]


def test_a_clip_is_the_whole_line_at_16_khz(tmp_path: Path) -> None:
    clip = SpokenLines(tmp_path, FakeVoice()).clip(LINE)
    assert clip.rate_hz == 16_000
    assert clip.duration_s == pytest.approx(len(LINE) * CHARACTER_S, abs=0.01)


def test_text_is_spelled_for_the_voice(tmp_path: Path) -> None:
    voice = FakeVoice()
    SpokenLines(tmp_path, voice).path("Draw the ROC curve.")
    assert voice.rendered == ["Draw the rock curve."]


def test_another_text_or_voice_is_another_file(tmp_path: Path) -> None:
    paths = {
        SpokenLines(tmp_path, FakeVoice(name)).path(text)
        for name in ("one", "two")
        for text in (LINE, LINE + "!")
    }
    assert len(paths) == 4


def test_only_the_owner_may_listen(tmp_path: Path) -> None:
    path = SpokenLines(tmp_path / "deep" / "lines", FakeVoice()).path(LINE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", [b"", b"RIFF\0\0\0\0WAVE", b"something else"])
def test_a_damaged_file_is_rendered_anew(tmp_path: Path, damage: bytes) -> None:
    lines = SpokenLines(tmp_path, FakeVoice())
    path = lines.path(LINE)
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert lines.path(LINE).read_bytes() == whole


def test_a_voice_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(MissingProgram, match="no voice here"):
        SpokenLines(tmp_path, FakeVoice(error=MissingProgram("no voice here"))).path(LINE)
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadStore, match="--data-dir"):
        SpokenLines(tmp_path / "file" / "lines", FakeVoice()).path(LINE)


class TestPrepare:
    def test_renders_in_the_background_and_only_once(self, tmp_path: Path) -> None:
        voice = FakeVoice()
        lines = SpokenLines(tmp_path, voice)
        lines.prepare(LINE)
        lines.prepare(LINE)
        lines.clip(LINE)
        lines.clip(LINE)
        assert voice.rendered == [LINE]
        assert voice.threads[0].startswith("spoken-lines")

    def test_other_lines_can_be_rendered_meanwhile(self, tmp_path: Path) -> None:
        voice = FakeVoice()
        lines = SpokenLines(tmp_path, voice)
        lines.prepare(LINE)
        assert lines.clip("Another one.").duration_s > 0
        assert lines.clip(LINE).duration_s > 0
        assert sorted(voice.rendered) == ["Another one.", LINE]

    def test_an_error_waits_for_the_clip_and_the_next_try_is_a_new_one(self, tmp_path: Path) -> None:
        voice = FakeVoice(error=MissingProgram("no voice here"))
        lines = SpokenLines(tmp_path, voice)
        lines.prepare(LINE)
        with pytest.raises(MissingProgram, match="no voice here"):
            lines.clip(LINE)
        voice.error = None
        assert lines.clip(LINE).duration_s > 0
