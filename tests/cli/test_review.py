from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.audio import devices
from interviewer.audio.clip import Clip
from tests.cli.conftest import Command, Hearing

TYPED = ("practice", "--typed", "--no-speak", "--question")


def test_nothing_yet(interviewer: Command) -> None:
    outcome = interviewer("review")
    assert (outcome.code, outcome.err) == (0, "")
    assert "No attempt is stored yet" in outcome.out
    assert interviewer("review", "--json").json == []


def test_the_list(interviewer: Command) -> None:
    interviewer(*TYPED, "5", stdin="I would use SMOTE and train XGBoost.")
    interviewer(*TYPED, "2", stdin="It depends.")
    listed = interviewer("review").out
    assert listed.index("overfitting") < listed.index("imbalanced-data")
    assert max(map(len, listed.splitlines())) <= 80
    newest, oldest = interviewer("review", "--json").json
    assert (newest["attempt"], newest["question"], newest["jumped"]) == (2, "overfitting", False)
    assert (oldest["attempt"], oldest["question"], oldest["jumped"]) == (1, "imbalanced-data", True)


def test_one(interviewer: Command) -> None:
    practised = interviewer(*TYPED, "5", stdin="What does a missed case cost?\nI'd count.")
    shown = interviewer("review", "1")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("candidate:\n[1Q")
    assert "What does a missed case cost]?\n\ninterviewer:\n" in shown.out
    assert "Marks: Q clarifying question" in shown.out
    assert "\nHIGHLIGHTS\n" in shown.out  # typed: there is nothing to hear
    report, _, hint = shown.out[shown.out.index("Question 5") :].partition("\nAs a page")
    assert report.rstrip() in practised.out
    assert hint.endswith("interviewer review 1 --html page.html\n")
    assert max(map(len, shown.out.splitlines())) <= 80
    assert "Recording:" not in shown.out


def test_one_as_json_is_the_stored_scorecard(tmp_path: Path, interviewer: Command) -> None:
    text = "I'd count the classes, and measure by precision and recall."  # the interviewer says nothing
    interviewer(*TYPED, "5", stdin=text)
    (tmp_path / "imbalanced-data.txt").write_text(text)
    scored = interviewer("score", tmp_path / "imbalanced-data.txt", "-q", "5", "--json").json
    stored = interviewer("review", "1", "--json").json
    assert stored | {"id": ""} == scored | {"id": ""}


def test_the_recording_is_named(hum: Path, own_folders: Path, hearing: Hearing, interviewer: Command) -> None:
    hearing("It depends.")
    interviewer("practice", "--no-speak", "-q", "5", "--fast", "--answer", hum)
    *_, last = interviewer("review", "1").out.splitlines()
    assert last.startswith(f"Recording: {own_folders / 'recordings'}")
    assert Path(last.removeprefix("Recording: ")).is_file()


def test_the_model_answer_and_the_detail(interviewer: Command) -> None:
    interviewer(*TYPED, "5", stdin="What does a missed case cost?")
    short = interviewer("review", "1").out
    assert interviewer("review", "1", "--model-answer").out.startswith(short)
    assert len(interviewer("review", "1", "--detail").out) > len(short)


def test_filters(interviewer: Command) -> None:
    interviewer(*TYPED, "5", stdin="I would use SMOTE and train XGBoost.")
    interviewer(*TYPED, "2", stdin="It depends on the variance.")

    def found(*filters: str) -> list[int]:
        return [row["attempt"] for row in interviewer("review", *filters, "--json").json]

    assert found() == [2, 1]
    assert found("--question", "5") == found("-q", "imbalanced-data") == [1]
    assert found("--section", "fundamentals") == [2, 1]
    assert found("--level", "expert") == []
    assert found("--since", "2999-01-01") == []
    assert found("--since", "2020-01-01", "--search", "xgboost") == [1]
    assert found("--count", "1") == [2]
    listed = interviewer("review", "--search", "XGBoost").out
    assert "…use SMOTE and train XGBoost.\n" in listed
    assert "and 1 more" in interviewer("review", "-n", "1").out
    assert interviewer("review", "--search", "nothing of it").out == "No attempt fits.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--question", "no-such-question"), "no question is called 'no-such-question'"),
        (("--level", "middling"), "levels: entry, mid, expert"),
        (("--since", "yesterday"), "Expected a day such as 2026-01-31"),
        (("1", "--search", "smote"), "filters choose among all attempts"),
        (("--play", "1"), "--play takes one attempt"),
        (("1", "--play", "1"), "attempt 1 can't be played: it was typed, so there is no sound"),
        (("--compare", "1", "2"), "attempt 1 is about imbalanced-data, 2 about overfitting"),
        (("--compare", "1", "9"), "no attempt 9: the last is 2"),
        (("1", "2"), "Say where: interviewer review 1 2 --html page.html"),
        (("1", "2", "--edit"), "which attempt is to be corrected?"),
        (("1", "2", "--play", "1"), "--play takes one attempt"),
        (("1", "--compare", "1", "1"), "--compare takes two attempts and nothing else"),
        (("1", "--html", "/no/such/folder/page.html"), "/no/such/folder/page.html can't be written"),
    ],
)
def test_what_makes_no_sense(arguments: tuple[str, ...], said: str, interviewer: Command) -> None:
    interviewer(*TYPED, "5", stdin="I would use SMOTE and train XGBoost.")
    interviewer(*TYPED, "2", stdin="It depends.")
    assert said in interviewer("review", *arguments).failed_with(2)


