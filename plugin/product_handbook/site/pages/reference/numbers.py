"""The reference of how numbers are computed, compared and divided, so that a reader can trace each of them."""

from product_handbook.analysis.attribution.shapley import MOST_PLAYERS
from product_handbook.analysis.targets.targets import RULES
from product_handbook.analysis.values.arithmetic import DIGITS
from product_handbook.analysis.values.reconciliation import DEFAULT_TOLERANCE
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page
from product_handbook.wording import terms as words


def numbers_page(handbook: Handbook) -> Page:
    """The page of the rules behind every number."""
    draft = Draft(handbook, handbook.addresses.at("reference/numbers.md"))
    return draft.finish(
        "pages/reference/numbers",
        "Numbers",
        digits=DIGITS,
        tolerance=handbook.number_format.percent(DEFAULT_TOLERANCE),
        most=MOST_PLAYERS,
        statuses=tuple((words.STATUSES[status], rule) for status, rule in RULES.items()),
        values=draft.relative_to(handbook.addresses.at("reference/values.md")),
        findings=draft.relative_to(handbook.addresses.at("reference/findings.md")),
        formulas=draft.relative_to(handbook.addresses.at("reference/tree.md")),
    )
