"""The rim of the live pipeline: one thread that listens to pieces of the sound while more of it arrives, and
another for the rest where the answer ends in the middle of a pass.

Side effects: a thread, the engine's cores. What is decided is decided in `plan` and `draft`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace

from interviewer.audio.clip import Samples
from interviewer.speech.engines import BEAM_SIZE, Decoding, Engine
from interviewer.speech.listen import Chunk, samples_of, shifted, without_loops, without_strays
from interviewer.speech.live.draft import Draft, accepted, guessed, settled
from interviewer.speech.live.plan import CONTEXT_PAUSE_S, Piece, is_caught_up, next_piece, taken
from interviewer.speech.live.sound import Buffer, Sound
from interviewer.transcript import Word

LAST = Decoding(beam_size=1, hurried=True)
QUICK = replace(LAST, patient=True)
CAREFUL = replace(QUICK, beam_size=BEAM_SIZE)
BEHIND_S = 10.0  # of sound that nobody has listened to: there is no time to be careful
LATE_S = 15.0  # and so much is worth telling
KEPT_QUIET_S = 0.5  # of silence before the next word: voice activity is late on soft beginnings
LOOK_S = 0.05  # how often the thread looks for something to do


class LiveHearing:
    """Hears an answer while it is spoken.

    `add` takes the sound, `draft` is the text so far. After `finish` the future ``done`` holds all of the
    text, or the engine's error. `close` gives up. Sound that is settled is forgotten, so that memory
    doesn't grow with the answer.
    """

    def __init__(self, engine: Future[Engine]) -> None:
        self.done: Future[Draft] = Future()
        self._engine = engine
        self._sound = Buffer()
        self._draft = Draft()
        self._ended = False
        self._left = False
        self._listens = False  # in the middle of a pass
        self._change = threading.Condition()
        # No daemon: Python stops those in the middle of their work at its exit, which an engine of C++ does
        # not survive. It ends after the pass that it is in.
        threading.Thread(target=self._run, name="hearing").start()

    def add(self, frame: Samples, probability: float) -> None:
        """One more frame, float32, shape (FRAME_SAMPLES,), and its probability of speech."""
        with self._change:
            self._sound.add(frame, probability)

    @property
    def draft(self) -> Draft:
        return self._draft

    @property
    def caught_up(self) -> bool:
        """Whether all speech so far has been listened to."""
        with self._change:
            return is_caught_up(self._draft, self._sound.regions(self._draft.from_s))

    @property
    def behind_s(self) -> float:
        """How much sound nobody has listened to."""
        with self._change:
            regions = self._sound.regions(self._draft.from_s)
            return max(0.0, regions[-1].end_s - self._draft.heard_s) if regions else 0.0

    def finish(self) -> None:
        """The sound is over: what is left is heard at once; where all was heard ahead, that is it.

        Nobody waits for a pass that is just going on: the rest is heard beside it.
        """
        with self._change:
            self._ended = True
            if is_caught_up(self._draft, self._sound.regions(self._draft.from_s)):
                self._finish(accepted(self._draft))
            elif self._listens:
                sound = self._sound.now(self._draft.from_s)
                draft, piece = following(self._draft, sound, ended=True)
                if piece is not None and piece.kind == "last":
                    self._left = True
                    rest = (draft, piece, sound)
                    threading.Thread(target=self._hear_rest, args=rest, name="hearing the rest").start()
            self._change.notify()

    def close(self) -> None:
        """Nobody wants the text any more; the thread ends after the pass that it is in."""
        with self._change:
            self._left = True
            self._change.notify()

    def _run(self) -> None:
        with self._failing():
            engine = self._engine.result()
            while not self._left and not self.done.done():
                try:
                    self._do_one_thing(engine)
                except Exception:
                    if not self._left:  # else the rest is heard elsewhere, or nobody wants it
                        raise

    def _do_one_thing(self, engine: Engine) -> None:
        with self._change:
            draft, ended = self._draft, self._ended
            sound = self._sound.now(draft.from_s)
            draft, piece = following(draft, sound, ended)
            self._listens = piece is not None
        if piece is not None:
            draft = after(draft, piece, heard(engine, sound, piece, draft, hurry=self.behind_s > BEHIND_S))
        else:
            draft = accepted(draft) if ended else without_silence(draft, sound)
        with self._change:
            self._listens = False
            if self._left or self.done.done():
                return  # the rest is heard elsewhere, or nobody wants it
            self._draft = draft
            self._sound.forget(draft.last_s)
            if piece is None and ended:
                self._finish(draft)
            elif piece is None and not self._ended:
                self._change.wait(LOOK_S)

    def _hear_rest(self, draft: Draft, piece: Piece, sound: Sound) -> None:
        with self._failing():
            draft = after(draft, piece, heard(self._engine.result(), sound, piece, draft, hurry=False))
            with self._change:
                self._finish(accepted(draft))

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """An error in the block is raised where the text is waited for."""
        try:
            yield
        except BaseException as error:  # noqa: BLE001 - whatever it is, somebody waits
            with self._change:
                if not self.done.done():
                    self.done.set_exception(error)

    def _finish(self, draft: Draft) -> None:
        self._draft = draft
        self.done.set_result(draft)


def following(draft: Draft, sound: Sound, ended: bool) -> tuple[Draft, Piece | None]:
    """What to listen to next, see `next_piece`; at the end only to what has hardly been heard ahead."""
    if ended:
        draft = taken(draft, sound.regions, sound.quietest_s)
    return draft, next_piece(draft, sound.regions, sound.now_s, ended, sound.quietest_s)


def heard(engine: Engine, sound: Sound, piece: Piece, draft: Draft, hurry: bool) -> list[Word]:
    """What the engine hears in that piece, in seconds of the recording.

    ``draft``: what was heard so far.
    """
    careful = piece.kind == "whole" and not hurry
    from_s = piece.start_s if piece.context_s is None or hurry else piece.context_s
    begun = () if piece.kind == "whole" and hurry else piece.begun
    before = tuple(word.text for word in draft.words if from_s < word.end_s <= piece.end_s)
    kind = LAST if piece.kind == "last" else CAREFUL if careful else QUICK
    decoding = replace(kind, begun=begun, heard=before)
    chunk = Chunk(from_s - sound.first_s, piece.end_s - sound.first_s)
    words = shifted(engine.words(samples_of(sound.clip, chunk), decoding), from_s)
    if from_s < piece.start_s:
        words = without_context(words, piece)
    return without_loops(without_strays(words, sound.regions))


def without_context(words: Sequence[Word], piece: Piece) -> list[Word]:
    """Only the words of the piece itself; by their times where the context was not heard as it was before."""
    count = len(piece.begun)
    if tuple(word.text for word in words[:count]) == piece.begun:
        return list(words[count:])
    return [word for word in words if (word.start_s + word.end_s) / 2 >= piece.start_s]


def after(draft: Draft, piece: Piece, words: Sequence[Word]) -> Draft:
    """The draft once those words were heard in that piece."""
    if piece.kind == "ahead":
        return guessed(draft, words, piece.end_s)
    return settled(draft, words, piece.end_s)


def without_silence(draft: Draft, sound: Sound) -> Draft:
    """Where nobody has spoken yet since the last cut, the sound is done with but for its very end.

    Not at once: the last piece may be the context of the next one.
    """
    if sound.regions or draft.guess or (draft.last_words and sound.now_s - draft.from_s <= CONTEXT_PAUSE_S):
        return draft
    return settled(draft, (), max(draft.from_s, sound.now_s - KEPT_QUIET_S))
