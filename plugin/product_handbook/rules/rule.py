"""What a rule is; the rules themselves stand one family a file, all listed in `catalogue.py`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from inspect import getdoc
from typing import Generic, TypeVar

from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.values.arithmetic import DIGITS, multiply
from product_handbook.diagnostics.diagnostic import Case, Diagnostic, Severity, Span
from product_handbook.formulas.periods import Period
from product_handbook.model.records.bet import Bet
from product_handbook.model.records.metric import Metric
from product_handbook.model.strategy import Strategy, Subject
from product_handbook.rules.acceptances import AcceptanceUse

FEW_DIGITS = 6
"""What a message shows of a number with decimals."""


BOUNDLESS = Decimal("Infinity")
"""The size of a case that differs from zero: no share of it is enough."""


def finding(subject: Subject, span: Span, message: str, help: str, case: Case | None = None) -> Diagnostic:
    """What a rule says about one object, things going by their titles; the linter adds what is the rule's own."""
    cases = () if case is None else (case,)
    return Diagnostic("", span, message, help, subject=f"{subject.kind}:{subject.id}", cases=cases)


def at(period: Period, size: Decimal | None = None) -> Case:
    """The case of a rule that is about a period."""
    return Case(str(period), (period.first_day, period.last_day), size)


def percent(share: Decimal) -> str:
    """A share as a message writes it, with a decimal at most."""
    text = f"{multiply(share, Decimal(100)):,.1f}"
    return f"{text.removesuffix('.0')}%"


def value_in_words(metric: Metric, value: Decimal, digits: int) -> str:
    """A value as a message writes it: all digits before the point, and no more after it than make so many digits."""
    is_percent = metric.format == "percent"
    shown = multiply(value, Decimal(100)) if is_percent else value
    text = f"{shown:,.{max(0, digits - 1 - shown.adjusted())}f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if not shown else short) + "%" * is_percent


_BEGINNINGS = frozenset({"A", "An", "The", "No", "Nobody", "Nothing", "Several", "There", "Two", "Value"})
"""The words that are written small within a sentence."""

GroundT = TypeVar("GroundT", Strategy, Analysis, AcceptanceUse)
"""What a rule looks at."""


@dataclass(frozen=True)
class Rule(Generic[GroundT]):
    """A demand on a strategy: a function that yields a finding for each place where the demand is not met."""

    check: Callable[[GroundT, date], Iterator[Diagnostic]]
    """Looks at a strategy, or at one acceptance in it, as it stands on a day."""
    severity: Severity
    source: str
    """Where the demand comes from."""
    cases: tuple[str, ...] = ()
    """Of what kinds the several things can be that it finds on one object: `period`, `metric`; none for one thing."""
    others: str = ""
    """What makes one line of the gravest of several cases, `{}` being `2 other periods`; empty for a line each."""
    has_sizes: bool = False
    """Whether its cases have sizes, which an acceptance can bound."""
    leads: bool = False
    """Whether what it finds stands before all else."""

    @property
    def code(self) -> str:
        """The name of the defect, as `accept` and the Health page write it."""
        return self.check.__name__

    def findings(self, ground: GroundT, today: date) -> Iterator[Diagnostic]:
        """What it finds on a day."""
        for found in self.check(ground, today):
            # What can be several things on one object is a case by itself, with numbers of its own.
            cause = found.cause or ("" if self.cases else self.summary)
            yield replace(found, code=self.code, severity=self.severity, source=self.source, cause=cause)

    @cached_property
    def summary(self) -> str:
        """What is wrong, in a sentence that goes on after a colon, without a full stop."""
        first = self.documentation.partition("\n")[0].rstrip(".")
        begins = first.partition(" ")[0]
        return (begins.lower() if begins in _BEGINNINGS else begins) + first[len(begins) :]

    @property
    def documentation(self) -> str:
        """Markdown: what is wrong in the first line, then why it matters and how to fix it."""
        return getdoc(self.check) or ""


def metric_finding(metric: Metric, place: Span, message: str, help: str, case: Case | None = None) -> Diagnostic:
    """What a rule says about a metric."""
    return finding(Subject("metric", metric.id, metric), place, message, help, case)


def bet_finding(bet: Bet, place: Span, message: str, help: str, case: Case | None = None) -> Diagnostic:
    """What a rule says about a bet."""
    return finding(Subject("bet", bet.id, bet), place, message, help, case)


def apart(metric: Metric, one: Decimal, other: Decimal) -> tuple[str, str]:
    """Two values of a metric that differ, in so many digits that it can be seen."""
    texts = (
        (value_in_words(metric, one, digits), value_in_words(metric, other, digits))
        for digits in range(FEW_DIGITS, DIGITS)
    )
    return next((pair for pair in texts if pair[0] != pair[1]), (f"{one:f}", f"{other:f}"))
