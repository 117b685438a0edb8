"""Where a metric stands on the way to its target, and whether the targets of its inputs bring it about."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
from made_numbers import START, Value, made_numbers

from product_handbook.analysis.targets.feasibility import Feasibility, feasibilities
from product_handbook.analysis.targets.targets import TargetStatus, target_status
from product_handbook.formulas.periods import parse_period

INCREASE = {"aim": "increase"}
DECREASE = {"aim": "decrease"}


def standing(series: Sequence[Value], targets: Mapping[str, str], **fields: object) -> TargetStatus:
    dated = {parse_period(period): Decimal(value) for period, value in targets.items()}
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
        ([130, 120, 110, 100], {"2025-07": "70"}, {}, "on_track"),
        ([100, 110, 120, 130], {"2025-07": "160"}, {}, "on_track"),
        ([100], {"2025-07": "160"}, INCREASE, "at_risk"),
        ([100, None, None, 130], {"2025-07": "160"}, INCREASE, "on_track"),
        ([100, 110, 120, 130], {"2025-04": "130"}, INCREASE, "met"),
        ([100, 110, 120, 130], {"2025-04": "131"}, INCREASE, "off_track"),
        ([100, 140, 120, 130], {"2025-02": "135"}, INCREASE, "met"),
        ([100, None, 120, 130], {"2025-02": "125"}, INCREASE, "met"),
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
    fields = {
        id: {"targets": {parse_period(when): Decimal(at) for when, at in targets.get(id, {}).items()}} for id in ids
    }
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
