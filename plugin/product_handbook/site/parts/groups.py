"""The three groups of stakeholders as boxes side by side."""

from markupsafe import Markup

from product_handbook.drawing.graphs.metric_graphs import group_tone
from product_handbook.model.records.stakeholders import Group
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Panel, missing
from product_handbook.site.writing.draft import Draft
from product_handbook.wording.terms import count


def group_panels(draft: Draft) -> Markup:
    """Each group in a box: who they are, what they need, and what is there for them."""
    return components.panels([_panel(draft, group) for group in draft.handbook.strategy.stakeholders.groups])


def _panel(draft: Draft, group: Group) -> Panel:
    needs = draft.line(group.needs)
    return Panel(
        group.title,
        group.who,
        draft.href("group", group.id),
        (needs,) if needs else (),
        _what_is_there(draft, group),
        tone=group_tone(group),
    )


def _what_is_there(draft: Draft, group: Group) -> Markup:
    strategy = draft.handbook.strategy
    serving = {metric.id for id in (group.id, *group.segments) for metric in strategy.serving(id)}
    metrics = Markup(count(len(serving), "metric")) if serving else missing("no metric serves it")  # noqa: S704 - a number
    segments = f" · {count(len(group.segments), 'segment')}" if group.segments else ""
    return metrics + segments
