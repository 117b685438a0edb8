"""Formulas computed in decimals: they agree with exact fractions, and refuse with the reason."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from product_handbook.analysis.values.arithmetic import UncomputableError, compile_formula, run, uses
from product_handbook.formulas.formula import parse

NUMBERS = st.decimals(min_value=-(10**6), max_value=10**6, allow_nan=False, places=3)
FORMULAS = st.recursive(
    st.sampled_from(["a", "b", "c", "3", "25%", "1000 [user]"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda of: f"({of[0]} {of[1]} {of[2]})"),
        inner.map(lambda of: f"-{of}"),
        st.lists(inner, min_size=2, max_size=4).map(lambda of: f"min({', '.join(of)})"),
        st.lists(inner, min_size=2, max_size=4).map(lambda of: f"mean({', '.join(of)})"),
    ),
    max_leaves=10,
)


def computed(formula: str, **values: str | int | Decimal) -> Decimal:
    program = compile_formula(parse(formula))
    return run(program, [Decimal(values[use.metric]) for use in uses(program)])


@pytest.mark.parametrize(
    ("formula", "values", "expected"),
    [
        ("0.1 + 0.2", {}, "0.3"),
        ("a - b - c", {"a": 10, "b": 3, "c": 2}, "5"),
        ("a / b / c", {"a": 12, "b": 3, "c": 2}, "2"),
        ("a - b / c", {"a": 10, "b": 3, "c": 2}, "8.5"),
        ("-a^2", {"a": 3}, "-9"),
        ("2^3^2", {}, "512"),
        ("a^(1/2)", {"a": 49}, "7"),
        ("a^(1/3)", {"a": "0.001"}, "0.1"),
        ("a^(1/12)", {"a": 1}, "1"),
        ("a^-1", {"a": 4}, "0.25"),
        ("a^0", {"a": 0}, "1"),
        ("min(a, b, 3)", {"a": 4, "b": 5}, "3"),
        ("max(a, b)", {"a": -4, "b": -5}, "-4"),
        ("mean(a, b, 3)", {"a": 4, "b": 5}, "4"),
        ("a * 20%", {"a": 5}, "1"),
        ("a * b", {"a": "12345678901234567890.12", "b": "98765432109876543210.98"}, None),
    ],
)
def test_values(formula: str, values: dict[str, str | int], expected: str | None) -> None:
    product = Fraction(values.get("a", 0)) * Fraction(values.get("b", 0))
    assert Fraction(computed(formula, **values)) == (product if expected is None else Fraction(expected))


@pytest.mark.parametrize(
    ("formula", "values", "cause", "part"),
    [
        ("1 + a / b", {"a": 1, "b": 0}, "division_by_zero", "a / b"),
        ("a / b", {"a": 0, "b": 0}, "division_by_zero", "a / b"),
        ("a^-2", {"a": 0}, "division_by_zero", "a^-2"),
        ("a^(1/2)", {"a": -4}, "root_of_negative", "a^(1/2)"),
        ("((a^1000)^1000)^1000", {"a": 10}, "too_large", "^1000"),
        ("mean(a, 1 / b)", {"a": 1, "b": 0}, "division_by_zero", "1 / b"),
    ],
)
def test_what_cannot_be_computed_says_why(formula: str, values: dict[str, int], cause: str, part: str) -> None:
    with pytest.raises(UncomputableError) as raised:
        computed(formula, **values)
    assert raised.value.cause == cause
    assert part in raised.value.part


def exact(formula: str, values: dict[str, Decimal]) -> Fraction:
    """The formula computed in exact fractions by Python itself."""
    text = re.sub(r"\b(\d+)\b", r"Fraction(\1)", formula.replace("25%", "(1 / 4)").replace(" [user]", ""))
    functions = {"min": min, "mean": lambda *of: sum(of) / len(of), "Fraction": Fraction}
    return Fraction(eval(text, {**functions, **{name: Fraction(value) for name, value in values.items()}}))


@given(FORMULAS, st.fixed_dictionaries(dict.fromkeys("abc", NUMBERS)))
def test_decimals_agree_with_exact_fractions(formula: str, values: dict[str, Decimal]) -> None:
    try:
        found = Fraction(computed(formula, **values))
        expected = exact(formula, values)
    except (UncomputableError, ZeroDivisionError):
        assert "/" in formula
        return
    if "/" not in formula and "mean" not in formula:
        assert found == expected
    # Ten operations on numbers of a million: what sixty digits leave over is far below a millionth.
    elif abs(expected) < 10**30:
        assert abs(found - expected) < Fraction(1, 10**6)


@given(st.lists(NUMBERS, min_size=1, max_size=30))
def test_sums_and_products_of_money_are_exact(amounts: list[Decimal]) -> None:
    names = [f"x{place}" for place in range(len(amounts))]
    values = dict(zip(names, amounts, strict=True))
    assert Fraction(computed(" + ".join(names), **values)) == sum(map(Fraction, amounts))
    assert Fraction(computed("x0 * x0", **values)) == Fraction(amounts[0]) ** 2


@pytest.mark.parametrize(
    ("formula", "values", "expected"),
    [
        ("a / b * b - a", {"a": 1000, "b": 7}, 0),
        ("a - b * (a / b)", {"a": 1100, "b": 13}, 0),
        ("mean(a / 3, -a / 3)", {"a": 1}, 0),
        ("a^(1/2) * a^(1/2) - a", {"a": 2}, 0),
        ("a - b", {"a": "1E+29", "b": "99999999999999999999999999999.999999999999"}, Decimal("1E-12")),
    ],
)
def test_what_cancels_leaves_nothing_of_a_division_and_all_of_what_was_written(
    formula: str, values: dict[str, str | int], expected: Decimal | int
) -> None:
    assert computed(formula, **values) == expected


def test_a_formula_of_a_thousand_terms() -> None:
    assert computed(" + ".join(["a"] * 1000), a=2) == 2000
