"""What the scorer makes of the shipped bank's own texts: the figures of docs/scoring.md, as JSON.

The texts were written by the authors of the cues, so this shows consistency, not truth.

    python benchmarks/scorer_on_bank.py
"""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import Any

from interviewer import Question, Transcript, load_bank, score
from interviewer.scoring.answer import Answer, read
from interviewer.scoring.key_points import find_contradictions, find_key_points
from interviewer.scoring.names import names_of


def heard(question: Question, text: str) -> Answer:
    return read(Transcript.from_text(text), names_of(question.glossary), question.prompt)


def without(question: Question, kind: str) -> Question:
    """The question with neither ``says`` nor ``paraphrases`` in its key points, whichever is named."""
    points = tuple(point.model_copy(update={kind: ()}) for point in question.key_points)
    return question.model_copy(update={"key_points": points})


def paraphrases(questions: list[Question]) -> dict[str, Any]:
    """Each paraphrase said by itself: what of its own key point is heard, and what of others."""
    by_cues: Counter[str] = Counter()
    others: Counter[str] = Counter()
    others_by_likeness: Counter[str] = Counter()
    for question in questions:
        cues_only, likeness_only = without(question, "paraphrases"), without(question, "says")
        for point in question.key_points:
            for text in point.paraphrases:
                answer = heard(question, text)
                for finding in find_key_points(cues_only, answer):
                    by_cues[finding.status] += finding.id == point.id
                for finding in find_key_points(question, answer):
                    others[finding.status] += finding.id != point.id
                for finding in find_key_points(likeness_only, answer):
                    others_by_likeness[finding.status] += finding.id != point.id
    return {
        "sentences": sum(by_cues.values()),
        "own_key_point_by_cues_alone": dict(by_cues),
        "other_key_points": {status: others[status] for status in ("covered", "contradicted")},
        "other_key_points_by_likeness_alone": {
            status: others_by_likeness[status] for status in ("covered", "partial")
        },
    }


def false_statements(questions: list[Question]) -> dict[str, int]:
    """Misconceptions heard where they are stated, and where everything is right."""
    stated = found = alarms = 0
    for question in questions:
        models = question.model_answers
        right = [question.reference, *((models.short, models.long) if models else ())]
        right += [f"{point.text} {point.explain}" for point in question.key_points]
        right += [" ".join(point.paraphrases) for point in question.key_points]
        alarms += sum(len(find_contradictions(question, heard(question, text))) for text in right)
        for wrong in question.misconceptions:
            claims = find_contradictions(
                question, heard(question, f"Well. {wrong.text} That's how I see it.")
            )
            stated += 1
            found += wrong.id in {claim.id for claim in claims}
    return {"stated": stated, "heard": found, "false_alarms": alarms}


def main() -> None:
    questions = [question for question in load_bank() if question.number is not None]
    long = [
        score(question, question.model_answers.long, lexical=True).total
        for question in questions
        if question.model_answers
    ]
    words = " ".join(question.model_answers.long for question in questions if question.model_answers).split()
    endless = " ".join((words * (50_000 // len(words) + 1))[:50_000])
    began_s = time.process_time()
    score(questions[4], endless, lexical=True)
    took_s = time.process_time() - began_s
    figures = {
        "questions": len(questions),
        "paraphrases": paraphrases(questions),
        "false_statements": false_statements(questions),
        "long_model_answers": {"lowest": min(long), "mean": round(sum(long) / len(long), 1)},
        "prompt_said_back_highest": max(
            score(question, question.prompt, lexical=True).total for question in questions
        ),
        "seconds_for_50000_words": round(took_s, 2),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
