"""An answer is recorded: to disk as it arrives, with a tick for the meter ten times a second.

A crash, even ``kill -9``, loses at most the frame that is being written: after each frame (32 ms) the
file on disk is a whole WAV file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from interviewer.audio.activity import Activity, ActivityGate, ActivityState, Region, speech_regions
from interviewer.audio.clip import FRAME_S, Clip, Samples
from interviewer.audio.growing import GrowingWav
from interviewer.audio.microphone import Microphone

TICK_FRAMES = 3  # 96 ms: a meter at ten hertz looks alive, more often only costs
FLOOR_DBFS = -120.0  # below the quietest 16-bit sound (-90): digital silence

# By the candidate's key, his words, his silence, the cap; because the sound ended; by a key that leaves
# the question or the sitting.
EndedBy = Literal["stopped", "said", "silence", "cap", "end", "skipped", "left"]
BEGUN_S = 0.14  # of voice: he has begun to speak, where it need not be certain yet
PATIENCE = 1.5  # times the longest pause so far: who has paused for five seconds may do so again
MOST_PATIENCE = 2.0  # times the chosen silence, however long the pauses were


@dataclass(frozen=True, slots=True)
class Ending:
    """When a recording ends by itself; ``math.inf`` switches a rule off.

    ``silence_s``: after that much silence once the candidate has spoken; six seconds leave room for
    thought. ``first_word_s``: the silence allowed before the first word. ``cap_s``: in any case.
    """

    silence_s: float = 6.0
    cap_s: float = 900.0
    first_word_s: float = 30.0

    def allowed_s(self, longest_pause_s: float) -> float:
        """The silence that ends the answer of somebody who has already paused for so long and gone on.

        1.5 times that pause, but no less than ``silence_s`` and no more than twice that.
        """
        return min(max(self.silence_s, PATIENCE * longest_pause_s), MOST_PATIENCE * self.silence_s)


@dataclass(frozen=True, slots=True)
class Tick:
    """What a level meter shows. ``level_dbfs`` and ``peak`` (0 to 1) are of the time since the last tick.

    ``silence_s``: how long nobody has spoken. ``ended_by`` is None until the last tick. ``left_s``: how much
    more silence ends the answer.
    """

    elapsed_s: float
    level_dbfs: float
    peak: float
    speaking: bool
    silence_s: float
    ended_by: EndedBy | None = None
    left_s: float = math.inf


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded. ``clip`` holds all of it, whatever happened to the disk; speech is in ``regions``.

    ``ended_by`` is None when it was broken off (Ctrl-C, a device that disappeared).
    ``disk_error`` is None, or why the file at ``path`` lacks the end or everything.
    """

    clip: Clip
    regions: tuple[Region, ...]
    path: Path
    ended_by: EndedBy | None
    disk_error: str | None


def not_ended() -> EndedBy | None:
    """The answer of an ``ended`` that nobody can press."""
    return None


def unheard(frame: Samples, probability: float) -> None:
    """A hearer that does nothing."""


