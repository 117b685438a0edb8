"""What the linter finds in a strategy; light, so that pages can show it without knowing the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.records.fields import Acceptance


@dataclass(frozen=True)
class Findings:
    """All findings in a strategy: of rules that lead first, then by the order of the files, by place and by code."""

    open: tuple[Diagnostic, ...]
    """Those that nobody accepts, or no longer."""
    accepted: tuple[tuple[Diagnostic, Acceptance], ...]
    """Those that their object accepts, each with the acceptance."""

    @cached_property
    def open_by_object(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """The open findings by the kind and id of their object, objects in the order of their first finding."""
        groups: dict[str, list[Diagnostic]] = {}
        for finding in self.open:
            groups.setdefault(finding.subject, []).append(finding)
        return {subject: tuple(group) for subject, group in groups.items()}
