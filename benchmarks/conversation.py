"""How quickly and how rightly the interviewer speaks, over the virtual sound card. Linux, some minutes.

A scripted candidate (tests/support/candidate.py) holds the conversations of tests/interview/scripts.py with
the real session: real voice, real PortAudio, real Whisper. Times are taken at both ends of the sound card,
from the candidate's last sound to the interviewer's first; with headphones, where the candidate talks over a
reply, from his first sound to the interviewer's last.

    python benchmarks/conversation.py [ROUNDS]
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' sound card and candidate are used

from interviewer.interview.dialogue import manner_of
from interviewer.speech.spoken import SpokenLines
from interviewer.speech.voices import find_voice
from tests.interview.scripts import SCRIPTS, Script, exchanges, script
from tests.support.candidate import Candidate, Ear, Message, Passage, interviewer, lines_of, spoken
from tests.support.soundcard import virtual_sound_card

Spoken = tuple[str, tuple[str, ...], str]  # a line: its kind, its facts, its words
# Each ends with the method's name, from which an interjection is timed.
JUMPS = {
    text: script("outliers", text, manner=manner_of("coach"))
    for text in (
        "So here I'd simply train an autoencoder.",
        "Okay. For that I would use an autoencoder.",
        "I'd go straight to an autoencoder.",
        "There are many rows, so we should train an autoencoder.",
    )
}
# Said while the interviewer is in the middle of a reply.
OVER = (
    "Okay, I see, so some of them are errors of the clock.",
    "Right, that will do, thank you.",
    "Then I'd look at the device first.",
    "Sorry, may I say something about that?",
)
OVER_S, LINE_S = 1.5, 8.0  # he begins so long after the reply, which would take so long


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    waits: dict[str, list[float]] = {"reply": [], "interjection": [], "stop": []}
    turns: Counter[str] = Counter()
    different: list[str] = []
    with tempfile.TemporaryDirectory() as folder, virtual_sound_card() as card:
        data, cache = Path(folder, "data"), Path(folder, "cache")
        environment = {
            "INTERVIEWER_DATA_DIR": str(data),
            "INTERVIEWER_CACHE_DIR": str(cache),
            "INTERVIEWER_SETTINGS": str(data / "settings.toml"),
        }
        candidate = Candidate(card, SpokenLines(cache / "candidate", find_voice("piper")), Path(folder))
        microphone, speaker = Ear(card, "mic_sink.monitor"), Ear(card, "speaker.monitor")
        with interviewer(card, environment) as there, microphone.open(), speaker.open():
            for name, one in [*SCRIPTS.items(), *JUMPS.items()] * rounds:
                messages = candidate.answer(there, one.question, spoken(one), one.manner)
                found = judged(one, messages)
                turns += found
                different += [] if found["as_expected"] else [name]
                times = timed(messages, microphone, speaker)
                for kind, wait_s in times:
                    # Other interjections come after the end of a longer sentence.
                    if kind == "reply" or (kind == "interjection" and name in JUMPS):
                        waits[kind].append(wait_s)
                print(name, dict(found), [(k, round(s, 2)) for k, s in times], file=sys.stderr, flush=True)
            for text in OVER * rounds:
                asked = Passage("Where do the strange values come from?", 0.0, waits=True, over_s=OVER_S)
                says = [asked, Passage(text, 1.0)]
                messages = candidate.answer(there, "outliers", says, manner_of("coach"), LINE_S)
                waits["stop"] += stopped(messages, microphone, speaker)
                print("talks over", waits["stop"][-1:], file=sys.stderr, flush=True)
    print(
        json.dumps(
            {
                "conversations": rounds * (len(SCRIPTS) + len(JUMPS)),
                **dict(turns),
                "not_as_expected": different,
                **{f"{kind}_s": summary(found) for kind, found in waits.items()},
            },
            indent=1,
        )
    )


def judged(one: Script, messages: Sequence[Message]) -> Counter[str]:
    """Lines that were said as expected, that were missed, and that nobody expected."""
    expected: Counter[Spoken] = Counter(
        (str(line.kind), line.facts, line.text) for _, lines in exchanges(one) for line in lines
    )
    said: Counter[Spoken] = Counter(lines_of(messages))
    return Counter(
        as_expected=int(expected == said),
        lines_expected=expected.total(),
        lines_missed=(expected - said).total(),
        lines_unexpected=(said - expected).total(),
    )


def timed(messages: Sequence[Message], microphone: Ear, speaker: Ear) -> list[tuple[str, float]]:
    """The kind of each line, and the silence before its first sound.

    Of several lines in a row only the first: the others wait for the end of the one before.
    """
    found = []
    line_s = 0.0  # when the last line was said
    for message in messages:
        if message["event"] == "LineSaid":
            begins_s = speaker.first_after(message["at_s"])
            ended_s = microphone.last_before(message["at_s"])
            if begins_s is not None and ended_s is not None and ended_s > line_s:
                found.append((message["kind"], begins_s - ended_s))
            line_s = message["at_s"]
    return found


def stopped(messages: Sequence[Message], microphone: Ear, speaker: Ear) -> list[float]:
    """How long the interviewer went on after the candidate's first sound; nothing where he said nothing."""
    said_s = [message["at_s"] for message in messages if message["event"] == "LineSaid"]
    began_s = microphone.first_after(said_s[0] + OVER_S / 2) if said_s else None
    ended_s = speaker.last_before(said_s[0] + LINE_S) if said_s else None
    return [] if began_s is None or ended_s is None else [ended_s - began_s]


def summary(waits_s: Sequence[float]) -> dict[str, Any]:
    if not waits_s:
        return {"count": 0}
    ordered = sorted(waits_s)
    return {
        "count": len(ordered),
        "median": round(statistics.median(ordered), 2),
        "p95": round(ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))], 2),
        "longest": round(ordered[-1], 2),
    }


if __name__ == "__main__":
    main()
