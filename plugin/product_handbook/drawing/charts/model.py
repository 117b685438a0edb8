"""What a chart holds: numbers for its geometry, and finished texts for its reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from markupsafe import Markup

from product_handbook.drawing.model import Tone

NOTHING = Markup()
ChartValue = Fraction | float | int
GoalStatus = Literal["on_track", "at_risk", "off_track", "met", "too_early", "none"]
BoundKind = Literal["guardrail", "standing"]
AxisLabels = Callable[[Sequence[Fraction]], Sequence[str]]
"""Writes the values of an axis, all at once, so that they are counted alike."""


@dataclass(frozen=True, slots=True)
class DataPoint:
    """The value of one period; None where there is none, which is a gap."""

    value: ChartValue | None = None
    tooltip: str = ""
    """The period with its exact value and unit; without it the point says nothing when pointed at."""


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """Values over the periods of a chart, one a period."""

    name: str
    """What the legend calls it, such as `reported` or `computed`."""
    points: tuple[DataPoint, ...]
    computed: bool = False
    """Drawn dashed, with squares for dots."""
    so_far: bool = False
    """Whether its last value is that of a period that has not ended; the one before it is where the line comes from."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a value should be in a period."""

    place: int
    """Which of the chart's periods it is for, counted from 0."""
    value: ChartValue
    label: str
    """Its text, status included: `1.6 M · at risk`; empty for none beside it."""
    tooltip: str = ""
    status: GoalStatus = "none"


@dataclass(frozen=True, slots=True)
class Bound:
    """A value that all periods are held against: one that a guardrail must keep, or a standing target."""

    value: ChartValue
    kind: BoundKind
    label: str
    """Which side of it is all right, with the value: `at most 5 %`."""
    status: GoalStatus = "none"

    @property
    def in_words(self) -> str:
        """With what kind of bound it is."""
        return f"{'guardrail' if self.kind == 'guardrail' else 'standing target'}: {self.label}"


@dataclass(frozen=True, slots=True)
class Break:
    """A period from which on something is counted differently: the line is not drawn across."""

    place: int
    """The first period that is counted anew."""
    note: str
    is_cut: bool = True
    """False for what is only noted of a period, across which the line goes on."""


@dataclass(frozen=True, slots=True)
class LineChart:
    """One metric over time: at least one value, else nothing is drawn."""

    name: str
    """Begins the HTML ids: unique on its page."""
    title: str
    description: str
    periods: tuple[str, ...]
    """A short text for each period, evenly apart, gaps and the periods of goals to come included."""
    series: tuple[ChartSeries, ...]
    """The first is the metric's own; its last value is labelled with `latest`."""
    labels: AxisLabels
    latest: str = ""
    goals: tuple[Goal, ...] = ()
    breaks: tuple[Break, ...] = ()
    band: tuple[ChartValue, ChartValue] | None = None
    """The values between which all is well."""
    bounds: tuple[Bound, ...] = ()
    tone: Tone = "plain"
    heading: str = ""
    """Stands above it where several charts share a figure; `latest` follows it."""
    table: Markup = NOTHING
    """Its numbers as an HTML table, folded away below it."""
    apart: tuple[Fraction, ...] = ()
    """How far apart the values of the axis may be, from the smallest, where they are not counted in tens."""


@dataclass(frozen=True, slots=True)
class Panels:
    """Charts one below the other over the same periods, each with a scale of its own."""

    name: str
    charts: tuple[LineChart, ...]
    table: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class WaterfallTotal:
    """What the value was, or became."""

    name: str
    value: ChartValue
    label: str


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """What one input did to the value."""

    name: str
    value: ChartValue
    label: str
    """With its sign: `+39 k`."""
    good: bool | None = None
    """Whether it is welcome; None where nobody has said which way the metric should go."""
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Waterfall:
    """A change from one total to another in steps: without a step nothing is drawn."""

    name: str
    title: str
    description: str
    start: WaterfallTotal
    steps: tuple[WaterfallStep, ...]
    """In the order of drawing; the last may be what nothing explains."""
    end: WaterfallTotal
    labels: AxisLabels
    table: Markup = NOTHING
    apart: tuple[Fraction, ...] = ()
    """As with a line chart."""


@dataclass(frozen=True, slots=True)
class ProgressBar:
    """How much of the way to a goal is done."""

    title: str
    """In a sentence, with the numbers and the status."""
    part: ChartValue
    """1 is all of it; less than nothing is drawn as nothing, more as all."""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The shape of a series in the room of a word."""

    values: tuple[ChartValue | None, ...]
    title: str = ""
    """What it shows, in a sentence; without it, it is decoration."""
    goal: ChartValue | None = None
    tone: Tone = "plain"
