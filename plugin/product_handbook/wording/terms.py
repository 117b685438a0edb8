"""The words of the format as a colleague says them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

IMPACT_DRIVERS = {
    "revenue_growth": "Revenue growth",
    "user_engagement": "User engagement",
    "return_on_investment": "Return on investment",
    "customer_growth": "Customer growth",
    "product_usage": "Product usage",
}
AIMS = {"increase": "should rise", "decrease": "should fall", "maintain": "should stay"}
FUTURE_KINDS = {
    "not_yet_won": "Not yet won",
    "outgrowing_us": "Outgrowing us",
    "industry_shift": "Their industry is shifting",
    "new_market": "A new market",
}
CADENCES = {
    "day": "daily",
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "year": "yearly",
    "fiscal_quarter": "quarterly, by fiscal year",
    "fiscal_year": "yearly, by fiscal year",
}
EFFECTS = {"positive": "raises it", "negative": "lowers it"}


def count(number: int, noun: str, plural: str = "") -> str:
    """A number of things: `1 metric`, `2 metrics`, `no metric`."""
    if number == 0:
        return f"no {noun}"
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Things in a sentence: `A`, `A and B`, `A, B and C`; empty without any."""
    *others, last = parts or ("",)
    return f"{', '.join(others)} and {last}" if others else last


@dataclass(frozen=True)
class StatusWords:
    """A status on the way to a target: a word, and a shape before it, so that its colour is never alone."""

    text: str
    mark: str = ""


STATUSES: Mapping[str, StatusWords] = {
    "met": StatusWords("Met", "✓"),
    "on_track": StatusWords("On track", "●"),
    "at_risk": StatusWords("At risk", "◆"),
    "off_track": StatusWords("Off track", "■"),
    "too_early": StatusWords("Too early to tell", "○"),
    "not_judged": StatusWords("Not judged: no aim", "–"),
    "not_measured": StatusWords("Not measured yet"),
    "no_target": StatusWords("No target"),
}
AGREEMENTS: Mapping[str, str] = {
    "exact": "Exact",
    "rounded": "Exact but for rounding",
    "within_tolerance": "Within tolerance, off",
    "off": "Off",
    "not_computable": "Not computable",
}
