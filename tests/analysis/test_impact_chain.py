"""Whether a chain holds: the graph of the metrics decides, and only it."""

from itertools import product

import pytest

from product_handbook.analysis.impact_chain import ImpactChain, chains, step_title
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy

TREE = """\
documents: {formula: users * documents_per_user}
users: {influenced_by: [{metric: joy}]}
documents_per_user:
revenue: {formula: users * fee}
fee:
joy:
visits: {formula: users * 3}
echo: {influenced_by: [{metric: revenue}]}
stock: {formula: "stock[-1] + visits"}
alone:
"""
METRICS = [line.partition(":")[0] for line in TREE.splitlines()]


@pytest.fixture
def chain(write_handbook):
    """The chain of an outcome with a value metric and metrics of business impact."""

    def build(value: str, *gains: str) -> ImpactChain:
        counted = f"value_metric: {value}, " if value else ""
        gained = ", ".join(f"{{metric: {gain}}}" for gain in gains)
        text = f"outcomes: {{o: {{customer: company, outcome: Won., {counted}business_impact: [{gained}]}}}}\n"
        strategy = load(write_handbook({"tree.yml": TREE, "impact.yml": text}), "strategy")
        assert isinstance(strategy, Strategy), strategy.problems
        (found,) = chains(strategy)
        return found

    return build


@pytest.mark.parametrize(
    ("value", "way"),
    [
        ("documents", "is"),
        ("users", "feeds"),
        ("documents_per_user", "feeds"),
        ("joy", "feeds"),
        ("revenue", "apart"),
        ("visits", "apart"),
        ("alone", "apart"),
    ],
)
def test_a_value_metric_is_or_feeds_the_north_star(chain, value, way):
    found = chain(value, "revenue")
    assert (found.value.connection, found.value.top.id, found.value.shared) == (way, "documents", ())
    assert found.is_complete == (way != "apart")


@pytest.mark.parametrize(
    ("gain", "way", "shared"),
    [
        ("revenue", "is", []),
        ("fee", "feeds", []),
        ("joy", "feeds", []),
        ("documents", "shares", ["users", "joy"]),
        ("visits", "shares", ["users", "joy"]),
        ("stock", "shares", ["users", "joy"]),
        ("echo", "shares", ["revenue", "users", "fee", "joy"]),
        ("documents_per_user", "apart", []),
        ("alone", "apart", []),
    ],
)
def test_what_the_business_gains_is_feeds_or_shares_inputs_with_the_business_metric(chain, gain, way, shared):
    (step,) = chain("documents", gain).gains
    assert (step.connection, [metric.id for metric in step.shared], step.holds) == (way, shared, way != "apart")


@pytest.mark.parametrize(("value", "gain"), list(product(("", "users", "alone"), ("", "fee", "alone"))))
def test_a_chain_is_complete_only_if_nothing_is_missing_and_every_rung_holds(chain, value, gain):
    found = chain(value, *([gain] if gain else []))
    assert found.is_complete == ((value, gain) == ("users", "fee"))


def test_one_broken_gain_breaks_the_chain(chain):
    assert not chain("users", "fee", "alone").is_complete


@pytest.mark.parametrize("value", METRICS)
def test_the_graph_decides(chain, value):
    found = chain(value, value)
    graph = {"documents": {"users", "documents_per_user", "joy"}, "revenue": {"users", "fee", "joy"}}
    assert found.value.holds == (value in {"documents", *graph["documents"]})
    if value in {"revenue", *graph["revenue"]}:
        assert found.gains[0].holds


def test_steps_go_by_the_titles_of_what_they_are(write_handbook):
    text = """\
outcomes: {o: {name: It is won, customer: company, outcome: Won.}}
loops: {l: {steps: [{outcome: o}, {metric: documents_per_user}]}}
"""
    strategy = load(write_handbook({"impact.yml": text}), "strategy")
    steps = strategy.impact.loops["l"].steps
    assert [step_title(strategy, step) for step in steps] == ["It is won", "Documents per user"]


def test_without_the_file_there_is_no_chain(write_handbook):
    assert chains(load(write_handbook({}), "strategy")) == ()