class Recorder:
    """Records one answer: iterate over `ticks`, then read `recording`.

    ``hear`` is given each frame, float32, shape (FRAME_SAMPLES,), and its probability of speech, after the
    frame has been written to disk. Between two ticks may be set: ``paused``, nothing is recorded and time
    stands still; ``unfinished``, the candidate is in the middle of a sentence, so that a longer silence is
    allowed.
    """

    def __init__(
        self,
        microphone: Microphone,
        path: Path,
        ending: Ending,
        activity: Activity,
        hear: Callable[[Samples, float], None] = unheard,
    ) -> None:
        self.paused = False
        self.unfinished = False
        self._hear = hear
        self._deaf = False
        self._listener = _Listener(ending)
        self._microphone = microphone
        self._path = path
        self._activity = activity
        self._frames: list[Samples] = []
        self._probabilities: list[float] = []  # of speech, one a frame
        self._ended_by: EndedBy | None = None
        self._file: GrowingWav | None = None  # once it records

    def ticks(self, ended: Callable[[], EndedBy | None] = not_ended) -> Generator[Tick, None, None]:
        """Record until ``ended()`` says why to end or the ending comes; a tick every 96 ms and a last one.

        A change between speech and silence is told at once. To be used once. Whatever ends it (the generator
        closed, Ctrl-C, MissingDevice) the file is closed and kept.
        """
        self._activity.reset()
        listener = self._listener
        reported = waited = 0  # frames that a tick has told of; frames since the last tick
        with closing(self._microphone.frames()) as frames, closing(GrowingWav(self._path)) as file:
            self._file = file
            for frame in frames:
                was_speaking = listener.gate.speaking
                if not self.paused:
                    self._take(frame, file, listener)
                listener.unfinished = self.unfinished
                self._ended_by = ended() or listener.ending()
                if self._ended_by is not None:
                    break
                waited += 1
                if waited >= TICK_FRAMES or listener.gate.speaking != was_speaking:
                    yield self._tick(reported, listener)
                    reported, waited = len(self._frames), 0
            else:
                self._ended_by = "end"
        yield self._tick(reported, listener)

    def interviewer_speaks(self, deaf: bool) -> None:
        """From now on no silence ends the answer. ``deaf``: what the microphone hears is not the candidate,
        so silence is recorded in its place."""
        self._deaf = deaf
        self._listener.rest()
        self._listener.holds = True

    def interviewer_is_silent(self) -> None:
        """The candidate's turn again: his silence begins now, unless he speaks already."""
        self._deaf = False
        self._listener.holds = False
        if not self._listener.gate.speaking:
            self._listener.rest()

    @property
    def hears_voice(self) -> bool:
        """Whether the candidate speaks, or has begun to."""
        gate = self._listener.gate
        return gate.state is ActivityState.SPEAKING or (
            gate.state is ActivityState.STARTING and gate.held_s >= BEGUN_S
        )

    def _take(self, frame: Samples, file: GrowingWav, listener: _Listener) -> None:
        """One more frame: to disk first, then to those who listen."""
        if self._deaf:
            frame = np.zeros_like(frame)
        self._frames.append(frame)
        file.write(frame)
        self._probabilities.append(0.0 if self._deaf else self._activity.probability(frame))
        listener.hear(self._probabilities[-1])
        self._hear(frame, self._probabilities[-1])

    @property
    def disk_error(self) -> str | None:
        """Why something of what was recorded is not on disk; None: all of it is."""
        return None if self._file is None else self._file.error

    @property
    def recording(self) -> Recording:
        """What has been recorded so far; of use during the recording too."""
        samples = np.concatenate(self._frames) if self._frames else np.zeros(0, dtype=np.float32)
        regions = speech_regions(self._probabilities)
        return Recording(Clip(samples), regions, self._path, self._ended_by, self.disk_error)

    def _tick(self, first: int, listener: _Listener) -> Tick:
        """The tick for the frames from number ``first`` on."""
        heard = np.concatenate([np.zeros(0, dtype=np.float32), *self._frames[first:]])
        return Tick(
            elapsed_s=len(self._frames) * FRAME_S,
            level_dbfs=level_dbfs(heard),
            peak=float(np.max(np.abs(heard), initial=0.0)),
            speaking=listener.gate.speaking,
            silence_s=listener.silence_s,
            ended_by=self._ended_by,
            left_s=listener.left_s(),
        )


class _Listener:
    """Follows who speaks, and knows when the ending has come."""

    def __init__(self, ending: Ending) -> None:
        self.gate = ActivityGate()
        self.silence_s = 0.0
        self.unfinished = False
        self.holds = False  # no silence ends the answer
        self._ending = ending
        self._elapsed_s = 0.0
        self._has_spoken = False
        self._longest_pause_s = 0.0  # from which the candidate went on

    def hear(self, probability: float) -> None:
        """One more frame, with that probability of speech."""
        self.gate = self.gate.after(probability)
        self._elapsed_s += FRAME_S
        if self.gate.state is ActivityState.SPEAKING:
            if self._has_spoken and not self.holds:
                self._longest_pause_s = max(self._longest_pause_s, self.silence_s)
            self._has_spoken = True
            self.silence_s = 0.0
        else:
            self.silence_s += FRAME_S

    def rest(self) -> None:
        """A silence begins anew."""
        self.gate = ActivityGate()
        self.silence_s = 0.0

    def left_s(self) -> float:
        """How much more silence ends the answer."""
        return math.inf if self.holds else max(0.0, self._allowed_s() - self.silence_s)

    def ending(self) -> EndedBy | None:
        # STARTING may turn out to be speech within a fifth of a second: do not cut a word's beginning.
        if self.left_s() <= 0 and self.gate.state is not ActivityState.STARTING:
            return "silence"
        return "cap" if self._elapsed_s >= self._ending.cap_s else None

    def _allowed_s(self) -> float:
        if not self._has_spoken:
            return self._ending.first_word_s
        return self._ending.allowed_s(math.inf if self.unfinished else self._longest_pause_s)


def level_dbfs(samples: Samples) -> float:
    """The root mean square in dB below full scale: a full-scale sine is -3.0, silence FLOOR_DBFS.

    ``samples``: float32, shape (n,); no samples are silence.
    """
    if not len(samples):
        return FLOOR_DBFS
    mean_square = float(np.mean(np.square(samples, dtype=np.float64)))
    return max(FLOOR_DBFS, 10 * math.log10(mean_square)) if mean_square > 0 else FLOOR_DBFS
