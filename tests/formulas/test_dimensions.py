"""The laws of units in formulas: what is computed, where a mismatch is found, and that its fix fixes it."""

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from random import Random

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from product_handbook.formulas.dimensions import KnownUnits, find_mismatches, infer, wanted_units
from product_handbook.formulas.expression import (
    Call,
    Expression,
    Negation,
    Number,
    Operation,
    Power,
    Reference,
    parts_of,
    references,
    to_text,
)
from product_handbook.formulas.formula import parse
from product_handbook.formulas.unit_notation import parse as parse_unit
from product_handbook.formulas.units import PURE, Unit
from product_handbook.model.loading.load import Invalid, load
from product_handbook.model.strategy import Strategy

WORDS = ("user", "document", "USD", "team", "用户")
METRICS = {
    **{f"{id}_{number}": parse_unit(word) for id, word in zip("abcde", WORDS, strict=True) for number in range(2)},
    "share": PURE,
    "rate": parse_unit("1/month"),
    "pairs": parse_unit("user^2"),
    "flow": parse_unit("document/user/month"),
}
ODD = parse_unit("moon")
KNOWN = KnownUnits({**METRICS, "odd": ODD})

leaves = st.sampled_from([*map(Reference, METRICS), Reference("flow", 2)]) | st.sampled_from(
    ["2", "20%", "3 [user]"]
).map(parse)
exponents = st.sampled_from([Fraction(2), Fraction(-1), Fraction(1, 2), Fraction(0), Fraction(3)])


def alike(part: Expression, other: Expression) -> Expression:
    """Something that holds another part and is like the first one: the other, times what turns it into that."""
    factor = naive(part, METRICS) / naive(other, METRICS)
    return Operation("*", other, parse(f"2 [{factor}]"))


