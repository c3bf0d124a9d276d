"""For all tests: marks that don't depend on which extras are installed."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

# The quick tests run without the extra for word meanings, the others with it; tests of it switch it on.
os.environ.setdefault("INTERVIEWER_VECTORS", "false")

settings.register_profile("any machine", deadline=None)  # a busy machine is no mistake of the code
settings.load_profile("any machine")

# Started in the background, a program ignores Ctrl-C; the tests of Ctrl-C would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)
