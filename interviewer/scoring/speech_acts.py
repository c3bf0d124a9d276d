"""What a clause does rather than what it is about: lists, proposals, rejections.

Word lists of everyday English, not of any question; the bank adds what is particular.
"""

from __future__ import annotations

from interviewer.scoring.answer import Answer
from interviewer.scoring.text import FUNCTION_WORDS

# Share of function words below which a stretch of speech says nothing about its terms.
# Spoken English has about half; a recited list of terms has next to none.
LIST_SHARE = 0.26
LIST_WINDOW = 12  # tokens either side that are looked at


def function_share(answer: Answer, first: int, last: int) -> float:
    """Share of function words among tokens ``first`` to ``last``; 1.0 for an empty stretch."""
    words = answer.words(first, last)
    return sum(word in FUNCTION_WORDS for word in words) / len(words) if words else 1.0


def merely_listed(answer: Answer, at: int) -> bool:
    """Whether token ``at`` stands in a recited list: few function words around it."""
    sentence = answer.sentence_at(at)
    first = max(sentence.first, at - LIST_WINDOW)
    last = min(sentence.last, at + LIST_WINDOW)
    if last - first < 4:
        clause = answer.clause_at(at)
        return last - first < 2 or function_share(answer, clause.first, clause.last) == 0.0
    return function_share(answer, first, last) < LIST_SHARE


# What a speaker proposes to do, in order, function words included.
PROPOSES = (
    "i would", "i will", "i am going to", "i usually", "i always", "i just", "i use", "i go", "i start",
    "we would", "we will", "we use", "we could just", "we should", "we can just", "you would", "you should",
    "you just", "you put", "you set up", "you train", "you use", "you take", "you go", "you do is", "let us",
    "my approach", "my go to", "my answer is", "my recommendation", "my favourite|favorite", "the answer is",
    "the solution is", "the way is", "the best is", "the best way", "best thing", "straight to", "straight away",
    "right away", "go with", "go for", "going with", "start with", "just use", "just apply", "simply use",
    "throw at", "reach for", "bring in", "i recommend", "i suggest", "i propose", "i pick", "should be done with",
    "solved|fixed|handled with|by",
)  # fmt: skip
# Words around a method that take the proposal back: rejected, put off, or somebody else's idea.
WITHDRAWS = (
    "only if", "only when", "only then", "only once", "only after", "not yet", "no need", "not begin", "not start",
    "not jump", "not reach", "not rush", "not go", "not use", "not want", "not open with", "not touch", "not bring",
    "not buy", "not do", "not be", "not throw", "instead of", "rather than", "rather not", "rather leave", "before reaching",
    "before i even", "before even", "before any", "before going", "before thinking", "before we talk", "leave for later",
    "later on", "down the road", "at some point", "last resort", "if that fails", "if that is not enough", "if needed",
    "if necessary", "if it turns out", "if the simple", "if simple", "if the baseline", "overkill", "too early", "premature",
    "hold off", "hold back", "park", "tempted", "tempting", "temptation", "easy to say", "would have said", "used to say",
    "got burned", "resist", "skip the", "wait with", "put off", "put aside", "no reason to", "worry about later",
)  # fmt: skip
# The idea belongs to other people.
ATTRIBUTES = (
    "people say", "people tell", "people will", "people jump", "people reach", "people hear", "people go", "people use",
    "lots of people", "lot of people", "many people", "most people", "some people", "everybody", "everyone", "others",
    "some would", "folks", "candidates", "textbooks", "blog posts", "they say", "some teams", "colleagues", "you hear",
)  # fmt: skip
# The speaker turns round: "wait, before that".
CATCHES_HIMSELF = (
    "wait before", "actually wait", "hold on", "let me step back", "let me back up", "step back", "back up a",
    "before that", "before i do that", "should have asked", "i should ask", "should first", "sorry first",
    "i jumped", "jumped ahead", "getting ahead of myself", "scratch that", "let me rephrase", "let me start over",
)  # fmt: skip
