"""`handbook.json` fits its schema, says all that the handbook says, and keeps its form until its version changes."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from product_handbook.pages.addresses import Addresses
from product_handbook.pages.escaping import TEMPLATES
from product_handbook.pages.export import Place, export_strategy
from product_handbook.pages.handbook_json.document import VERSION
from product_handbook.pages.handbook_json.gather_metrics import to_steps
from product_handbook.pages.handbook_json.numerals import digits, rounded
from product_handbook.pages.handbook_json.write import handbook_files, schema, schema_text
from product_handbook.pages.page import Handbook
from product_handbook.rules.find import find
from product_handbook.strategy.formula import parse
from product_handbook.strategy.load import load
from product_handbook.strategy.numbers.arithmetic import compile_formula, uses
from product_handbook.strategy.numbers.arithmetic import run as run_program
from product_handbook.strategy.numbers.reconciliation import reconcile
from product_handbook.strategy.strategy import Strategy

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 21)
STRATEGIES = {
    "blue": ROOT / "content" / "strategy",
    **{path.parent.parent.name: path for path in sorted((ROOT / "tests" / "handbooks").glob("*/docs/strategy"))},
}
SCHEMAS = ROOT / "tests" / "data" / "handbook_json"

Json = dict[str, object]


def handbook(folder: Path, base: str = "book/", *, notice: str = "", directory_urls: bool = True) -> Handbook:
    strategy = load(folder)
    assert isinstance(strategy, Strategy), [str(problem) for problem in strategy.problems]
    return Handbook(
        strategy=strategy,
        findings=find(strategy, TODAY),
        addresses=Addresses(strategy, base, directory_urls, {}),
        draw=lambda _: "",
        docs_uri=lambda path: f"strategy{path.removeprefix(strategy.folder)}",
        notice=notice,
    )


def read(shown: Handbook) -> Json:
    return json.loads(handbook_files(shown, TODAY)[f"{shown.addresses.base}handbook.json"])


@pytest.fixture(scope="module", params=STRATEGIES)
def whole(request: pytest.FixtureRequest) -> Handbook:
    return handbook(STRATEGIES[request.param])


@pytest.fixture(scope="module")
def found(whole: Handbook) -> Json:
    return read(whole)


def parts(value: object) -> Iterator[Mapping]:
    """Every mapping in a document."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from parts(item)


def test_it_fits_its_schema(found: Json):
    Draft202012Validator.check_schema(schema())
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(found)] == []


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("version",), "2.0"),
        (("metrics", 0, "targets"), {"2026-13": "1"}),
        (("metrics", 0, "targets"), {"2026-12": 1.5}),
        (("metrics", 0, "targets"), {"2026-12": "1e5"}),
        (("metrics", 0, "status"), "dead"),
        (("metrics", 0, "line"), "four"),
        (("values", "Not an id"), {}),
        (("edges",), None),
    ],
)
def test_the_schema_refuses_what_no_handbook_says(path: tuple[str | int, ...], wrong: object):
    document = at = read(handbook(STRATEGIES["blue"]))
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = wrong
    assert not Draft202012Validator(schema()).is_valid(document)


def test_the_schema_lets_a_later_version_add_fields():
    document = read(handbook(STRATEGIES["blue"])) | {"version": "1.7", "bets": []}
    document["metrics"][0]["later"] = True
    assert Draft202012Validator(schema()).is_valid(document)


def test_the_schema_changes_only_with_its_version():
    """A changed schema needs another `VERSION`, and its own file beside those of the versions before."""
    golden = SCHEMAS / f"{VERSION}.json"
    assert golden.exists(), f"write schema_text() into {golden}"
    assert json.loads(golden.read_text("utf-8")) == json.loads(schema_text()), "change VERSION, and keep this file"


def test_a_minor_version_only_adds():
    versions = sorted(
        (tuple(map(int, file.stem.split("."))), json.loads(file.read_text("utf-8"))) for file in SCHEMAS.glob("*.json")
    )
    assert ".".join(map(str, versions[-1][0])) == VERSION
    for (before, old), (after, new) in pairwise(versions):
        if before[0] == after[0]:
            assert list(losses(old, new)) == []


