"""The what-if panel and the table of sensitivities, as they stand in the page before any script runs."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from markupsafe import Markup

from product_handbook.pages.addresses import Addresses
from product_handbook.pages.draft import Draft
from product_handbook.pages.page import Handbook
from product_handbook.pages.scenario.sensitivity import sensitivity_table
from product_handbook.pages.scenario.what_if import what_if
from product_handbook.rules.find import Findings
from product_handbook.strategy.load import load
from product_handbook.strategy.strategy import Strategy

OTHERS = {
    "mission.yml": "mission: Help every team.\n",
    "north-star.yml": "metric: top\nbecause: It counts.\nbusiness_metric: money\n",
    "stakeholders.yml": "current_customer: {who: A}\nfuture_customer: {who: B}\ncompany: {who: C}\n",
}
TREE = """
top: {unit: document/month, cadence: month, formula: users * each}
users: {unit: user, cadence: month}
each: {unit: document/user/month, cadence: month}
money: {unit: USD/month, cadence: month, formula: users * fee - top * cost}
fee: {unit: USD/user/month, cadence: month}
cost: {unit: USD/document, cadence: month}
"""
BELIEF = """
  influenced_by:
    - {metric: minutes, because: Speed helps., effect: negative, coefficient: "-0.1 [document/user/month/minute]"}
minutes: {unit: minute, cadence: month, format: duration}
"""
BELIEVED = TREE.replace(
    "each: {unit: document/user/month, cadence: month}",
    f"each:\n  unit: document/user/month\n  cadence: month{BELIEF}",
)
VALUES = "period,users,each,fee,cost\n2026-10,1000,2,3,0.5\n"

Pieces = Callable[..., tuple[str, str]]


@pytest.fixture
def pieces(tmp_path: Path) -> Pieces:
    """A function from a tree and values to the panel and the table, each empty where there is nothing to show."""

    def make(tree: str, values: str = "", north_star: str = OTHERS["north-star.yml"]) -> tuple[str, str]:
        for name, text in {**OTHERS, "north-star.yml": north_star, "tree.yml": tree, "values.csv": values}.items():
            if text:
                (tmp_path / name).write_text(text, "utf-8")
        strategy = load(tmp_path)
        assert isinstance(strategy, Strategy), [str(problem) for problem in strategy.problems]
        addresses = Addresses(strategy, "", directory_urls=True, authors={})
        draft = Draft(Handbook(strategy, Findings((), ()), addresses, lambda _: "", str), "north-star.md")
        marks = (what_if(draft, (strategy.star.id, strategy.business.id)), sensitivity_table(draft))
        page = draft.finish("owners", "Owners", owners=(), unowned=())
        panel, table = (page.insert_pieces(mark) for mark in marks)
        return panel, table

    return make


def rows(table: str) -> list[list[str]]:
    """The text of each cell."""
    found = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [[Markup(cell).striptags() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in found]


def model_of(panel: str) -> dict[str, object]:
    return json.loads(unescape(re.search(r"data-model='([^']*)'", panel)[1]))


def test_inputs_are_ranked_with_what_one_percent_more_does(pieces: Pieces):
    head, *body = rows(pieces(TREE, VALUES)[1])
    assert head == ["Input", "+1 % moves Top by", "+1 % moves Money by"]
    assert body == [
        ["Fee now $3 per user / month", "does not move it", "+1.5 % +$30"],
        ["Users now 1 k users", "+1 % +20", "+1 % +$20"],
        ["Each now 2 documents / user / month hurts Money", "+1 % +20", "−0.5 % −$10"],
        ["Cost now $0.50 per document", "does not move it", "−0.5 % −$10"],
    ]


def test_what_hurts_depends_on_where_a_metric_should_go(pieces: Pieces):
    falling = TREE.replace("top: {", "top: {aim: decrease, ")
    assert [row[0] for row in rows(pieces(falling, VALUES)[1]) if "hurts" in row[0]] == [
        "Users now 1 k users hurts Top"
    ]
    steady = TREE.replace("money: {", "money: {aim: maintain, between: [1, 2], ")
    assert "hurts" not in pieces(steady, VALUES)[1]


def test_beliefs_are_told_from_arithmetic(pieces: Pieces):
    panel, table = pieces(BELIEVED, "period,users,each,fee,cost,minutes\n2026-10,1000,2,3,0.5,10\n")
    minutes = next(row for row in rows(table) if row[0].startswith("Minutes"))
    assert minutes[1:] == ["−0.5 % −10 by belief, not arithmetic", "+0.25 % +$5 by belief, not arithmetic"]
    assert table.count("by belief") == 2
    assert model_of(panel)["believed"] == ["minutes"]
    assert "Count beliefs" in panel
    assert "Count beliefs" not in pieces(TREE, VALUES)[0]


def test_an_effect_that_cannot_be_computed_says_why(pieces: Pieces):
    tree = TREE.replace("users * each", "users * each * 1 / (1.01 - gap)") + "gap: {unit: 1, cadence: month}\n"
    table = pieces(tree, "period,users,each,fee,cost,gap\n2026-10,1000,2,3,0.5,1\n")[1]
    gap = next(row for row in rows(table) if row[0].startswith("Gap"))
    assert gap[1] == "Top cannot be computed for October 2026: users * each * 1 / (1.01 - gap) divides by zero"


@pytest.mark.parametrize(
    ("tree", "values"),
    [
        (TREE, ""),
        (TREE, "period,users,each,fee,cost\n"),
        (TREE, "period,cost\n2026-10,3\n"),
        ("top: {unit: 1, cadence: month}\nmoney: {unit: 1, cadence: month}\n", "period,top,money\n2026-10,1,2\n"),
        (TREE, "period,top,money\n2026-10,1,2\n"),
    ],
)
def test_without_values_or_inputs_there_is_nothing_at_all(tree: str, values: str, pieces: Pieces):
    assert pieces(tree, values) == ("", "")


def test_a_metric_without_a_value_is_no_column(pieces: Pieces):
    panel, table = pieces(TREE, "period,users,each\n2026-10,1000,2\n")
    assert rows(table)[0] == ["Input", "+1 % moves Top by"]
    assert panel.count("data-root=") == 1
    same = "metric: top\nbecause: It counts.\nbusiness_metric: top\n"
    assert rows(pieces(TREE, VALUES, same)[1])[0] == ["Input", "+1 % moves Top by"]


def test_the_panel_is_hidden_until_its_script_runs_and_is_no_text_for_search(pieces: Pieces):
    panel = pieces(TREE, VALUES)[0]
    tag = re.match(r"<section [^>]*>", panel)[0]
    assert tag.endswith(" hidden>")
    assert "data-search-exclude" in tag
    assert "Everything starts from October 2026;" in panel


def test_the_model_holds_all_digits_and_cannot_leave_its_attribute(pieces: Pieces):
    name = "O'Brien's \"</section><script>alert(1)</script>&amp;"
    tree = TREE.replace("users: {", f"users: {{name: {json.dumps(name)}, ")
    panel = pieces(tree, "period,users,each,fee,cost\n2026-10,1000,0.10,12345678901234567890.12,0.5\n")[0]
    model = model_of(panel)
    nodes = {node["id"]: node for node in model["nodes"]}
    assert nodes["users"]["name"] == name
    assert nodes["fee"]["base"] == "12345678901234567890.12"
    assert nodes["each"]["base"] == "0.10"
    assert "<script" not in panel
    assert nodes["money"]["program"][-1] == ["-", 2]
    assert list(nodes)[-1] in model["roots"]
