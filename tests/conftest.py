"""For all tests: marks that don't depend on which extras are installed."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

# The quick tests run without the extra for word meanings, the others with it; tests of it switch it on.
os.environ.setdefault("INTERVIEWER_VECTORS", "false")

# The same examples on every run and machine, however busy it is. To look for new ones:
# pytest --hypothesis-profile explore
settings.register_profile("explore", deadline=None)
settings.register_profile("same", deadline=None, derandomize=True, database=None)
settings.load_profile("same")

# Started in the background, a program ignores Ctrl-C; the tests of Ctrl-C would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)
