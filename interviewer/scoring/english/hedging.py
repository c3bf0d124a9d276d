"""Phrases that take back what is being said. One or two are modest; many make an answer sound unsure."""

from __future__ import annotations

from interviewer.scoring.english.lists import lines, words

HEDGES = lines(
    """
    i think
    i guess
    i suppose
    i believe
    i feel like
    i am not sure
    i am not certain
    i am no expert
    i do not know
    i do not really know
    i am not an expert
    if i remember correctly|right|rightly
    if i am not mistaken
    correct me if
    maybe
    perhaps
    probably
    presumably
    kind of
    sort of
    more or less
    or something
    or something like that
    or whatever
    something like that
    and stuff
    """
)

# After one of these "kind of" and "sort of" name a kind: "what kind of data".
NAMES_A_KIND = words(
    """
    a all another any certain different each every first no one other same second some specific that the
    these this those what whatever which
    """
)
