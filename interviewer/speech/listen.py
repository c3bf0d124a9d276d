"""A recording to a transcript: cut at pauses, let the engine hear the pieces, keep what was really said.

Whisper by itself makes text up in silence, misplaces the first word after a long pause and stretches word
times under its own voice filter. So voice activity decides what it gets to hear and which words can be true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from interviewer.audio.activity import Activity, Region, find_speech
from interviewer.audio.clip import FRAME_SAMPLES, Clip, Samples
from interviewer.audio.resampling import resampled
from interviewer.speech.engines import Engine
from interviewer.transcript import Transcript, Turn, Word

MAX_CHUNK_S = 28.0  # Whisper's window is 30 s: this leaves room for the margins
MIN_CUT_S = 20.0  # where a cut inside unbroken speech is looked for: from here to MAX_CHUNK_S
MARGIN_S = 0.2  # of quiet around a chunk; voice activity starts a little late on soft consonants
LONG_PAUSE_S = 3.0  # always a cut: after such a pause Whisper was seen to misplace words by up to 10 s
STRAY_S = 0.3  # a word further than this from all speech was made up
QUIET_FRAMES = 5  # the quietest moment is looked for over 5 frames, 0.16 s: a pause, not a zero crossing
LOOP_PHRASE_WORDS = 8  # the longest phrase looked at for a loop
LOOP_TIMES = 5  # a judgement: "very, very, very" is said, the same five times in a row hardly ever


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of sound for the engine, at most MAX_CHUNK_S and its margins. Seconds from the start."""

    start_s: float
    end_s: float


def hear(
    engine: Engine, clip: Clip, activity: Activity, on_progress: Callable[[float], None] | None = None
) -> Transcript:
    """What the candidate says in ``clip``. Without speech in it the transcript has no turns.

    ``on_progress`` is given the share of the speech that is done, 0 to 1, after each chunk.
    """
    return hear_regions(engine, clip, find_speech(clip, activity), on_progress)


def hear_regions(
    engine: Engine, clip: Clip, regions: Sequence[Region], on_progress: Callable[[float], None] | None = None
) -> Transcript:
    """`hear` for sound whose speech was already found, as it is while it is recorded."""
    clip = resampled(clip)
    chunks = plan_chunks(regions, clip.duration_s, lambda start_s, end_s: quietest_s(clip, start_s, end_s))
    words: list[Word] = []
    for number, chunk in enumerate(chunks, start=1):
        heard = engine.words(samples_of(clip, chunk))
        words += without_strays(shifted(heard, chunk.start_s), regions)
        if on_progress is not None:
            on_progress(number / len(chunks))
    words = without_loops(words)
    return Transcript(
        turns=(Turn.from_words(words),) if words else (),
        duration_s=clip.duration_s,
        engine=engine.name,
        model=engine.model,
        speech=tuple((region.start_s, region.end_s) for region in regions),
    )


def plan_chunks(
    regions: Sequence[Region], duration_s: float, quietest: Callable[[float, float], float]
) -> tuple[Chunk, ...]:
    """How to cut a recording so that the engine never hears more than a window, nor a long silence.

    ``regions``: speech, in order, apart from one another. ``quietest(a_s, b_s)``: the best moment to cut
    between a_s and b_s. The chunks are in order, do not overlap and cover every region.
    """
    pieces = [piece for region in regions for piece in _cut_long(region, quietest)]
    groups: list[list[Region]] = []
    for run in _split_at_long_pauses(pieces):
        rest = run
        while rest[-1].end_s - rest[0].start_s > MAX_CHUNK_S:
            end = _best_cut(rest)
            groups.append(rest[:end])
            rest = rest[end:]
        groups.append(rest)
    return _with_margins(groups, duration_s)


def _cut_long(region: Region, quietest: Callable[[float, float], float]) -> list[Region]:
    """``region`` in pieces of at most MAX_CHUNK_S, cut where it is quietest."""
    pieces: list[Region] = []
    start_s = region.start_s
    while region.end_s - start_s > MAX_CHUNK_S:
        cut_s = quietest(start_s + MIN_CUT_S, start_s + MAX_CHUNK_S)
        pieces.append(Region(start_s, cut_s))
        start_s = cut_s
    pieces.append(Region(start_s, region.end_s))
    return pieces


