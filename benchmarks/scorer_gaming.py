"""Texts that try to fool the scorer, for every shipped technical question: no mark may reach 40. Prints JSON.

    python benchmarks/scorer_gaming.py [--all]

--all shows each text's mark and the feedback it got, by question.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from _labelled import questions

from interviewer import Question, Scorecard, score
from interviewer.meaning.vectors import installed
from interviewer.scoring.text import tokenize

LIMIT = 40.0  # points of 100 that no such text may reach
JOINED = 10  # model answers in one text
REPEATED = 10
DENIALS = ("It is not true that", "It's not the case that", "It isn't right that", "It's wrong that")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
# Where a "not" goes; a sentence without any of these is denied as a whole.
_AUXILIARY = re.compile(r"\b(is|are|was|were|can|will|should|would|does|do|has|have|must|may)\b(?! not)")


def content_words(text: str) -> list[str]:
    """The words of a text that mean something, each once, as they stand there."""
    return list(dict.fromkeys(token.word for token in tokenize(text) if token.content))


def denied(text: str) -> str:
    """Every sentence denied as a whole."""
    sentences = _SENTENCE.split(text)
    return " ".join(
        f"{DENIALS[at % len(DENIALS)]} {sentence[:1].lower()}{sentence[1:]}"
        for at, sentence in enumerate(sentences)
    )


def negated(text: str) -> str:
    """A "not" after every auxiliary; a sentence without one is denied as a whole."""
    return " ".join(
        _AUXILIARY.sub(r"\1 not", sentence) if _AUXILIARY.search(sentence) else denied(sentence)
        for sentence in _SENTENCE.split(text)
    )


def model_answers(bank: Mapping[int, Question], numbers: Sequence[int]) -> str:
    answers = [bank[number].model_answers for number in numbers]
    return " ".join(answer.long for answer in answers if answer is not None)


def attacks(number: int, bank: Mapping[int, Question]) -> dict[str, str]:
    """The texts by name."""
    question = bank[number]
    reference = question.reference
    words = content_words(reference)
    ring = [*range(number + 1, len(bank) + 1), *range(1, number)]
    terms = list(dict.fromkeys(word for point in question.key_points for word in content_words(point.text)))
    return {
        "bag_of_reference_words": " ".join(words),
        "bag_sorted": " ".join(sorted(words)),
        "bag_with_commas": ", ".join(words) + ".",
        "bag_in_short_sentences": ". ".join(words) + ".",
        "bag_of_key_point_words": " ".join(terms),
        "reference_negated": negated(reference),
        "reference_denied": denied(reference),
        "key_points_negated": negated(" ".join(point.text for point in question.key_points)),
        "key_points_denied": denied(" ".join(point.text for point in question.key_points)),
        "question_echoed": question.prompt,
        "question_echoed_ten_times": " ".join([question.prompt] * REPEATED),
        "ten_other_model_answers": model_answers(bank, ring[:JOINED]),
        "ten_model_answers_with_its_own": model_answers(bank, [*ring[: JOINED - 1], number]),
        "each_key_word_ten_times": " ".join(" ".join([word] * REPEATED) for word in words),
        "key_words_said_over_ten_times": " ".join([" ".join(words)] * REPEATED),
    }


def main(arguments: Sequence[str]) -> None:
    bank = questions()
    result: dict[str, Any] = {"questions": len(bank), "limit": LIMIT}
    for mode in ("lexical", "vectors") if installed() else ("lexical",):
        cards: dict[str, dict[int, Scorecard]] = {}
        for number, question in bank.items():
            for name, text in attacks(number, bank).items():
                cards.setdefault(name, {})[number] = score(question, text, lexical=mode == "lexical")
        result[mode] = {name: _summary(found) for name, found in cards.items()}
        if "--all" in arguments:
            result[f"all_{mode}"] = {
                name: {number: [card.total, *card.feedback] for number, card in found.items()}
                for name, found in cards.items()
            }
    print(json.dumps(result, indent=1))


def _summary(cards: Mapping[int, Scorecard]) -> dict[str, Any]:
    highest = max(cards, key=lambda number: cards[number].total)
    return {
        "highest": cards[highest].total,
        "highest_question": highest,
        "mean": round(sum(card.total for card in cards.values()) / len(cards), 1),
        "at_or_above_limit": [number for number, card in cards.items() if card.total >= LIMIT],
        "first_feedback_there": next(iter(cards[highest].feedback), ""),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
