"""Tables of the catalogue of drivers: which of them our metrics cover, and the usual metrics of each."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import hyphenated
from product_handbook.model.records.metric import Metric
from product_handbook.site.pages.impact.driver_catalogue import Driver
from product_handbook.site.parts.cells import local_link, missing
from product_handbook.site.parts.metric_table import metrics_with_latest
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.wording.terms import IMPACT_DRIVERS, count


def driver_anchor(driver: str) -> str:
    """The place of a driver on the page of the catalogue."""
    return f"driver-{hyphenated(driver)}"


def drivers_table(draft: Draft, covering: Mapping[str, Sequence[Metric]]) -> Markup:
    """Each driver with the metrics that name it."""
    rows = [
        (
            local_link(driver_anchor(id), IMPACT_DRIVERS[id]),
            escape(f"✓ {count(len(metrics), 'metric')}") if metrics else missing("✕ not covered"),
            Markup(", ").join(metrics_with_latest(draft, (metric.id for metric in metrics))),
        )
        for id, metrics in covering.items()
    ]
    return components.table("Coverage", (Heading("Driver"), Heading("In our tree"), Heading("By")), rows)


def usual_table(driver: Driver) -> Markup:
    """The metrics that teams usually watch for a driver."""
    rows = [(escape(metric.name), escape(metric.short), escape(metric.meaning)) for metric in driver.usual]
    label = f"Usual metrics of {IMPACT_DRIVERS[driver.id].lower()}"
    return components.table(label, (Heading("Usual metric"), Heading("Short"), Heading("What it says")), rows)
