"""Acceptances: which findings one holds for, and what is to be written where it holds for none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from product_handbook.diagnostics.diagnostic import Case, Diagnostic
from product_handbook.formulas.periods import Period
from product_handbook.model.records.fields import Acceptance
from product_handbook.model.strategy import Subject


@dataclass(frozen=True)
class AcceptanceUse:
    """An acceptance as it stands on an object, and what it is good for."""

    subject: Subject
    acceptance: Acceptance
    found: tuple[Diagnostic, ...]
    """What its rule finds on the object, accepted or not."""
    codes: tuple[str, ...]
    """The codes of all rules whose findings can be accepted."""
    asks_for: bool
    """Whether its rule can find several things on one object."""
    has_sizes: bool
    """Whether these have sizes."""
    renamed: Mapping[str, str]
    """By kind and former id, what is meant by it now."""

    def has_run_out(self, today: date) -> bool:
        """Whether the last day on which the acceptance holds is past."""
        return self.acceptance.until is not None and today > self.acceptance.until

    def holds(self, found: Diagnostic, today: date) -> bool:
        """Whether it accepts something that its rule finds on its object."""
        return not self.has_run_out(today) and self.is_about(found) and not self.is_outgrown_by(found)

    def is_about(self, found: Diagnostic) -> bool:
        """Whether it says that it is for this, however large it is."""
        if not self.asks_for:
            return not self.acceptance.cases
        return all(map(self.naming, found.cases))

    def naming(self, case: Case) -> tuple[str, ...]:
        """What of `for` means a case: it itself, or a period around it."""
        return tuple(str(held) for held in self.acceptance.cases if self._means(held, case))

    def _means(self, held: object, case: Case) -> bool:
        if isinstance(held, Period):
            return case.days is not None and held.first_day <= case.days[0] and case.days[1] <= held.last_day
        return self.renamed.get(str(held), str(held)) == case.name

    def is_outgrown_by(self, found: Diagnostic) -> bool:
        """Whether something is larger than it accepts; where sizes mean nothing, `up_to` accepts nothing."""
        most = self.acceptance.up_to
        return most is not None and any(case.size is None or case.size > most for case in found.cases or (Case(""),))

    @property
    def cases(self) -> tuple[str, ...]:
        """What `for` would name of all that is found, in the order of the findings."""
        return tuple(dict.fromkeys(case.name for found in self.found for case in found.cases))


def as_list(cases: tuple[str, ...]) -> str:
    """What is to be written after `for:`."""
    return cases[0] if len(cases) == 1 else f"[{', '.join(cases)}]"
