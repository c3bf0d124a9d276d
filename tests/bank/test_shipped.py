"""The shipped bank: the thirty-five questions, each complete, each cue of use."""

from __future__ import annotations

import pytest

from interviewer.bank.folders import shipped_folder
from interviewer.bank.loading import read_folders
from interviewer.bank.models import Fact, Question
from interviewer.scoring.answer import read
from interviewer.scoring.cues import compile_cue
from interviewer.scoring.english.small_words import FUNCTION_WORDS
from interviewer.scoring.key_points import find_key_points
from interviewer.scoring.names import names_of
from interviewer.scoring.phrases import compile_phrase
from interviewer.scoring.score import score
from interviewer.transcript import Transcript
from tests.support.questions import shipped_bank

pytestmark = pytest.mark.slow

# number, slug, section, level (None where it is the authors' to set), type, whether the jump is a fault
TABLE = [
    (1, "supervised-vs-unsupervised", "fundamentals", "entry", "compare", False),
    (2, "overfitting", "fundamentals", "entry", "howto", True),
    (3, "bias-variance", "fundamentals", "entry", "concept", False),
    (4, "classification-vs-regression", "fundamentals", "entry", "compare", False),
    (5, "imbalanced-data", "fundamentals", "mid", "howto", True),
    (6, "cross-validation", "fundamentals", "mid", "concept", False),
    (7, "bagging-vs-boosting", "fundamentals", "mid", "compare", False),
    (8, "explain-to-stakeholder", "fundamentals", "mid", "howto", True),
    (9, "fraud-detection-system", "fundamentals", "expert", "design", True),
    (10, "production-challenges", "fundamentals", "expert", "concept", False),
    (11, "concept-drift", "fundamentals", "expert", "howto", True),
    (12, "recommendation-architecture", "fundamentals", "expert", "design", True),
    (13, "trees-forests-boosting", "algorithms/core", None, "compare", False),
    (14, "svm-vs-logistic-regression", "algorithms/core", None, "compare", False),
    (15, "k-means", "algorithms/core", None, "concept", False),
    (16, "l1-vs-l2", "algorithms/core", None, "compare", False),
    (17, "pca", "algorithms/core", None, "concept", False),
    (18, "gradient-descent", "algorithms/deep-learning", None, "concept", False),
    (19, "vanishing-gradients", "algorithms/deep-learning", None, "howto", True),
    (20, "cnn-rnn-transformer", "algorithms/deep-learning", None, "compare", False),
    (21, "transfer-learning", "algorithms/deep-learning", None, "concept", False),
    (22, "attention", "algorithms/deep-learning", None, "concept", False),
    (23, "beyond-accuracy", "evaluation-and-features", None, "howto", True),
    (24, "ab-testing", "evaluation-and-features", None, "concept", False),
    (25, "missing-data", "evaluation-and-features", None, "howto", True),
    (26, "feature-scaling", "evaluation-and-features", None, "concept", False),
    (27, "outliers", "evaluation-and-features", None, "howto", True),
    (28, "feature-engineering", "evaluation-and-features", None, "concept", False),
    (29, "categorical-variables", "evaluation-and-features", None, "howto", True),
    (30, "data-leakage", "evaluation-and-features", None, "concept", False),
    (31, "production-monitoring", "mlops", None, "howto", True),
    (32, "model-versioning", "mlops", None, "concept", False),
    (33, "scaling-inference", "mlops", None, "howto", True),
    (34, "ml-pipeline", "mlops", None, "concept", False),
    (35, "reproducibility", "mlops", None, "howto", True),
]


@pytest.fixture(params=[row[1] for row in TABLE])
def question(request: pytest.FixtureRequest) -> Question:
    return shipped_bank().question(request.param)


def test_it_loads_without_a_mistake() -> None:
    _, mistakes = read_folders([shipped_folder()])
    assert [str(mistake) for mistake in mistakes] == []


def test_it_holds_the_thirty_five() -> None:
    numbered = [question for question in shipped_bank() if question.number is not None]
    assert [question.number for question in numbered] == list(range(1, 36))
    for question, row in zip(numbered, TABLE, strict=True):
        number, slug, section, level, kind, jump = row
        found = (question.number, question.slug, question.section, question.type, question.jump_applies)
        assert found == (number, slug, section, kind, jump)
        assert level in (None, question.level)


