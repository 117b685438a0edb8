"""Rules about the three groups that a product is made for."""

from collections.abc import Iterator
from datetime import date

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.strategy import Strategy, Subject
from product_handbook.rules.rule import finding


def group_without_metric(strategy: Strategy, _: date) -> Iterator[Diagnostic]:
    """No metric says that it serves a group of stakeholders.

    The article asks for three groups to be considered explicitly: the current customer, the future customer, and
    the company's vision and strategy. A group that no number speaks for is forgotten as soon as two bets compete. A
    metric speaks for a group when its `serves` names the group or one of the group's segments; retired metrics do
    not count, planned ones do.

    To fix it, write down how you would know that the group is served, and add the group or a segment of it to that
    metric's `serves`. A metric with `status: planned` is a good start.
    """
    served = {name.id for metric in strategy.metrics.values() if not metric.is_retired for name in metric.serves}
    for group in strategy.stakeholders.groups:
        if served.isdisjoint({group.id, *group.segments}):
            found = f"no metric serves {group.title}" + (", nor any segment of it" if group.segments else "")
            help = f"add `serves: [{group.id}]` to a metric that shows whether the group is served"
            yield finding(Subject("group", group.id, group), group.location, found, help)
