"""The eight stories: complete, heard as what they are, and not as what they are not."""

from __future__ import annotations

import pytest

from interviewer.bank.models import Question
from interviewer.scoring.answer import read
from interviewer.scoring.names import names_of
from interviewer.scoring.phrases import find_phrases
from interviewer.scoring.score import score
from interviewer.transcript import Transcript
from tests.support.questions import shipped_bank

pytestmark = pytest.mark.slow

SLUGS = [
    *("story-disagreement", "story-failed-project", "story-bad-data", "story-tight-deadline"),
    *("story-convince", "story-help-colleague", "story-changed-mind", "story-prioritise"),
]
SHARED = {"own-part", "measured-result", "lesson"}
# A story in which nobody did anything, and one that is none.
TEAM = """\
At my last company we had a forecast for a warehouse. We worked on it for a few months and the code was
rewritten by the platform people. It took three weeks. They decided to move to the cloud. There were a lot
of meetings and it owned most of our time. The vendor led the project and everything was checked by them.
"""
VIRTUES = """\
Well, I think communication is really important. You have to listen to people and be open. I am a team
player and I always try to do my best, so usually there are no problems. Honesty is the key.
"""


@pytest.fixture(params=SLUGS)
def story(request: pytest.FixtureRequest) -> Question:
    return shipped_bank().question(request.param)


def covered(question: Question, text: str) -> set[str]:
    return {point.id for point in score(question, text).key_points if point.status == "covered"}


def test_they_are_the_eight() -> None:
    assert [q.slug for q in shipped_bank() if q.type == "behavioural"] == SLUGS


def test_it_is_complete(story: Question) -> None:
    assert story.framework.name == "STAR"
    assert story.expected_steps == tuple("STAR")
    assert 6 <= len(story.key_points) <= 8
    assert {point.id for point in story.key_points} > SHARED
    assert len(story.misconceptions) >= 3
    assert story.scenario is not None
    assert len(story.follow_ups) >= 6
    assert set(story.step_examples) == set("STAR")
    for point in story.key_points:
        assert len(point.says) >= 3, point.id
        assert len(point.paraphrases) >= 3, point.id


def test_its_model_answers_are_heard(story: Question) -> None:
    assert story.model_answers is not None
    assert 60 <= len(story.model_answers.short.split()) <= 110
    assert 180 <= len(story.model_answers.long.split()) <= 300
    for text in (story.model_answers.short, story.model_answers.long):
        card = score(story, text)
        assert card.total >= 85
        assert card.contradictions == ()
        assert [step.status for step in card.steps] == ["present"] * 4


@pytest.mark.parametrize("text", [TEAM, VIRTUES], ids=["team", "virtues"])
def test_what_is_no_story_of_ones_own_earns_little(text: str, story: Question) -> None:
    assert covered(story, text) == set()
    assert score(story, text).total <= 15


def test_the_other_stories_hold_nothing_false(story: Question) -> None:
    for other in map(shipped_bank().question, SLUGS):
        assert other.model_answers is not None
        card = score(story, other.model_answers.long)
        assert card.contradictions == (), other.slug
        if other.slug != story.slug:
            assert card.total < score(story, story.model_answers.long).total - 10  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("I built the first version in a week.", "own-part"),
        ("I then wrote the checks for it.", "own-part"),
        ("My part was the evaluation.", "own-part"),
        ("I was in charge of the data.", "own-part"),
        ("We built the first version in a week.", None),
        ("It took three weeks and they led the work.", None),
        ("The team decided to wait for them.", None),
        ("Complaints fell by a third after that.", "measured-result"),
        ("Errors went down from nine to four a day.", "measured-result"),
        ("It went live two weeks early for them.", "measured-result"),
        ("That saved us two hundred hours a month.", "measured-result"),
        ("They still use it for all of their orders.", "measured-result"),
        ("Everybody was happy with it at that time.", None),
        ("I learned to ask before I start with it.", "lesson"),
        ("In hindsight it was much too large.", "lesson"),
        ("Since then I ask who will use it.", "lesson"),
        ("Next time I would ask them first.", "lesson"),
        ("The learning rate was much too high.", None),
    ],
)
def test_what_all_stories_need(text: str, point: str | None) -> None:
    for slug in SLUGS:
        expected = set() if point is None else {point}
        assert covered(shipped_bank().question(slug), text) & SHARED == expected, slug


@pytest.mark.parametrize(
    ("framework", "step", "text"),
    [
        ("STAR", "T", "I was responsible for the pilot."),
        ("STAR", "T", "I was in charge of the pilot."),
        ("STAR", "T", "I owned the evaluation."),
        ("STAR", "R", "Complaints fell by a third."),
        ("STAR", "R", "It went down by a quarter."),
        ("STAR", "R", "I learned a lot."),
        ("STAR", "R", "In hindsight it was too early."),
        ("STAR", "R", "Looking back it was too early."),
        ("PROBLEM", "R", "It must respond within fifty milliseconds."),
        ("PROBLEM", "R", "It needs to run within a second."),
        ("PROBLEM", "R", "The decisions must be explainable."),
        ("PROBLEM", "B", "My choice is a plain tree."),
        ("PROBLEM", "B", "My first choice would be a plain tree."),
        ("PROBLEM", "B", "And I only add complexity when it pays."),
        ("PROBLEM", "L", "The trade-off here is speed."),
        ("PROBLEM", "L", "There's a trade off between the two."),
    ],
)
def test_a_step_is_heard_as_people_say_it(framework: str, step: str, text: str) -> None:
    (found,) = (one for one in shipped_bank().frameworks if one.name == framework)
    answer = read(Transcript.from_text(text), names_of(shipped_bank().glossary))
    assert find_phrases(answer, found.step(step).cues), text


def test_every_cue_of_the_frameworks_is_met_by_its_own_words() -> None:
    names = names_of(shipped_bank().glossary)
    for framework in shipped_bank().frameworks:
        for cue in (cue for step in framework.steps for cue in step.cues):
            slots = [part.split("|") for part in cue.split()]
            for at in range(max(map(len, slots))):
                said = " ".join(words[at % len(words)] for words in slots)
                assert find_phrases(read(Transcript.from_text(said), names), [cue]), (cue, said)
