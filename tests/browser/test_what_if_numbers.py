"""The browser computes scenarios and writes numbers as Python does, in the twelve digits that it shows."""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from made_numbers import belief, made_numbers
from product_handbook.analysis.scenario.build import build_model
from product_handbook.analysis.scenario.horizon import PERIODS, Horizon
from product_handbook.analysis.scenario.scenario import (
    ScenarioModel,
    ScenarioNode,
    ScenarioOperand,
    play,
    without_beliefs,
)
from product_handbook.analysis.values.arithmetic import (
    Apply,
    Instruction,
    Program,
    UncomputableError,
    compile_formula,
    run,
    uses,
)
from product_handbook.analysis.values.unavailable import MetricValue, Unavailable
from product_handbook.diagnostics.diagnostic import Span
from product_handbook.formulas.formula import parse
from product_handbook.formulas.unit_notation import parse as parse_unit
from product_handbook.model.records.fields import Written
from product_handbook.model.records.metric import Format, Metric
from product_handbook.site.parts.what_if.data import encoded_node
from product_handbook.wording.input_hints import format_hints, locale_hints
from product_handbook.wording.number_format import number_format

pytestmark = pytest.mark.browser

MODELS = 1500
SCENARIOS = 3
LEAVES = ("a", "b", "c", "d")
AWKWARD = ("0", "1", "-1", "0.1", "0.2", "0.3", "2", "-8", "0.001", "49", "1234567.89", "-0.75", "1E+12", "1E-12")
POWERS = ("2", "3", "0", "-1", "-2", "(1/2)", "(1/3)", "(2/3)", "(-1/2)", "(1/12)", "0.25")

CLOSE = Decimal("1e-12")
SHAKE = Decimal("1e-14")
SHAKES = 3

PLAY = """async ([address, cases]) => {
  const { isKnown, keep, read } = await import(`${address}/scenario.js`)
  return JSON.parse(cases).map(({ nodes, moved, beliefs, periods = 1 }) => {
    const values = new Map(Object.entries(moved).map(([id, value]) => [id, Number(value)]))
    const { then, still } = keep(read(nodes), values, beliefs, periods)
    const told = (found) => Object.fromEntries([...found].map(([id, value]) =>
      [id, isKnown(value) ? String(value) : [value.cause, value.metric]]))
    return periods > 1 ? [told(then), told(still)] : told(then)
  })
}"""

WRITE = """async ([address, text]) => {
  const { NumberFormat } = await import(`${address}/number_format.js`)
  const { language, formats, cases } = JSON.parse(text)
  const numbers = new NumberFormat(language)
  return cases.map(([value, later, place]) => {
    const [a, b, format] = [Number(value), Number(later), formats[place]]
    return [
      numbers.short(a, format),
      numbers.difference(a, format),
      numbers.relative(a, b),
      numbers.change(a, b, format),
      numbers.exact(a, format),
    ]
  })
}"""

READ = """async ([address, { language, format, texts }]) => {
  const { NumberFormat } = await import(`${address}/number_format.js`)
  const { plain } = await import(`${address}/digits.js`)
  return texts.map((text) => {
    const found = new NumberFormat(language).read(text, format)
    return found === undefined ? null : plain(found)
  })
}"""

Ask = Callable[[str, object], Any]


@pytest.fixture
def ask(page: Page, served: Callable[[Path], str]) -> Ask:
    """A function that has a script of the page, given the address of the modules, answer a question."""
    address = served(Path(str(files("product_handbook.site.parts"))).parent)
    page.goto(f"{address}/parts/what_if/digits.js")
    return lambda script, question: page.evaluate(script, [f"{address}/parts/what_if", question])


def amount(of: random.Random) -> Decimal:
    return Decimal(of.choice(AWKWARD) if of.random() < 0.5 else f"{of.uniform(-1000, 1000):.{of.randrange(6)}f}")


def formula(of: random.Random, names: tuple[str, ...], depth: int = 3) -> str:
    if depth == 0 or of.random() < 0.15:
        return of.choice([*names, *names, f"{of.choice(names)}[-1]", "0.1", "3", "25%"])
    inner = [formula(of, names, depth - 1) for _ in range(of.choice([2, 2, 2, 3]))]
    kind = of.choice(["+", "-", "-", "*", "/", "/", "^", "negate", "min", "max", "mean"])
    if kind == "^":
        return f"({inner[0]})^{of.choice(POWERS)}"
    if kind == "negate":
        return f"-({inner[0]})"
    return f"{kind}({', '.join(inner)})" if kind in {"min", "max", "mean"} else f"({inner[0]} {kind} {inner[1]})"


