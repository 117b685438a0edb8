"""Charts as the HTML that pages show: one `<figure>` each, without blank lines."""

from fractions import Fraction

from markupsafe import Markup

from product_handbook.drawing.charts.bars import bars_of
from product_handbook.drawing.charts.canvas import percent
from product_handbook.drawing.charts.legend import keys_of
from product_handbook.drawing.charts.model import NOTHING, LineChart, Panels, Progress, Sparkline, Waterfall
from product_handbook.drawing.charts.plot import Plot, plot_of
from product_handbook.drawing.charts.scale import WHOLE, Scale
from product_handbook.drawing.charts.spark import spark_of
from product_handbook.drawing.rendering import template
from product_handbook.drawing.text import one_line


def line_chart(chart: LineChart) -> Markup:
    """A metric over time as a `<figure>`; empty for one without a value."""
    plot = plot_of(chart)
    return _figure((plot,), (chart,), chart.table) if plot else NOTHING


def panels(several: Panels) -> Markup:
    """Metrics over the same periods, one below the other, as a `<figure>`; those without a value are left out."""
    charts = tuple(chart for chart in several.charts if plot_of(chart))
    plots = [plot for chart in charts if (plot := plot_of(chart, tall=False))]
    left = max((plot.left for plot in plots), default=0)
    last = len(charts) - 1
    aligned = (plot_of(chart, tall=False, left=left, with_periods=place == last) for place, chart in enumerate(charts))
    return _figure(tuple(filter(None, aligned)), charts, several.table) if charts else NOTHING


def waterfall(change: Waterfall) -> Markup:
    """A change in steps as a `<figure>`; empty for one without a step."""
    if not change.steps:
        return NOTHING
    return _render("charts/waterfall.html.jinja", bars=bars_of(change), table=change.table)


def sparkline(series: Sparkline) -> Markup:
    """The shape of a series as an `<svg>` of 80 by 22 px; empty for one without a value."""
    spark = spark_of(series)
    return _render("charts/spark.svg.jinja", spark=spark, title=one_line(series.title)) if spark else NOTHING


def progress(done: Progress) -> Markup:
    """The way to a goal as an `<svg>` of 6 px height and all the width there is."""
    width = percent(Scale(Fraction(), Fraction(1), WHOLE).place(done.part))
    look = f"hb-progress hb-tone-{done.tone.replace('_', '-')}"
    return _render("charts/progress.svg.jinja", title=one_line(done.title), width=width, look=look)


def _figure(plots: tuple[Plot, ...], charts: tuple[LineChart, ...], table: Markup) -> Markup:
    notes = tuple(tuple(one_line(found.note) for found in chart.breaks) for chart in charts)
    return _render(
        "charts/lines.html.jinja", plots=tuple(zip(plots, notes, strict=True)), keys=keys_of(charts), table=table
    )


def _render(name: str, **context: object) -> Markup:
    # The templates escape all that they are given.
    return Markup(template(name).render(context).strip())  # noqa: S704
