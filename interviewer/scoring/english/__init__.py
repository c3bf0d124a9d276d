"""Everyday English, as data: small words, asking, checking, proposing, taking back, habits.

Nothing here belongs to a question; what is particular stands in the bank. Phrases have
every word in order, cues their content words in any order; ``a|b`` allows either.
One a line, so that a change is one line too.
"""
