from __future__ import annotations

import pytest

from interviewer.audio.clip import Clip
from interviewer.audio.microphone import FileMicrophone
from interviewer.audio.recording import Tick
from interviewer.cli.patience import Patience
from interviewer.interview.events import Event, Heard, SpeechEnded, SpeechStarted, TextHeard
from tests.audio.sounds import sine


def quiet(silence_s: float, *, caught_up: bool) -> Heard:
    return Heard(Tick(9.0, -120.0, 0.0, False, silence_s), caught_up)


@pytest.mark.parametrize(
    ("events", "waits"),
    [
        ([quiet(0.0, caught_up=False)], False),
        ([quiet(0.5, caught_up=False)], False),
        ([quiet(1.2, caught_up=True)], False),
        ([quiet(1.2, caught_up=False), TextHeard("", "So")], True),
        ([quiet(1.2, caught_up=False), quiet(1.3, caught_up=True)], False),
        ([quiet(15.2, caught_up=False)], False),
        ([SpeechStarted("Let me stop you."), quiet(0.0, caught_up=True)], True),
        ([SpeechStarted("Let me stop you."), SpeechEnded()], False),
    ],
)
def test_the_file_waits(events: list[Event], waits: bool) -> None:
    file = FileMicrophone(Clip(sine(0.1), 16_000))
    patience = Patience(file)
    for event in events:
        patience.notice(event)
    assert file.waits is waits