def computed_node(of: random.Random, id: str, nodes: Mapping[str, ScenarioNode]) -> ScenarioNode:
    """A metric with a formula that has a value; what was reported may be something else."""
    while True:
        program = compile_formula(parse(formula(of, tuple(nodes))))
        operands = tuple(
            ScenarioOperand(use.metric, amount(of), stays=of.random() < 0.3) if use.lag else ScenarioOperand(use.metric)
            for use in uses(program)
        )
        values = [nodes[each.metric].base if each.past is None else each.past for each in operands]
        try:
            at_rest = run(program, values)
        except UncomputableError:
            continue
        base = at_rest if of.random() < 0.5 else at_rest + amount(of)
        return ScenarioNode(id, base, None, program, operands, at_rest)


def models(of: random.Random) -> Iterator[ScenarioModel]:
    for _ in range(MODELS):
        nodes = {id: ScenarioNode(id, amount(of), None) for id in LEAVES}
        nodes["b"] = ScenarioNode("b", nodes.pop("b").base, None, drivers=(("d", amount(of)), ("a", amount(of))))
        for id in ("middle", "top"):
            nodes[id] = computed_node(of, id, nodes)
        yield ScenarioModel(("top",), nodes, LEAVES)


def shaken(model: ScenarioModel, of: random.Random) -> ScenarioModel:
    """The same, but all that is written in it and each step of computing is a little off, as in the browser."""

    @cache
    def shake(number: Decimal) -> Decimal:
        return off(number)

    def off(number: Decimal) -> Decimal:
        return number * (1 + of.choice((-1, 1)) * SHAKE)

    def steps(program: Program) -> Iterator[Instruction]:
        for step in program:
            if isinstance(step, Apply):
                yield replace(step, function=lambda *values, exact=step.function: off(exact(*values)))
            elif isinstance(step, Decimal):
                yield off(step)
            else:
                yield from (step, Apply(1, off, step))

    def node(each: ScenarioNode) -> ScenarioNode:
        operands = (replace(use, past=None if use.past is None else off(use.past)) for use in each.operands)
        return replace(
            each,
            base=shake(each.base),  # equal to what is at rest where that is
            at_rest=shake(each.at_rest),
            program=tuple(steps(each.program)),
            operands=tuple(operands),
            drivers=tuple(
                (driver, off(coefficient) + off(each.base) - each.base) for driver, coefficient in each.drivers
            ),
        )

    return replace(model, nodes={id: node(each) for id, each in model.nodes.items()})


def is_near(one: MetricValue, other: MetricValue) -> bool:
    if isinstance(one, Unavailable) or isinstance(other, Unavailable):
        return one == other
    return abs(one - other) <= CLOSE * abs(other)


def settled(model: ScenarioModel, moved: Mapping[str, Decimal], of: random.Random) -> Mapping[str, MetricValue]:
    """The values that computing with fourteen digits gives too, as it does not for (1e20 + 1) - 1e20."""
    values = play(model, moved)
    others = [play(shaken(model, of), moved) for _ in range(SHAKES)]
    return {id: value for id, value in values.items() if all(is_near(other[id], value) for other in others)}


@pytest.mark.slow
def test_the_browser_plays_thousands_of_scenarios_as_python_does(ask: Ask):
    of = random.Random(20261121)
    cases, expected = [], []
    for model in models(of):
        for _ in range(SCENARIOS):
            moved = {id: amount(of) for id in LEAVES if of.random() < 0.5}
            beliefs = of.random() < 0.7
            nodes = [encoded_node(node, Horizon(model).goes_on) for node in model.nodes.values()]
            texts = {id: str(value) for id, value in moved.items()}
            cases.append({"nodes": nodes, "moved": texts, "beliefs": beliefs})
            expected.append(settled(model if beliefs else without_beliefs(model), moved, of))
    refused: list[str] = []
    for case, values, answers in zip(cases, expected, ask(PLAY, json.dumps(cases)), strict=True):
        for id, value in values.items():
            if isinstance(value, Unavailable):
                refused.append(answers[id][0])
                assert tuple(answers[id]) in {(gap.cause, gap.metric) for gap in value.reasons}, case
            else:
                assert isinstance(answers[id], str), (case["nodes"][-1], case["moved"], answers[id], value)
                assert is_near(Decimal(answers[id]), value), json.dumps([case, id, answers[id], str(value)])
    compared, all_ = sum(map(len, expected)), len(cases) * (len(LEAVES) + 2)
    assert len(cases) >= 3000
    assert compared > 0.95 * all_
    assert set(refused) == {"division_by_zero", "root_of_negative"}
    assert 100 < len(refused) < len(cases)


