"""What scoring costs as the answer grows: seconds of one core for 200 to 50,000 words. Prints JSON.

A ratio of about 10 from one length to the next says that the cost grows with the length and no faster.
"""

from __future__ import annotations

import json
import time

from interviewer.bank.loading import load_bank
from interviewer.scoring.score import score

LENGTHS = (200, 2_000, 20_000, 50_000)
QUESTION = "imbalanced-data"


def main() -> None:
    bank = load_bank()
    question = bank.question(QUESTION)
    words = " ".join(q.model_answers.long for q in bank if q.model_answers is not None).split()
    score(question, "What is compiled once is compiled now.")
    seconds = {}
    for length in LENGTHS:
        text = " ".join((words * (length // len(words) + 1))[:length])
        start_s = time.process_time()
        score(question, text)
        seconds[str(length)] = round(time.process_time() - start_s, 4)
    print(json.dumps({"question": QUESTION, "seconds_by_words": seconds}))


if __name__ == "__main__":
    main()
