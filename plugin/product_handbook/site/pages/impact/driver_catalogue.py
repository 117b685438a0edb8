"""The catalogue of the five impact drivers and the metrics that people usually watch for each.

The drivers and their metrics are those of Marc Abraham, "Making an impact"; churn of customers, and what each metric
says, are ours.
"""

from dataclasses import dataclass
from typing import Final

from product_handbook.addresses.addresses import hyphenated
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook


@dataclass(frozen=True, slots=True)
class UsualMetric:
    """A metric that many companies have."""

    name: str
    short: str
    """What it goes by in a meeting; empty where everybody says the whole name."""
    meaning: str


@dataclass(frozen=True, slots=True)
class Driver:
    """One of the five ways in which a product makes an impact."""

    id: str
    """As `impact_driver` of a metric names it."""
    about: str
    usual: tuple[UsualMetric, ...]


_ACTIVE = UsualMetric(
    "Daily and monthly active users",
    "DAU, MAU",
    "How many people did something that counts, on a day or in a month. DAU divided by MAU (stickiness) is the share of"
    " its days on which a month's average user came.",
)
_LIFETIME = UsualMetric(
    "Customer lifetime value",
    "CLV, LTV",
    "What a customer is worth until it leaves: margin per period times the number of periods, which is margin ÷ churn"
    " rate as long as both stay the same.",
)
_NET_RETENTION = UsualMetric(
    "Net revenue retention",
    "NRR, NDR",
    "What the customers of a year ago pay now, as a share of what they paid then: with upgrades, less downgrades and"
    " churn, without new customers. Above 100%, revenue grows even without new customers.",
)

DRIVERS: Final = (
    Driver(
        "revenue_growth",
        "More money comes in: from more customers, from higher prices, or from customers who stay and buy more.",
        (
            UsualMetric(
                "Annual recurring revenue", "ARR", "What all running subscriptions bring in a year at today's rate."
            ),
            UsualMetric(
                "Monthly recurring revenue", "MRR", "The same per month: new + expansion − contraction − churned."
            ),
            UsualMetric(
                "Average revenue per user", "ARPU", "Revenue of a period divided by its active or paying users."
            ),
            UsualMetric("Revenue growth rate", "RGR", "The change of revenue from one period to the next, in percent."),
            _LIFETIME,
            UsualMetric(
                "Average contract value", "ACV", "The value of a contract a year, on average over all contracts."
            ),
            UsualMetric("Revenue churn", "", "The share of recurring revenue that was lost in a period."),
            _NET_RETENTION,
        ),
    ),
    Driver(
        "user_engagement",
        "People come back, stay, and do what the product is for.",
        (
            _ACTIVE,
            UsualMetric("Weekly active users", "WAU", "The same over a week: right for work that has a weekly rhythm."),
            UsualMetric("Key actions taken", "", "How often people did what brings them value: sent, saved, booked."),
            UsualMetric(
                "Time spent", "", "Hours in the product: good where the time is the value, bad where it is the cost."
            ),
        ),
    ),
    Driver(
        "return_on_investment",
        "What we spend comes back, and soon.",
        (
            UsualMetric(
                "Customer acquisition cost", "CAC", "All spending on sales and marketing, divided by the customers won."
            ),
            UsualMetric(
                "CAC payback", "", "The months until a new customer's margin has earned back what winning it cost."
            ),
            _LIFETIME,
            UsualMetric("Payback period", "", "The time until an investment has brought back what went into it."),
            UsualMetric(
                "Internal rate of return", "IRR", "The interest at which an investment would just pay for itself."
            ),
            UsualMetric(
                "Return on marketing investment",
                "ROMI",
                "The margin that marketing brought, less its cost, divided by its cost.",
            ),
            UsualMetric("Cost-income ratio", "CIR", "Running costs divided by income; the lower, the more is left."),
        ),
    ),
    Driver(
        "customer_growth",
        "More customers are won than lost.",
        (
            UsualMetric(
                "Customer acquisition rate", "", "New customers in a period, as a number or as a share of those before."
            ),
            _NET_RETENTION,
            UsualMetric("Visitor conversion", "CVR", "The share of visitors who become customers."),
            UsualMetric("Free-to-paid conversion", "", "The share of free users or trials that begin to pay."),
            UsualMetric(
                "Retention", "", "The share of users, or of customers (logos), that is still there after a period."
            ),
            UsualMetric("Churn", "", "The opposite of retention: the share that left in the period."),
        ),
    ),
    Driver(
        "product_usage",
        "People use the product for what it was made for, and recommend it.",
        (
            _ACTIVE,
            UsualMetric("Core actions completed", "", "How often people completed what the product is for."),
            _LIFETIME,
            UsualMetric(
                "Net Promoter Score",
                "NPS",
                "The percentage who would recommend it (9 or 10 of 10) less the percentage who would not (0 to 6).",
            ),
        ),
    ),
)
"""In the order of the article."""


def drivers_address(handbook: Handbook) -> str:
    """The address of the catalogue."""
    return handbook.addresses.at("reference/impact-drivers.md")


def driver_href(draft: Draft, driver: str) -> str:
    """The relative URL of a driver in the catalogue."""
    return f"{draft.href_of(drivers_address(draft.handbook))}#{driver_anchor(driver)}"


def driver_anchor(driver: str) -> str:
    """The place of a driver on the page of the catalogue."""
    return f"driver-{hyphenated(driver)}"
