"""What a rule is; the rules themselves stand one family a file, all listed in `catalogue.py`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from inspect import getdoc
from typing import Generic, TypeVar

from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.values.arithmetic import DIGITS, multiply
from product_handbook.diagnostics.diagnostic import Diagnostic, Severity, Span
from product_handbook.model.records.fields import Acceptance
from product_handbook.model.records.metric import Metric
from product_handbook.model.strategy import Strategy, Subject

FEW_DIGITS = 6
"""What a message shows of a number with decimals."""


def finding(subject: Subject, span: Span, message: str, help: str) -> Diagnostic:
    """What a rule says about one object, things going by their titles; the linter adds what is the rule's own."""
    return Diagnostic("", span, message, help, subject=f"{subject.kind}:{subject.id}")


def value_in_words(metric: Metric, value: Decimal, digits: int) -> str:
    """A value as a message writes it: all digits before the point, and no more after it than make so many digits."""
    is_percent = metric.format == "percent"
    shown = multiply(value, Decimal(100)) if is_percent else value
    text = f"{shown:,.{max(0, digits - 1 - shown.adjusted())}f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if not shown else short) + "%" * is_percent


@dataclass(frozen=True)
class AcceptanceUse:
    """An acceptance as it stands on an object, and what it is good for."""

    subject: Subject
    acceptance: Acceptance
    has_findings: bool
    """Whether the object has a finding of the rule that it names."""
    codes: tuple[str, ...]
    """The codes of all rules whose findings can be accepted."""

    def has_run_out(self, today: date) -> bool:
        """Whether the last day on which the acceptance holds is past."""
        return self.acceptance.until is not None and today > self.acceptance.until


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
    leads: bool = False
    """Whether its findings stand before those of all other rules."""

    @property
    def code(self) -> str:
        """The name of the defect, as `accept` and the Health page write it."""
        return self.check.__name__

    def findings(self, ground: GroundT, today: date) -> Iterator[Diagnostic]:
        """What it finds on a day."""
        for found in self.check(ground, today):
            yield replace(found, code=self.code, severity=self.severity, source=self.source)

    @property
    def documentation(self) -> str:
        """Markdown: what is wrong in the first line, then why it matters and how to fix it."""
        return getdoc(self.check) or ""


def metric_finding(metric: Metric, place: Span, message: str, help: str) -> Diagnostic:
    """What a rule says about a metric."""
    return finding(Subject("metric", metric.id, metric), place, message, help)


def apart(metric: Metric, one: Decimal, other: Decimal) -> tuple[str, str]:
    """Two values of a metric that differ, in so many digits that it can be seen."""
    texts = (
        (value_in_words(metric, one, digits), value_in_words(metric, other, digits))
        for digits in range(FEW_DIGITS, DIGITS)
    )
    return next((pair for pair in texts if pair[0] != pair[1]), (f"{one:f}", f"{other:f}"))
