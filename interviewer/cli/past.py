"""What `review` does with a stored attempt: gather what a report needs, play a moment of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.wiring import asked_question, say
from interviewer.errors import BadInput, BadSound, BadStore
from interviewer.history.attempt import DRILL
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.history.store import Store, Stored
    from interviewer.report.told import Told

BEFORE_S, AFTER_S = 0.25, 0.35  # around a highlight: word times are about so exact


def marked(stored: Stored) -> Stored:
    """The same, unless it is a drill, which has no mark. Raises BadInput."""
    if stored.attempt.mode == DRILL:
        raise BadInput(
            f"attempt {stored.id} is a drill, which has no mark",
            f"Look at it with: interviewer review {stored.id}",
        )
    return stored


def gathered(settings: Settings, store: Store, stored: Stored) -> Told:
    """An attempt as reports show it, with what is usual for the speaker."""
    from interviewer.report.told import told
    from interviewer.report.usual import EARLIER

    question = asked_question(settings, store, stored)
    spoken = settings.delivery and stored.attempt.transcript.duration_s is not None
    return told(stored, question, store.spoken_before(stored.id, EARLIER) if spoken else ())


def with_sound(settings: Settings, stored: Stored, told: Told) -> Told:
    """With the recording, encoded for a page; where it is gone, with a line that says so."""
    from interviewer.audio.files import as_opus, read_clip

    if stored.attempt.sound is None:
        spoken = stored.attempt.transcript.duration_s is not None
        return replace(told, silence="The recording of this answer was not kept.") if spoken else told
    path = settings.data_dir / stored.attempt.sound
    try:
        return replace(told, sound=as_opus(read_clip(path)))
    except BadSound as error:
        say(settings, f"Without the sound of attempt {stored.id}: {error.what}")
        return replace(told, silence=f"The recording of this answer is not there any more ({path.name}).")


def play(settings: Settings, stored: Stored, told: Told, moment: str) -> None:
    """Play a highlight by its number, on from a time ("1:05"), or everything ("all").

    Raises BadInput where there is no such moment or no sound, MissingDevice without a speaker.
    """
    from interviewer.audio.clip import Clip
    from interviewer.audio.devices import DeviceSpeaker
    from interviewer.audio.files import read_clip
    from interviewer.report.layout import clock

    path = _recording(settings, stored)
    start_s, end_s = _span(stored, told, moment)
    clip = read_clip(path)
    end_s = min(end_s, clip.duration_s)
    first, last = round(start_s * clip.rate_hz), round(end_s * clip.rate_hz)
    if first >= last:
        raise BadInput(f"attempt {stored.id} ends before {moment}: it lasts {clock(clip.duration_s)}")
    speaker = DeviceSpeaker(settings.speaker)
    say(settings, f"Playing {clock(start_s)} to {clock(end_s)} on {speaker.name}; Ctrl-C stops it")
    speaker.play(Clip(clip.samples[first:last], clip.rate_hz))


def _recording(settings: Settings, stored: Stored) -> Path:
    """Where the recording is. Raises BadInput for a typed answer, BadSound where the file is gone."""
    sound = stored.attempt.sound
    if sound is None:
        typed = stored.attempt.transcript.duration_s is None
        why = "it was typed, so there is no sound" if typed else "its recording was not kept"
        raise BadInput(f"attempt {stored.id} can't be played: {why}")
    path = settings.data_dir / sound
    if not path.exists():
        read = f"Read it instead: interviewer review {stored.id}"
        raise BadSound(f"the recording of attempt {stored.id} is gone: {path}", read)
    return path


def _span(stored: Stored, told: Told, moment: str) -> tuple[float, float]:
    """Seconds to play; the end may lie beyond the sound's."""
    everything = (0.0, float("inf"))
    if moment == "all":
        return everything
    minutes, colon, seconds = moment.rpartition(":")
    if colon and minutes.isdecimal() and seconds.isdecimal():
        return 60.0 * int(minutes) + int(seconds), everything[1]
    chosen = [one for one in told.highlights if str(one.number) == moment]
    if not chosen:
        there = f"it has {len(told.highlights)}" if told.highlights else "it has none"
        raise BadInput(
            f"attempt {stored.id} has no highlight {moment!r}: {there}",
            "Give a highlight's number, a time such as 0:31, or all",
        )
    (highlight,) = chosen
    if highlight.start_s is None or highlight.end_s is None:
        raise BadInput(f"highlight {moment} has no place in the sound", "Play everything with: --play all")
    return max(0.0, highlight.start_s - BEFORE_S), highlight.end_s + AFTER_S


def write_page(settings: Settings, answers: Sequence[Told], path: Path) -> None:
    """Write the report as one HTML file, readable by its owner only. Raises BadStore."""
    from interviewer.report.page import render_page

    write_text(settings, path, render_page(answers, settings.delivery))


def write_text(settings: Settings, path: Path, page: str) -> None:
    """Write a page, readable by its owner only. Raises BadStore."""
    try:
        path.touch(mode=0o600)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise BadStore(f"{path} can't be written: {error.strerror}", "Choose another file") from error
    say(settings, f"Written to {path}: open it in a browser")
