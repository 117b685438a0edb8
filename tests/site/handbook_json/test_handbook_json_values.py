"""The formulas, values and numbers of `handbook.json`."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import mean

import pytest
from handbook_documents import STRATEGIES, Json, handbook, read
from hypothesis import assume, given
from hypothesis import strategies as st

from product_handbook.analysis.values.arithmetic import compile_formula, uses
from product_handbook.analysis.values.arithmetic import run as run_program
from product_handbook.formulas.formula import parse
from product_handbook.site.handbook_json.metrics import to_steps
from product_handbook.site.handbook_json.numerals import digits, rounded
from product_handbook.site.writing.page import Handbook


@pytest.fixture(scope="module", params=STRATEGIES)
def whole(request: pytest.FixtureRequest) -> Handbook:
    return handbook(STRATEGIES[request.param])


@pytest.fixture(scope="module")
def found(whole: Handbook) -> Json:
    return read(whole)


def test_the_steps_of_a_formula_give_what_it_gives(found: Json):
    """As a script would compute them, from the description of the fields alone."""
    constants = {metric["id"]: metric["constant"] for metric in found["metrics"] if "constant" in metric}
    seen = 0
    for metric in found["metrics"]:
        steps = metric.get("formula", {}).get("steps", ())
        computed = found["values"].get(metric["id"], {}).get("computed", {})
        if any(step.get("lag") for step in steps):
            continue
        for period, expected in computed.items():
            value = run(steps, lambda id: constants.get(id) or value_of(found, id, period))  # noqa: B023
            assert abs(value - Fraction(expected)) <= abs(value) / 10**25
            seen += 1
    assert seen or not any(values["computed"] for values in found["values"].values())


def value_of(found: Json, metric: str, period: str) -> str:
    values = found["values"][metric]
    return (values["computed"] | values["reported"])[period]


def run(steps: list[Json], value: object) -> Fraction:
    stack: list[Fraction] = []
    apply = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "negate": lambda a: -a,
        "min": lambda *all: min(all),
        "max": lambda *all: max(all),
        "mean": lambda *all: mean(all),
    }
    for step in steps:
        if "apply" in step:
            taken = [stack.pop() for _ in range(step["operands"])][::-1]
            stack.append(taken[0] ** int(step["exponent"]) if step["apply"] == "^" else apply[step["apply"]](*taken))
        else:
            stack.append(Fraction(step["number"] if "number" in step else value(step["metric"])))
    (result,) = stack
    return result


WITHOUT_DIVISION = st.recursive(
    st.sampled_from(["a", "b", "3", "25%"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda of: f"({of[0]} {of[1]} {of[2]})"),
        inner.map(lambda of: f"-{of}"),
        inner.map(lambda of: f"({of})^2"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner, inner).map(lambda of: f"{of[0]}({', '.join(of[1:])})"),
    ),
    max_leaves=8,
)


@given(WITHOUT_DIVISION, st.integers(-9, 9), st.integers(-9, 9))
def test_steps_and_formula_agree_exactly(text: str, a: int, b: int):
    """Without a division, sixty digits hold these numbers to the last one."""
    expression, values = parse(text), {"a": a, "b": b}
    program = compile_formula(expression)
    expected = run_program(program, [Decimal(values[use.metric]) for use in uses(program)])
    assume(abs(expected) < 10**20)
    steps = [step.model_dump(exclude_none=True) for step in to_steps(expression)]
    assert run(steps, values.__getitem__) == Fraction(expected)


def test_a_sum_of_very_many_terms_is_no_deep_tree():
    steps = to_steps(parse(" + ".join(["a"] * 900)))
    assert len(steps) == 1799
    assert json.loads(json.dumps([step.model_dump(exclude_none=True) for step in steps]))


SMALL = {
    "mission.yml": "mission: Ship\n",
    "stakeholders.yml": "current_customer: {who: A}\nfuture_customer: {who: B}\ncompany: {who: C}\n",
    "north-star.yml": "metric: customers\nbecause: Why\nbusiness_metric: fee\n",
    "tree.yml": """
