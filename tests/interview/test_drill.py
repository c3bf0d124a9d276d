from __future__ import annotations

import pytest

from interviewer.interview.dialogue import Asked, Dialogue, brief
from interviewer.interview.drill import PLAIN, asked_in, best_question, review
from interviewer.interview.sittings import DRILL_MANNER
from interviewer.transcript import Transcript, Turn, Word
from tests.support.questions import shipped_bank, small_question

OUTLIERS = shipped_bank().question("outliers")
NOTHING_SAID = Transcript.from_text("")


def asked(*facts: str, text: str = "What?", start: int = 0) -> Asked:
    return Asked(text, start, facts)


def test_nothing_asked() -> None:
    result = review(OUTLIERS, (), NOTHING_SAID)
    assert (result.asked, result.covered, result.nothing, result.first_s) == (0, (), (), None)
    assert [better.facet for better in result.better] == ["objective", "data", "metric"]


def test_facets_covered_and_missed() -> None:
    result = review(OUTLIERS, [asked("objective"), asked("extent"), asked("metric")], NOTHING_SAID)
    assert result.covered == ("objective", "data", "metric")
    assert result.missed == ("constraints", "baseline", "users", "operations")
    assert [better.facet for better in result.better] == ["constraints", "baseline", "users"]


def test_what_brought_nothing() -> None:
    result = review(
        OUTLIERS,
        [
            asked("extent", text="How many?"),
            asked(text="What colour is it?"),
            asked("extent", text="How many again?"),
            asked("extent", "metric", text="How many, and which metric?"),
        ],
        NOTHING_SAID,
    )
    assert result.nothing == ("What colour is it?", "How many again?")
    assert result.asked == 4


def test_all_asked() -> None:
    assert OUTLIERS.scenario is not None
    result = review(OUTLIERS, [asked(fact.id) for fact in OUTLIERS.scenario.facts], NOTHING_SAID)
    assert (result.missed, result.better) == ((), ())


def test_when_the_first_question_began() -> None:
    words = [
        Word(text, 2.0 + at, 2.5 + at, 0.9) for at, text in enumerate(["Hm.", "How", "many", "are", "odd?"])
    ]
    spoken = Transcript((Turn.from_words(words),), 10.0)
    assert review(OUTLIERS, [asked("extent", text="How many are odd", start=4)], spoken).first_s == 3.0


def test_a_pack_without_a_sheet() -> None:
    result = review(small_question(), [asked(text="Which data?")], NOTHING_SAID)
    assert (result.covered, result.missed, result.better) == ((), (), ())
    assert result.nothing == ("Which data?",)


def test_a_kept_drill_is_read_off_its_turns() -> None:
    """As the interviewer remembers it, with an unknown answer, two questions in one breath and a repeat."""
    dialogue = Dialogue(brief(OUTLIERS, DRILL_MANNER))
    turns: list[Turn] = []
    for line in (
        "Hm.",
        "How many of them are there, and where do the strange values come from?",
        "What colour is the office?",
        "Which metric do you use?",
        "Sorry, how many are there again?",
    ):
        before = turns.pop().text + "\n" if turns and turns[-1].speaker == "candidate" else ""
        turns.append(Turn("candidate", before + line))
        said = dialogue.consider(Transcript(tuple(turns)), 1.0)
        turns += [Turn("interviewer", one.text) for one in said]
    assert [len(one.facts) for one in dialogue.asked] == [2, 0, 1, 1]
    assert asked_in(OUTLIERS, Transcript(tuple(turns))) == dialogue.asked


@pytest.mark.parametrize(
    "fact", OUTLIERS.scenario.facts if OUTLIERS.scenario else (), ids=lambda fact: fact.id
)
def test_the_packs_own_question_is_the_best_else_one_for_its_facet(fact) -> None:  # type: ignore[no-untyped-def]
    assert best_question(fact) == fact.questions[0]
    assert best_question(fact.model_copy(update={"questions": ()})) == PLAIN[fact.facet]
