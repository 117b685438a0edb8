"""Diagnostics as people can read them: a few of each kind, then how many more there are."""

import re
from collections.abc import Iterable
from dataclasses import replace

from product_handbook.diagnostics.diagnostic import Diagnostic

FEW = 5
"""How many of one kind in one file are told; who has read so many knows what to look for."""

_NAMES = re.compile(r"`[^`]*`|[-+\d.,]+")
"""What differs between two of a kind: names and numbers."""


def summarize(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The first few of each kind in each file, in their order, and in the place of the next one how many follow."""
    every = tuple(diagnostics)
    groups: dict[tuple[str, str, str], list[int]] = {}
    for number, diagnostic in enumerate(every):
        groups.setdefault(_kind(diagnostic), []).append(number)
    told = dict(enumerate(every))
    for numbers in groups.values():
        # One more is as short as the word that there is one more.
        for number in numbers[FEW:] if len(numbers) > FEW + 1 else ():
            del told[number]
            told[numbers[FEW]] = _counted(every[numbers[FEW]], len(numbers) - FEW)
    return tuple(told[number] for number in sorted(told))


def _kind(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.span.path, diagnostic.code, _NAMES.sub("", diagnostic.help)


def _counted(first: Diagnostic, number: int) -> Diagnostic:
    return replace(
        first, message=f"found {number:,} more like these, the first of them here", help="fix them as those above"
    )