customers:
  unit: customer
  cadence: month
  formula: customers[-1] + (new - 20% * old^2 / -max(old, 3 [customer/month])) * 1 [month]
fee: {unit: USD/month, cadence: month, formula: "new / old * 1 [USD/month]"}
new: {unit: customer/month, cadence: month}
old: {unit: customer/month, cadence: month}
""",
    "values.csv": "period,metric,value,note\n2026-01,customers,10.50,\n2026-01,new,2,\n2026-01,old,0,\n"
    "2026-01,fee,7,\n2026-02,new,1,\n2026-02,old,3,\n2026-02,new,4,Counted again\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Json:
    for name, text in SMALL.items():
        (tmp_path / name).write_text(text, "utf-8")
    return read(handbook(tmp_path, notice="Numbers are made up."))


def test_a_formula_is_a_program_for_a_stack(small: Json):
    steps = small["metrics"][0]["formula"]["steps"]
    assert steps == [
        {"metric": "customers", "lag": 1},
        {"metric": "new"},
        {"number": "0.20"},
        {"metric": "old"},
        {"apply": "^", "operands": 1, "exponent": "2"},
        {"apply": "*", "operands": 2},
        {"metric": "old"},
        {"number": "3", "unit": "customer/month"},
        {"apply": "max", "operands": 2},
        {"apply": "negate", "operands": 1},
        {"apply": "/", "operands": 2},
        {"apply": "-", "operands": 2},
        {"number": "1", "unit": "month"},
        {"apply": "*", "operands": 2},
        {"apply": "+", "operands": 2},
    ]


def test_values_keep_their_digits_notes_and_restatements(small: Json):
    assert small["values"]["customers"]["reported"] == {"2026-01": "10.50"}
    assert small["values"]["new"] == {
        "cadence": "month",
        "reported": {"2026-01": "2", "2026-02": "4"},
        "computed": {},
        "breaks": {},
        "notes": {"2026-02": "Counted again"},
        "restated": {"2026-02": ["1"]},
        "gaps": {},
        "files": ["strategy/values.csv"],
    }
    assert small["values"]["fee"]["computed"] == {"2026-02": "1.33333333333333333333333333333"}


def test_a_number_that_cannot_be_computed_says_why(small: Json):
    assert small["reconciliation"]["fee"]["agreement"] == {"2026-01": "not_computable"}
    assert small["reconciliation"]["fee"]["gaps"] == {
        "2026-01": [{"cause": "division_by_zero", "metric": "fee", "period": "2026-01", "part": "new / old"}]
    }


def test_the_notice_and_the_day_are_told(small: Json):
    assert small["notice"] == "Numbers are made up."
    assert small["generated_for"] == "2026-11-21"
    assert small["$schema"] == "handbook.schema.json"


def test_an_edge_is_signed_as_people_type_it(small: Json):
    signs = {(edge["from"], edge["to"]): (edge["operators"], edge["returns"]) for edge in small["edges"]}
    assert signs["customers", "customers"] == (["+"], True)
    assert signs["old", "fee"] == (["/"], False)


@pytest.mark.parametrize(
    ("value", "written", "computed"),
    [
        ("0.410", "0.410", "0.41"),
        ("1E+5", "100000", "100000"),
        ("1E-7", "0.0000001", "0.0000001"),
        ("-0.50", "-0.50", "-0.5"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5", "123456789012345678901234567890"),
    ],
)
def test_numbers_have_no_exponent(value: str, written: str, computed: str):
    assert (digits(Decimal(value)), rounded(Decimal(value))) == (written, computed)


def test_a_step_says_how_shorter_periods_become_one():
    steps = [step.model_dump(exclude_none=True) for step in to_steps(parse("total(a) / a"))]
    assert steps[:2] == [{"metric": "a", "roll_up": "total"}, {"metric": "a"}]
