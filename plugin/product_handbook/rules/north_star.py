"""Rules about the North Star metric, the business metric beside it, and the guardrails."""

from collections.abc import Iterator
from datetime import date

from product_handbook.diagnostics.diagnostic import Diagnostic, Span
from product_handbook.formulas.units import is_money
from product_handbook.model.strategy import Strategy, Subject
from product_handbook.rules.rule import finding

CRITERIA = ("measurable", "customer_success", "actionable")


def _finding(strategy: Strategy, place: str | Span, message: str, help: str) -> Diagnostic:
    """A remark about the page of the North Star, at a field of it or at another place in its file."""
    page = strategy.north_star
    return finding(
        Subject("page", "north_star", page), page.place_of(place) if isinstance(place, str) else place, message, help
    )


def north_star_without_criteria(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """The North Star does not say how it meets all of the three criteria.

    To mean anything, a North Star metric must be measurable, stand for the success of customers, and be open to
    influence by what the company does. Whoever cannot write one sentence on each has chosen too early, or has a
    metric that fails the criterion.

    To fix it, write under `criteria` a sentence each for `measurable`, `customer_success` and `actionable`.
    """
    criteria = strategy.north_star.criteria
    missing = [f"`{name}`" for name in CRITERIA if getattr(criteria, name, None) is None]
    if missing:
        found = f"the North Star does not say how it meets {_listed(missing)}"
        yield _finding(strategy, "criteria", found, f"add {_listed(missing)} under `criteria`, a sentence each")


def north_star_without_guardrail(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """No guardrail watches what the growth of the North Star could harm.

    One number is easy to remember, and for the same reason it leaves things out. Each can be pushed up in a way that
    hurts customers: more documents through worse documents, more messages through spam. A guardrail is the number
    that would show it.

    To fix it, ask how somebody would cheat the North Star, and add to `guardrails` the metric that such cheating
    would move, with `at_most` or `at_least`.
    """
    if not strategy.north_star.guardrails:
        found = f"no guardrail watches what the growth of {strategy.star.title} could harm"
        yield _finding(strategy, "guardrails", found, "add to `guardrails` a metric that must not get worse meanwhile")


def north_star_in_money(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """The North Star is counted in money, so it looks like value captured and not like value delivered.

    The North Star stands for what customers get; what the company gets in return is the business metric beside it.
    A metric counts as money if its unit has a currency above the line (`USD`, `USD/month`) or its `format` is
    `currency`. There are exceptions: eBay's gross merchandise volume is money, but money that changes hands among
    its customers. If yours is one, accept the finding and say so.

    To fix it, look for what customers do when they get the value that they pay for, and count that.
    """
    star = strategy.star
    if star.format == "currency" or (star.unit is not None and is_money(star.unit)):
        found = f"{star.title} is an amount of money, which is value captured and not value delivered"
        help = "choose a metric that counts what customers get, and keep this one as the business metric"
        yield _finding(strategy, strategy.north_star.metric.location, found, help)


def north_star_that_is_the_business_metric(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """The North Star and the business metric are the same metric.

    The two stand for the two sides of an exchange: the value that customers get and the value that the company
    captures. If one number stands for both, nobody can see the sides drift apart, which is what the pair is for.

    To fix it, choose as `business_metric` what the company wants to get back, most often revenue, profit or the
    count of customers who pay.
    """
    if strategy.star is strategy.business:
        found = f"{strategy.star.title} is both the North Star and the business metric"
        help = "choose another business metric, such as revenue, profit or paying customers"
        yield _finding(strategy, strategy.north_star.business_metric.location, found, help)


def north_star_apart_from_business_metric(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """The North Star and the business metric share no input.

    They should depend on each other, so that value delivered and value captured grow together. As long as nothing
    feeds both, the company can give the product away and see the one grow, or sell what nobody uses and see the
    other. An input is any metric below, through formulas and through influences; a metric that feeds the other is
    shared too.

    To fix it, break both down until a metric shows up in both: very often it is the number of active users or
    customers.
    """
    star, business = strategy.star, strategy.business
    if not strategy.graph.shared_inputs(star.id, business.id):
        found = f"{star.title} and {business.title} share no input, so one can grow without the other"
        help = "break both down with `formula` or `influenced_by` until a metric feeds both"
        yield _finding(strategy, strategy.north_star.business_metric.location, found, help)


def north_star_without_inputs(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """Nothing is below the North Star, so no team can see how it moves it.

    A North Star is rarely something that one team can move by itself. The tree below it leads to the numbers that
    somebody's daily work does move.

    To fix it, give the metric a `formula`, or list under `influenced_by` what you believe to move it.
    """
    star = strategy.star
    if strategy.graph.is_leaf(star.id):
        found = f"nothing says what moves {star.title}, the North Star"
        help = f"give `{star.id}` a `formula` or `influenced_by` in {star.location.path}"
        yield _finding(strategy, strategy.north_star.metric.location, found, help)


def top_metric_not_live(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """The North Star or the business metric is planned, so nobody measures it yet.

    A metric that everybody should steer by has to be measurable, and somebody has to measure it.

    To fix it, set the metric's `status` to `live` once it is reported.
    """
    page = strategy.north_star
    roles = {
        "the North Star": (strategy.star, page.metric),
        "the business metric": (strategy.business, page.business_metric),
    }
    for role, (metric, name) in roles.items():
        if metric.status == "planned":
            found = f"{metric.title}, {role}, is planned"
            yield _finding(strategy, name.location, found, "begin to measure it")


def guardrail_on_the_north_star(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """A guardrail watches the North Star itself.

    A guardrail is there for what may get worse while the North Star grows. The North Star cannot tell on itself; a
    lowest value that it should reach is a target.

    To fix it, choose the metric that would suffer if the North Star were pushed up by bad means, or write a
    target.
    """
    for guardrail in strategy.north_star.guardrails:
        if guardrail.metric.id == strategy.star.id:
            found = f"{strategy.star.title} is its own guardrail"
            help = "guard it with another metric, and write what it should reach under its `targets`"
            yield _finding(strategy, guardrail.metric.location, found, help)


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
