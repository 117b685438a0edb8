"""The browser computes scenarios and writes numbers as Python does, digit by digit."""

import json
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from playwright.sync_api import Page

from product_handbook.analysis.scenario.scenario import Model, Node, Operand, play, without_beliefs
from product_handbook.analysis.values.arithmetic import UncomputableError, compile_formula, run, uses
from product_handbook.analysis.values.unavailable import Unknown
from product_handbook.diagnostics.problem import Location
from product_handbook.formulas.formula import parse
from product_handbook.formulas.units import parse as parse_unit
from product_handbook.model.records.fields import Written
from product_handbook.model.records.metric import Format, Metric
from product_handbook.site.assets import ASSETS, SCRIPT
from product_handbook.site.parts.what_if.data import encoded_node
from product_handbook.wording.input_hints import shown_hints, tongue_hints
from product_handbook.wording.number_format import numerals

pytestmark = pytest.mark.browser

MODELS = 1500
SCENARIOS = 3
LEAVES = ("a", "b", "c", "d")
AWKWARD = ("0", "1", "-1", "0.1", "0.2", "0.3", "2", "-8", "0.001", "49", "1234567.89", "-0.75", "1E+12", "1E-12")
POWERS = ("2", "3", "0", "-1", "-2", "(1/2)", "(1/3)", "(2/3)", "(-1/2)", "(1/12)", "0.25", "1000")

CLOSE = Decimal("1e-45")
"""Both compute with sixty digits, and round roots to fifty."""

PLAY = """(cases) => JSON.parse(cases).map(({ nodes, moved, beliefs }) => {
  const { play, read } = window.hbScenario
  const { parse } = window.hbDecimals
  const values = new Map(Object.entries(moved).map(([id, value]) => [id, parse(value)]))
  return Object.fromEntries([...play(read(nodes), values, beliefs)].map(([id, value]) =>
    [id, Array.isArray(value) ? value.join("e") : [value.cause, value.metric]]))
})"""

WRITE = """(text) => {
  const { tongue, looks, cases } = JSON.parse(text)
  const numbers = window.hbNumbers(tongue)
  const { parse } = window.hbDecimals
  return cases.map(([value, later, look]) => {
    const [a, b, shown] = [parse(value), parse(later), looks[look]]
    return [numbers.short(a, shown), numbers.difference(a, shown), numbers.relative(a, b), numbers.change(a, b, shown)]
  })
}"""

READ = """({ tongue, shown, texts }) => texts.map((text) => {
  const found = window.hbNumbers(tongue).read(text, shown)
  return found ? window.hbDecimals.plain(window.hbDecimals.trimmed(found)) : null
})"""


@pytest.fixture
def scripted(page: Page) -> Page:
    page.add_script_tag(content=ASSETS[SCRIPT])
    return page


def amount(of: random.Random) -> Decimal:
    return Decimal(of.choice(AWKWARD) if of.random() < 0.5 else f"{of.uniform(-1000, 1000):.{of.randrange(6)}f}")


def formula(of: random.Random, names: tuple[str, ...], depth: int = 3) -> str:
    if depth == 0 or of.random() < 0.15:
        return of.choice([*names, *names, f"{of.choice(names)}[-1]", "0.1", "3", "25%"])
    inner = [formula(of, names, depth - 1) for _ in range(of.choice([2, 2, 2, 3]))]
    if of.random() < 0.01:
        return f"({of.choice(names)}^1000)^1000"
    kind = of.choice(["+", "-", "-", "*", "/", "/", "^", "negate", "min", "max", "mean"])
    if kind == "^":
        return f"({inner[0]})^{of.choice(POWERS)}"
    if kind == "negate":
        return f"-({inner[0]})"
    return f"{kind}({', '.join(inner)})" if kind in {"min", "max", "mean"} else f"({inner[0]} {kind} {inner[1]})"


def computed_node(of: random.Random, id: str, nodes: Mapping[str, Node]) -> Node:
    """A metric with a formula that has a value; what was reported may be something else."""
    while True:
        program = compile_formula(parse(formula(of, tuple(nodes))))
        operands = tuple(
            Operand(use.metric, amount(of), stays=of.random() < 0.3) if use.lag else Operand(use.metric)
            for use in uses(program)
        )
        values = [nodes[each.metric].base if each.past is None else each.past for each in operands]
        try:
            at_rest = run(program, values)
        except UncomputableError:
            continue
        base = at_rest if of.random() < 0.5 else at_rest + amount(of)
        return Node(id, base, None, program, operands, at_rest)


def models(of: random.Random) -> Iterator[Model]:
    for _ in range(MODELS):
        nodes = {id: Node(id, amount(of), None) for id in LEAVES}
        nodes["b"] = Node("b", nodes.pop("b").base, None, drivers=(("d", amount(of)), ("a", amount(of))))
        for id in ("middle", "top"):
            nodes[id] = computed_node(of, id, nodes)
        yield Model(("top",), nodes, LEAVES)


