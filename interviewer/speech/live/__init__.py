"""Speech to text while it is spoken: frames, voice activity, pieces, words, transcript."""
