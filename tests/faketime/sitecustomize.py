"""Where the clock is faked, `time.sleep` sleeps by `select`; on the path of each Python of `make test-2031`.

From Python 3.11 on it sleeps until a moment of the monotonic clock, which Debian's libfaketime refuses where it leaves
that clock alone; and where it fakes it, all that waits with a limit waits for years.
"""

import select
import time


def sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = sleep
