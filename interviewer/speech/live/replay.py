"""The live pipeline over a list of frames, without threads and without a clock: the same every time."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.audio.clip import FRAME_S, Samples
from interviewer.speech.engines import Engine
from interviewer.speech.live.draft import Draft, accepted
from interviewer.speech.live.hearing import after, following, heard, without_silence
from interviewer.speech.live.sound import Buffer

PASS_S = 0.5  # how long a pass takes, in seconds of the recording: about that on two cores, with base


def replayed(
    engine: Engine, frames: Sequence[Samples], probabilities: Sequence[float], pass_s: float = PASS_S
) -> list[Draft]:
    """The drafts, one after each pass and a last one, as if every pass took ``pass_s``.

    ``frames``: float32, shape (FRAME_SAMPLES,) each; ``probabilities``: of speech, one a frame.
    """
    buffer, draft, free_s = Buffer(), Draft(), 0.0
    drafts = []
    for count, (frame, probability) in enumerate(zip(frames, probabilities, strict=True), start=1):
        buffer.add(frame, probability)
        if count * FRAME_S >= free_s:
            draft, has_listened = _once(engine, buffer, draft, ended=False)
            if has_listened:
                drafts.append(draft)
                free_s = count * FRAME_S + pass_s
    has_listened = True
    while has_listened:
        draft, has_listened = _once(engine, buffer, draft, ended=True)
        drafts += [draft] if has_listened else []
    return [*drafts, accepted(draft)]


def _once(engine: Engine, buffer: Buffer, draft: Draft, ended: bool) -> tuple[Draft, bool]:
    """The draft after the pass that is worth while now, and whether there was one."""
    sound = buffer.now(draft.from_s)
    draft, piece = following(draft, sound, ended)
    if piece is None:
        draft = without_silence(draft, sound)
    else:
        draft = after(draft, piece, heard(engine, sound, piece, draft, hurry=False))
    buffer.forget(draft.last_s)
    return draft, piece is not None
