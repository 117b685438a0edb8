"""What the latest values of a metric say of the periods to come: how fast it moves, and what comes together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from product_handbook.analysis.values.arithmetic import ZERO, add, divide, multiply, subtract
from product_handbook.formulas.periods import Period
from product_handbook.model.records.target import Meaning

# Our choice: one period is noise, and a year of months would hide that a metric has turned.
PACE_PERIODS = 3
"""How many periods back the recent pace is taken from, and how far ahead a metric that is to be kept is looked at."""
FEWEST = 2
"""Complete periods: from one nobody can tell what is usual."""


def pace(values: Mapping[Period, Decimal], latest: Period) -> Decimal | None:
    """The average change a period since three periods ago, or since the nearest value to that; None without one.

    The values are those up to the latest one that can be compared with it, the oldest first. Where a metric is reported
    more seldom than its periods go by, the nearest earlier value is further back.
    """
    earlier = [period for period in values if period != latest]
    recent = [period for period in earlier if latest.number - period.number <= PACE_PERIODS]
    if not earlier:
        return None
    since = recent[0] if recent else earlier[-1]
    return divide(subtract(values[latest], values[since]), Decimal(latest.number - since.number))


@dataclass(frozen=True)
class SumSoFar:
    """The complete periods inside a longer one, in the unit of the metric times its cadence."""

    sum: Decimal
    complete: int
    """How many of them there are."""
    left: int
    """How many are still to come, the one that has begun among them."""
    mean: Decimal | None
    """That of the last three complete ones, which those to come are taken to be like; None for fewer than two."""
    has_gap: bool = False
    """Whether one that has ended has no value."""
    is_broken: bool = False
    """Whether they are counted differently from one on, so that nothing comes together."""

    def so_far(self, meaning: Meaning) -> Decimal:
        """The sum, or the mean, of the complete ones."""
        whole = self.sum if meaning == "total" else divide(self.sum, Decimal(self.complete))
        return ZERO if whole is None else whole

    def projected(self, meaning: Meaning) -> Decimal | None:
        """The sum, or the mean, of all; None where it is too early to tell."""
        if self.mean is None:
            return None
        whole = add(self.sum, multiply(self.mean, Decimal(self.left)))
        return whole if meaning == "total" else divide(whole, Decimal(self.complete + self.left))

    def needed(self, target: Decimal, meaning: Meaning) -> Decimal:
        """What each period to come would have to bring to reach a target."""
        whole = target if meaning == "total" else multiply(target, Decimal(self.complete + self.left))
        return divide(subtract(whole, self.sum), Decimal(self.left)) or ZERO


def sum_so_far(
    inside: Sequence[Period], values: Mapping[Period, Decimal], breaks: Iterable[Period], today: date
) -> SumSoFar | None:
    """What is known of a metric's periods inside a longer one, the last of them due; None where none of them is."""
    first, last = inside[0], inside[-1]
    known = [at for at in values if at.has_ended(today)]
    if not known:
        return None
    # Whoever reports late has not left a gap: the periods after the last one reported are still to come.
    to_come = [at for at in inside if at > known[-1]]
    is_over = last.has_ended(today) and bool(to_come)
    recent = [values[at] for at in known[-PACE_PERIODS:]]
    return SumSoFar(
        sum=sum((values[at] for at in known), ZERO),
        complete=len(known),
        left=len(to_come),
        mean=divide(sum(recent, ZERO), Decimal(len(recent))) if len(known) >= FEWEST else None,
        has_gap=is_over or len(known) + len(to_come) < len(inside),
        is_broken=any(first.number < at.number <= last.number for at in breaks),
    )
