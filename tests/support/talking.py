"""An interviewer in a process of its own, over real devices: asks on demand, tells its events as JSON lines.

Run by `tests.support.candidate`: PortAudio reads the environment once, when it is loaded. A line on
standard input is either ``{"question": ..., "mode": ..., ...}`` or ``{"end": true}``, which ends the answer.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from interviewer.audio.activity import SileroActivity
from interviewer.audio.clip import Clip
from interviewer.audio.devices import DeviceMicrophone, DeviceSpeaker
from interviewer.bank.loading import load_bank
from interviewer.history.store import Store
from interviewer.interview import events as kinds
from interviewer.interview.dialogue import manner_of
from interviewer.interview.session import Mouth, Session
from interviewer.interview.spoken import Control, SpokenAnswer
from interviewer.settings import Settings, load_settings
from interviewer.speech.engines import load_engine
from interviewer.speech.spoken import SpokenLines
from interviewer.speech.voices import find_voice


class ShortLines(SpokenLines):
    """Only the beginning of every line, so that a conversation takes no longer than it must."""

    line_s = 1.2

    def clip(self, text: str) -> Clip:
        whole = super().clip(text)
        return Clip(whole.samples[: round(self.line_s * whole.rate_hz)], whole.rate_hz)


class Wishes:
    """What comes in on standard input, read by a thread."""

    def __init__(self) -> None:
        self.asked: queue.SimpleQueue[Mapping[str, Any] | None] = queue.SimpleQueue()
        self._end = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def control(self) -> Control | None:
        if not self._end.is_set():
            return None
        self._end.clear()
        return "end"

    def _read(self) -> None:
        for line in sys.stdin:
            wish = json.loads(line)
            if "end" in wish:
                self._end.set()
            else:
                self._end.clear()
                self.asked.put(wish)
        self.asked.put(None)


def told(event: kinds.Event) -> dict[str, Any] | None:
    """What the candidate's side has to know of an event."""
    match event:
        case kinds.Heard() | kinds.Transcribing():
            return None
        case kinds.LineSaid(line, start_s):
            return {"kind": line.kind, "facts": line.facts, "text": line.text, "start_s": start_s}
        case kinds.TextHeard():
            return {"text": f"{event.settled} {event.guess}".strip()}
        case kinds.Scored():
            turns = [(turn.speaker, turn.text) for turn in event.transcript.turns]
            return {"turns": turns, "speech": event.transcript.speech}
        case kinds.Notice():
            return {"text": event.text}
    return {}


def main() -> None:
    settings: Settings = load_settings({})
    wishes = Wishes()
    bank = load_bank(cache=settings.cache_dir / "packs")
    engine = ThreadPoolExecutor(1).submit(
        load_engine, settings.engine, settings.model, settings.cache_dir, lambda line: None
    )
    lines = ShortLines(settings.cache_dir / "spoken", find_voice(settings.voice))
    mouth = Mouth(lines, DeviceSpeaker())
    engine.result()
    with Store(settings.database) as store:
        tell({"event": "Ready"})
        while (wish := wishes.asked.get()) is not None:
            lines.line_s = wish["line_s"]
            source = SpokenAnswer(
                DeviceMicrophone(),
                SileroActivity(),
                engine,
                wish["silence_s"],
                wishes.control,
                headphones=wish["headphones"],
            )
            manner = manner_of(wish["mode"], wish["interrupt"], wish["follow_ups"])
            session = Session(
                replace(settings, mode=wish["mode"]), store, source, mouth, "test", manner=manner
            )
            for event in session.practise([bank.question(wish["question"])]):
                details = told(event)
                if details is not None:
                    tell({"event": type(event).__name__, **details})
            tell({"event": "Over"})


def tell(message: Mapping[str, Any]) -> None:
    print(json.dumps({"at_s": time.monotonic(), **message}), flush=True)


if __name__ == "__main__":
    main()
