"""Where a metric stands on the way to its target, and whether the targets of its inputs bring it about."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest

from made_numbers import START, Value, made_numbers, made_targets
from product_handbook.analysis.targets.feasibility import Feasibility, feasibilities
from product_handbook.analysis.targets.targets import TargetStatus, target_status
from product_handbook.formulas.period_notation import parse_period

INCREASE = {"aim": "increase"}
DECREASE = {"aim": "decrease"}


def standing(series: Sequence[Value], targets: Mapping[str, object], **fields: object) -> TargetStatus:
    dated = made_targets(targets)
    today = fields.pop("today", date(2025, 1, 1) if not series else START.shifted(len(series)).first_day)
    numbers = made_numbers({}, {"x": series}, today=today, x={"targets": dated, "aim": None, "between": None, **fields})
    return target_status(numbers, numbers.metrics["x"])


@pytest.mark.parametrize(
    ("series", "targets", "fields", "status"),
    [
        ([100, 110, 120, 130], {"2025-07": "160"}, INCREASE, "on_track"),
        ([100, 110, 120, 130], {"2025-07": "161"}, INCREASE, "at_risk"),
        ([100, 110, 120, 130], {"2025-07": "190"}, INCREASE, "at_risk"),
        ([100, 110, 120, 130], {"2025-07": "191"}, INCREASE, "off_track"),
        ([130, 120, 110, 100], {"2025-07": "140"}, INCREASE, "off_track"),
        ([100, 100, 100, 160], {"2025-07": "160"}, INCREASE, "met"),
        ([130, 120, 110, 100], {"2025-07": "70"}, DECREASE, "on_track"),
        ([130, 120, 110, 100], {"2025-07": "60"}, DECREASE, "at_risk"),
        ([100, 110, 120, 130], {"2025-07": "90"}, DECREASE, "off_track"),
        ([130, 120, 110, 60], {"2025-07": "60"}, DECREASE, "met"),
        ([130, 120, 110, 100], {"2025-07": "70"}, {}, "not_judged"),
        ([100, 110, 120, 130], {"2025-07": "160"}, {}, "not_judged"),
        ([100], {"2025-07": "160"}, INCREASE, "too_early"),
        ([100, None, None, 130], {"2025-07": "160"}, INCREASE, "on_track"),
        ([100, 110, 120, 130], {"2025-04": "130"}, INCREASE, "met"),
        ([100, 110, 120, 130], {"2025-04": "131"}, INCREASE, "off_track"),
        ([100, 140, 120, 130], {"2025-02": "135"}, INCREASE, "met"),
        ([100, None, 120, 130], {"2025-02": "125"}, INCREASE, "not_measured"),
        ([100, 110, 120, 130], {"2025-03": "500", "2025-07": "160"}, INCREASE, "on_track"),
        ([], {"2025-03": "500"}, INCREASE, "not_measured"),
        ([1, 2], {}, INCREASE, "no_target"),
        ([], {}, {}, "no_target"),
        ([2, 2], {}, {"aim": "maintain"}, "no_target"),
        ([2, 2, 2, 2], {}, {"aim": "maintain", "between": (Decimal(2), Decimal(3))}, "on_track"),
        ([2, 2, 2, "2.6"], {}, {"aim": "maintain", "between": (Decimal(2), Decimal(3))}, "at_risk"),
        ([2, 2, 2, "3.1"], {}, {"aim": "maintain", "between": (Decimal(2), Decimal(3))}, "off_track"),
        ([100, 100, 100, 100], {"2025-12": "100.4"}, {"aim": "maintain"}, "on_track"),
        ([100, 100, 100, 100], {"2025-12": "101"}, {"aim": "maintain"}, "off_track"),
        ([100, 100, 100, 100], {"2025-12": "101"}, {"aim": "maintain", "tolerance": Decimal("0.02")}, "on_track"),
        ([-100, -110, -120, -130], {"2025-07": "-160"}, DECREASE, "on_track"),
        ([0, 0, 0, 0], {"2025-07": "0"}, INCREASE, "met"),
    ],
)
def test_status(series: list[Value], targets: dict[str, str], fields: dict[str, object], status: str) -> None:
    assert standing(series, targets, **fields).status == status


@pytest.mark.parametrize(
    ("today", "status"),
    [(date(2025, 7, 30), "on_track"), (date(2025, 7, 31), "on_track"), (date(2025, 8, 1), "not_measured")],
)
def test_a_target_is_due_until_the_last_day_of_its_period_is_over(today: date, status: str) -> None:
    assert standing([100, 110, 120, 130], {"2025-07": "160"}, **INCREASE, today=today).status == status


def test_distance_and_pace() -> None:
    found = standing([100, 110, 120, 130], {"2025-06": "150", "2025-12": "500"}, aim="increase")
    assert (str(found.due), found.distance, found.periods_left) == ("2025-06", 20, 2)
    assert (found.pace, found.needed_pace) == (10, 10)


@pytest.mark.parametrize(("written", "due"), [("2025-Q3", "2025-09"), ("2025", "2025-12"), ("2025-08-15", "2025-08")])
def test_a_target_for_a_longer_period_is_due_in_its_last(written: str, due: str) -> None:
    assert str(standing([1, 2], {written: "9"}, aim="increase").due) == due


def feasible(
    formulas: Mapping[str, str], series: Mapping[str, Sequence[Value]], targets: Mapping[str, Mapping[str, str]]
) -> tuple[Feasibility, ...]:
    ids = dict.fromkeys([*formulas, *series, "year"])
    fields = {id: {"targets": made_targets(targets.get(id, {}))} for id in ids}
    return feasibilities(made_numbers(formulas, series, {"year": "12"}, **fields), "top")


def test_targets_of_the_inputs_that_do_not_give_the_target() -> None:
    series: dict[str, list[Value]] = {"a": [10], "b": [2]}
    targets = {"top": {"2025-06": "60"}, "a": {"2025-06": "20"}}
    (found,) = feasible({"top": "a * b"}, series, targets)
    assert (found.target, found.implied, found.gap) == (60, 40, -20)
    assert [(planned.metric, planned.value, planned.ground) for planned in found.inputs] == [
        ("a", 20, "target"),
        ("b", 2, "now"),
    ]


def test_targets_further_down_are_pushed_up() -> None:
    formulas = {"top": "users * rate * year", "users": "customers * seats"}
    series: dict[str, list[Value]] = {"customers": [10], "seats": [3], "rate": [1]}
    targets = {"top": {"2025-06": "360"}, "customers": {"2025-Q2": "10"}}
    (found,) = feasible(formulas, series, targets)
    assert [planned.ground for planned in found.inputs] == ["targets_below", "now", "constant"]
    assert found.gap == 0


@pytest.mark.parametrize(
    ("formula", "targets"),
    [
        ("a * b", {"top": {"2025-06": "60"}}),
        ("a * b", {"top": {"2025-06": "60"}, "a": {"2025-07": "20"}}),
        ("a[-1] * b", {"top": {"2025-06": "60"}, "b": {"2025-06": "20"}}),
        ("a / (b - b)", {"top": {"2025-06": "60"}, "b": {"2025-06": "20"}}),
        ("a * missing", {"top": {"2025-06": "60"}, "a": {"2025-06": "20"}}),
    ],
)
def test_without_ground_there_is_no_verdict(formula: str, targets: dict[str, dict[str, str]]) -> None:
    assert feasible({"top": formula}, {"a": [1], "b": [2], "missing": []}, targets) == ()


YEAR = {"2025": {"total": "1200"}}


@pytest.mark.parametrize(
    ("series", "targets", "fields", "status", "so_far", "projected"),
    [
        ([100] * 10, YEAR, INCREASE, "on_track", "1000", "1200"),
        ([100] * 9 + [99], YEAR, INCREASE, "at_risk", "999", None),
        ([100], YEAR, INCREASE, "too_early", "100", None),
        ([100, 90], YEAR, INCREASE, "at_risk", "190", "1140"),
        ([10, 10, 10], YEAR, INCREASE, "off_track", "30", "120"),
        ([10, 10, 10, 200, 200, 200], YEAR, INCREASE, "on_track", "630", "1830"),
        ([400, 400, 400], YEAR, INCREASE, "met", "1200", "4800"),
        ([100] * 12, YEAR, INCREASE, "met", "1200", "1200"),
        ([99] * 12, YEAR, INCREASE, "off_track", "1188", "1188"),
        ([100] * 13, YEAR, INCREASE, "met", "1200", "1200"),
        ([100] * 10, YEAR, DECREASE, "on_track", "1000", "1200"),
        ([105] * 10, YEAR, DECREASE, "at_risk", "1050", "1260"),
        ([110] * 10, YEAR, DECREASE, "off_track", "1100", "1320"),
        ([120] * 10 + [1], YEAR, DECREASE, "off_track", "1201", None),
        ([100] * 12, YEAR, DECREASE, "met", "1200", "1200"),
        ([101] * 12, YEAR, DECREASE, "off_track", "1212", "1212"),
        ([100, None, 100, 100], YEAR, INCREASE, "not_measured", "300", None),
        ([100] * 4, YEAR, {}, "not_judged", "400", "1200"),
        ([0, 0, 0], YEAR, INCREASE, "off_track", "0", "0"),
        ([4, 5, 6], {"2025-Q2": {"average": "5"}}, INCREASE, "not_measured", None, None),
        ([4, 4, 4, 4, 5], {"2025-Q2": {"average": "4.5"}}, INCREASE, "on_track", "4.5", "4.5"),
        ([4, 4, 4, 4, 5, 3], {"2025-Q2": {"average": "4"}}, INCREASE, "met", "4", "4"),
    ],
)
def test_totals_and_averages(
    series: list[Value],
    targets: dict[str, object],
    fields: dict[str, object],
    status: str,
    so_far: str | None,
    projected: str | None,
) -> None:
    found = standing(series, targets, **fields)
    assert found.status == status
    if found.total is None:
        assert so_far is None
        return
    assert found.total.so_far(found.meaning) == Decimal(so_far)
    if projected is not None:
        assert found.total.projected(found.meaning) == Decimal(projected)


def test_the_month_that_has_begun_is_no_part_of_a_total_so_far() -> None:
    found = standing([100] * 10 + [3], YEAR, **INCREASE, today=date(2025, 11, 2))
    assert (found.status, found.total.sum, found.total.left) == ("on_track", 1000, 2)


def test_a_total_is_not_measured_when_its_period_has_ended_and_its_end_is_not_reported() -> None:
    assert standing([100] * 11, YEAR, **INCREASE, today=date(2025, 12, 31)).status == "on_track"
    assert standing([100] * 11, YEAR, **INCREASE, today=date(2026, 1, 1)).status == "not_measured"


@pytest.mark.parametrize(
    ("series", "targets", "fields", "status"),
    [
        ([80, 90], {"always": "84"}, INCREASE, "met"),
        ([90, 80], {"always": "84"}, INCREASE, "off_track"),
        ([90, 80], {"always": "84"}, DECREASE, "met"),
        ([90, 80], {"always": "84"}, {}, "not_judged"),
        ([90, 80], {"always": ("79", "81")}, {}, "met"),
        ([80, 90], {"always": ("79", "81")}, {}, "off_track"),
        ([], {"always": "84"}, INCREASE, "not_measured"),
        ([90, 80], {"always": "84", "2025-12": "99"}, INCREASE, "off_track"),
        ([85, 90], {"always": "84", "2025-12": "99"}, INCREASE, "on_track"),
        ([5, 4], {"2025-04": ("2", "3")}, {}, "on_track"),
        ([5, "2.5"], {"2025-04": ("2", "3")}, {}, "met"),
        ([1, "1.5"], {"2025-03": ("2", "3")}, {}, "on_track"),
        ([1, "1.3"], {"2025-04": ("2", "3")}, {}, "at_risk"),
        ([5, 6], {"2025-04": ("2", "3")}, {}, "off_track"),
        ([5, 6], {"2025-02": ("2", "3")}, {}, "off_track"),
        ([5, 3], {"2025-02": ("2", "3")}, {}, "met"),
        ([2], {}, {"aim": "maintain", "between": (Decimal(2), Decimal(3))}, "too_early"),
    ],
)
def test_standing_goals_and_bands(
    series: list[Value], targets: dict[str, object], fields: dict[str, object], status: str
) -> None:
    assert standing(series, targets, **fields).status == status


@pytest.mark.parametrize(
    ("series", "broken", "status", "pace"),
    [
        ([10, 10, 100, 101], {"2025-03": None}, "off_track", 1),
        ([10, 10, 100], {"2025-03": None}, "too_early", None),
        ([10, 10, 330], {"2025-03": None}, "met", None),
        ([10, 10, 100, 101], {"2025-12": None}, "too_early", Decimal(91) / 3),
        ([10, 10, 100, 1000], {"2027-01": None}, "too_early", 330),
        ([10, 10, 100, 101], {"2027-02": None}, "off_track", Decimal(91) / 3),
    ],
)
def test_nothing_goes_across_a_break(
    series: list[Value], broken: dict[str, None], status: str, pace: Decimal | None
) -> None:
    breaks = {parse_period(period): because for period, because in broken.items()}
    found = standing(series, {"2027-01": "10000"} if status != "met" else {"2027-01": "300"}, **INCREASE, breaks=breaks)
    assert found.status == status
    assert found.pace is None if pace is None else abs(found.pace - pace) < Decimal("1e-20")


def test_a_total_is_not_measured_when_its_last_period_is_missing_and_later_ones_are_not() -> None:
    found = standing([100, 100, None, 100], {"2025-Q1": {"total": "300"}}, **INCREASE)
    assert (found.status, str(found.latest)) == ("not_measured", "2025-02")


def test_a_total_does_not_add_up_across_a_break() -> None:
    breaks = {"breaks": {parse_period("2025-04"): None}}
    assert standing([100] * 10, YEAR, **INCREASE, **breaks).status == "too_early"
    ahead = {"breaks": {parse_period("2025-12"): None}}
    assert standing([100] * 10, YEAR, **INCREASE, **ahead).status == "too_early"
    assert standing([100] * 10, {"2025-Q4": {"total": "300"}}, **INCREASE, **breaks).status == "too_early"
    assert standing([100] * 11, {"2025-Q4": {"total": "300"}}, **INCREASE, **breaks).status == "on_track"


@pytest.mark.parametrize(("every", "step"), [(1, 1), (2, 2), (4, 4), (7, 7)])
@pytest.mark.parametrize("aim", ["increase", "decrease"])
@pytest.mark.parametrize(("direction", "status"), [(1, "on_track"), (0, "off_track"), (-1, "off_track")])
def test_opposite_directions_never_look_alike(every: int, step: int, aim: str, direction: int, status: str) -> None:
    """Series with gaps as yearly studies have them: the nearest earlier value tells the pace."""
    good = 1 if aim == "increase" else -1
    series: list[Value] = [None] * (every * 3 + 1)
    for at in range(4):
        series[at * every] = 100 + good * direction * at * step
    found = standing(series, {str(START.shifted(every * 3 + 10)): str(100 + good * (3 * step + 10))}, aim=aim)
    assert found.status == status
    assert found.pace == good * direction
