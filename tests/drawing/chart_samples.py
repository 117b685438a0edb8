"""Charts to test with."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from product_handbook.drawing.charts.model import (
    Bound,
    Break,
    ChartSeries,
    ChartValue,
    DataPoint,
    Goal,
    LineChart,
    Panels,
    Waterfall,
    WaterfallStep,
    WaterfallTotal,
)

LONG = "A very long name of an input that goes on and on until somebody stops it, which nobody does for a while"
TABLE = Markup("<table><tr><td>980,000</td></tr></table>")


def labels(values: Sequence[Fraction]) -> tuple[str, ...]:
    return tuple(f"{float(value):,.12g}" for value in values)


def months(count: int) -> tuple[str, ...]:
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return tuple(f"{names[place % 12]} {2025 + place // 12}" for place in range(count))


def series(*values: ChartValue | None, computed: bool = False, told: bool = True) -> ChartSeries:
    points = tuple(DataPoint(value, f"exactly {value}" if told and value is not None else "") for value in values)
    return ChartSeries("computed" if computed else "reported", points, computed)


def chart(
    *several: ChartSeries,
    name: str = "c",
    periods: tuple[str, ...] = (),
    goals: tuple[Goal, ...] = (),
    breaks: tuple[Break, ...] = (),
    band: tuple[ChartValue, ChartValue] | None = None,
    latest: str = "1.42 M",
    heading: str = "",
    bounds: tuple[Bound, ...] = (),
) -> LineChart:
    return LineChart(
        name,
        "Documents created",
        "How many there were in each month.",
        periods or months(max(len(found.points) for found in several)),
        several,
        labels,
        latest,
        goals,
        breaks,
        band,
        heading=heading,
        bounds=bounds,
    )


def torture() -> tuple[LineChart | Panels | Waterfall, ...]:
    wave = tuple(1000 + 300 * ((place * 7) % 11) for place in range(18))
    goal = Goal(20, 9000, "9 k · at risk", "February 2026: 9,000", "at_risk")
    near = (Goal(18, 4000, "4 k · met", "", "met"), Goal(19, 4010, "4.01 k · off track", "", "off_track"), goal)
    gaps = tuple(None if place % 5 == 3 else value for place, value in enumerate(wave))
    breaks = (Break(4, "Counted anew."), Break(5, "And again."), Break(12, LONG))
    bounds = (
        Bound(9500, "guardrail", "at most 9,500 · broken", "off_track"),
        Bound(3900, "standing", LONG, "met"),
        Bound(-200, "guardrail", "at least −200"),
    )
    long_periods = tuple(f"{LONG} {place}" for place in range(18))
    return (
        chart(series(*wave), name="t1", periods=months(21), goals=near),
        chart(series(*gaps), series(*wave, computed=True), name="t2", breaks=breaks, band=(1000, 2000)),
        chart(series(*wave), name="t2b", periods=months(21), goals=near, breaks=breaks, bounds=bounds),
        chart(series(*wave), name="t3", periods=long_periods, latest=LONG),
        chart(series(5), name="t4", latest="مليون 1.42"),
        chart(series(-1e-9, 2e12, None, -3e12), name="t5", latest="−3 T"),
        chart(series(*range(60)), name="t6"),
        Panels("t7", (chart(series(*wave), name="t7a", heading=LONG), chart(series(*gaps), name="t7b", heading="B"))),
        fall(1000, *((f"{LONG} {place}", (-1) ** place * place**4) for place in range(20)), name="t8"),
        fall(
            -1340000, ("عدد المستخدمين النشطين خلال الشهر الماضي في جميع الخطط", 39000), ("月間" * 40, -9000), name="t9"
        ),
    )


def fall(start: ChartValue, *steps: tuple[str, ChartValue], name: str = "w") -> Waterfall:
    end = Fraction(start) + sum(Fraction(value) for _, value in steps)
    return Waterfall(
        name,
        "Why documents created moved",
        "From September to October.",
        WaterfallTotal("September 2026", start, labels([Fraction(start)])[0]),
        tuple(
            WaterfallStep(
                of,
                value,
                f"{float(value):+,.6g}".replace("-", "−"),
                None if not place % 3 else value > 0,
                f"by {value}",
            )
            for place, (of, value) in enumerate(steps)
        ),
        WaterfallTotal("October 2026", end, labels([end])[0]),
        labels,
    )
