"""How much a piece of work takes: not in seconds, but in times of a fixed piece of work that is done beside it.

Both are measured by the processor's time of this process, so neither a slow machine nor a busy one changes the result
by much; a limit still stands several times above what is usual.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

UNIT = 300_000
"""Additions in a unit, which takes about ten milliseconds."""


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()  # noqa: TID251 - no day is read from it
    work()
    return time.process_time() - start  # noqa: TID251


def unit() -> None:
    total = 0
    for number in range(UNIT):
        total += number % 7


def effort(work: Callable[[], object], runs: int = 1) -> float:
    """The least of some runs of a piece of work, in units; the unit is measured before and after each of them."""
    return min(_one_run(work) for _ in range(runs))


def grows_less(limit: float, part: Callable[[], object], whole: Callable[[], object], tries: int = 5) -> bool:
    """Whether the whole takes less than `limit` times the effort of its part. What grows too fast does so each time;
    a neighbour that takes the processor's caches from one of the two does not."""
    return any(effort(whole) < limit * max(effort(part, runs=2), 0.1) for _ in range(tries))


def _one_run(work: Callable[[], object]) -> float:
    with _no_collections():
        before = seconds(unit)
        taken = seconds(work)
        return 2 * taken / (before + seconds(unit))


@contextmanager
def _no_collections() -> Iterator[None]:
    """Each collection walks all objects of the process, those of other tests too: 30 times for 8 times the text."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