def losses(old: object, new: object, at: str = "") -> Iterator[str]:
    """What an earlier schema says that a later one does not; texts for people may change."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() - {"description", "title"}:
            yield from losses(old[key], new[key], f"{at}/{key}") if key in new else (f"{at}/{key}",)
    elif isinstance(old, list) and isinstance(new, list):
        yield from (f"{at}: {item}" for item in old if item not in new)
    elif old != new:
        yield f"{at}: {old}"


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ({"a": {"type": "string"}}, {"a": {"type": "string"}, "b": {}}, []),
        ({"a": {"type": "string"}}, {}, ["/a"]),
        ({"a": {"type": "string"}}, {"a": {"type": "integer"}}, ["/a/type: string"]),
        ({"enum": ["x", "y"]}, {"enum": ["y", "z"]}, ["/enum: x"]),
        ({"description": "old"}, {"description": "new"}, []),
    ],
)
def test_losses_are_seen(old: Json, new: Json, lost: list[str]):
    assert list(losses(old, new)) == lost


def test_every_field_is_explained():
    records = [schema(), *schema()["$defs"].values()]
    for record in records:
        assert record["description"]
        for name, field in record["properties"].items():
            assert field.get("description"), f"{record['title']}: {name} has no description"


def test_nothing_is_null_and_numbers_that_matter_are_no_floats(found: Json):
    for part in parts(found):
        for value in part.values():
            assert value is not None
            assert not isinstance(value, float)


def test_every_object_is_there(whole: Handbook, found: Json):
    strategy = whole.strategy
    assert [metric["id"] for metric in found["metrics"]] == list(strategy.metrics)
    assert [group["id"] for group in found["groups"]] == [group.id for group in strategy.stakeholders.groups]
    assert [segment["id"] for segment in found["segments"]] == list(strategy.segments)
    assert [owner["id"] for owner in found["owners"]] == list(strategy.owners)
    assert [term["id"] for term in found["glossary"]] == list(strategy.glossary)
    assert [(edge["from"], edge["to"]) for edge in found["edges"]] == [
        (edge.input, edge.result) for edge in strategy.graph.edges
    ]
    assert len(found["findings"]) == len(whole.findings.open) + len(whole.findings.accepted)


def test_every_place_is_a_line_of_a_file(whole: Handbook, found: Json):
    folder = Path(whole.strategy.folder)
    lines = {}
    for part in parts(found):
        if "line" in part:
            path = folder / part["file"].removeprefix("strategy/")
            lines.setdefault(path, path.read_text("utf-8-sig").count("\n") + 1)
            assert 1 <= part["line"] <= lines[path]
    assert lines or not found["metrics"]


@pytest.mark.parametrize(("directory_urls", "expected"), [(True, "tree/orders/"), (False, "tree/orders.html")])
@pytest.mark.parametrize("base", ["", "book/"])
def test_pages_are_relative_to_the_file(base: str, directory_urls: bool, expected: str):
    document = read(handbook(STRATEGIES["minimal"], base, directory_urls=directory_urls))
    assert {metric["id"]: metric["page"] for metric in document["metrics"]}["orders"] == expected


def test_every_id_that_is_named_is_there(found: Json):
    ids = {metric["id"] for metric in found["metrics"]}
    kinds = ("group", "segment", "metric", "owner")
    known = {f"{kind}:{part['id']}" for kind in kinds for part in found[f"{kind}s"]}
    known |= {"page:mission", "page:north_star"}
    assert {edge[end] for edge in found["edges"] for end in ("from", "to")} <= ids
    assert found["values"].keys() | found["reconciliation"].keys() <= ids
    assert {name for metric in found["metrics"] for name in metric["serves"]} <= known
    assert {finding["subject"] for finding in found["findings"]} <= known
    assert {found["north_star"]["metric"], found["north_star"]["business_metric"]} <= ids


def test_values_are_those_that_were_written(whole: Handbook, found: Json):
    reported = {
        metric: {str(period): f"{value.value:f}" for period, value in series.items()}
        for metric, series in whole.strategy.reported.items()
    }
    assert {id: values["reported"] for id, values in found["values"].items() if values["reported"]} == reported


def test_periods_are_in_order(found: Json):
    for values in found["values"].values():
        assert list(values["computed"]) == sorted(values["computed"])
        assert list(values["reported"]) == sorted(values["reported"])


def test_reconciliation_is_complete(whole: Handbook, found: Json):
    numbers = whole.strategy.numbers
    expected = {
        metric: {str(each.period): each.agreement for each in each_period}
        for metric in numbers.metrics
        if (each_period := reconcile(numbers, metric))
    }
    assert {id: part["agreement"] for id, part in found["reconciliation"].items()} == expected
    for part in found["reconciliation"].values():
        uncomputed = {period for period, agreement in part["agreement"].items() if agreement == "not_computable"}
        assert part["gaps"].keys() == uncomputed
        assert not part["difference"].keys() & uncomputed


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
        "notes": {"2026-02": "Counted again"},
        "restated": {"2026-02": ["1"]},
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


def test_the_script_on_the_reference_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    blue = handbook(STRATEGIES["blue"], "")
    (tmp_path / "handbook.json").write_text(handbook_files(blue, TODAY)["handbook.json"], "utf-8")
    monkeypatch.chdir(tmp_path)
    page = (TEMPLATES / "reference_data.md.jinja").read_text("utf-8")
    exec(page.partition("```python\n")[2].partition("```")[0], {})
    numbers, star = blue.strategy.numbers, blue.strategy.star.id
    printed = [line.split(" ") for line in capsys.readouterr().out.splitlines()]
    assert printed == [[str(period), str(numbers.value(star, period))] for period in numbers.periods(star)]
    assert printed


def test_the_same_handbook_gives_the_same_bytes(whole: Handbook):
    again = handbook(Path(whole.strategy.folder))
    assert handbook_files(whole, TODAY) == handbook_files(again, TODAY)


@pytest.mark.parametrize("authors", [(), ("handbook.json",)])
def test_an_export_holds_it_unless_the_author_has_such_a_file(authors: tuple[str, ...], tmp_path: Path):
    for name in authors:
        (tmp_path / name).write_text("{}", "utf-8")
    strategy = load(STRATEGIES["minimal"])
    exported = export_strategy(strategy, Place(tmp_path, "strategy", "", True, ""), "wasm", TODAY).files
    assert json.loads(exported["handbook.schema.json"]) == schema()
    assert (exported["handbook.json"] == b"{}") == bool(authors)


def test_each_object_has_a_line_of_its_own(whole: Handbook):
    text = handbook_files(whole, TODAY)["book/handbook.json"]
    ids = [match[1] for line in text.splitlines() if (match := re.match(r'\{"file": .*? "id": "(\w+)"', line))]
    assert set(ids) >= set(whole.strategy.metrics)


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
