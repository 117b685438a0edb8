import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from inspect import isclass, isfunction
from itertools import pairwise
from typing import get_type_hints
from xml.etree import ElementTree as ET

import pytest
from chart_samples import LONG, TABLE, chart, fall, labels, months, series, torture
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.drawing.charts import draw, model
from product_handbook.drawing.charts.bars import LEAST, bars_of
from product_handbook.drawing.charts.canvas import MOST_TOOLTIPS
from product_handbook.drawing.charts.draw import line_chart, panels, progress, sparkline, waterfall
from product_handbook.drawing.charts.model import (
    Bound,
    Break,
    ChartSeries,
    DataPoint,
    Goal,
    LineChart,
    Panels,
    ProgressBar,
    Sparkline,
    Waterfall,
)
from product_handbook.drawing.charts.plot import Plot, plot_of
from product_handbook.drawing.charts.scale import (
    MOST_TICKS,
    Scale,
    nice_ticks,
    percent_of,
    range_of,
    spread,
    ticks_within,
)
from product_handbook.drawing.charts.spark import HEIGHT, WIDTH, spark_of

values = (
    st.fractions(max_denominator=10**6)
    | st.floats(-1e15, 1e15, allow_nan=False)
    | st.integers(-(10**30), 10**30)
    | st.sampled_from([0, 1e-12, -1e-12])
)
rows = st.lists(st.none() | values, min_size=1, max_size=70).filter(lambda row: any(value is not None for value in row))


DRAWING = {
    next(iter(get_type_hints(one).values())): one
    for name, one in vars(draw).items()
    if isfunction(one) and one.__module__ == draw.__name__ and not name.startswith("_")
}
"""By what it draws, each function of `draw.py`."""


def drawn(found: LineChart | Panels | Waterfall) -> str:
    return DRAWING[type(found)](found)


def plot(found: LineChart) -> Plot:
    made = plot_of(found)
    assert made is not None
    return made


def spots(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


@given(values, values, st.integers(3, 8))
def test_ticks_cover_the_range_evenly_and_are_few(one: Fraction, other: Fraction, most: int) -> None:
    low, high = sorted((Fraction(one), Fraction(other)))
    ticks = nice_ticks(low, high, most)
    assert ticks[0] <= low <= high <= ticks[-1]
    assert 2 <= len(ticks) <= most
    assert len({after - before for before, after in pairwise(ticks)}) == 1


@given(values, values)
def test_ticks_are_round(one: Fraction, other: Fraction) -> None:
    low, high = sorted((Fraction(one), Fraction(other)))
    ticks = nice_ticks(low, high)
    step = ticks[1] - ticks[0]
    while step >= 10:
        step /= 10
    while step < 1:
        step *= 10
    assert step in {1, 2, 5}
    assert len(ticks) <= MOST_TICKS
    assert set(ticks_within(low, high, 4)) <= {tick for tick in ticks_within(low, high, 4) if low <= tick <= high}


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 1, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (980, 1423, ["800", "1,000", "1,200", "1,400", "1,600"]),
        (-8, 7, ["-10", "-5", "0", "5", "10"]),
        (0, 0, ["0", "1"]),
    ],
)
def test_ticks_of_known_ranges(low: int, high: int, ticks: list[str]) -> None:
    assert list(labels(nice_ticks(Fraction(low), Fraction(high)))) == ticks


@given(st.lists(values, min_size=1))
def test_a_range_holds_its_values(found: list[Fraction]) -> None:
    low, high = range_of(found)
    assert low < high
    assert all(low <= Fraction(value) <= high for value in found)


@pytest.mark.parametrize(
    ("found", "shown"),
    [([3, 10], (0, 10)), ([6, 10], (6, 10)), ([-3, -10], (-10, 0)), ([-1, 1], (-1, 1)), ([5], (0, 5)), ([-5], (-5, 0))],
)
def test_a_range_begins_at_zero_unless_its_values_are_close(found: list[int], shown: tuple[int, int]) -> None:
    assert range_of(found) == tuple(map(Fraction, shown))


