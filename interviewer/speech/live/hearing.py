"""The rim of the live pipeline: one thread that listens to pieces of the sound while more of it arrives.

Side effects: a thread, the engine's cores. What is decided is decided in `plan` and `draft`.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace

from interviewer.audio.clip import Samples
from interviewer.speech.engines import BEAM_SIZE, Decoding, Engine
from interviewer.speech.listen import Chunk, samples_of, shifted, without_loops, without_strays
from interviewer.speech.live.draft import Draft, accepted, guessed, settled
from interviewer.speech.live.plan import CONTEXT_PAUSE_S, Piece, is_caught_up, next_piece
from interviewer.speech.live.sound import Buffer, Sound
from interviewer.transcript import Word

QUICK = Decoding(beam_size=1, hurried=True)
CAREFUL = Decoding(beam_size=BEAM_SIZE, hurried=True)
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
        """The sound is over: what is left is heard at once; where all was heard ahead, that is it."""
        with self._change:
            self._ended = True
            if is_caught_up(self._draft, self._sound.regions(self._draft.from_s)):
                self._finish(accepted(self._draft))
            self._change.notify()

    def close(self) -> None:
        """Nobody wants the text any more; the thread ends after the pass that it is in."""
        with self._change:
            self._left = True
            self._change.notify()

    def _run(self) -> None:
        try:
            engine = self._engine.result()
            while not self._left and not self.done.done():
                self._do_one_thing(engine)
        except BaseException as error:  # noqa: BLE001 - it is raised where the text is waited for
            with self._change:
                if not self.done.done():
                    self.done.set_exception(error)

    def _do_one_thing(self, engine: Engine) -> None:
        with self._change:
            draft, ended = self._draft, self._ended
            sound = self._sound.now(draft.from_s)
        piece = next_piece(draft, sound.regions, sound.now_s, ended, sound.quietest_s)
        if piece is not None:
            draft = after(draft, piece, heard(engine, sound, piece, hurry=self.behind_s > BEHIND_S))
        else:
            draft = accepted(draft) if ended else without_silence(draft, sound)
        with self._change:
            if self.done.done():
                return  # what was heard ahead has been taken meanwhile
            self._draft = draft
            self._sound.forget(draft.last_s)
            if piece is None and ended:
                self._finish(draft)
            elif piece is None and not self._ended:
                self._change.wait(LOOK_S)

    def _finish(self, draft: Draft) -> None:
        self._draft = draft
        self.done.set_result(draft)


def heard(engine: Engine, sound: Sound, piece: Piece, hurry: bool) -> list[Word]:
    """What the engine hears in that piece, in seconds of the recording."""
    careful = piece.kind == "whole" and not hurry
    from_s = piece.start_s if piece.context_s is None or hurry else piece.context_s
    begun = () if piece.kind == "whole" and hurry else piece.begun
    decoding = replace(CAREFUL if careful else QUICK, begun=begun)
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
