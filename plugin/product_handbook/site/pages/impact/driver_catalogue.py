"""The catalogue of the five impact drivers and the metrics that people usually watch for each.

The drivers and their metrics are those of Marc Abraham, "Making an impact"; churn of customers, and what each metric
says, are ours.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Usual:
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
    usual: tuple[Usual, ...]


_ACTIVE = Usual(
    "Daily and monthly active users",
    "DAU, MAU",
    "How many people did something that counts, on a day or in a month. DAU divided by MAU (stickiness) says on how"
    " many of its days the month's average user came.",
)
_LIFETIME = Usual(
    "Customer lifetime value",
    "CLV, LTV",
    "What a customer is worth until it leaves: margin a period times the number of periods, simply margin ÷ churn rate"
    " while both stay as they are.",
)
_NET_RETENTION = Usual(
    "Net revenue retention",
    "NRR, NDR",
    "What the customers of a year ago pay now, for each unit of money that they paid then: with upgrades, less"
    " downgrades and churn, without new customers. Above 100% they grow by themselves.",
)

DRIVERS: Final = (
    Driver(
        "revenue_growth",
        "More money comes in: from more customers, from higher prices, or from customers who stay and buy more.",
        (
            Usual("Annual recurring revenue", "ARR", "What all running subscriptions bring in a year at today's rate."),
            Usual("Monthly recurring revenue", "MRR", "The same a month: new + expansion − contraction − churned."),
            Usual("Average revenue per user", "ARPU", "Revenue of a period divided by its active or paying users."),
            Usual("Revenue growth rate", "RGR", "The change of revenue from one period to the next, in percent."),
            _LIFETIME,
            Usual("Average contract value", "ACV", "The value of a contract a year, on average over all contracts."),
            Usual("Revenue churn", "", "The part of recurring revenue that was lost in a period."),
            _NET_RETENTION,
        ),
    ),
    Driver(
        "user_engagement",
        "People come back, stay, and do what the product is for.",
        (
            _ACTIVE,
            Usual("Weekly active users", "WAU", "The same over a week: right for work that has a weekly rhythm."),
            Usual(
                "Key actions taken", "", "How often people did the thing that brings them value: sent, saved, booked."
            ),
            Usual(
                "Time spent", "", "Hours in the product: good where the time is the value, bad where it is the price."
            ),
        ),
    ),
    Driver(
        "return_on_investment",
        "What is spent comes back, and soon.",
        (
            Usual(
                "Customer acquisition cost", "CAC", "All spending on sales and marketing, divided by the customers won."
            ),
            Usual("CAC payback", "", "The months until a new customer's margin has earned back what winning it cost."),
            _LIFETIME,
            Usual("Payback period", "", "The time until an investment has brought back what went into it."),
            Usual("Internal rate of return", "IRR", "The interest at which an investment would just pay for itself."),
            Usual(
                "Return on marketing investment", "ROMI", "The margin that marketing brought, less its cost, per cost."
            ),
            Usual("Cost-income ratio", "CIR", "Running costs divided by income; the lower, the more is left."),
        ),
    ),
    Driver(
        "customer_growth",
        "More customers are won than lost.",
        (
            Usual(
                "Customer acquisition rate", "", "New customers in a period, alone or for each one there was before."
            ),
            _NET_RETENTION,
            Usual("Visitor conversion", "CVR", "The part of visitors who become customers."),
            Usual("Free-to-paid conversion", "", "The part of free users or trials that begin to pay."),
            Usual("Retention", "", "The part of users, or of customers (logos), that is still there after a period."),
            Usual("Churn", "", "The rest: the part that left in the period."),
        ),
    ),
    Driver(
        "product_usage",
        "The product is used for what it was made for, and people say so.",
        (
            _ACTIVE,
            Usual("Core actions completed", "", "How often what the product promises was done to its end."),
            _LIFETIME,
            Usual(
                "Net Promoter Score",
                "NPS",
                "The percentage who would recommend it (9 or 10 of 10) less the percentage who would not (0 to 6).",
            ),
        ),
    ),
)
"""In the order of the article."""
