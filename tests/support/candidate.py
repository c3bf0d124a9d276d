"""A scripted candidate over the virtual sound card: asks, waits for the reply, goes on.

It plays spoken clips into the microphone and reacts to what the interviewer does, as a person would:
whoever asked waits for an answer, whoever is spoken to falls silent. The interviewer is the real
program's session in a process of its own, `tests.support.talking`.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.audio.clip import SAMPLE_RATE_HZ, Clip
from interviewer.audio.files import read_clip, write_clip
from interviewer.interview.dialogue import REPLY_PAUSE_S, Manner
from interviewer.speech.spoken import SpokenLines
from tests.interview.scripts import Script, exchanges
from tests.support.soundcard import SoundCard

PATIENCE_S = 25.0  # how long somebody who asked waits for an answer: a busy machine hears late
BREATH_S = 0.6  # between the interviewer's last word and the candidate's next
TIMEOUT_S = 60.0  # nothing of all this takes as long
CHUNK_BYTES = 640  # 20 ms of 16-bit sound at 16 kHz
LOUD = 0.005  # of full scale: a voice, where a null sink gives zeros

Message = dict[str, Any]


@dataclass(frozen=True)
class Passage:
    """One clip to play, and how long to be silent afterwards. ``waits``: until somebody has replied."""

    text: str
    then_s: float
    waits: bool = False
    gaps_s: tuple[float, ...] = ()  # silences after the sentences inside, where it has several parts
    over_s: float | None = None  # speak so long after the interviewer has begun, not after he has ended


@dataclass
class Ear:
    """Listens to one end of the sound card: when was there sound? Times of ``time.monotonic``."""

    card: SoundCard
    source: str
    sounds: list[tuple[float, float]] = field(default_factory=list)  # when, and how loud from 0 to 1

    @contextmanager
    def open(self) -> Iterator[Ear]:
        command = ["parec", f"--device={self.source}", "--latency-msec=10", "--raw"]
        command += ["--rate=16000", "--channels=1", "--format=s16le"]
        environment = {**os.environ, **self.card.environment}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        thread = threading.Thread(target=self._listen, args=(process,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            process.terminate()
            process.wait()
            thread.join(timeout=5)
            if process.stdout is not None:
                process.stdout.close()

    def last_before(self, at_s: float) -> float | None:
        return max((when for when, loud in self.sounds if loud > LOUD and when < at_s), default=None)

    def first_after(self, at_s: float) -> float | None:
        return min((when for when, loud in self.sounds if loud > LOUD and when >= at_s), default=None)

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdout is None:
            return
        while chunk := process.stdout.read(CHUNK_BYTES):
            loud = float(np.abs(np.frombuffer(chunk, dtype="<i2")).max()) / 32768
            self.sounds.append((time.monotonic(), loud))


class Interviewer:
    """The process on the other side: what it is asked for, and what it tells."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._told: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.messages: list[Message] = []
        threading.Thread(target=self._read, daemon=True).start()

    def wish(self, **wish: Any) -> None:
        if self._process.stdin is not None:
            self._process.stdin.write(json.dumps(wish) + "\n")
            self._process.stdin.flush()

    def next(self, timeout_s: float) -> Message | None:
        """The next thing that happens, None where nothing does in time."""
        try:
            message = self._told.get(timeout=max(0.001, timeout_s))
        except queue.Empty:
            return None
        self.messages.append(message)
        return message

    def wait_for(self, *events: str) -> Message:
        deadline_s = time.monotonic() + TIMEOUT_S
        while time.monotonic() < deadline_s:
            message = self.next(deadline_s - time.monotonic())
            if message is not None and message["event"] in events:
                return message
        raise AssertionError(f"no {' or '.join(events)} in {self.messages[-10:]}")

    def _read(self) -> None:
        if self._process.stdout is not None:
            for line in self._process.stdout:
                self._told.put(json.loads(line))


