"""The five drivers of impact with their usual metrics, and which of them the handbook's metrics name."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from product_handbook.addresses.addresses import hyphenated
from product_handbook.model.records.metric import Metric
from product_handbook.model.strategy import Strategy
from product_handbook.prose.escaping import MarkdownText
from product_handbook.site.pages.impact.driver_catalogue import DRIVERS, Driver
from product_handbook.site.parts import words
from product_handbook.site.parts.latest import metrics_with_latest
from product_handbook.site.parts.metric_table import metric_table
from product_handbook.site.parts.words import count
from product_handbook.site.writing import components
from product_handbook.site.writing.components import Heading
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook, Page

_COVERED = ("none", "one", "two", "three", "four", "all")
"""How many of the five drivers our metrics speak for."""


@dataclass(frozen=True)
class DriverPart:
    """A driver as the catalogue shows it: what it is about, its usual metrics, and those of the handbook."""

    anchor: str
    title: str
    about: str
    usual: MarkdownText
    ours: MarkdownText


def has_drivers(strategy: Strategy) -> bool:
    """Whether the handbook has the catalogue: with an `impact.yml`, or where a metric names a driver."""
    return strategy.impact is not None or any(metric.impact_driver for metric in strategy.metrics.values())


def drivers_address(handbook: Handbook) -> str:
    """The address of the catalogue."""
    return handbook.addresses.at("reference/impact-drivers.md")


def driver_anchor(driver: str) -> str:
    """The place of a driver on the page of the catalogue."""
    return f"driver-{hyphenated(driver)}"


def drivers_page(handbook: Handbook) -> Page:
    """The catalogue: which drivers our tree covers, then each of them with its usual metrics and ours."""
    draft = Draft(handbook, drivers_address(handbook))
    found = {driver.id: _naming(handbook.strategy, driver.id) for driver in DRIVERS}
    return draft.finish(
        "pages/impact/drivers",
        "Impact drivers",
        wide=True,
        coverage=draft.piece(_coverage(draft, found)),
        covered=_COVERED[sum(map(bool, found.values()))],
        drivers=tuple(_part(draft, driver, found[driver.id]) for driver in DRIVERS),
    )


def _naming(strategy: Strategy, driver: str) -> tuple[Metric, ...]:
    """The metrics that name a driver, in the order of the files; retired ones cover nothing."""
    return tuple(
        metric for metric in strategy.metrics.values() if metric.impact_driver == driver and metric.status != "retired"
    )


def _coverage(draft: Draft, found: dict[str, tuple[Metric, ...]]) -> Markup:
    rows = [
        (
            Markup('<a href="#{}">{}</a>').format(driver_anchor(id), words.IMPACT_DRIVERS[id]),
            escape(f"✓ {count(len(metrics), 'metric')}")
            if metrics
            else Markup('<span class="hb-missing">✕ not covered</span>'),
            Markup(", ").join(metrics_with_latest(draft, (metric.id for metric in metrics))),
        )
        for id, metrics in found.items()
    ]
    return components.table("Coverage", (Heading("Driver"), Heading("In our tree"), Heading("By")), rows)


def _part(draft: Draft, driver: Driver, metrics: Sequence[Metric]) -> DriverPart:
    return DriverPart(
        anchor=driver_anchor(driver.id),
        title=words.IMPACT_DRIVERS[driver.id],
        about=driver.about,
        usual=draft.piece(_usual(driver)),
        ours=draft.piece(metric_table(draft, metrics, f"Our metrics of {words.IMPACT_DRIVERS[driver.id].lower()}")),
    )


def _usual(driver: Driver) -> Markup:
    rows = [(escape(metric.name), escape(metric.short), escape(metric.meaning)) for metric in driver.usual]
    label = f"Usual metrics of {words.IMPACT_DRIVERS[driver.id].lower()}"
    return components.table(label, (Heading("Usual metric"), Heading("Short"), Heading("What it says")), rows)