@given(st.integers(0, 200), st.integers(0, 30))
def test_labels_are_spread_from_the_first_to_the_last(count: int, most: int) -> None:
    chosen = spread(count, most)
    assert len(chosen) <= max(2, most)
    assert list(chosen) == sorted(set(chosen))
    assert {*chosen} >= ({0, count - 1} if count else set())


@given(values, values, values)
def test_a_scale_never_leaves_its_length(one: Fraction, other: Fraction, value: Fraction) -> None:
    low, high = range_of((one, other))
    assert 0 <= Scale(low, high, 200.0).place(value) <= 200


@given(rows, st.data())
def test_every_value_is_in_the_plot(row: list[Fraction | None], data: st.DataObject) -> None:
    goals = data.draw(st.lists(st.tuples(st.integers(0, len(row) - 1), values), max_size=4))
    found = chart(series(*row), goals=tuple(Goal(place, value, "1.6 M · at risk") for place, value in goals))
    made = plot(found)
    bottom = float(made.bottom)
    top = float(made.values[-1].place)
    assert [float(tick.place) for tick in made.values] == sorted(
        (float(tick.place) for tick in made.values), reverse=True
    )
    for x, y in spots(made.lines[0].data + made.lines[0].dots + made.pace):
        assert 0 <= x <= 1000
        assert top <= y <= bottom
    for mark in made.goals:
        assert 0 <= float(mark.x[:-1]) <= 100
        assert top <= float(mark.y) <= bottom
    assert all(0 < float(label.y) < bottom for label in made.labels)
    assert made.height > bottom


@given(rows)
def test_every_value_is_drawn_and_gaps_stay_gaps(row: list[Fraction | None]) -> None:
    (line,) = plot(chart(series(*row))).lines
    shown = {x for x, _ in spots(line.data + line.dots)}
    assert shown == {round(percent_of(place, len(row)) * 10, 1) for place, value in enumerate(row) if value is not None}
    pairs = sum(1 for one, two in pairwise(row) if one is not None and two is not None)
    assert line.data.count("L") == pairs
    values = sum(value is not None for value in row)
    assert len(line.with_tooltip) == (values if values <= MOST_TOOLTIPS else 0)


def test_the_line_is_not_drawn_across_a_break() -> None:
    made = plot(chart(series(1, 2, 3, 4), breaks=(Break(2, "Counted anew."),)))
    assert [path.count("L") for path in made.lines[0].data.split("M")[1:]] == [1, 1]
    assert [mark.x for mark in made.breaks] == ["50%"]


def test_a_chart_leads_to_the_goal_ahead() -> None:
    goals = (Goal(0, 5, "5"), Goal(3, 9, "9"), Goal(2, 8, "8"))
    made = plot(chart(series(1, 2), periods=months(4), goals=goals))
    assert [x for x, _ in spots(made.pace)] == [333.3, 666.7]
    assert plot(chart(series(1, 2), goals=(Goal(1, 5, "5"),))).pace == ""


def test_the_latest_value_is_labelled_beside_it() -> None:
    (label,) = plot(chart(series(1, 2, 3, None), latest="3 M")).labels
    assert (label.text, label.x) == ("3 M", "66.67%")


def test_the_latest_value_stands_in_the_heading_where_there_is_one() -> None:
    made = plot(chart(series(1, 2, 3), heading="Revenue", latest="3 M"))
    assert made.labels == ()
    assert "<strong>3 M</strong>" in line_chart(chart(series(1, 2, 3), heading="Revenue", latest="3 M"))


def test_nothing_is_drawn_of_nothing() -> None:
    assert line_chart(chart(series(None, None))) == ""
    assert line_chart(LineChart("n", "N", "N", (), (), labels)) == ""
    assert panels(Panels("p", ())) == ""
    assert panels(Panels("p", (chart(series(None)),))) == ""
    assert waterfall(fall(5)) == ""
    assert sparkline(Sparkline(())) == ""
    assert sparkline(Sparkline((None, None))) == ""


def test_panels_are_aligned_and_only_the_last_names_the_periods() -> None:
    small, large = chart(series(1, 2), name="a", heading="A"), chart(series(10**9, 2 * 10**9), name="b", heading="B")
    shown = panels(Panels("p", (small, chart(series(None), name="no"), large)))
    assert len(set(re.findall(r"padding:[^\"]*", shown))) == 1
    assert shown.count(">Jan 2025<") == 1


