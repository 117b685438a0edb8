"""Fenced code: where it begins and ends, also in lists and quotes, as `pymdownx.superfences` decides it."""

import re
from dataclasses import dataclass

OPENING = re.compile(r"(?P<prefix>[> ]*)(?P<run>`{3,}|~{3,})(?P<info>[^`]*)")


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of fenced code."""

    first: int
    """The number of the line that opens it, from 0."""
    last: int
    """The number of the line after it."""
    prefix: str
    """What stands before the opening: spaces, and a `>` for each quote that it is in."""
    run: str
    """The backticks or tildes that open and close it."""
    info: str
    """What follows the opening run, often a language."""
    closed: bool


def find_fences(lines: list[str], *, close: bool = False) -> tuple[Fence, ...]:
    """The fences among the lines of a text, in order.

    An opening that nothing closes opens no fence; with `close`, it opens one which ends with its container, and all
    lines of a fence start alike.
    """
    fences: list[Fence] = []
    failures: dict[tuple[str, str], int] = {}
    free = 0
    for first, line in enumerate(lines):
        if first < free or not ("```" in line or "~~~" in line) or not (match := OPENING.fullmatch(line)):
            continue
        key = (match["prefix"], match["run"])
        if first < failures.get(key, 0):
            continue
        last, closed = _end(lines, first, *key, is_strict=close)
        if closed or close:
            fences.append(Fence(first, last, *key, match["info"].strip(), closed))
            free = last
        else:
            failures[key] = last
    return tuple(fences)


def _end(lines: list[str], first: int, prefix: str, run: str, *, is_strict: bool) -> tuple[int, bool]:
    """The line after a fence, and whether it was closed; else the line after the last that is in its container."""
    quotes, last = prefix.count(">"), first + 1
    for number in range(first + 1, len(lines)):
        start, content = split_prefix(lines[number], len(prefix))
        if not content.strip(" ") and (quotes or not start.strip(" ")):
            continue
        if _leaves(start, prefix, quotes, is_apart=number > last) or (is_strict and start != prefix):
            break
        last = number + 1
        if content.rstrip(" ") == run:
            return last, True
    return last, False


def split_prefix(line: str, width: int) -> tuple[str, str]:
    """A line's own spaces and `>`, at most so many, and the rest."""
    start = line[: min(width, len(line) - len(line.lstrip("> ")))]
    return start, line[len(start) :]


def _leaves(start: str, prefix: str, quotes: int, *, is_apart: bool) -> bool:
    """Whether a line that starts so is outside the container in which the fence was opened."""
    level = start.count(">")
    return level > quotes or len(start) < len(prefix) or (is_apart and level < quotes)
