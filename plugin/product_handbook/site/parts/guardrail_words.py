"""Guardrails in plain text: the bounds, the latest value, and whether they are kept and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from product_handbook.analysis.guardrails import GuardrailStatus, Verdict
from product_handbook.formulas.periods import for_readers
from product_handbook.wording.number_format import NumberFormat
from product_handbook.wording.terms import StatusWords

VERDICTS: Mapping[Verdict, StatusWords] = {
    "broken": StatusWords("Broken", "✕"),
    "not_measured": StatusWords("Not measured yet", "○"),
    "kept": StatusWords("Kept", "✓"),
}


@dataclass(frozen=True)
class GuardrailWords:
    """What there is to say of a guardrail."""

    bounds: Mapping[Decimal, str]
    """By value, on which side of it all is right: `at most 5 %`."""
    latest: str
    """`5.1 % in October 2026`, empty without a value."""
    verdict: str
    """`Broken since July 2026`."""
    reason: str
    """`since July 2026, should be at most 5 %`."""

    @property
    def bound(self) -> str:
        """One bound or both."""
        return " and ".join(self.bounds.values())


def guardrail_words(number_format: NumberFormat, found: GuardrailStatus) -> GuardrailWords:
    """The words for a guardrail, in which a value beyond a bound never looks like the bound."""
    beside = () if found.value is None else (found.value,)
    texts = number_format.apart((*found.bounds.values(), *beside), found.metric)
    sides = zip(found.bounds, found.bounds.values(), texts, strict=False)
    bounds = {bound: f"{field.replace('_', ' ')} {text}" for field, bound, text in sides}
    since = f" since {for_readers(found.since)}" if found.since else ""
    return GuardrailWords(
        bounds,
        latest=_latest(number_format, found),
        verdict=VERDICTS[found.status].text + since,
        reason=", ".join(part for part in (since.strip(), f"should be {' and '.join(bounds.values())}") if part),
    )


def _latest(number_format: NumberFormat, found: GuardrailStatus) -> str:
    if found.value is None:
        return ""
    shown = number_format.short_quantity(found.value, found.metric, tuple(found.bounds.values()))
    return f"{shown} in {for_readers(found.latest)}" if found.latest else f"always {shown}"
