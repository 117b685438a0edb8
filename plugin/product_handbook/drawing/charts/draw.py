"""Charts as the HTML that pages show: one `<figure>` each, without blank lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from product_handbook.drawing.charts.bars import bars_of
from product_handbook.drawing.charts.canvas import percent, status_look
from product_handbook.drawing.charts.model import NOTHING, LineChart, Panels, ProgressBar, Sparkline, Waterfall
from product_handbook.drawing.charts.plot import Plot, plot_of
from product_handbook.drawing.charts.scale import WHOLE, Scale
from product_handbook.drawing.charts.spark import spark_of
from product_handbook.drawing.rendering import template
from product_handbook.drawing.text import one_line


@dataclass(frozen=True, slots=True)
class ChartLegendEntry:
    """A sign and its meaning: `reported`, `computed`, `so-far`, `goal`, `band` or the kind of a bound."""

    sign: str
    text: str
    look: str = ""


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
    return _render("charts/waterfall.html.jinja", bars=bars_of(change), change=change)


def sparkline(series: Sparkline) -> Markup:
    """The shape of a series as an `<svg>` of 80 by 22 px; empty for one without a value."""
    spark = spark_of(series)
    return _render("charts/spark.svg.jinja", spark=spark, series=series) if spark else NOTHING


def progress(done: ProgressBar) -> Markup:
    """The way to a goal as an `<svg>` of 6 px height and all the width there is."""
    width = percent(Scale(Fraction(), Fraction(1), WHOLE).place(done.part))
    return _render("charts/progress.svg.jinja", done=done, width=width)


def _figure(plots: tuple[Plot, ...], charts: tuple[LineChart, ...], table: Markup) -> Markup:
    return _render("charts/lines.html.jinja", plots=plots, keys=_legend(charts), table=table)


def _render(name: str, **context: object) -> Markup:
    # The templates escape all that they are given.
    return Markup(template(name).render(context).strip())  # noqa: S704


def _legend(charts: tuple[LineChart, ...]) -> tuple[ChartLegendEntry, ...]:
    """The signs of charts that need a word, each once; empty for a single line with nothing beside it."""
    return tuple(dict.fromkeys(key for chart in charts for key in _keys(chart)))


def _keys(chart: LineChart) -> Iterator[ChartLegendEntry]:
    drawn = [series for series in chart.series if any(point.value is not None for point in series.points)]
    if len(drawn) > 1 or any(series.computed for series in drawn):
        for series in drawn:
            sign = "so-far" if series.so_far else "computed" if series.computed else "reported"
            yield ChartLegendEntry(sign, one_line(series.name), _tone(chart))
    if chart.goals:
        yield ChartLegendEntry("goal", "target")
    for bound in chart.bounds:
        yield ChartLegendEntry(bound.kind, one_line(bound.in_words), status_look(bound.status))
    if chart.band is not None:
        yield ChartLegendEntry("band", "where it should stay")


def _tone(chart: LineChart) -> str:
    return f"hb-tone-{chart.tone.replace('_', '-')}"
