"""How alike words are in meaning: vectors of words in their sentence, from a small model. Never a mark."""
