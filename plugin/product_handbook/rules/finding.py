"""What rules and findings are; the rules themselves stand one family a file, all listed in `catalogue.py`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from inspect import getdoc
from typing import Generic, Literal, TypeVar, get_args

from product_handbook.analysis.analysis import Analysis
from product_handbook.diagnostics.diagnostic import Span
from product_handbook.model.draft import Subject
from product_handbook.model.records.fields import Acceptance
from product_handbook.model.strategy import Strategy

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""


@dataclass(frozen=True)
class Remark:
    """What a rule says about one object."""

    subject: Subject
    location: Span
    message: str
    """What was found, in one sentence without a full stop; things go by their titles."""
    help: str
    """What to do, in one sentence without a full stop, beginning with a verb in lower case."""


@dataclass(frozen=True)
class Use:
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


GroundT = TypeVar("GroundT", Strategy, Analysis, Use)
"""What a rule looks at."""


@dataclass(frozen=True)
class Rule(Generic[GroundT]):
    """A demand on a strategy: a function that yields a remark for each place where the demand is not met."""

    check: Callable[[GroundT, date], Iterator[Remark]]
    """Looks at a strategy, or at one acceptance in it, as it stands on a day."""
    severity: Severity
    source: str
    """Where the demand comes from."""

    @property
    def code(self) -> str:
        """The name of the defect, as `accept` and the Health page write it."""
        return self.check.__name__

    @property
    def documentation(self) -> str:
        """Markdown: what is wrong in the first line, then why it matters and how to fix it."""
        return getdoc(self.check) or ""


@dataclass(frozen=True)
class Finding:
    """Something in a strategy that a product leader would want to hear about; it stops no build by itself."""

    rule: Rule[Strategy] | Rule[Analysis] | Rule[Use]
    subject: Subject
    location: Span
    message: str
    help: str
    accepted: Acceptance | None = None
    """The acceptance that hides it, if one does."""

    def __str__(self) -> str:
        return f"{self.location}: {self.message}; {self.help}"
