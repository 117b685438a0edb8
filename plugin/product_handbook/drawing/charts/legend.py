"""What the lines and marks of charts mean."""

from collections.abc import Iterator
from dataclasses import dataclass

from product_handbook.drawing.charts.model import LineChart
from product_handbook.drawing.text import one_line


@dataclass(frozen=True, slots=True)
class Key:
    """A sign and its meaning; `sign` is `reported`, `computed`, `goal` or `band`."""

    sign: str
    text: str
    look: str = ""


def keys_of(charts: tuple[LineChart, ...]) -> tuple[Key, ...]:
    """The signs that need a word, each once; empty for a single line with nothing beside it."""
    return tuple(dict.fromkeys(key for chart in charts for key in _keys(chart)))


def _keys(chart: LineChart) -> Iterator[Key]:
    drawn = [series for series in chart.series if any(point.value is not None for point in series.points)]
    if len(drawn) > 1 or any(series.computed for series in drawn):
        for series in drawn:
            yield Key("computed" if series.computed else "reported", one_line(series.name), _tone(chart))
    if chart.goals:
        yield Key("goal", "target")
    if chart.band is not None:
        yield Key("band", "where it should stay")


def _tone(chart: LineChart) -> str:
    return f"hb-tone-{chart.tone.replace('_', '-')}"
