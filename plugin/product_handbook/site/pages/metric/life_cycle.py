"""Since when a metric is retired, what took its place, and what it took the place of itself."""

from markupsafe import Markup

from product_handbook.formulas.periods import for_readers
from product_handbook.model.records.metric import Metric
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.templates import html_macros

_retirement, _replaced = html_macros("pages/metric/marks.html.jinja", "retirement", "replaced")


def retirement(draft: Draft, metric: Metric) -> Markup:
    """A sentence for whoever comes from an old link; nothing for a metric that is not retired."""
    if not metric.is_retired:
        return Markup()
    successors = draft.links("metric", (name.id for name in metric.replaced_by))
    return _retirement(for_readers(metric.retired) if metric.retired else "", successors)


def replaced(draft: Draft, metric: Metric) -> Markup:
    """Links to what a metric took the place of, each with when; empty where it did of nothing."""
    before = (
        (draft.link("metric", old.id), for_readers(old.retired) if old.retired else "")
        for old in draft.handbook.strategy.metrics.values()
        if metric.id in {name.id for name in old.replaced_by}
    )
    return Markup(", ").join(_replaced(link, when) for link, when in before)
