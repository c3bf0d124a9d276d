"""The conversation: a session that yields typed events."""