@pytest.mark.slow
def test_the_browser_plays_thousands_of_scenarios_as_python_does(scripted: Page):
    of = random.Random(20261121)
    cases, expected = [], []
    for model in models(of):
        for _ in range(SCENARIOS):
            moved = {id: amount(of) for id in LEAVES if of.random() < 0.5}
            beliefs = of.random() < 0.7
            nodes = [encoded_node(node) for node in model.nodes.values()]
            texts = {id: str(value) for id, value in moved.items()}
            cases.append({"nodes": nodes, "moved": texts, "beliefs": beliefs})
            expected.append(play(model if beliefs else without_beliefs(model), moved))
    found = scripted.evaluate(PLAY, json.dumps(cases))
    refused: list[str] = []
    for case, values, answers in zip(cases, expected, found, strict=True):
        for id, value in values.items():
            if isinstance(value, Unknown):
                refused.append(answers[id][0])
                assert tuple(answers[id]) in {(gap.cause, gap.metric) for gap in value.gaps}, case
            else:
                assert isinstance(answers[id], str), (case, answers[id], value)
                assert abs(Decimal(answers[id]) - value) <= abs(value) * CLOSE, (case, id, answers[id], value)
    assert len(cases) >= 3000
    assert set(refused) == {"division_by_zero", "root_of_negative", "too_large"}
    assert 100 < len(refused) < len(cases)


def metric(unit: str, shown_as: Format | None = None) -> Metric:
    written = Written(Location("tree.yml", 1, 1), "metric", {})
    return Metric.model_construct(unit=parse_unit(unit), format=shown_as, written=written)


METRICS = (
    metric("document/month"),
    metric("1", "percent"),
    metric("USD/month"),
    metric("JPY"),
    metric("minute", "duration"),
    metric("second/user", "duration"),
    metric("millisecond", "duration"),
    metric("hour", "duration"),
)


def quantities(of: random.Random) -> Iterator[Decimal]:
    """Numbers of all sizes, among them those that stand exactly between two that can be written."""
    yield from map(Decimal, ("0", "0.01", "-0.01", "1", "60", "59.5", "3600", "172800", "999.5", "0.0000009995"))
    for _ in range(150):
        digits = of.choice([of.randrange(1, 10**3), of.randrange(1, 10**4) * 10 + 5, of.randrange(1, 10**12)])
        yield of.choice([1, 1, -1]) * Decimal(digits).scaleb(of.randrange(-14, 14))


@pytest.mark.parametrize("language", ["en", "de", "fr", "en-IN", "ja", "ar", "tr", "es"])
def test_the_browser_writes_numbers_as_the_page_does(language: str, scripted: Page):
    of, numbers = random.Random(language), numerals(language)
    values = list(quantities(of))
    pairs = [(value, of.choice([value, value * Decimal("1.0615"), of.choice(values)])) for value in values]
    rows = [(value, later, look) for look in range(len(METRICS)) for value, later in pairs]
    looks = [shown_hints(numbers, each) for each in METRICS]
    cases = [(str(value), str(later), look) for value, later, look in rows]
    hints = {"tongue": tongue_hints(numbers.tongue), "looks": looks, "cases": cases}
    found = scripted.evaluate(WRITE, json.dumps(hints))
    for (value, later, look), texts in zip(rows, found, strict=True):
        each = METRICS[look]
        assert texts == [
            numbers.short(value, each),
            numbers.difference(value, each),
            numbers.relative(value, later),
            numbers.change(value, later, each),
        ], (value, later, each.unit, each.format)


@pytest.mark.parametrize(
    ("language", "each", "texts"),
    [
        ("en", METRICS[0], {"1,200": "1200", "1200.5": "1200.5", " 12 ": "12", "-3": "-3", "−3": "-3", ".5": "0.5"}),
        ("en", METRICS[0], {"1,2": None, "abc": None, "1e5": None, "": None, "1.2.3": None, "9" * 50: None}),
        ("en", METRICS[1], {"4.1": "0.041", "4.1 %": "0.041", "100%": "1"}),
        ("en", METRICS[2], {"$1,200": "1200", "12.50": "12.5"}),
        ("de", METRICS[0], {"1.200": "1200", "1.200,5": "1200.5", "1200,5": "1200.5", "0.5": "0.5"}),
        ("fr", METRICS[0], {"1 200,5": "1200.5", "1\u202f200": "1200"}),
        ("en-IN", METRICS[0], {"12,34,567": "1234567"}),
    ],
)
def test_what_people_type_is_read_as_their_language_writes_it(
    language: str, each: Metric, texts: Mapping[str, str | None], scripted: Page
):
    numbers = numerals(language)
    hints = {"tongue": tongue_hints(numbers.tongue), "shown": shown_hints(numbers, each), "texts": list(texts)}
    assert scripted.evaluate(READ, hints) == list(texts.values())
