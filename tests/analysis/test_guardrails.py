"""Whether guardrails are kept, and since when: by periods that have ended, without gaps and not across breaks."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from made_numbers import Value, made_numbers, month
from product_handbook.analysis.guardrails import GuardrailStatus, guardrail_statuses
from product_handbook.analysis.values.numbers import Numbers
from product_handbook.model.records.north_star import Guardrail


def rail(metric: str = "x", at_least: str | None = None, at_most: str | None = None) -> Guardrail:
    bounds = {"at_least": at_least, "at_most": at_most}
    numbers = {field: None if bound is None else Decimal(bound) for field, bound in bounds.items()}
    return cast("Guardrail", SimpleNamespace(metric=SimpleNamespace(id=metric), because=None, **numbers))


def status(numbers: Numbers, *guardrails: Guardrail) -> GuardrailStatus:
    return guardrail_statuses(numbers, guardrails or (rail(at_least="2", at_most="5"),))[0]


@pytest.mark.parametrize(
    ("series", "verdict", "bound", "since"),
    [
        pytest.param([6], "broken", "at_most", 0, id="from the first value on"),
        pytest.param([5, 6, 7, 8], "broken", "at_most", 1, id="for some months"),
        pytest.param([6, 4, 6], "broken", "at_most", 2, id="again"),
        pytest.param([6, 7, 4, 4], "kept", None, 2, id="and kept since"),
        pytest.param([6, 1, 6, 1], "broken", "at_least", 0, id="over and under"),
        pytest.param([2, 5], "kept", None, 0, id="at its bounds"),
        pytest.param(["5.000000000000000000000000000001"], "broken", "at_most", 0, id="by a hair"),
        pytest.param([6, 6, None, 6, 6], "broken", "at_most", 3, id="a gap begins it anew"),
        pytest.param([6, 6, None], "broken", "at_most", 0, id="and late values are no gap"),
    ],
)
def test_it_is_told_by_the_latest_value_and_since_when(
    series: Sequence[Value], verdict: str, bound: str | None, since: int
) -> None:
    found = status(made_numbers({}, {"x": series}))
    assert (found.status, found.broken_bound, found.since) == (verdict, bound, month(since))


def test_a_break_begins_it_anew_also_where_it_comes_from_an_operand() -> None:
    numbers = made_numbers({"y": "x * 2"}, {"x": [6, 6, 6, 6]}, x={"breaks": {month(2): None}})
    assert status(numbers).since == month(2)
    assert status(numbers, rail("y", at_most="5")).since == month(2)


def test_the_period_that_has_not_ended_is_neither_latest_nor_broken() -> None:
    series = {"x": [4, 6, 6, 1]}
    on = {day: status(made_numbers({}, series, today=day)) for day in (date(2025, 3, 31), date(2025, 1, 9))}
    running = on[date(2025, 3, 31)]
    assert (running.status, running.value, running.latest, running.since) == ("broken", 6, month(1), month(1))
    nothing = on[date(2025, 1, 9)]
    assert (nothing.status, nothing.value, nothing.latest, nothing.since) == ("not_measured", None, None, None)


def test_a_constant_is_kept_or_broken_at_any_time() -> None:
    found = status(made_numbers({}, {}, constants={"x": "6"}))
    assert (found.status, found.value, found.latest, found.since) == ("broken", 6, None, None)


def test_broken_ones_stand_first_and_retired_ones_nowhere() -> None:
    retired = {"old": {"status": "retired"}, "unknown": {"status": "planned"}}
    numbers = made_numbers({}, {"kept": [4], "old": [9], "x": [9], "z": [9]}, **retired)
    rails = tuple(rail(metric, at_most="5") for metric in ("kept", "unknown", "old", "x", "z"))
    found = guardrail_statuses(numbers, rails)
    assert [(each.metric.id, each.status) for each in found] == [
        ("x", "broken"),
        ("z", "broken"),
        ("unknown", "not_measured"),
        ("kept", "kept"),
    ]
    assert [dict(each.bounds) for each in found] == [{"at_most": 5}] * 4
