"""``interviewer review N --hear-again MODEL``: the recording of an answer heard by another, larger model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.errors import BadSound
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.history.store import Store


def hear_all_again(settings: Settings, store: Store, attempts: Iterable[int], model: str) -> None:
    """`hear_again` for those of the attempts that have a recording."""
    for attempt in attempts:
        if store.get(attempt).attempt.sound is not None:
            hear_again(settings, store, attempt, model)


def hear_again(settings: Settings, store: Store, attempt: int, model: str) -> None:
    """Hear the recording of an attempt with ``model``, keep what it heard, say what that does to the mark.

    The words as they were heard at first and their mark are kept too. Raises BadSound where there is no
    recording, or none that can be read; MissingModel.
    """
    from interviewer import __version__
    from interviewer.audio.activity import SileroActivity
    from interviewer.audio.files import read_clip
    from interviewer.cli.wiring import open_bank, open_engine, open_vectors, say
    from interviewer.interview.judging import correct
    from interviewer.interview.second_pass import heard_again
    from interviewer.report.layout import points

    stored = store.get(attempt).attempt
    if stored.sound is None:
        raise BadSound(f"attempt {attempt} has no recording", "Only spoken answers can be heard again")
    clip = read_clip(settings.data_dir / stored.sound)
    say(settings, f"Hearing attempt {attempt} again with Whisper {model} ...")
    engine = open_engine(replace(settings, model=model))
    heard = heard_again(engine, clip, SileroActivity(), stored.transcript)
    if not heard.differing or not heard.transcript.candidate_text:
        found = "no words" if heard.differing else "the same words"
        print(f"Whisper {model} heard {found}; nothing was changed.")
        return
    vectors = open_vectors(settings)
    result = correct(store, open_bank(settings), attempt, heard.transcript, __version__, vectors=vectors)
    print(f"Whisper {model} heard {heard.differing} of {heard.words} words otherwise.")
    if result.before == result.after:
        print(f"The mark is the same with them: {points(result.after)}.")
    else:
        print(f"The mark was {points(result.before)}; with these words it is {points(result.after)}.")
    print(f"The words as first heard and their mark are kept. The report: interviewer review {attempt}")