def test_two_are_compared(interviewer: Command) -> None:
    interviewer(*TYPED, "5", stdin="I would use SMOTE and train XGBoost.")
    interviewer(*TYPED, "5", stdin="What does a missed case cost? I'd weight the classes.")
    shown = interviewer("review", "--compare", "1", "2").out
    assert "attempt 1   attempt 2" in shown
    assert shown.index("GAINED") < shown.index("clarifying questions first") < shown.index("LOST")
    assert max(map(len, shown.splitlines())) <= 80


class TestPlaying:
    @pytest.fixture
    def played(self, monkeypatch: pytest.MonkeyPatch) -> list[Clip]:
        """What goes to the speaker."""
        found: list[Clip] = []

        class Ear:
            name = "an ear"

            def __init__(self, device: str | None) -> None:
                assert device is None

            def play(self, clip: Clip) -> bool:
                found.append(clip)
                return True

        monkeypatch.setattr(devices, "DeviceSpeaker", Ear)
        return found

    @pytest.fixture
    def attempt(self, hum: Path, hearing: Hearing, interviewer: Command) -> None:
        """Three seconds, in which something is asked from 0 to 1.8 s."""
        hearing("What does a missed case cost? I would count.")
        interviewer("practice", "--no-speak", "-q", "5", "--fast", "--answer", hum)

    @pytest.mark.parametrize(
        ("moment", "duration_s"), [("all", 3.0), ("0:02", 1.0), ("1", None), ("0:00", 3.0)]
    )
    @pytest.mark.usefixtures("attempt")
    def test_a_moment(
        self, moment: str, duration_s: float | None, played: list[Clip], interviewer: Command
    ) -> None:
        outcome = interviewer("review", "1", "--play", moment)
        assert (outcome.code, outcome.out) == (0, "")
        assert "on an ear" in outcome.err
        (clip,) = played
        if duration_s is None:
            assert 0.5 < clip.duration_s < 3.0
        else:
            assert clip.duration_s == pytest.approx(duration_s, abs=0.01)

    @pytest.mark.parametrize(
        ("moment", "said"),
        [
            ("7", "attempt 1 has no highlight '7': it has "),
            ("x", "Give a highlight's number, a time such as 0:31, or all"),
            ("9:00", "attempt 1 ends before 9:00: it lasts 0:03"),
        ],
    )
    @pytest.mark.usefixtures("attempt")
    def test_no_such_moment(self, moment: str, said: str, played: list[Clip], interviewer: Command) -> None:
        assert said in interviewer("review", "1", "--play", moment).failed_with(2)
        assert played == []

    @pytest.mark.usefixtures("attempt")
    def test_a_recording_that_is_gone(self, own_folders: Path, interviewer: Command) -> None:
        for file in (own_folders / "recordings").iterdir():
            file.unlink()
        assert "the recording of attempt 1 is gone" in interviewer("review", "1", "--play", "1").failed_with(
            2
        )
        told = interviewer("review", "1", "--html", own_folders / "page.html")
        assert (told.code, told.out) == (0, "")
        assert "Without the sound of attempt 1" in told.err
        assert "is not there any more" in (own_folders / "page.html").read_text()

    @pytest.mark.usefixtures("attempt")
    def test_a_page_holds_the_sound(self, own_folders: Path, interviewer: Command) -> None:
        page = own_folders / "page.html"
        outcome = interviewer("review", "1", "--html", page)
        assert (outcome.code, outcome.out) == (0, "")
        assert f"Written to {page}" in outcome.err
        assert page.stat().st_mode & 0o777 == 0o600
        assert 'src="data:audio/ogg;base64,T2dnU' in page.read_text()  # "OggS"


def test_a_page_of_a_list(tmp_path: Path, interviewer: Command) -> None:
    interviewer(*TYPED, "5", stdin="I would use SMOTE and train XGBoost.")
    interviewer(*TYPED, "2", stdin="It depends.")
    interviewer("review", "--html", tmp_path / "round.html")
    page = (tmp_path / "round.html").read_text()
    assert page.index('id="a1"') < page.index('id="a2"')
    assert "2 answers" in page
    interviewer("review", "2", "1", "2", "--html", tmp_path / "chosen.html")
    chosen = (tmp_path / "chosen.html").read_text()
    assert chosen.index('id="a2"') < chosen.index('id="a1"')
    assert "What cost you most" in chosen[: chosen.index('id="a2"')]


def test_measures_can_be_switched_off(interviewer: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    interviewer(*TYPED, "5", stdin="It depends.")
    monkeypatch.setenv("INTERVIEWER_DELIVERY", "pace,hum")
    assert "none, or some of pace, pauses" in interviewer("review", "1").failed_with(2)


@pytest.mark.parametrize("by", ["flag", "environment", "settings file"])
def test_where_attempts_are_kept(
    by: str, tmp_path: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "elsewhere"
    flag = []
    if by == "flag":
        flag = ["--data-dir", str(folder)]
    elif by == "environment":
        monkeypatch.setenv("INTERVIEWER_DATA_DIR", str(folder))
    else:
        monkeypatch.delenv("INTERVIEWER_DATA_DIR")
        (tmp_path / "settings.toml").write_text(f'data_dir = "{folder}"\n')
    interviewer(*TYPED, "5", *flag, stdin="It depends.")
    assert (folder / "attempts.db").is_file()
    assert len(interviewer("review", "--json", *flag).json) == 1


def test_the_flag_wins_over_the_environment(tmp_path: Path, own_folders: Path, interviewer: Command) -> None:
    interviewer("review", "--data-dir", tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere" / "attempts.db").is_file()
    assert not own_folders.exists()


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_text("not a database" * 100), "is not a database"),
    ],
)
def test_a_database_that_is_none(make: object, named: str, own_folders: Path, interviewer: Command) -> None:
    assert callable(make)
    own_folders.mkdir()
    make(own_folders / "attempts.db")
    assert named in interviewer("review").failed_with(2)
