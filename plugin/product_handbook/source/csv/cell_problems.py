"""The mistakes in files of values, each where it is made; one that is made all over a column is told a few times."""

import re
from dataclasses import dataclass, replace

from product_handbook.diagnostics.problem import Problem
from product_handbook.source.text import Source

MOST_ALIKE = 20
"""How many mistakes of one kind in one place are all told, and in how many places of a file."""
TOLD = 5
"""How many of them are told where there are more."""
MOST_MISTAKES = 10_000
"""How many are looked for; files with more hold something else than values."""

_QUOTED = re.compile(r"`[^`]*`|[-\d.,]+")
"""What differs between two mistakes of one kind: names and numbers."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong at an offset of a file."""

    source: Source
    offset: int
    found: str
    help: str

    def problem(self) -> Problem:
        """The mistake as a problem."""
        return Problem(self.source.location(self.offset), self.found, self.help)


class Mistakes:
    """The mistakes found so far, by file, kind and place; a place is a column, a row, or a file's header."""

    def __init__(self) -> None:
        self.count = 0
        self._groups: dict[tuple[str, str], dict[str, list[Mistake]]] = {}

    def add(self, mistake: Mistake, place: str, kind: str = "") -> int:
        """Adds one; says how many there are of its kind in its place. Where no kind is given, the fix tells it."""
        self.count += 1
        kind = kind or _QUOTED.sub("", mistake.help)
        group = self._groups.setdefault((mistake.source.path, kind), {}).setdefault(place, [])
        group.append(mistake)
        return len(group)

    def problems(self) -> list[Problem]:
        """A problem for each; of very many of one kind, for the first, and one that counts the others."""
        found: list[Problem] = []
        for places in self._groups.values():
            groups = [*places.items()]
            told = groups if len(groups) <= MOST_ALIKE else groups[:TOLD]
            for place, group in told:
                found += _told(group, f"in {place}")
            more = [mistake for _, group in groups[len(told) :] for mistake in group]
            found += _counted(more, "in other places of the file")
        return found


def _told(group: list[Mistake], where: str) -> list[Problem]:
    """The problems for mistakes of one kind in one place."""
    told = group if len(group) <= MOST_ALIKE else group[:TOLD]
    return [mistake.problem() for mistake in told] + _counted(group[len(told) :], where)


def _counted(more: list[Mistake], where: str) -> list[Problem]:
    """The problem that stands for mistakes that are not told one by one, if there are any."""
    message = f"found {len(more)} more mistakes of this kind {where}, the first of them here"
    return [replace(first, found=message, help="fix them like those above").problem() for first in more[:1]]
