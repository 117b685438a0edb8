"""Numbers as readers see them, exact; how they are rounded and shortened comes with the reported values."""

from decimal import Decimal

from product_handbook.strategy import units
from product_handbook.strategy.records.metric import Metric
from product_handbook.strategy.records.reading import Amount


def figure(value: Decimal, metric: Metric) -> str:
    """A value of a metric without its unit: `1,600,000`, or `41%` where it is shown as a percentage."""
    return percent(value) if metric.format == "percent" else plain(value)


def quantity(value: Decimal, metric: Metric) -> str:
    """A value of a metric with its unit: `1,600,000 documents / month`."""
    unit = unit_of(metric)
    return figure(value, metric) if metric.format == "percent" or not unit else f"{figure(value, metric)} {unit}"


def unit_of(metric: Metric) -> str:
    """The unit of a metric in words; empty for a pure number or none."""
    return "" if metric.unit is None else units.for_readers(metric.unit)


def coefficient(amount: Amount, driver: Metric) -> str:
    """By how much something moves for one unit of its driver."""
    unit = "" if amount.unit is None else f" {units.for_readers(amount.unit)}"
    return f"{plain(amount.value)}{unit}, for one more of {driver.title}"


def percent(share: Decimal) -> str:
    """A share as a percentage: `41%`."""
    return f"{plain(share * 100)}%"


def plain(value: Decimal) -> str:
    """A number with its thousands set off, a true minus sign, and no zeros at its end."""
    text = f"{value:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")
