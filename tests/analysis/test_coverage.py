"""What there is for each group, and what names a metric."""

from product_handbook.analysis.coverage import group_coverage, uses_of
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy

STAKEHOLDERS = """\
current_customer: {who: Bakers., segments: {shops: {}}}
future_customer: {who: Cafés.}
company: {who: Us.}
"""
SERVES = "serves: {{current_customer: {{score: {0}, because: a}}, future_customer: {{score: {1}, because: b}}, "
SERVES += "company: {{score: 0, because: c}}}}"
FILES = {
    "stakeholders.yml": STAKEHOLDERS,
    "tree.yml": "documents: {formula: users * fee}\nusers: {serves: [shops]}\nrevenue:\nfee:\n",
    "value-web.yml": "parties: {bakers: {group: current_customer}, us: {group: company}, mill: }\n"
    "exchanges:\n  - {from: bakers, to: us, value: Money, kind: money, metric: revenue}\n"
    "  - {from: mill, to: us, value: Flour, kind: content}\n",
    "impact.yml": "outcomes:\n  fresh: {customer: shops, outcome: Fresh bread., value_metric: users,\n"
    "    business_impact: [{metric: revenue}], requests: [earlier]}\n"
    "loops: {round: {steps: [{outcome: fresh}, {metric: users}]}}\n",
    "bets.yml": f"oven: {{moves: [{{metric: fee, low: 1, high: 2}}], requests: [earlier], {SERVES.format(2, 0)}}}\n"
    f"van: {{status: dropped, {SERVES.format(1, 3)}}}\n",
    "requests.yml": "earlier: {request: Open at six., segment: shops}\nlater: {request: Close at nine.}\n",
}


def test_each_group_has_what_serves_it_and_its_segments(write_handbook):
    strategy = load(write_handbook(FILES), "s")
    assert isinstance(strategy, Strategy), strategy.problems
    found = {
        covered.group.id: {
            "metrics": [metric.id for metric in covered.metrics],
            "outcomes": [outcome.id for outcome in covered.outcomes],
            "bets": [bet.id for bet in covered.bets],
            "requests": [request.id for request in covered.requests],
            "exchanges": [exchange.value for exchange in covered.exchanges],
        }
        for covered in group_coverage(strategy)
    }
    nothing = {"metrics": [], "outcomes": [], "bets": [], "requests": [], "exchanges": []}
    assert found == {
        "current_customer": {
            "metrics": ["users"],
            "outcomes": ["fresh"],
            "bets": ["oven"],
            "requests": ["earlier"],
            "exchanges": ["Money"],
        },
        "future_customer": nothing,
        "company": {**nothing, "exchanges": ["Money", "Flour"]},
    }


def test_a_metric_knows_what_names_it(write_handbook):
    strategy = load(write_handbook(FILES), "s")
    assert isinstance(strategy, Strategy)
    users = uses_of(strategy, "users")
    assert [outcome.id for outcome in users.outcomes] == ["fresh"]
    assert [loop.id for loop in users.loops] == ["round"]
    assert [request.id for request in users.requests] == ["earlier"]
    assert (users.bets, users.exchanges) == ((), ())
    revenue = uses_of(strategy, "revenue")
    assert [exchange.value for exchange in revenue.exchanges] == ["Money"]
    assert [outcome.id for outcome in revenue.outcomes] == ["fresh"]
    assert [bet.id for bet in uses_of(strategy, "fee").bets] == ["oven"]
    assert uses_of(strategy, "documents") == uses_of(strategy, "nothing")