def larger(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Every kind of part, with like things where like things are due."""
    return st.one_of(
        st.builds(Operation, st.sampled_from(["*", "/"]), parts, parts),
        st.builds(lambda sign, a, b: Operation(sign, a, alike(a, b)), st.sampled_from(["+", "-"]), parts, parts),
        st.builds(
            lambda name, a, more: Call(name, (a, *(alike(a, b) for b in more))),
            st.sampled_from(["min", "max", "mean"]),
            parts,
            st.lists(parts, min_size=1, max_size=3),
        ),
        st.builds(Negation, parts),
        st.builds(Power, parts, exponents),
    )


well_typed = st.recursive(leaves, larger, max_leaves=12).map(to_text).filter(lambda text: len(text) < 1_000).map(parse)


def naive(part: Expression, units: Mapping[str, Unit]) -> Unit:
    """The unit of a part, as one would write it down without a thought for speed; unlike things raise."""
    match part:
        case Number(_, unit):
            return unit or PURE
        case Reference(metric):
            return units[metric]
        case Power(base, exponent):
            return naive(base, units) ** exponent
        case Operation("*" | "/" as operator, left, right):
            return naive(left, units) * naive(right, units) ** (1 if operator == "*" else -1)
    return same([naive(inner, units) for inner in parts_of(part)])


def same(units: list[Unit]) -> Unit:
    if len(set(units)) > 1:
        raise ValueError(f"unlike: {units}")
    return units[0]


@given(well_typed)
def test_the_unit_of_a_formula_is_what_a_plain_reading_gives(expression):
    inferred = infer(expression, KNOWN)
    assert inferred.fits
    assert inferred.whole == naive(expression, METRICS)
    wanted = wanted_units(expression, inferred, inferred.whole)
    assert find_mismatches(expression, wanted, KNOWN) == ([], inferred.whole)


@given(well_typed, st.data())
def test_what_a_lone_unknown_operand_should_have_makes_the_formula_fit(expression, data):
    """The unit that is proposed for a metric without one, put in its place, gives the formula its unit."""
    whole = infer(expression, KNOWN).whole
    used = sorted({use.metric for use in references(expression)})
    if not used:
        reject()
    hidden = data.draw(st.sampled_from(used))
    others = KnownUnits({id: unit for id, unit in METRICS.items() if id != hidden})
    wanted = wanted_units(expression, infer(expression, others), whole)
    proposals = {wanted[id(use)] for use in references(expression) if use.metric == hidden}
    if None in proposals or len(proposals) != 1:
        reject()
    proposed = KnownUnits({**others.metrics, hidden: proposals.pop()})
    assert infer(expression, proposed).whole == whole
    assert infer(expression, proposed).fits


@given(st.lists(leaves, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_factors_does_not_matter(factors, random: Random):
    shuffled = random.sample(factors, len(factors))
    first, second = (reduce(lambda a, b: Operation("*", a, b), order) for order in (factors, shuffled))
    assert infer(first, KNOWN).whole == infer(second, KNOWN).whole


@given(well_typed, st.sampled_from(["+", "-"]))
def test_a_thing_is_always_like_itself(expression, sign):
    text = to_text(expression)
    for doubled in (f"({text}) {sign} ({text})", f"mean({text}, {text})", f"({text}) {sign} -({text})"):
        inferred = infer(parse(doubled) if len(doubled) < 2_000 else Operation(sign, expression, expression), KNOWN)
        assert inferred.fits
        assert inferred.whole == infer(expression, KNOWN).whole


@given(well_typed, st.decimals(0, 1000, places=2), st.sampled_from(["user", "month/year", "1", "USD^2/用户"]))
def test_a_number_scales_a_unit_by_its_own(expression, amount, unit):
    scaled = Operation("*", parse(f"{amount} [{unit}]"), expression)
    assert infer(scaled, KNOWN).whole == parse_unit(unit) * naive(expression, METRICS)


@given(well_typed, st.lists(st.tuples(st.sampled_from("+-"), leaves), max_size=6), st.data())
def test_a_mismatch_is_found_where_it_is_planted(expression, terms, data):
    """Any term of a sum may be the odd one, and the metric's unit tells which."""
    texts = [("+", to_text(expression)), *((sign, to_text(alike(expression, term))) for sign, term in terms)]
    texts.insert(data.draw(st.integers(0, len(texts))), ("+", "odd"))
    if len(texts) == 1 or sum(len(text) for _, text in texts) > 1_500:
        reject()
    text = "".join(f"{sign} ({term}) " for sign, term in texts).removeprefix("+ ").removeprefix("- ")
    whole, planted = parse(text), naive(expression, METRICS)
    inferred = infer(whole, KNOWN)
    misfits, unit = find_mismatches(whole, wanted_units(whole, inferred, planted), KNOWN)
    assert not inferred.fits
    assert [misfit.odd.span.of(text) for misfit in misfits] == ["(odd)"]
    assert (misfits[0].odd_unit, misfits[0].kept_unit, unit) == (ODD, planted, planted)


@given(well_typed, st.data())
def test_a_mismatch_deep_inside_is_the_only_one(expression, data):
    """A wrong sum, taken for what it should have been, makes nothing around it wrong."""
    used = references(expression)
    if not used:
        reject()
    text, at = to_text(expression), data.draw(st.sampled_from(used)).span
    broken = f"{text[: at.start]}({at.of(text)} + odd){text[at.end :]}"
    whole, unit = parse(broken), naive(expression, METRICS)
    (misfit,), found = find_mismatches(whole, wanted_units(whole, infer(whole, KNOWN), unit), KNOWN)
    assert misfit.joint.span.of(broken) == f"({at.of(text)} + odd)"
    assert misfit.odd.span.of(broken) == "odd"
    assert found == unit


@pytest.mark.parametrize(("operator", "exponent"), [(" + ", 1), (" - ", 1), (" * ", 900), (" / ", -898)])
def test_a_formula_of_many_terms_needs_no_recursion(operator, exponent):
    whole = infer(parse(operator.join(["u"] * 900)), KnownUnits({"u": parse_unit("user")})).whole
    assert whole == parse_unit("user") ** exponent


TREE = """
customers: {{unit: customer, cadence: month, formula: '{formula}'}}
new_customers: {{unit: customer/month, cadence: month}}
lost_customers: {{unit: customer/month, cadence: month}}
weekly_customers: {{unit: customer/week, cadence: month}}
users: {{unit: user, cadence: month}}
share: {{unit: 1, cadence: month}}
minutes: {{unit: minute}}
hours: {{unit: hour}}
documents:
revenue:
"""


@pytest.mark.parametrize(
    ("formula", "fixed"),
    [
        ("customers[-1] + new_customers", "customers[-1] + new_customers * 1 [month]"),
        (
            "new_customers - lost_customers + customers[-1]",
            "(new_customers - lost_customers) * 1 [month] + customers[-1]",
        ),
        ("customers[-1] + weekly_customers", "customers[-1] + weekly_customers * 4.345 [week]"),
        ("customers[-1] + users", "customers[-1] + users * 1 [customer/user]"),
        ("customers[-1] + 12", "customers[-1] + 12 [customer]"),
        ("customers[-1] - 20%", "customers[-1] * (1 - 20%)"),
        ("max(customers[-1], 0)", "max(customers[-1], 0 [customer])"),
        ("customers[-1] * hours / minutes", "customers[-1] * hours / minutes * 60 [minute/hour]"),
        ("customers[-1] * minutes / hours", "customers[-1] * minutes / hours / 60 [minute/hour]"),
        ("new_customers + new_customers", "(new_customers + new_customers) * 1 [month]"),
        ("users + users", None),
    ],
)
def test_the_proposed_mend_is_a_formula_that_fits(formula, fixed, write_handbook, tmp_path):
    loaded = load(write_handbook({"tree.yml": TREE.format(formula=formula)}), "strategy")
    assert isinstance(loaded, Invalid)
    (problem,) = loaded.problems
    if fixed is None:
        assert problem.help == "write `unit: user`, or correct the formula"
        return
    proposed = problem.help.rpartition("write `")[2].split("`")[0]
    assert proposed in fixed
    (tmp_path / "strategy" / "tree.yml").write_text(TREE.format(formula=fixed), "utf-8")
    assert isinstance(load(tmp_path / "strategy"), Strategy)


def test_a_very_long_operand_is_cut_in_the_message_and_not_written_out(write_handbook):
    formula = "customers[-1] + (" + " + ".join(["new_customers"] * 100) + ")"
    loaded = load(write_handbook({"tree.yml": TREE.format(formula=formula)}), "strategy")
    (problem,) = loaded.problems
    assert "…` is in `customer/month`" in problem.message
    assert problem.help == "multiply it by `1 [month]`"
    assert len(str(problem)) < 400


def test_every_problem_of_a_formula_of_many_mistakes_is_found(write_handbook):
    formula = "customers[-1]" + " + users" * 200
    loaded = load(write_handbook({"tree.yml": TREE.format(formula=formula)}), "strategy")
    assert len(loaded.problems) == 200
    assert [problem.span.column for problem in loaded.problems] == [71 + 8 * term for term in range(200)]
    assert all(len(str(problem)) < 700 for problem in loaded.problems)
