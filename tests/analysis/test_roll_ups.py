"""Totals, averages and the latest of the periods that lie inside a longer one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_numbers import made_metric, made_targets
from product_handbook.analysis.attribution.explained import Explanation
from product_handbook.analysis.attribution.explanation import explain_change
from product_handbook.analysis.scenario.build import build_model
from product_handbook.analysis.scenario.scenario import play
from product_handbook.analysis.targets.feasibility import feasibilities
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.analysis.values.reconciliation import reconcile
from product_handbook.analysis.values.unavailable import Unavailable
from product_handbook.formulas.period_notation import parse_period
from product_handbook.formulas.periods import Cadence, FiscalYear, Period, lies_inside, period_around
from product_handbook.model.graph import build_graph
from product_handbook.model.reported import Reported
from product_handbook.source.text import Source

FEBRUARY = FiscalYear(2)
Cells = Mapping[str, str]


def numbers_of(
    metrics: Mapping[str, tuple[Cadence | None, str]],
    reported: Mapping[str, Cells],
    today: date = date.max,
    **fields: Mapping[str, object],
) -> Numbers:
    """Numbers of metrics, each with its cadence and its formula, if it has one, from values by their periods."""
    records = {
        id: made_metric(id, formula or None, None, cadence, fields.get(id, {}))
        for id, (cadence, formula) in metrics.items()
    }
    series = {
        id: {
            parse_period(period, FEBRUARY): Reported(Decimal(value), Source("values.csv", ""), 0)
            for period, value in cells.items()
        }
        for id, cells in reported.items()
    }
    return Numbers(records, series, build_graph(records, list(records)[:1]), today, FEBRUARY)


def at(numbers: Numbers, metric: str, period: str) -> str:
    """A value as text, or what is missing."""
    found = numbers.value(metric, parse_period(period, FEBRUARY))
    if isinstance(found, Decimal):
        return str(found)
    return " ".join(f"{reason.cause}:{reason.metric}:{reason.period}" for reason in found.reasons)


def months(*values: object, first: str = "2026-01") -> Cells:
    """Values by month."""
    start = parse_period(first)
    return {str(start.shifted(place)): str(value) for place, value in enumerate(values) if value is not None}


def test_months_make_quarters_and_years_of_both_calendars() -> None:
    metrics: dict[str, tuple[Cadence | None, str]] = {
        "q": ("quarter", "total(m)"),
        "mean_q": ("quarter", "average(m)"),
        "last_q": ("quarter", "latest(m)"),
        "fq": ("fiscal_quarter", "total(m)"),
        "y": ("year", "total(m) / 2"),
        "of_q": ("year", "total(q)"),
        "m": ("month", ""),
    }
    numbers = numbers_of(metrics, {"m": months(*range(1, 14))})
    assert [at(numbers, "q", f"2026-Q{quarter}") for quarter in (1, 2, 3, 4)] == ["6", "15", "24", "33"]
    assert at(numbers, "mean_q", "2026-Q1") == "2"
    assert at(numbers, "last_q", "2026-Q2") == "6"
    assert [at(numbers, "fq", period) for period in ("FY27-Q1", "FY27-Q4")] == ["9", "36"]
    assert at(numbers, "y", "2026") == "39"
    assert at(numbers, "of_q", "2026") == "78"
    assert [str(period) for period in numbers.periods("q")] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]


def test_nothing_is_given_while_a_part_is_missing_or_runs() -> None:
    metrics: dict[str, tuple[Cadence | None, str]] = {
        "q": ("quarter", "latest(m) + 0 * k"),
        "m": ("month", ""),
        "k": ("quarter", ""),
    }
    values = {"m": months(1, None, 3, 4, 5, 6), "k": {"2026-Q1": "1", "2026-Q2": "1"}}
    numbers = numbers_of(metrics, values)
    assert at(numbers, "q", "2026-Q1") == "not_reported:m:2026-02"
    assert at(numbers, "q", "2026-Q2") == "6"
    running = numbers_of(metrics, values, today=date(2026, 6, 30))
    assert at(running, "q", "2026-Q2") == "not_ended:m:2026-06"
    assert running.periods("q") == ()
    assert at(numbers_of(metrics, values, today=date(2026, 7, 1)), "q", "2026-Q2") == "6"


def test_days_make_weeks_and_weeks_make_nothing() -> None:
    days = {f"2026-10-{day:02}": str(day) for day in range(5, 12)}
    numbers = numbers_of({"w": ("week", "total(d)"), "d": ("day", "")}, {"d": days})
    assert at(numbers, "w", "2026-W41") == "56"
    assert not lies_inside("week", "month")
    assert not lies_inside("month", "month")


CADENCES: list[tuple[Cadence, Cadence]] = [
    ("day", "week"),
    ("day", "month"),
    ("month", "quarter"),
    ("month", "year"),
    ("month", "fiscal_quarter"),
    ("quarter", "year"),
    ("fiscal_quarter", "fiscal_year"),
]


@given(
    st.sampled_from(CADENCES),
    st.lists(st.decimals(-1000, 1000, places=2) | st.none(), min_size=1, max_size=70),
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
)
def test_roll_ups_agree_with_exact_fractions(
    cadences: tuple[Cadence, Cadence], values: list[Decimal | None], start: date
) -> None:
    finer, coarser = cadences
    first = period_around(start, finer, FEBRUARY)
    series = {first.shifted(place): value for place, value in enumerate(values) if value is not None}
    metrics: dict[str, tuple[Cadence | None, str]] = {
        "t": (coarser, "total(x)"),
        "a": (coarser, "average(x) * 2"),
        "l": (coarser, "latest(x)"),
        "x": (finer, ""),
    }
    numbers = numbers_of(
        metrics, {"x": {str(period): str(value) for period, value in series.items()}} if series else {}
    )
    for whole in {period_around(period.first_day, coarser, FEBRUARY) for period in series}:
        inside = list(parts(whole, finer))
        known = [Fraction(series[part]) for part in inside if part in series]
        found = [numbers.value(id, whole) for id in ("t", "a", "l")]
        if len(known) < len(inside):
            assert all(isinstance(value, Unavailable) for value in found)
            continue
        exact = [sum(known, Fraction(0)), 2 * sum(known, Fraction(0)) / len(known), known[-1]]
        for value, expected in zip(found, exact, strict=True):
            assert isinstance(value, Decimal)
            assert abs(Fraction(value) - expected) <= abs(expected) / 10**39


def parts(whole: Period, finer: Cadence) -> list[Period]:
    """The periods inside another, found day by day."""
    days = range(whole.first_day.toordinal(), whole.last_day.toordinal() + 1)
    return list(dict.fromkeys(period_around(date.fromordinal(day), finer, FEBRUARY) for day in days))


def test_a_break_inside_a_longer_period_breaks_that_one() -> None:
    numbers = numbers_of(
        {"q": ("quarter", "total(m)"), "m": ("month", "")},
        {"m": months(*[1] * 9)},
        m={"breaks": {parse_period("2026-05"): None}},
    )
    assert [(str(each.period), each.metric) for each in numbers.breaks("q")] == [("2026-Q2", "m")]


def test_what_is_rolled_up_explains_a_change_as_one_input() -> None:
    numbers = numbers_of(
        {"q": ("quarter", "total(m) * p"), "m": ("month", "a * 2"), "a": ("month", ""), "p": ("quarter", "")},
        {"a": months(1, 2, 3, 4, 5, 6), "p": {"2026-Q1": "10", "2026-Q2": "10"}},
    )
    for depth in ("operands", "inputs"):
        found = explain_change(numbers, "q", parse_period("2026-Q1"), parse_period("2026-Q2"), depth)
        assert isinstance(found, Explanation)
        (part,) = found.contributions
        assert (part.metric, part.roll_up, part.before, part.after, part.amount) == ("m", "total", 12, 30, 180)


def test_two_roll_ups_of_one_metric_are_two_inputs() -> None:
    numbers = numbers_of(
        {"q": ("quarter", "total(m) + latest(m)"), "m": ("month", "")}, {"m": months(1, 2, 3, 4, 5, 6)}
    )
    found = explain_change(numbers, "q", parse_period("2026-Q1"), parse_period("2026-Q2"), "operands")
    assert isinstance(found, Explanation)
    assert [(part.roll_up, part.amount) for part in found.contributions] == [("total", 9), ("latest", 3)]


def test_a_stock_takes_in_totals() -> None:
    numbers = numbers_of(
        {"s": ("quarter", "s[-1] + total(m)"), "m": ("month", "")},
        {"m": months(*[1] * 9), "s": {"2026-Q1": "10"}},
    )
    assert at(numbers, "s", "2026-Q3") == "16"
    found = explain_change(numbers, "s", parse_period("2026-Q1"), parse_period("2026-Q3"), "inputs")
    assert isinstance(found, Explanation)
    assert [(part.metric, part.roll_up, part.amount, part.total) for part in found.contributions] == [
        ("m", "total", 6, 6)
    ]


def test_a_roll_up_stays_in_what_if_and_a_metric_of_nothing_else_is_an_input() -> None:
    numbers = numbers_of(
        {
            "top": ("quarter", "q * p + total(m)"),
            "q": ("quarter", "total(m)"),
            "m": ("month", ""),
            "p": ("quarter", ""),
        },
        {"m": months(1, 2, 3), "p": {"2026-Q1": "10"}},
    )
    model = build_model(numbers, ["top"])
    assert sorted(model.levers) == ["p", "q"]
    assert model.nodes["top"].base == 66
    assert play(model, {"p": Decimal(11)})["top"] == 72
    assert play(model, {"q": Decimal(7)})["top"] == 76


@pytest.mark.parametrize(("written", "agreement"), [("6.0", "exact"), ("6.2", "rounded"), ("6.3", "off")])
def test_each_part_of_a_total_was_rounded_by_itself(written: str, agreement: str) -> None:
    numbers = numbers_of(
        {"q": ("quarter", "total(m)"), "m": ("month", "")},
        {"m": months("1.0", "2.0", "3.0"), "q": {"2026-Q1": written}},
    )
    assert [row.agreement for row in reconcile(numbers, "q")] == [agreement]


def test_targets_of_shorter_periods_say_nothing_of_a_roll_up() -> None:
    numbers = numbers_of(
        {"q": ("quarter", "total(m)"), "m": ("month", "")},
        {"m": months(1, 2, 3)},
        q={"targets": made_targets({"2026-Q4": 9})},
        m={"targets": made_targets({"2026-12": 9})},
    )
    assert feasibilities(numbers, "q") == ()
