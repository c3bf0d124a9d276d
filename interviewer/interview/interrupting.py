"""A line of the interviewer that is spoken while the microphone goes on. One thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

from interviewer.interview.answering import Say
from interviewer.interview.events import Event
from interviewer.interview.partner import Line


class Speaking:
    """Says ``line`` on a thread of its own, from ``start_s`` of the recording on.

    `events` gives what has happened since it was last asked, and raises what went wrong.
    """

    def __init__(self, say: Say, line: Line, start_s: float) -> None:
        self.line = line
        self.start_s = start_s
        self.is_over = False
        self._say = say
        self._stopped = threading.Event()
        self._happened: queue.SimpleQueue[Event | BaseException | None] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="speaking", daemon=True).start()

    def stop(self) -> None:
        """The rest of the line is not wanted any more."""
        self._stopped.set()

    def events(self) -> Iterator[Event]:
        while not self.is_over:
            try:
                happened = self._happened.get_nowait()
            except queue.Empty:
                return
            if happened is None:
                self.is_over = True
            elif isinstance(happened, BaseException):
                self.is_over = True
                raise happened
            else:
                yield happened

    def _run(self) -> None:
        try:
            for event in self._say(self.line.text, stopped=self._stopped.is_set):
                self._happened.put(event)
        except BaseException as error:  # noqa: BLE001 - it is raised by `events`, on the thread that listens
            self._happened.put(error)
        else:
            self._happened.put(None)
