"""Sound in and sound out: clips, files, microphone, speaker, voice activity."""
