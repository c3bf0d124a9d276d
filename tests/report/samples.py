"""One question, and hand-made scorecards of answers to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from interviewer.bank.models import (
    Fact,
    Framework,
    KeyPoint,
    Method,
    Methods,
    ModelAnswers,
    Question,
    Scenario,
    Step,
)
from interviewer.scoring.scorecard import (
    ClarifyingQuestion,
    Contradiction,
    Delivery,
    Evidence,
    Habit,
    HabitKind,
    Jump,
    KeyPointFinding,
    KeyPointStatus,
    Part,
    Pause,
    Penalty,
    Scorecard,
    StepFinding,
)
from interviewer.transcript import Transcript, Turn

SPOKEN_WPM = 150  # the pace at which the made-up answers are spoken

STEPS = (
    ("P", "Problem understanding", 'Open with the goal, "what decision does this support?"'),
    (
        "R",
        "Requirements",
        'Ask for the limits, "which latency do we need, and must somebody explain the decisions?"',
    ),
    ("O", "Options", "Lay two or three options side by side before choosing, the simple one first."),
    ("B", "Best approach", "Commit to one approach and tie it to the constraints."),
    (
        "L",
        "Limitations",
        'Name the price of your choice, "the main risk here is ..., and I\'d notice it by ..."',
    ),
    ("E", "Evaluation", 'Say how you would know, "success means ..., on data the model never saw."'),
    ("M", "Monitoring", 'Look past the launch, "in production I\'d watch ..., and retrain every ..."'),
)
KEY_POINTS = (
    (
        "matters",
        "Before anything is done about imbalance, check how strong it is and whether it hurts the decision.",
        "Count the classes first and ask whether the rare one is what the decision turns on.",
    ),
    (
        "metrics",
        "Accuracy hides the rare class, so precision, recall, F1 or the area under their curve are used.",
        "With one case in a hundred, always saying no is 99% accurate: look at precision and recall.",
    ),
    (
        "weights",
        "Class weights make a mistake on the rare class cost more, without touching the data.",
        "Class weights are the cheapest remedy: the loss counts a rare case for more.",
    ),
    (
        "undersampling",
        "Undersampling drops cases of the frequent class and throws information away.",
        "Undersampling is quick, and it throws information away.",
    ),
    (
        "smote",
        "SMOTE makes new rare cases between neighbouring ones, and only ever in the training folds.",
        "SMOTE interpolates between rare cases; done before the split it leaks into the test set.",
    ),
    (
        "threshold",
        "Moving the decision threshold trades precision for recall without training anything again.",
        "The threshold is a free lever: choose it by what each mistake costs.",
    ),
)
HABITS: tuple[tuple[str, HabitKind, str], ...] = (
    ("simple-baseline", "do", "Starts with a simple baseline before anything complex."),
    ("clarifying-first", "do", "Asks clarifying questions first."),
    ("data-assumptions", "do", "Says early what is assumed about the data."),
    ("operational-constraints", "do", "Considers what running it asks for: latency, cost, people."),
    ("model-maintenance", "do", "Thinks of the model after the launch."),
    ("complex-first", "avoid", "Jumps straight to a complex solution."),
    ("ignores-business", "avoid", "Leaves out what the business needs."),
    ("ignores-data-quality", "avoid", "Leaves out how good the data is."),
    ("over-engineering", "avoid", "Builds more than the problem asks for."),
    ("ignores-interpretability", "avoid", "Leaves out who must understand the decisions."),
)

JUMP_ANSWER = (
    "I would use SMOTE to oversample the minority class until both classes have the same number of "
    "rows, because that gives the model um more examples to learn from. You do it on the whole data "
    "set and then you you split into train and test. Another thing is class weights, so a mistake on "
    "the rare class costs more in the loss. Accuracy would look good even for a model that always "
    "says no, so I wouldn't trust it. And then um train something like XGBoost."
)
STRONG_ANSWER = (
    "Before I pick anything, what does a missed fraud cost compared with a false alarm? And how many "
    "positives do we have? First I'd count the classes and check whether the imbalance hurts the "
    "decision at all. Accuracy says nothing here, so I'd look at precision and recall, and the area "
    "under the precision-recall curve. As a baseline a logistic regression with class weights. "
    "Undersampling is quick but throws information away, and SMOTE only inside the training folds. "
    "Then I'd move the threshold to where the cost is lowest. The main risk is that the rate changes, "
    "so in production I'd watch precision each week and retrain every month."
)
Spans = tuple[str, ...]


def make_question() -> Question:
    return Question(
        number=5,
        slug="imbalanced-data",
        pack="fundamentals",
        section="fundamentals",
        level="mid",
        type="howto",
        prompt="You're asked to build a classifier, and one of the two classes turns up far less often than "
        "the other. How would you go about it?",
        reference="First find out whether the imbalance matters for the decision. Then measure with "
        "precision and recall, start with class weights, and resample only inside the training folds.",
        framework=Framework(
            name="PROBLEM",
            title="From the problem to the running system",
            steps=tuple(
                Step(id=i, name=n, asks=f"What about {n.lower()}?", cues=("a b",), examples=("A.",), advice=a)
                for i, n, a in STEPS
            ),
        ),
        expected_steps=("P", "R", "O", "B", "L", "E"),
        jump_applies=True,
        key_points=tuple(KeyPoint(id=i, text=t, explain=e, says=("a b",)) for i, t, e in KEY_POINTS),
        methods=Methods(
            advanced=(Method(name="SMOTE"), Method(name="gradient boosting"), Method(name="autoencoder")),
            simple=(
                Method(name="class weights"),
                Method(name="undersampling"),
                Method(name="logistic regression"),
            ),
        ),
        scenario=Scenario(
            summary="A card issuer wants to stop fraudulent payments before they are booked. "
            "One payment in eight hundred is fraudulent.",
            facts=tuple(
                Fact(id=i, facet=f, asked_as=("a b",), answer=a)  # type: ignore[arg-type]
                for i, f, a in (
                    ("rate", "data", "About one payment in eight hundred is a fraud."),
                    ("goal", "objective", "Stop the payment before it is booked."),
                    ("latency", "constraints", "There are eighty milliseconds for each payment."),
                )
            ),
        ),
        interjections=("How do you know the imbalance is a problem here? What would you check first?",),
        model_answers=ModelAnswers(
            short="I'd first ask what each mistake costs, count the classes, and measure precision and "
            "recall. Class weights are my baseline; then I'd move the threshold.",
            long=STRONG_ANSWER,
        ),
    )


@dataclass(frozen=True)
class Sample:
    """An answer and its hand-made scorecard."""

    transcript: Transcript
    scorecard: Scorecard


def make_samples() -> dict[str, Sample]:
    return {"jump": _jump(), "strong": _strong(), "typed": _typed(), "empty": _empty()}


def _jump() -> Sample:
    say = _speaker(JUMP_ANSWER, timed=True)
    scorecard = Scorecard(
        id="jump",
        question="imbalanced-data",
        number=5,
        framework="PROBLEM",
        parts=_parts(content=0.5, framework=0.5, clarifying=0.0, habits=0.3, delivery=0.93),
        penalties=(
            Penalty("jump", -20.0, "SMOTE proposed before any clarifying question or check of the problem"),
            Penalty("false-claim", -5.0, "not so: SMOTE is done before the split."),
        ),
        key_points=_key_points(
            say,
            metrics=("covered", ("Accuracy would look good even for a model that always says no",)),
            weights=("covered", ("class weights, so a mistake on the rare class costs more in the loss",)),
            smote=("partial", ("I would use SMOTE to oversample the minority class",)),
        ),
        steps=_steps(
            say, O=("Another thing is class weights",), B=("I would use SMOTE",), E=("I wouldn't trust it",)
        ),
        clarifying=(),
        jump=Jump(True, True, "SMOTE", say("I would use SMOTE to oversample the minority class")),
        habits=_habits(
            **{
                "complex-first": say("I would use SMOTE"),
                "over-engineering": say("train something like XGBoost"),
            }
        ),
        delivery=Delivery(
            words=len(JUMP_ANSWER.split()),
            wpm=148.2,
            fillers=(say("um", 2), say("um", 3)),
            pauses=(Pause(11.2, 15.4), Pause(22.0, 24.2)),
            repeated=(say("you you"),),
        ),
        contradictions=(
            Contradiction(
                "before-split",
                "SMOTE is done before the split.",
                "Split first. Made before the split, the synthetic cases carry test rows into training.",
                say("You do it on the whole data set and then you you split into train and test"),
            ),
        ),
        feedback=(
            'Begin with a question: "What does a missed case cost us, compared with a false alarm?"',
            "Before any remedy, say how you would check that it hurts: counts, then precision and recall.",
            "Split before you resample, and say so: it shows that you know the leak.",
            "Name one simple baseline, such as class weights, as what you would start with.",
            "A fifth line that is one too many.",
        ),
    )
    return Sample(_transcript(JUMP_ANSWER), scorecard)


def _strong() -> Sample:
    say = _speaker(STRONG_ANSWER, timed=True)
    scorecard = Scorecard(
        id="strong",
        question="imbalanced-data",
        number=5,
        framework="PROBLEM",
        parts=_parts(content=1.0, framework=0.8333, clarifying=1.0, habits=0.9, delivery=1.0),
        penalties=(),
        key_points=_key_points(
            say,
            matters=("covered", ("check whether the imbalance hurts the decision at all",)),
            metrics=("covered", ("I'd look at precision and recall", "Accuracy says nothing here")),
            weights=("covered", ("a logistic regression with class weights",)),
            undersampling=("covered", ("Undersampling is quick but throws information away",)),
            smote=("covered", ("SMOTE only inside the training folds",)),
            threshold=("covered", ("I'd move the threshold to where the cost is lowest",)),
        ),
        steps=_steps(
            say,
            P=("what does a missed fraud cost compared with a false alarm?",),
            O=("Undersampling is quick",),
            B=("As a baseline a logistic regression",),
            L=("The main risk is that the rate changes",),
            E=("I'd look at precision and recall",),
            M=("in production I'd watch precision each week",),
        ),
        clarifying=(
            ClarifyingQuestion(
                say("what does a missed fraud cost compared with a false alarm?"),
                "metric",
                "A missed one costs ninety euros.",
            ),
            ClarifyingQuestion(say("how many positives do we have?"), "data"),
        ),
        jump=Jump(True, False, "SMOTE", say("SMOTE only inside the training folds")),
        habits=_habits(
            **{
                "simple-baseline": say("As a baseline a logistic regression with class weights"),
                "clarifying-first": say("what does a missed fraud cost"),
                "data-assumptions": say("I'd count the classes"),
                "model-maintenance": say("retrain every month"),
            }
        ),
        delivery=Delivery(words=len(STRONG_ANSWER.split()), wpm=150.0),
        feedback=("Ask how fast a decision must be made: the requirements were the one step you left out.",),
    )
    return Sample(_transcript(STRONG_ANSWER), scorecard)


def _typed() -> Sample:
    """The jump again, from the keyboard: no times, no delivery, its weight on the other parts."""
    jump = _jump().scorecard
    say = _speaker(JUMP_ANSWER, timed=False)
    scorecard = replace(
        jump,
        id="typed",
        parts={
            name: Part(None, 0.0) if name == "delivery" else Part(part.score, part.weight / 0.9)
            for name, part in jump.parts.items()
        },
        penalties=jump.penalties[:1],
        key_points=_key_points(
            say,
            matters=("covered", ("Accuracy would look good",)),
            metrics=("covered", ("Accuracy would look good even for a model that always says no",)),
            weights=("covered", ("class weights, so a mistake on the rare class costs more in the loss",)),
            smote=("contradicted", ("You do it on the whole data set",), "Split first, then resample."),
        ),
        jump=Jump(True, True, "SMOTE", say("I would use SMOTE to oversample the minority class")),
        habits=_habits(**{"complex-first": say("I would use SMOTE")}),
        delivery=Delivery(words=len(JUMP_ANSWER.split())),
        contradictions=(),
        feedback=jump.feedback[:2],
    )
    return Sample(Transcript.from_text(JUMP_ANSWER), scorecard)


def _empty() -> Sample:
    say = _speaker("", timed=True)
    scorecard = Scorecard(
        id="empty",
        question="imbalanced-data",
        number=5,
        framework="PROBLEM",
        parts=_parts(content=0.0, framework=0.0, clarifying=0.0, habits=0.0, delivery=0.0),
        penalties=(),
        key_points=_key_points(say),
        steps=_steps(say),
        clarifying=(),
        jump=Jump(True, False),
        habits=_habits(),
        delivery=Delivery(words=0),
        feedback=("Say one true sentence about the problem, whatever comes first: it gets you going.",),
    )
    return Sample(Transcript((), duration_s=12.0, engine="faster-whisper", model="base"), scorecard)


def _transcript(text: str) -> Transcript:
    return Transcript(
        (Turn("candidate", text),), duration_s=len(text.split()) * 60 / SPOKEN_WPM + 1, engine="made up"
    )


def _speaker(answer: str, *, timed: bool) -> Callable[..., Evidence]:
    """Evidence for a quote of the answer, its n-th occurrence, with times at an even pace."""

    def say(quote: str, occurrence: int = 1) -> Evidence:
        start = -1
        for _ in range(occurrence):
            start = answer.index(quote, start + 1)
        end = start + len(quote)
        if not timed:
            return Evidence(quote, start, end)
        before, within = len(answer[:start].split()), len(quote.split())
        start_s = 0.5 + before * 60 / SPOKEN_WPM
        return Evidence(quote, start, end, start_s, start_s + within * 60 / SPOKEN_WPM)

    return say


def _parts(**scores: float) -> dict[str, Part]:
    weights = {"content": 0.4, "framework": 0.2, "clarifying": 0.15, "habits": 0.15, "delivery": 0.1}
    return {name: Part(scores[name], weight) for name, weight in weights.items()}


def _key_points(
    say: Callable[..., Evidence], **found: tuple[KeyPointStatus, Spans] | tuple[KeyPointStatus, Spans, str]
) -> tuple[KeyPointFinding, ...]:
    findings = []
    for point_id, text, _ in KEY_POINTS:
        status, quotes, *note = found.get(point_id, ("missing", ()))
        evidence = tuple(say(quote) for quote in quotes)
        findings.append(KeyPointFinding(point_id, text, 1.0, status, evidence, "".join(note)))
    return tuple(findings)


def _steps(say: Callable[..., Evidence], **found: Spans) -> tuple[StepFinding, ...]:
    return tuple(
        StepFinding(
            step,
            name,
            step != "M",
            "present" if step in found else "absent",
            tuple(map(say, found.get(step, ()))),
        )
        for step, name, _ in STEPS
    )


def _habits(**seen: Evidence) -> tuple[Habit, ...]:
    return tuple(
        Habit(
            habit,
            kind,
            "seen" if habit in seen else "not_seen",
            text,
            (seen[habit],) if habit in seen else (),
        )
        for habit, kind, text in HABITS
    )
