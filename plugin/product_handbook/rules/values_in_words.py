"""Values of metrics as messages of the linter write them; pages write them in the language of the site."""

from decimal import Decimal

from product_handbook.analysis.values.arithmetic import multiply
from product_handbook.model.records.metric import Metric


def value_in_words(metric: Metric, value: Decimal, digits: int) -> str:
    """A value with all its digits before the point, and no more after it than make so many digits."""
    is_percent = metric.format == "percent"
    shown = multiply(value, Decimal(100)) if is_percent else value
    text = f"{shown:,.{max(0, digits - 1 - shown.adjusted())}f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if not shown else short) + "%" * is_percent
