"""Practised questions as an Anki deck. The only module that names genanki.

Ids come from the questions, so that importing a later deck updates the cards of an earlier one.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from interviewer.bank.models import Question
from interviewer.history.attempt import Attempt

DECK = "Interview practice"
MODEL_ID, DECK_ID = 1_607_281_933, 1_713_402_871  # chosen once: Anki knows deck and note type by them
FIELDS = ("Question", "Short answer", "Long answer", "Missed last time")
BACK = """{{FrontSide}}<hr id="answer">{{Short answer}}
{{#Long answer}}<details><summary>Longer</summary>{{Long answer}}</details>{{/Long answer}}
{{#Missed last time}}<p><b>Missed last time</b></p>{{Missed last time}}{{/Missed last time}}"""
CSS = ".card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 40em; margin: auto }"


@dataclass(frozen=True, slots=True)
class Practised:
    """A question and the last attempt at it."""

    question: Question
    last: Attempt


def deck(practised: Sequence[Practised]) -> bytes:
    """The .apkg file. The same attempts give the same cards, notes and times."""
    import genanki

    model = genanki.Model(
        MODEL_ID,
        "Interview question",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Answer aloud", "qfmt": "{{Question}}", "afmt": BACK}],
        css=CSS,
    )
    cards = genanki.Deck(DECK_ID, DECK)
    for one in practised:
        cards.add_note(
            genanki.Note(
                model=model,
                fields=[_html(text) for text in _answers(one.question)] + [_missed(one)],
                guid=_guid(one.question),
                tags=[one.question.level, one.question.section.replace(" ", "-").replace("/", "::")],
            )
        )
    last = max((datetime.fromisoformat(one.last.started_at).timestamp() for one in practised), default=0.0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(cards).write_to_file(path, timestamp=last)
        return path.read_bytes()


def _answers(question: Question) -> tuple[str, str, str]:
    """Question, short answer, long answer; the reference where there is no model answer."""
    model = question.model_answers
    if model is None:
        return question.prompt, question.reference, ""
    return question.prompt, model.short, model.long


def _missed(one: Practised) -> str:
    """The key points that the last attempt did not make, with the line that explains each."""
    status = {point["id"]: point["status"] for point in one.last.scorecard.get("key_points", [])}
    missed = [point for point in one.question.key_points if status.get(point.id, "covered") != "covered"]
    if not missed:
        return ""
    items = "".join(f"<li>{_html(point.text)}<br><i>{_html(point.explain)}</i></li>" for point in missed)
    return f"<ul>{items}</ul>"


def _guid(question: Question) -> str:
    """Anki's key of a note: it outlives changes of the question's words."""
    return hashlib.sha256(f"{question.pack}/{question.slug}".encode()).hexdigest()[:16]


def _html(text: str) -> str:
    plain = "".join(character for character in text if character.isprintable() or character == "\n")
    return escape(plain).replace("\n", "<br>")
