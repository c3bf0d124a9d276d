"""Genuine clarifying questions and checks, and everything that only looks like one."""

from __future__ import annotations

import pytest

from interviewer.scoring.clarifying import find_clarifying
from tests.scoring.said import said_of_trees
from tests.support.questions import small_question

QUESTION = small_question()

GENUINE = [
    # with a question mark
    "What is the goal of this model?",
    "How many rows do we have?",
    "Which metric does the business care about?",
    "Who is going to use the predictions?",
    "Do we have labels for all of the data?",
    "Is there a latency budget?",
    "Are false alarms more expensive than missed cases?",
    "How fast does the prediction have to come back?",
    "Is it already running in production today?",
    "Can you tell me how the data was collected?",
    "And does anybody have to explain a single decision?",
    "So, before I start, how large is the data set?",
    "Roughly how often do the customers come back?",
    "What exactly do you mean by a sample here?",
    "Would you say that a missed case costs more than a false alarm?",
    "Okay, and what happens with the predictions afterwards?",
    "Is interpretability a hard requirement, or only nice to have?",
    "How deep into the mathematics do you want me to go?",
    "Where do the labels come from?",
    "Has anyone tried a simple baseline so far?",
    # put to the interviewer without a mark
    "I'd like to know what the business objective is.",
    "I would first ask how the labels were made.",
    "I'd need to understand how much latency we can afford.",
    "Can I ask who the users of the model are",
    "Let me clarify what we are optimising for, the cost or the accuracy.",
    "Tell me whether we have a memory limit on the device.",
    "It depends on what the users need.",
    # in running speech without any punctuation
    "okay so how many rows do we have in the training data",
    "right and is there a latency requirement for the predictions",
    "so what is the business goal here",
    "do we know why the values are missing",
    # a look at the problem before acting
    "I'd first look at the distribution of the target.",
    "First I'd plot the learning curves for training and validation.",
    "Before I change anything I'd check the gap between training and validation error.",
    "I would start by looking at the data for duplicates.",
    "My first step is to count how often each class occurs.",
    "Let me look at a sample of the rows first.",
]

NOT_GENUINE = [
    "",
    # the question said back in verbs of one's own
    "Interesting, how do I deal with the single tree? I'd use a GAN.",
    # no question at all
    "I'd use a random forest.",
    "Bagging trains its models in parallel, and boosting does not.",
    "The question is a good one.",
    "What matters is the variance.",
    "How we split the data decides everything.",
    "I don't know what else there is.",
    # answered by the speaker
    "What is overfitting? It's when the model memorises the training data.",
    "Why does it work? Because the errors cancel out.",
    "How does bagging help? Well, it averages the models.",
    "So what is variance? That's the spread over samples.",
    # not about the task
    "Could you repeat that?",
    "Can you say that again, please?",
    "Sorry, could you repeat the question?",
    "What was the question again?",
    "Can you hear me?",
    "How are you today?",
    "Shall I begin?",
    "Can I start now?",
    "Should I go on?",
    "Does that make sense?",
    "Does that answer your question?",
    "How should I put it?",
    "What's the word for it?",
    "Where was I?",
    "What else can I say?",
    "Can we go on to the next question?",
    # tags
    "Bagging is parallel, right?",
    "It lowers the variance, doesn't it?",
    "You know what I mean?",
    "That's what trees do, okay?",
    # rhetorical, or somebody else's question
    "Who knows?",
    "Why not?",
    "So what?",
    "People always ask whether they need more data.",
    "Everyone asks how many trees they should take.",
    # recited
    "goal, users, data, latency, budget, metric, baseline, labels",
    # the same word, another use
    "I know what the business goal is.",
    "Boosting learns which examples are hard.",
]


@pytest.mark.parametrize("text", GENUINE)
def test_it_asks_or_checks(text: str) -> None:
    found = find_clarifying(QUESTION, said_of_trees(text))
    assert len(found) == 1, [asked.evidence.quote for asked in found]


@pytest.mark.parametrize("text", NOT_GENUINE)
def test_it_does_not(text: str) -> None:
    found = find_clarifying(QUESTION, said_of_trees(text))
    assert [asked.evidence.quote for asked in found] == []


def test_each_is_found_once_and_in_order() -> None:
    text = (
        "Before I start, what is the goal? And how many rows do we have? "
        "Then I'd build a plain tree. I'd also like to know who uses it. Right?"
    )
    found = find_clarifying(QUESTION, said_of_trees(text))
    assert [asked.evidence.quote for asked in found] == [
        "Before I start, what is the goal",
        "And how many rows do we have",
        "I'd also like to know who uses it",
    ]


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("Is there a latency budget or a memory limit?", "constraints"),
        ("How many rows and columns are in the data?", "data"),
        ("Which metric decides, accuracy or recall?", "metric"),
        ("Who are the users, and what do customers know?", "users"),
        ("Does it run in batch, or on live traffic in production?", "operations"),
        ("Did anybody build a simple baseline before?", "baseline"),
        ("What is the purpose, what decision does the business want?", "objective"),
        ("Should I be formal and general, or give a practical example?", "scope"),
    ],
)
def test_what_it_is_about(text: str, facet: str) -> None:
    (asked,) = find_clarifying(QUESTION, said_of_trees(text))
    assert asked.facet == facet
    assert asked.answered_with is None


def test_a_fact_of_the_scenario_has_its_own_facet() -> None:
    facts = [{"id": "pay", "facet": "operations", "asked_as": ["who pays bill"], "answer": "We do."}]
    question = small_question(scenario={"summary": "-", "facts": facts})
    text = "Who of the customers pays the bill?"
    assert [asked.facet for asked in find_clarifying(question, said_of_trees(text))] == ["operations"]
    assert [asked.facet for asked in find_clarifying(QUESTION, said_of_trees(text))] == ["users"]
