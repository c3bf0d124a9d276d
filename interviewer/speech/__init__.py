"""Text to sound and sound to text: voices, Whisper engines, weights."""
