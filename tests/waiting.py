"""How long the tests wait. A machine under load is late, not wrong: only what hangs may run into this."""

import time
from collections.abc import Callable

LONGEST_WAIT = 180
"""Seconds, for all that is waited for."""
LONGEST_WAIT_MS = LONGEST_WAIT * 1000
"""The same for Playwright, which counts in milliseconds."""

PAUSE = 0.1


def wait_until(is_so: Callable[[], bool]) -> bool:
    """Whether something comes to be so before patience runs out."""
    for _ in range(int(LONGEST_WAIT / PAUSE)):
        if is_so():
            return True
        time.sleep(PAUSE)
    return False
