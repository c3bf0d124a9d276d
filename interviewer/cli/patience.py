"""The shipped candidate of the demo behaves as a person does who is in no hurry."""

from __future__ import annotations

from interviewer.audio.microphone import FileMicrophone
from interviewer.interview.events import Event, Heard, SpeechEnded, SpeechStarted

# In a pause that is long enough to be meant for the interviewer he waits until all is heard, which takes a
# slow or busy machine a while; his answer ends with the file, not with a silence.
FROM_S, TO_S = 1.0, 15.0
SILENCE_S = 20.0


class Patience:
    """Lets ``file`` wait while the interviewer speaks, and in its pauses until he has heard all of it."""

    def __init__(self, file: FileMicrophone) -> None:
        self._file = file
        self._is_spoken_to = False
        self._is_unheard = False

    def notice(self, event: Event) -> None:
        """One more event of the session."""
        match event:
            case SpeechStarted():
                self._is_spoken_to = True
            case SpeechEnded():
                self._is_spoken_to = False
            case Heard(tick, caught_up):
                self._is_unheard = not caught_up and FROM_S <= tick.silence_s < TO_S
        self._file.waits = self._is_spoken_to or self._is_unheard