def _split_at_long_pauses(pieces: Sequence[Region]) -> list[list[Region]]:
    runs: list[list[Region]] = []
    for piece in pieces:
        if runs and piece.start_s - runs[-1][-1].end_s <= LONG_PAUSE_S:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _best_cut(run: Sequence[Region]) -> int:
    """How many pieces of ``run`` make the next chunk: up to the longest pause in its second half.

    In its second half, because every chunk costs a whole window however short it is.
    """
    fitting = [
        count for count, piece in enumerate(run[:-1], start=1) if piece.end_s - run[0].start_s <= MAX_CHUNK_S
    ]
    late = [count for count in fitting if run[count - 1].end_s - run[0].start_s >= MAX_CHUNK_S / 2]
    return max(late or fitting[-1:], key=lambda count: run[count].start_s - run[count - 1].end_s)


def _with_margins(groups: Sequence[Sequence[Region]], duration_s: float) -> tuple[Chunk, ...]:
    """A chunk a group, widened by MARGIN_S but no further than half way to its neighbour."""
    spans = [(group[0].start_s, group[-1].end_s) for group in groups]
    if not spans:
        return ()
    borders = [0.0, *((before[1] + after[0]) / 2 for before, after in pairwise(spans)), duration_s]
    return tuple(
        Chunk(max(start_s - MARGIN_S, left_s), min(end_s + MARGIN_S, right_s))
        for (start_s, end_s), (left_s, right_s) in zip(spans, pairwise(borders), strict=True)
    )


def quietest_s(clip: Clip, start_s: float, end_s: float) -> float:
    """The middle of the quietest 0.16 s between the two moments, by the energy of the sound."""
    first = int(start_s * clip.rate_hz)
    samples = clip.samples[first : int(end_s * clip.rate_hz)]
    frames = len(samples) // FRAME_SAMPLES
    if frames < QUIET_FRAMES:
        return (start_s + end_s) / 2
    energy = (samples[: frames * FRAME_SAMPLES].reshape(frames, FRAME_SAMPLES).astype(np.float64) ** 2).sum(1)
    smooth = np.convolve(energy, np.ones(QUIET_FRAMES), mode="valid")
    middle = int(smooth.argmin()) + QUIET_FRAMES / 2
    return (first + middle * FRAME_SAMPLES) / clip.rate_hz


def samples_of(clip: Clip, chunk: Chunk) -> Samples:
    """The sound of a chunk, shape (n,)."""
    return clip.samples[round(chunk.start_s * clip.rate_hz) : round(chunk.end_s * clip.rate_hz)]


def shifted(words: Iterable[Word], by_s: float) -> list[Word]:
    """The same words, ``by_s`` later."""
    return [Word(word.text, word.start_s + by_s, word.end_s + by_s, word.probability) for word in words]


def in_order(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words with times that never run backwards, as two passes put together may."""
    found: list[Word] = []
    earliest_s = 0.0
    for word in words:
        start_s = max(word.start_s, earliest_s)
        earliest_s = max(word.end_s, start_s)
        found.append(replace(word, start_s=start_s, end_s=earliest_s))
    return tuple(found)


def without_strays(words: Iterable[Word], regions: Sequence[Region]) -> list[Word]:
    """The words that touch speech, give or take STRAY_S; Whisper invents the others in silence."""
    return [
        word
        for word in words
        if any(
            word.start_s <= region.end_s + STRAY_S and word.end_s >= region.start_s - STRAY_S
            for region in regions
        )
    ]


def without_loops(words: Sequence[Word]) -> list[Word]:
    """The words without loops: a phrase heard LOOP_TIMES or more in a row is kept once."""
    keys = [word.text.lower().strip(".,!?;:-\"'") for word in words]
    kept: list[Word] = []
    position = 0
    while position < len(words):
        phrase_words, times = _loop_at(keys, position)
        kept += words[position : position + phrase_words]
        position += phrase_words * times
    return kept


def _loop_at(keys: Sequence[str], position: int) -> tuple[int, int]:
    """Length in words and number of times of the loop that begins at ``position``; (1, 1) if none does."""
    for length in range(1, LOOP_PHRASE_WORDS + 1):
        phrase = keys[position : position + length]
        times = 1
        while keys[position + times * length : position + (times + 1) * length] == phrase:
            times += 1
        if times >= LOOP_TIMES:
            return length, times
    return 1, 1
