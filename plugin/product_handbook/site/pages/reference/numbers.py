"""The reference of how numbers are computed, compared and divided, so that a reader can trace each of them."""

from dataclasses import dataclass

from product_handbook.analysis.attribution.shapley import MOST_PLAYERS
from product_handbook.analysis.targets.targets import RULES
from product_handbook.analysis.values.arithmetic import DEFAULT_TOLERANCE, DIGITS, SIGNIFICANT
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.site.writing.templates import PageContext
from product_handbook.wording.terms import STATUSES, StatusWords


@dataclass(frozen=True)
class NumbersContext(PageContext):
    """The rules behind every number; what is Markdown is a link."""

    template = "pages/reference/numbers.md.jinja"

    digits: int
    """Of the decimals that are computed with."""
    significant: int
    """Of these, those that are compared and shown."""
    most: int
    """Inputs among which a change is divided at once."""
    periods: int
    """For which a what-if is kept."""
    tolerance: str
    statuses: tuple[tuple[StatusWords, str], ...]
    """Each status with its rule."""
    values_page: MarkdownText
    findings_page: MarkdownText
    formulas_page: MarkdownText


def numbers_page(handbook: Handbook) -> Page:
    """The page of the rules behind every number."""
    draft = Draft(handbook, handbook.addresses.at("reference/numbers.md"))
    context = NumbersContext(
        title="Numbers",
        digits=DIGITS,
        significant=SIGNIFICANT,
        most=MOST_PLAYERS,
        periods=handbook.analysis.horizon.periods,
        tolerance=handbook.number_format.percent(DEFAULT_TOLERANCE),
        statuses=tuple((STATUSES[status], rule) for status, rule in RULES.items()),
        values_page=draft.relative_to(handbook.addresses.at("reference/values.md")),
        findings_page=draft.relative_to(handbook.addresses.at("reference/findings.md")),
        formulas_page=draft.relative_to(handbook.addresses.at("reference/tree.md")),
    )
    return draft.page(context)
