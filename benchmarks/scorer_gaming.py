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
from interviewer.scoring.english.small_words import FINITE_VERBS
from interviewer.scoring.text import tokenize

LIMIT = 40.0  # points of 100 that no such text may reach
JOINED = 10  # model answers in one text
REPEATED = 10
DENIALS = ("It is not true that", "It's not the case that", "It isn't right that", "It's wrong that")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
# Where a "not" goes; a sentence without any of these is denied as a whole.
_AUXILIARY = re.compile(r"\b(is|are|was|were|can|will|should|would|does|do|has|have|must|may)\b(?! not)")
_CLAUSE = re.compile(r"[,:;]")
_CONTRACTED = {
    "is": "isn't",
    "are": "aren't",
    "can": "can't",
    "does": "doesn't",
    "do": "don't",
    "has": "hasn't",
}


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


def negated_otherwise(text: str) -> str:
    """ "isn't", "never", "fails to" in turns; a sentence whose first clause has none is denied as a whole."""
    sentences = []
    for sentence in _SENTENCE.split(text):
        words = [_turned(word, at) for at, word in enumerate(sentence.split())]
        opening = _CLAUSE.split(sentence)[0].split()
        plain = words[: len(opening)] == sentence.split()[: len(opening)]
        sentences.append(denied(sentence) if plain else " ".join(words))
    return " ".join(sentences)


def _turned(word: str, at: int) -> str:
    if _AUXILIARY.fullmatch(word):
        return _CONTRACTED.get(word, f"{word} never") if at % 2 else f"{word} never"
    if word in FINITE_VERBS and word.endswith("s") and not word.endswith("ss"):
        return f"never {word}" if at % 2 else f"fails to {word[:-1]}"
    return word


def model_answers(bank: Mapping[int, Question], numbers: Sequence[int], kind: str = "long") -> str:
    answers = [bank[number].model_answers for number in numbers]
    return " ".join(getattr(answer, kind) for answer in answers if answer is not None)


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
        "reference_negated_otherwise": negated_otherwise(reference),
        "reference_denied": denied(reference),
        "key_points_negated": negated(" ".join(point.text for point in question.key_points)),
        "key_points_denied": denied(" ".join(point.text for point in question.key_points)),
        "question_echoed": question.prompt,
        "question_echoed_ten_times": " ".join([question.prompt] * REPEATED),
        "ten_other_model_answers": model_answers(bank, ring[:JOINED]),
        "ten_model_answers_its_own_last": model_answers(bank, [*ring[: JOINED - 1], number]),
        "ten_model_answers_its_own_first": model_answers(bank, [number, *ring[: JOINED - 1]]),
        "ten_short_model_answers_its_own_first": model_answers(bank, [number, *ring[: JOINED - 1]], "short"),
        "ten_references_its_own_first": " ".join(
            bank[other].reference for other in (number, *ring[: JOINED - 1])
        ),
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
