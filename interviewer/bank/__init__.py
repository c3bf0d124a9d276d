"""What can be asked: questions, frameworks, the glossary, and strict loading of all three."""
