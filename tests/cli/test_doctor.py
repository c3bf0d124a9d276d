from __future__ import annotations

import json
import stat
from pathlib import Path

import numpy as np
import pytest

from interviewer.audio import devices
from interviewer.audio.clip import Clip, Samples
from interviewer.audio.devices import DeviceInfo
from interviewer.audio.microphone import FileMicrophone
from interviewer.cli.bundle import anonymous
from interviewer.errors import MissingModel, MissingProgram
from interviewer.history.store import Store
from interviewer.speech import engines, voices
from tests.audio.sounds import sine
from tests.cli.conftest import Command, Hearing
from tests.support.fakes import FakeVoice

NAMES = ["microphone", "speaker", "voice", "model", "data", "disk", "questions"]
HEADSET = DeviceInfo(0, "Headset", 1, 2, 48_000, is_default_input=True, is_default_output=True)


@pytest.fixture
def well(hearing: Hearing, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has everything."""
    hearing()
    monkeypatch.setattr(devices, "list_devices", lambda: (HEADSET,))
    monkeypatch.setattr(devices, "DeviceMicrophone", lambda device: FileMicrophone(Clip(sine(1.0)), False))
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


@pytest.mark.usefixtures("well")
@pytest.mark.parametrize(
    ("samples", "said"),
    [
        (np.zeros(16_000, dtype=np.float32), "no sound at all"),
        (np.ones(16_000, dtype=np.float32), "too loud"),
    ],
    ids=["silent", "clipped"],
)
def test_a_microphone_that_is_no_use(
    samples: Samples, said: str, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "DeviceMicrophone", lambda device: FileMicrophone(Clip(samples), False))
    outcome = interviewer("doctor", "--json")
    assert (outcome.json[0]["status"], said in outcome.json[0]["what"]) == ("note", True)
    assert outcome.json[0]["next_step"]


@pytest.mark.usefixtures("well")
def test_a_damaged_database(own_folders: Path, interviewer: Command) -> None:
    with Store(own_folders / "attempts.db") as store:
        store.connection.execute("CREATE TABLE more (x)")
        store.connection.executemany("INSERT INTO more VALUES (?)", [("x" * 3000,)] * 20)
    content = bytearray((own_folders / "attempts.db").read_bytes())
    content[-12_000:-8_000] = b"\xa5" * 4_000
    (own_folders / "attempts.db").write_bytes(content)
    outcome = interviewer("doctor", "--json")
    (data,) = [finding for finding in outcome.json if finding["name"] == "data"]
    assert (outcome.code, data["status"]) == (3, "fail")
    assert "damaged" in data["what"]


@pytest.mark.usefixtures("well")
def test_an_answer_that_was_cut_off(own_folders: Path, interviewer: Command) -> None:
    (own_folders / "recordings").mkdir(parents=True)
    (own_folders / "recordings" / "outliers__20260131T180405.unfinished").touch()
    (data,) = [finding for finding in interviewer("doctor", "--json").json if finding["name"] == "data"]
    assert (data["status"], data["next_step"]) == ("note", "Finish with: interviewer finish")


@pytest.mark.usefixtures("well")
def test_a_bundle_says_nothing_of_the_user(own_folders: Path, tmp_path: Path, interviewer: Command) -> None:
    secret = "zyxwvut"
    interviewer("practice", "--typed", "-q", "5", "--no-speak", stdin=f"I worked at {secret}.\n/done\n")
    file = tmp_path / "bundle.json"
    assert "Read it before you send it" in interviewer("doctor", "--bundle", file).out
    content = json.loads(file.read_text(encoding="utf-8"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [finding["name"] for finding in content["findings"]] == NAMES
    assert content["data"]["attempts"] == 1
    assert "numpy" in content["packages"]
    for hidden in (secret, "imbalanced", str(Path.home())):
        assert hidden not in file.read_text(encoding="utf-8")
    assert anonymous('"/home/anna/x" Annabel anna', Path("/home/anna"), "anna") == '"~/x" Annabel user'
    assert "can't be written" in interviewer("doctor", "--bundle", tmp_path / "no" / "x").err
