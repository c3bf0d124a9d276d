from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.audio import devices
from interviewer.audio.devices import DeviceInfo
from interviewer.errors import MissingModel, MissingProgram
from interviewer.speech import engines, voices
from tests.cli.conftest import Command, Hearing
from tests.support.fakes import FakeVoice

NAMES = ["microphone", "speaker", "voice", "model", "data", "disk", "questions"]
HEADSET = DeviceInfo(0, "Headset", 1, 2, 48_000, is_default_input=True, is_default_output=True)


@pytest.fixture
def well(hearing: Hearing, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has everything."""
    hearing()
    monkeypatch.setattr(devices, "list_devices", lambda: (HEADSET,))
    monkeypatch.setattr(voices, "find_voice", FakeVoice)


@pytest.mark.usefixtures("well")
def test_all_is_well(interviewer: Command) -> None:
    outcome = interviewer("doctor", "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert [finding["name"] for finding in outcome.json] == NAMES
    assert all(finding["status"] != "fail" for finding in outcome.json)
    shown = interviewer("doctor")
    assert shown.code == 0
    assert "ok    microphone  Headset, 48000 Hz" in shown.out
    assert "FAIL" not in shown.out
    assert "\x1b" not in shown.out


@pytest.mark.usefixtures("well")
def test_everything_is_missing(
    own_folders: Path, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line says what to do, and the others are still looked at."""

    def load_engine(*arguments: object) -> None:
        raise MissingModel("no weights", "Install them")

    own_folders.touch()
    silent = FakeVoice(error=MissingProgram("no espeak", "Install it"))
    monkeypatch.setattr(devices, "list_devices", lambda: ())
    monkeypatch.setattr(voices, "find_voice", lambda name: silent)
    monkeypatch.setattr(engines, "load_engine", load_engine)
    outcome = interviewer("doctor", "--json")
    assert (outcome.code, outcome.err) == (3, "")
    failed = {finding["name"]: finding for finding in outcome.json if finding["status"] == "fail"}
    assert list(failed) == ["microphone", "speaker", "voice", "model", "data"]
    assert all(finding["next_step"] for finding in failed.values())

    shown = interviewer("doctor")
    assert shown.code == 3
    assert "FAIL  model       no weights\n                  -> Install them\n" in shown.out


@pytest.mark.usefixtures("well")
def test_little_room_is_worth_a_note(interviewer: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewer.cli.doctor.ENOUGH_BYTES", 1 << 80)
    outcome = interviewer("doctor", "--json")
    assert outcome.code == 0
    (disk,) = [finding for finding in outcome.json if finding["name"] == "disk"]
    assert disk["status"] == "note"
    assert disk["next_step"]


@pytest.mark.usefixtures("well")
def test_a_question_file_with_a_mistake(tmp_path: Path, interviewer: Command) -> None:
    (tmp_path / "mine.yaml").write_text("pack: [")
    outcome = interviewer("doctor", "--json", "--questions", tmp_path)
    assert outcome.code == 3
    assert outcome.json[-1]["status"] == "fail"