@contextmanager
def interviewer(card: SoundCard, environment: Mapping[str, str]) -> Iterator[Interviewer]:
    """Start the process, ready to ask; it is gone when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.talking"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **environment, **card.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        there = Interviewer(process)
        there.wait_for("Ready")
        yield there
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


@dataclass(frozen=True)
class Candidate:
    """Speaks with ``lines`` into the microphone of ``card``; clips are kept in ``folder``."""

    card: SoundCard
    lines: SpokenLines
    folder: Path

    def answer(
        self, there: Interviewer, question: str, says: Sequence[Passage], manner: Manner, line_s: float = 1.2
    ) -> list[Message]:
        """Have the question asked and answer it; all that happened. ``line_s`` of every line are spoken."""
        clips = [self._clip(one) for one in says]
        there.messages.clear()
        there.wish(
            question=question,
            mode="real" if manner.fixed else "coach",
            interrupt=manner.interrupt,
            follow_ups=0,
            silence_s=60.0,  # the candidate ends the answer
            headphones=any(one.over_s is not None for one in says),
            line_s=line_s,
        )
        there.wait_for("ListeningStarted")
        for one, clip in zip(says, clips, strict=True):
            self.card.play_into_microphone(clip)
            self._react(there, one)
        there.wish(end=True)
        there.wait_for("Over")
        return list(there.messages)

    def _react(self, there: Interviewer, said: Passage) -> None:
        """Be silent for as long as was meant, and listen to whatever the interviewer says."""
        deadline_s = time.monotonic() + (PATIENCE_S if said.waits else said.then_s)
        is_speaking = False
        while is_speaking or time.monotonic() < deadline_s:
            message = there.next(TIMEOUT_S if is_speaking else deadline_s - time.monotonic())
            if message is None:
                continue
            if message["event"] == "LineSaid":
                is_speaking = True
                if said.over_s is not None:
                    time.sleep(said.over_s)
                    return
            elif message["event"] == "SpeechEnded":
                is_speaking = False
                deadline_s = time.monotonic() + BREATH_S

    def _clip(self, said: Passage) -> Path:
        """The sentences of what is said as one sound, with silences between them."""
        pieces: list[np.ndarray[Any, np.dtype[np.float32]]] = []
        parts = said.text.split("\n")
        for at, part in enumerate(parts):
            pieces.append(_trimmed(read_clip(self.lines.path(part))).samples)
            gap_s = said.gaps_s[at] if at < len(said.gaps_s) else 0.0
            pieces.append(np.zeros(round(gap_s * SAMPLE_RATE_HZ), dtype=np.float32))
        path = self.folder / f"said-{abs(hash((said.text, said.gaps_s)))}.wav"
        write_clip(path, Clip(np.concatenate(pieces)))
        return path


def _trimmed(clip: Clip) -> Clip:
    """Without the silence at both ends, which differs from voice to voice."""
    loud = np.flatnonzero(np.abs(clip.samples) > LOUD)
    return Clip(clip.samples[loud[0] : loud[-1] + 1], clip.rate_hz) if len(loud) else clip


def spoken(script: Script) -> list[Passage]:
    """As clips: what is said without a pause worth the name is one of them."""
    found: list[Passage] = []
    parts: list[str] = []
    gaps_s: list[float] = []
    waits = False
    for said, lines in exchanges(script):
        parts.append(said.text)
        waits = waits or bool(lines)
        if said.then_s < REPLY_PAUSE_S:
            gaps_s.append(said.then_s)
            continue
        waits = waits or said.text.endswith("?")  # who asks at the end waits for an answer
        found.append(Passage("\n".join(parts), said.then_s, waits, tuple(gaps_s)))
        parts, gaps_s, waits = [], [], False
    return found


def lines_of(messages: Sequence[Message]) -> list[tuple[str, tuple[str, ...], str]]:
    """The interviewer's lines: kind, facts, words."""
    return [
        (message["kind"], tuple(message["facts"]), message["text"])
        for message in messages
        if message["event"] == "LineSaid"
    ]