names = st.text(min_size=0, max_size=40)
steps = st.lists(st.tuples(names, values), min_size=1, max_size=20)


@given(values, steps)
def test_bars_join_from_start_to_end(start: Fraction, moves: list[tuple[str, Fraction]]) -> None:
    made = bars_of(fall(start, *moves))
    assert len(made.bars) == len(moves) + 2
    for before, after in pairwise(made.bars[:-1]):
        edges = (place(after.x), place(after.x) + place(after.width))
        assert min(abs(place(before.ends_at) - edge) for edge in edges) <= LEAST + 0.02
    assert abs(place(made.bars[-2].ends_at) - place(made.bars[-1].ends_at)) <= 0.01
    assert [joint.x for joint in made.joints] == [bar.ends_at for bar in made.bars[:-1]]


@given(values, steps)
def test_bars_are_seen_and_stay_in_the_chart(start: Fraction, moves: list[tuple[str, Fraction]]) -> None:
    made = bars_of(fall(start, *moves))
    for bar in made.bars:
        assert place(bar.x) >= 0
        assert place(bar.width) >= LEAST - 0.01
        assert place(bar.x) + place(bar.width) <= 100.02
    tops = [float(bar.y) for bar in made.bars]
    assert all(after - before > 25 for before, after in pairwise(tops))
    assert made.height > tops[-1]
    assert bool(made.zero) != made.is_cut


def place(percent: str) -> float:
    return float(percent.removesuffix("%"))


def test_a_small_change_of_a_large_total_is_cut_and_says_so() -> None:
    shown = waterfall(fall(1340000, ("Users", 39000), ("Documents", -9000)))
    assert "does not begin at zero" in shown
    assert shown.count('class="hb-cut"') == 2
    assert "does not begin at zero" not in waterfall(fall(100, ("Users", 80)))


def test_direction_is_told_by_sign_and_shape_and_welcome_by_colour() -> None:
    bars = bars_of(fall(10, ("Nobody said", 1), ("More", 2), ("Less", -3), ("Nobody said", 4), ("None", 0))).bars
    assert [bar.sign for bar in bars] == ["", "▲", "▲", "▼", "▲", "", ""]
    assert [bar.look.split()[-1] for bar in bars[1:-1]] == [
        "hb-neutral",
        "hb-good",
        "hb-bad",
        "hb-neutral",
        "hb-neutral",
    ]
    assert bars[3].label == "−3"


@given(rows)
def test_a_sparkline_stays_in_its_room(row: list[Fraction | None]) -> None:
    spark = spark_of(Sparkline(tuple(row), goal=row[-1]))
    assert spark is not None
    assert spark.data.count("M") == sum(
        value is not None and (not place or row[place - 1] is None) for place, value in enumerate(row)
    )
    for x, y in [*spots(spark.data), (float(spark.last[0]), float(spark.last[1]))]:
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT


def test_a_sparkline_says_what_it_shows_or_is_decoration() -> None:
    assert 'aria-hidden="true"' in sparkline(Sparkline((1, 2)))
    told = sparkline(Sparkline((1, 2), "Rose <b>"))
    assert 'role="img" aria-label="Rose &lt;b&gt;"' in told
    assert "aria-hidden" not in told


def test_every_chart_is_tortured() -> None:
    figures = {one for one in vars(model).values() if isclass(one) and "table" in getattr(one, "__annotations__", ())}
    assert figures - {type(found) for found in torture()} == set(), "torture() of chart_samples.py has none of these"


@pytest.mark.parametrize("found", torture(), ids=lambda found: found.name)
def test_every_figure_holds_its_table_and_is_not_searched(found: LineChart | Panels | Waterfall) -> None:
    shown = drawn(replace(found, table=TABLE))
    assert TABLE in shown
    assert re.match(r"<figure [^>]*data-search-exclude>", shown)


