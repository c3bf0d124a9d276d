"""Scripted candidates, and what an interviewer says to them: who, which fact, which line.

The golden files are written anew with: python -m tests.interview.scripts
Read the difference before keeping it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from interviewer.interview.dialogue import Dialogue, Manner, brief, manner_of
from interviewer.interview.partner import Line
from interviewer.transcript import Speaker, Transcript, Turn
from tests.support.questions import shipped_bank

GOLDEN = Path(__file__).parent / "golden"
SENTENCE_S = 0.3  # a gap between two sentences of one breath
BREATH_S = 1.0  # a short pause: long enough for a reply
THINKING_S = 2.5  # a thinking pause
LONG_S = 5.0  # a long silence, not yet the end of the answer


@dataclass(frozen=True)
class Said:
    """What the candidate says, and how long he is silent afterwards, in seconds."""

    text: str
    then_s: float = BREATH_S


@dataclass(frozen=True)
class Script:
    """One scripted candidate."""

    question: str
    says: tuple[Said, ...]
    manner: Manner = field(default_factory=lambda: manner_of("coach"))


def script(question: str, *says: Said | str, manner: Manner | None = None) -> Script:
    """Lines as text are followed by a short pause."""
    spoken = tuple(Said(one) if isinstance(one, str) else one for one in says)
    return Script(question, spoken, manner or manner_of("coach"))


DETECTOR = "I'd just train an autoencoder and drop whatever it flags."
PLOT = "Then I'd plot the durations and use the interquartile range rule."
SCRIPTS = {
    "asks-everything": script(
        "outliers",
        "What do we predict here, and what is it used for?",
        "How many of the values look strange?",
        "Where do the strange values come from?",
        "Which metric do you use?",
        "What model is in place today?",
        "Are we allowed to remove rows?",
        "Who relies on the prediction?",
        "How often is the model retrained?",
        PLOT,
    ),
    "asks-nothing": script(
        "outliers",
        "I'd plot the values first and look for the odd ones.",
        "Then the interquartile range rule marks what lies far outside of the quartiles.",
        Said("Clear errors go out, and the rest I'd cap or take the logarithm of.", THINKING_S),
        "And I'd compare the model with and without them.",
    ),
    "jumps-at-once": script("outliers", DETECTOR, PLOT),
    "jumps-and-recovers": script(
        "outliers",
        DETECTOR,
        "Fair enough. Where could the strange values come from?",
        "Then a phone with a wrong clock is an error, and a snow day is real.",
    ),
    "jumps-and-catches-himself": script(
        "outliers",
        Said(DETECTOR, SENTENCE_S),
        "Wait, before that, where do the strange values come from?",
        PLOT,
    ),
    "jumps-and-goes-on": script("outliers", Said(DETECTOR, SENTENCE_S), Said(PLOT, SENTENCE_S), "That's it."),
    "asks-twice": script(
        "imbalanced-data",
        "How rare are the failures?",
        "I'd count them first.",
        "Sorry, how rare were the failures again?",
    ),
    "asks-two-in-one-breath": script(
        "imbalanced-data",
        "What does a missed failure cost, and how many pumps can the team inspect in a day?",
        "So precision matters up to thirty alarms.",
    ),
    "asks-what-nobody-knows": script(
        "imbalanced-data",
        "Which company manufactured the vibration sensors?",
        "And can we get weather forecasts for the sites?",
        "Then I assume the sensors are all of one kind.",
    ),
    "asks-for-the-question-and-the-setting": script(
        "outliers",
        "Sorry, could you repeat the question?",
        "Can you tell me more about the setting?",
    ),
    "thinks-aloud": script(
        "overfitting",
        Said("What is overfitting? It's when a model learns the noise.", THINKING_S),
        Said("So, how would I put it.", THINKING_S),
        Said("You'd see it in the gap between training and validation, right?", BREATH_S),
        "I'd check the validation curve first.",
    ),
    "long-silences": script(
        "outliers",
        Said("Hm.", LONG_S),
        Said("Let me think.", LONG_S),
        "I'd look at where they come from.",
    ),
    "asks-and-talks-on": script(
        "imbalanced-data",
        Said("How rare is the rare class?", SENTENCE_S),
        Said("I'd expect something like one in a thousand, so accuracy says nothing here.", THINKING_S),
        "How many alarms can the team handle?",
    ),
    "real-mode": script(
        "outliers", DETECTOR, "Where do the strange values come from?", manner=manner_of("real")
    ),
    "interrupted-at-once": script(
        "outliers", Said(DETECTOR, 0.0), PLOT, manner=manner_of("coach", interrupt="now")
    ),
    "never-interrupted": script("outliers", DETECTOR, PLOT, manner=manner_of("coach", interrupt="never")),
}


def exchanges(one: Script) -> Iterator[tuple[Said, tuple[Line, ...]]]:
    """What the candidate says, and what the interviewer says in the pause after it."""
    dialogue = Dialogue(brief(shipped_bank().question(one.question), one.manner))
    turns: list[Turn] = []
    for said in one.says:
        _append(turns, "candidate", said.text)
        lines = dialogue.consider(Transcript(tuple(turns)), said.then_s)
        turns += [Turn("interviewer", line.text) for line in lines]
        yield said, lines


def played(one: Script) -> str:
    """The conversation as it goes."""
    shown = []
    for said, lines in exchanges(one):
        shown += [f"candidate: {said.text}", *(described(line) for line in lines)]
    return "\n".join(shown) + "\n"


def described(line: Line) -> str:
    """The kind of a line, the facts it gives away, and its words."""
    facts = f" ({', '.join(line.facts)})" if line.facts else ""
    return f"  {line.kind}{facts}: {line.text}"


def _append(turns: list[Turn], speaker: Speaker, text: str) -> None:
    if turns and turns[-1].speaker == speaker:
        text = f"{turns.pop().text} {text}"
    turns.append(Turn(speaker, text))


if __name__ == "__main__":
    for name, one in SCRIPTS.items():
        (GOLDEN / f"{name}.txt").write_text(played(one), encoding="utf-8")