def test_the_framework_is_problem() -> None:
    (problem,) = (framework for framework in shipped_bank().frameworks if framework.name == "PROBLEM")
    assert [step.id for step in problem.steps] == list("PROBLEM")
    assert {question.framework for question in shipped_bank() if question.number} == {problem}


def test_it_is_complete(question: Question) -> None:
    assert len(question.key_points) >= 5
    assert len(question.misconceptions) >= 3
    assert question.topic
    assert question.expected_steps
    assert question.scenario is not None
    assert len(question.scenario.facts) >= (8 if question.type in ("howto", "design") else 3)
    assert question.model_answers is not None
    assert 40 <= len(question.reference.split()) <= 160
    assert 8 <= len(question.prompt.split()) <= 60
    assert 50 <= len(question.model_answers.short.split()) <= 110
    assert 180 <= len(question.model_answers.long.split()) <= 300
    assert set(question.step_examples) <= set("PROBLEM")
    assert len(question.follow_ups) >= 2
    assert bool(question.interjections) or not question.jump_applies
    if question.jump_applies:
        assert len(question.methods.advanced) >= 5
        assert len(question.methods.simple) >= 3
    for point in question.key_points:
        assert len(point.says) >= 2, point.id
        assert len(point.paraphrases) >= 3, point.id


def test_every_cue_compiles(question: Question) -> None:
    names = names_of(question.glossary)
    cues = [
        *question.topic,
        *(cue for point in question.key_points for cue in (*point.about, *point.says)),
        *(cue for wrong in question.misconceptions for cue in wrong.sounds_like),
        *(cue for fact in facts_of(question) for cue in (*fact.asked_as, *fact.used_as)),
    ]
    for cue in cues:
        slots = compile_cue(cue, names).slots
        assert slots, cue
        assert all(slot for slot in slots), cue
        assert "||" not in cue and not cue.startswith("|") and not cue.endswith("|"), cue
    for method in (*question.methods.advanced, *question.methods.simple):
        for form in (method.name, *method.spoken):
            assert compile_phrase(form, names), form


def facts_of(question: Question) -> tuple[Fact, ...]:
    return question.scenario.facts if question.scenario else ()


def bare_terms(question: Question) -> list[str]:
    """Names of methods and subjects as one might recite them: no phrase with a verb or a small word in it."""
    methods = (*question.methods.advanced, *question.methods.simple)
    forms = [form for method in methods for form in (method.name, *method.spoken)]
    for cue in (*question.topic, *(cue for point in question.key_points for cue in point.about)):
        forms += cue.replace("|", " ").split() if "|" in cue else [cue]
    return [form for form in forms if FUNCTION_WORDS.isdisjoint(form.lower().split())]


def test_a_bare_list_of_terms_makes_no_key_point(question: Question) -> None:
    answer = read(Transcript.from_text(", ".join(bare_terms(question))), names_of(question.glossary))
    earned = [finding.id for finding in find_key_points(question, answer) if finding.status != "missing"]
    assert earned == []


def test_no_list_of_the_fields_terms_makes_a_key_point(question: Question) -> None:
    terms = ", ".join(term.term for term in question.glossary.terms)
    answer = read(Transcript.from_text(terms), names_of(question.glossary))
    assert {finding.status for finding in find_key_points(question, answer)} == {"missing"}


def test_the_long_model_answer_is_heard_and_holds_nothing_false(question: Question) -> None:
    assert question.model_answers is not None
    card = score(question, question.model_answers.long)
    statuses = [finding.status for finding in card.key_points]
    assert statuses.count("covered") >= 0.85 * len(statuses)
    assert "contradicted" not in statuses
    assert card.contradictions == ()
    assert not card.jump.jumped
    assert card.total >= 85


def test_the_short_model_answer_is_worth_as_much(question: Question) -> None:
    assert question.model_answers is not None
    card = score(question, question.model_answers.short)
    assert card.contradictions == ()
    assert not card.jump.jumped
    assert card.total >= 85


def test_the_prompt_said_back_earns_next_to_nothing(question: Question) -> None:
    for said in (question.prompt, question.prompt.lower().translate(str.maketrans("", "", ".,?:"))):
        assert score(question, said).total <= 3
