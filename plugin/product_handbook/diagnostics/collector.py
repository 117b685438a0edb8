"""Diagnostics as people can read them: one line for a cause, a few of each kind, then how many more there are."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from product_handbook.diagnostics.diagnostic import Diagnostic

FEW = 5
"""How many of one kind in one file are told; who has read so many knows what to look for."""

_NAMES = re.compile(r"`[^`]*`|[-+\d.,]+")
"""What differs between two of a kind: names and numbers."""


def by_cause(diagnostics: Iterable[Diagnostic]) -> tuple[tuple[Diagnostic, ...], ...]:
    """Together what has one cause and is found on more than a few objects, else each by itself, in the given order."""
    every = tuple(diagnostics)
    often = Counter((diagnostic.code, diagnostic.cause) for diagnostic in every if diagnostic.cause)
    groups: dict[object, list[Diagnostic]] = {}
    for number, diagnostic in enumerate(every):
        cause = diagnostic.code, diagnostic.cause
        groups.setdefault(cause if often[cause] > FEW else number, []).append(diagnostic)
    return tuple(map(tuple, groups.values()))


def summarize(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What has one cause in one line; else the first few of each kind in each file, and then how many follow."""
    every = tuple(in_one_line(group) for group in by_cause(diagnostics))
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


def named(diagnostics: Sequence[Diagnostic]) -> tuple[tuple[str, ...], int]:
    """The first few objects that findings are about, and how many more there are."""
    subjects = tuple(dict.fromkeys(diagnostic.subject for diagnostic in diagnostics))
    return subjects[:FEW], len(subjects[FEW:])


def in_one_line(group: Sequence[Diagnostic]) -> Diagnostic:
    """What is told of findings with one cause: how many they are, and the first objects; of one, itself."""
    first, *others = group
    if not others:
        return first
    subjects, more = named(group)
    names = ", ".join(f"`{subject.partition(':')[2]}`" for subject in subjects) + (
        f" and {more:,} more" if more else ""
    )
    help = first.help if all(other.help == first.help for other in others) else f"{first.help}; and so for the others"
    return replace(first, message=f"found {len(group):,} times: {first.cause} ({names})", help=help)


def _kind(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.span.path, diagnostic.code, _NAMES.sub("", diagnostic.help)


def _counted(first: Diagnostic, number: int) -> Diagnostic:
    return replace(
        first, message=f"found {number:,} more like these, the first of them here", help="fix them as those above"
    )
