"""``python -m interviewer``."""

from interviewer.cli.main import run

run()