@pytest.mark.parametrize("found", torture(), ids=lambda found: found.name)
def test_charts_are_well_formed_figures_without_blank_lines(found: LineChart | Panels | Waterfall) -> None:
    shown = drawn(found)
    figure = ET.fromstring(shown.replace("data-search-exclude", ""))
    assert figure.tag == "figure"
    assert "\n\n" not in shown
    assert all(line.strip() for line in shown.splitlines())
    pictures = [element for element in figure.iter("svg") if element.get("role") == "img"]
    assert pictures
    for picture in pictures:
        ids = {element.get("id") for element in picture.iter() if element.get("id")}
        assert picture.get("aria-labelledby", "").split() == [picture[0].get("id"), picture[1].get("id")]
        assert [element.tag for element in picture[:2]] == ["title", "desc"]
        assert len(ids) == 2


def test_charts_of_one_page_share_no_id() -> None:
    ids = Counter(re.findall(r' id="([^"]*)"', "".join(map(drawn, torture()))))
    assert set(ids.values()) == {1}


def test_the_same_chart_is_drawn_the_same() -> None:
    assert [drawn(found) for found in torture()] == [drawn(found) for found in torture()]


def test_texts_are_escaped_and_tables_are_not() -> None:
    bad = "<script>&\"'"
    point = ChartSeries(bad, (DataPoint(1, bad), DataPoint(2, bad)))
    shown = line_chart(
        LineChart("x", bad, bad, (bad, bad), (point, point), lambda ticks: [bad] * len(ticks), bad,
                  (Goal(1, 2, bad, bad),), (Break(1, bad),), heading=bad, table=TABLE)
    )  # fmt: skip
    shown += waterfall(fall(1, (bad, 2)))
    assert "<script" not in shown
    assert "<td>980,000</td>" in shown


def test_long_names_end_in_an_ellipsis_and_are_whole_in_the_tooltip() -> None:
    bar = bars_of(fall(5, (LONG, 3))).bars[1]
    assert len(bar.lines) == 2
    assert bar.lines[-1].text.endswith("…")


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 100)), max_size=5), st.integers(0, 40))
def test_labels_and_signs_do_not_meet(goals: list[tuple[int, int]], latest: int) -> None:
    found = chart(
        series(*range(latest + 1)) if latest < 21 else series(latest),
        periods=months(41),
        goals=tuple(Goal(place, value, f"{value} · at risk") for place, value in goals),
    )
    made = plot(found)
    for room in (300 - made.left - made.right, 500, 720 - made.left - made.right):
        boxes = []
        for label in made.labels:
            width = len(label.text) * 6.0
            start = room * place(label.x) / 100 - {"start": 0, "middle": 0.5, "end": 1}[label.anchor] * width
            boxes.append((start, start + width, float(label.y)))
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                assert one[1] <= other[0] or other[1] <= one[0] or abs(one[2] - other[2]) > 14.9


@pytest.mark.parametrize(("part", "width"), [(0.886, "88.6%"), (-1, "0%"), (Fraction(1, 3), "33.33%"), (7, "100%")])
def test_progress_is_between_nothing_and_all(part: Fraction | float, width: str) -> None:
    assert f'<rect width="{width}" height="6" rx="3"/>' in progress(ProgressBar("At risk: 1.42 of 1.6 M", part))


def test_bounds_are_lines_across_that_the_scale_has_room_for_and_the_legend_names() -> None:
    bounds = (Bound(9, "guardrail", "at most 9", "off_track"), Bound(-3, "standing", "always −3"))
    sample = chart(series(1, 2, 3), bounds=bounds)
    made = plot(sample)
    assert [mark.look for mark in made.bounds] == [
        "hb-bound hb-guardrail hb-is-off-track",
        "hb-bound hb-standing hb-is-none",
    ]
    highest, lowest = (float(mark.y) for mark in made.bounds)
    assert 0 < highest < min(y for _, y in spots(made.lines[0].data))
    assert max(y for _, y in spots(made.lines[0].data)) < lowest < float(made.bottom) + 1
    assert {"at most 9", "always −3"} <= {label.text for label in made.labels}
    html = drawn(sample)
    assert "guardrail: at most 9" in html
    assert "standing target: always −3" in html
    assert html.count('stroke-dasharray="2 3 9 3"') == html.count('stroke-dasharray="9 3"') == 2
    assert "hb-bound" not in drawn(chart(series(1, 2, 3)))
