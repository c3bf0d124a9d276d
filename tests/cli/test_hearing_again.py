"""The second pass over a recording: by hand, and after a sitting where the settings wish it."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.history.store import Store
from tests.cli.conftest import Command, Hearing

SAID = "I would smoke the data."
MEANT = "I would use SMOTE on the data."


def spoken(hum: Path) -> tuple[str | Path, ...]:
    return ("practice", "--no-speak", "--fast", "--question", "5", "--answer", hum)


def test_the_words_change_the_mark_is_told_and_the_first_ones_stay(
    own_folders: Path, hum: Path, hearing: Hearing, interviewer: Command
) -> None:
    hearing(SAID, MEANT)
    assert interviewer(*spoken(hum)).code == 0
    outcome = interviewer("review", "1", "--hear-again", "base")
    assert outcome.code == 0
    assert outcome.out.startswith("Whisper base heard 3 of 5 words otherwise.\nThe mark ")
    with Store(own_folders / "attempts.db") as store:
        texts = [judged.transcript.candidate_text for judged in store.judgements(1)]
    assert texts == [SAID, MEANT]
    assert interviewer("rescore", "--verify").code == 0


def test_the_same_words_change_nothing(
    own_folders: Path, hum: Path, hearing: Hearing, interviewer: Command
) -> None:
    hearing(SAID, SAID.upper())
    interviewer(*spoken(hum))
    outcome = interviewer("review", "1", "--hear-again", "base")
    assert outcome.out == "Whisper base heard the same words; nothing was changed.\n"
    with Store(own_folders / "attempts.db") as store:
        assert len(store.judgements(1)) == 1


def test_after_a_sitting_where_the_settings_wish_it(
    hum: Path, hearing: Hearing, interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_SECOND_MODEL", "small")
    hearing(SAID, MEANT)
    shown = interviewer(*spoken(hum)).out
    assert shown.index("kept as attempt 1") < shown.index("Whisper small heard 3 of 5 words otherwise.")


def test_what_can_not_be_heard_again(hum: Path, hearing: Hearing, interviewer: Command) -> None:
    hearing()
    interviewer("practice", "--typed", "--no-speak", "--question", "5", stdin="It depends.\n")
    assert "attempt 1 has no recording" in interviewer("review", "1", "--hear-again", "base").failed_with(2)
    assert "which attempt" in interviewer("review", "--hear-again", "base").failed_with(2)
