"""``interviewer doctor``: what works here, and what to do about what doesn't."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal

import typer

from interviewer.cli.options import command
from interviewer.errors import InterviewerError
from interviewer.printable import printable
from interviewer.settings import Settings

Status = Literal["ok", "note", "fail"]
ENOUGH_BYTES = 500_000_000  # a model and some hours of recordings
LISTEN_S = 1.0  # to the microphone
DEAD_DBFS = -85.0  # quieter than any microphone that is switched on
CLIPPED, CLIPPED_SHARE = 0.99, 0.05  # of full scale; speech that is recorded well hardly gets there
REPAIR = (
    "Take out what can be read: interviewer export --format json -o FILE; then move it away and import FILE"
)
DEVICE_LACKS = 3  # exit code when something that is needed is missing


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: ``next_step`` says what to do where the status is not ok."""

    name: str
    status: Status
    what: str
    next_step: str = ""


def register(app: typer.Typer) -> None:
    command(app)(doctor)


def doctor(
    settings: Settings,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON.")] = False,
    bundle: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a report for a bug tracker: no word or sound of yours."),
    ] = None,
) -> None:
    """Check microphone, speaker, voice, model, disk and questions."""
    from interviewer.cli.wiring import print_json, screen

    findings = []
    color = screen(settings).color
    for finding in _findings(settings):
        findings.append(finding)
        if not as_json:
            print(_line(finding, color), flush=True)
    if as_json:
        print_json([asdict(finding) for finding in findings])
    if bundle is not None:
        from interviewer.cli.bundle import write_bundle

        write_bundle(bundle, settings, [asdict(finding) for finding in findings])
        if not as_json:
            print(printable(f"Written: {bundle}. Read it before you send it."))
    if any(finding.status == "fail" for finding in findings):
        raise typer.Exit(DEVICE_LACKS)


def _line(finding: Finding, color: bool) -> str:
    mark = {"ok": "ok  ", "note": "note", "fail": "FAIL"}[finding.status]
    if color:
        mark = f"\x1b[{ {'ok': 32, 'note': 33, 'fail': 31}[finding.status] }m{mark}\x1b[0m"
    line = f"{mark}  {finding.name:<11} {printable(finding.what)}"
    return f"{line}\n                  -> {printable(finding.next_step)}" if finding.next_step else line


def _findings(settings: Settings) -> Iterator[Finding]:
    yield _checked("microphone", lambda: _microphone(settings))
    yield _checked("speaker", lambda: _speaker(settings))
    yield _checked("voice", lambda: _voice(settings))
    yield _checked("model", lambda: _model(settings))
    yield _checked("data", lambda: _data(settings))
    yield _checked("disk", lambda: _disk(settings))
    yield _checked("questions", lambda: _questions(settings))


def _checked(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except InterviewerError as error:
        return Finding(name, "fail", error.what, error.next_step)


def _microphone(settings: Settings) -> Finding:
    import numpy as np

    from interviewer.audio.clip import FRAME_S
    from interviewer.audio.devices import DeviceMicrophone, find_microphone
    from interviewer.audio.recording import level_dbfs

    found = find_microphone(settings.microphone)
    what = f"{found.name}, {found.rate_hz} Hz"
    with closing(DeviceMicrophone(settings.microphone).frames()) as frames:
        heard = np.concatenate(list(islice(frames, round(LISTEN_S / FRAME_S))))
    if level_dbfs(heard) < DEAD_DBFS:
        return Finding("microphone", "note", f"{what}: no sound at all for a second", "Is it muted?")
    if np.mean(np.abs(heard) >= CLIPPED) > CLIPPED_SHARE:
        return Finding("microphone", "note", f"{what}: too loud, the sound is clipped", "Turn it down")
    return Finding("microphone", "ok", what)


def _speaker(settings: Settings) -> Finding:
    from interviewer.audio.devices import find_speaker

    found = find_speaker(settings.speaker)
    return Finding("speaker", "ok", f"{found.name}, {found.rate_hz} Hz")


def _voice(settings: Settings) -> Finding:
    from interviewer.speech.voices import find_voice

    voice = find_voice(settings.voice)
    with tempfile.TemporaryDirectory() as folder:
        voice.render("One, two, three.", Path(folder) / "voice.wav")
    return Finding("voice", "ok", f"{settings.voice} speaks")


def _model(settings: Settings) -> Finding:
    from interviewer.cli.wiring import open_engine

    engine = open_engine(settings)
    return Finding("model", "ok", f"{engine.name} with {engine.model} loads")


def _data(settings: Settings) -> Finding:
    from interviewer.history.store import Store
    from interviewer.history.unfinished import SUFFIX

    with Store(settings.database) as store:
        damage = store.damage()
        if damage is not None:
            return Finding("data", "fail", f"{settings.database} is damaged: {damage}", REPAIR)
        store.listed(limit=1)  # says which attempt can't be read
        what = f"{store.count()} attempts in {settings.data_dir}"
    left = len(tuple(settings.recordings.glob(f"*{SUFFIX}")))
    if left:
        return Finding("data", "note", f"{what}; {left} not stored yet", "Finish with: interviewer finish")
    return Finding("data", "ok", what)


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    what = f"{free / 1e9:.1f} GB free at {folder}"
    if not os.access(folder, os.W_OK):
        return Finding("disk", "fail", f"{folder} can't be written", "Choose another folder with --data-dir")
    if free < ENOUGH_BYTES:
        return Finding("disk", "note", what, "Make room: an hour of recording takes 115 MB")
    return Finding("disk", "ok", what)


def _questions(settings: Settings) -> Finding:
    from interviewer.cli.wiring import open_bank

    return Finding("questions", "ok", f"{len(open_bank(settings))} questions")
