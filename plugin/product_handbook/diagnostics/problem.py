"""Wrong input, as values: where it is, what was found and expected, and the fix."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a strategy file, as an editor counts it: lines and columns from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a strategy file that cannot be read as meant; it stops the build."""

    location: Location
    message: str
    """What was found and what was expected, in one sentence without a full stop."""
    help: str
    """What to do, in one sentence without a full stop, beginning with a verb in lower case."""

    def __str__(self) -> str:
        return f"{self.location}: {self.message}; {self.help}"