def funnels(of: random.Random) -> Iterator[ScenarioModel]:
    """Stocks with rates, a lagged operand, a belief, and reports that differ from their formulas."""
    series = {name: [f"{of.uniform(1, 500):.2f}" for _ in range(6)] for name in ("trials", "fee", "seats")}
    while True:
        series |= {name: [f"{of.uniform(0, 0.2):.4f}" for _ in range(6)] for name in ("conversion", "churn")}
        series["customers"] = [f"{of.uniform(500, 900):.0f}" for _ in range(of.choice([5, 6]))]
        formulas = {
            "top": of.choice(["customers * fee", "customers * fee - trials[-2] * fee[-1]", "mean(customers, fee) * 3"]),
            "customers": "customers[-1] + trials * conversion - lost" + of.choice(["", " - trials[-3] * churn"]),
            "lost": of.choice(["customers[-1] * churn", "customers[-2] * churn", "customers[-1]^(1/2) * churn"]),
        }
        numbers = made_numbers(formulas, series, conversion={"influenced_by": (belief("seats -0.0001"),)})
        yield build_model(numbers, ("top",))


@pytest.mark.slow
def test_the_browser_keeps_scenarios_for_twelve_periods_as_python_does(ask: Ask):
    of = random.Random(20261201)
    cases, expected = [], []
    for model, _ in zip(funnels(of), range(300), strict=False):
        moved = {
            id: model.nodes[id].base * Decimal(f"{of.uniform(0.5, 2):.2f}") for id in model.levers if of.random() < 0.5
        }
        beliefs = of.random() < 0.7
        horizon = Horizon(model if beliefs else without_beliefs(model))
        nodes = [encoded_node(node, horizon.goes_on) for node in model.nodes.values()]
        texts = {id: str(value) for id, value in moved.items()}
        cases.append({"nodes": nodes, "moved": texts, "beliefs": beliefs, "periods": PERIODS})
        expected.append((horizon.keep(moved), horizon.end))
    compared = 0
    for case, rows, answers in zip(cases, expected, ask(PLAY, json.dumps(cases)), strict=True):
        for row, answer in zip(rows, answers, strict=True):
            for id, value in row.items():
                assert isinstance(value, Decimal)
                assert is_near(Decimal(answer[id]), value), json.dumps([case, id, answer[id], str(value)])
                compared += 1
    assert compared > 3000


def metric(unit: str, shown_as: Format | None = None) -> Metric:
    written = Written(Span("tree.yml", 1, 1), "metric", {})
    return Metric.model_construct(unit=parse_unit(unit), format=shown_as, written=written)


LONGEST = Decimal("1e9")
"""Of longer times nobody asks for the hours."""

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


def is_comparable(value: Decimal, later: Decimal) -> bool:
    """Whether twelve digits tell the change from either value."""
    return not value or not later or Decimal("1e-8") < abs(later / value) < Decimal("1e8")


@pytest.mark.parametrize("language", ["en", "de", "fr", "en-IN", "ja", "ar", "tr", "es"])
def test_the_browser_writes_numbers_as_the_page_does(language: str, ask: Ask):
    of, numbers = random.Random(language), number_format(language)
    values = list(quantities(of))
    pairs = [(value, of.choice([value, value * Decimal("1.0615"), of.choice(values)])) for value in values]
    pairs = [(value, later if is_comparable(value, later) else value) for value, later in pairs]
    rows = [
        (value, later, place)
        for place, each in enumerate(METRICS)
        for value, later in pairs
        if each.format != "duration" or max(abs(value), abs(later)) < LONGEST
    ]
    formats = [format_hints(numbers, each) for each in METRICS]
    cases = [(str(value), str(later), place) for value, later, place in rows]
    hints = {"language": locale_hints(numbers.number_locale), "formats": formats, "cases": cases}
    found = ask(WRITE, json.dumps(hints))
    for (value, later, place), texts in zip(rows, found, strict=True):
        each = METRICS[place]
        assert texts == [
            numbers.short(value, each),
            numbers.difference(value, each),
            numbers.relative(value, later),
            numbers.change(value, later, each),
            numbers.quantity(value, each),
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
    language: str, each: Metric, texts: Mapping[str, str | None], ask: Ask
):
    numbers = number_format(language)
    hints = {
        "language": locale_hints(numbers.number_locale),
        "format": format_hints(numbers, each),
        "texts": list(texts),
    }
    assert ask(READ, hints) == list(texts.values())
