"""What is wrong with an answer as a whole, in a sentence each: what no single finding tells."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.scoring.answer import Answer
from interviewer.scoring.denials import DENYING, Denials
from interviewer.scoring.speech_acts import merely_listed
from interviewer.scoring.stray import FREE_WORDS

LOOKED_AT = 400  # content words by which it is told whether the answer is a list or an echo
FEWEST = 4  # of them; fewer are neither
MOSTLY = 0.5  # share of them


def remarks(answer: Answer, denials: Denials, stray: int) -> tuple[str, ...]:
    """Sentences for the feedback, none for an ordinary answer."""
    return tuple(_remarks(answer, denials, stray))


def _remarks(answer: Answer, denials: Denials, stray: int) -> Iterator[str]:
    content = [at for at, token in enumerate(answer.tokens) if token.content][:LOOKED_AT]
    echoed = sum(at in answer.echo for at in content)
    listed = sum(merely_listed(answer, at) for at in content) - echoed
    if len(content) < FEWEST:
        return
    if echoed >= MOSTLY * len(content):
        yield "That was the question said back: the answer begins after it."
    elif listed >= MOSTLY * len(content):
        yield "Words were listed and nothing was said about them: make a sentence of each."
    if denials.share > DENYING[0]:
        yield "The answer denies what it should say: say what is so, not what isn't."
    if stray > FREE_WORDS:
        yield f"Much of this doesn't belong to the question, {stray} words: say only what answers it."
