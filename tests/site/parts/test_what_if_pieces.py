"""The what-if panel and the table of sensitivities, as they stand in the page before any script runs."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from markupsafe import Markup

from clock import DAY
from product_handbook.addresses.addresses import Addresses
from product_handbook.analysis.analysis import Analysis
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy
from product_handbook.rules.findings import Findings
from product_handbook.site.pages.owners.page import OwnersContext
from product_handbook.site.parts.what_if.panel import what_if
from product_handbook.site.parts.what_if.sensitivity import sensitivity_table
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Handbook

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
        assert isinstance(strategy, Strategy), [
            f"{problem.span}: {problem.message}; {problem.help}" for problem in strategy.problems
        ]
        addresses = Addresses(strategy, "", directory_urls=True, authors={})
        draft = Draft(
            Handbook(Analysis(strategy, DAY), Findings((), ()), addresses, lambda _: "", str), "north-star.md"
        )
        marks = (what_if(draft), sensitivity_table(draft))
        page = draft.page(OwnersContext("Owners", (), ()))
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
    assert head == [
        "Input",
        "Now",
        "1 % more moves Top by",
        "in % of Top",
        "1 % more moves Money by",
        "in % of Money",
        "Trade-off",
    ]
    assert body == [
        ["Fee", "$3 per user / month", "does not move it", "", "+$30", "+1.5 %", ""],
        ["Users", "1 k users", "+20", "+1 %", "+$20", "+1 %", ""],
        ["Each", "2 documents / user / month", "+20", "+1 %", "−$10", "−0.5 %", "hurts Money"],
        ["Cost", "$0.50 per document", "does not move it", "", "−$10", "−0.5 %", ""],
    ]


def test_each_number_of_the_table_is_alone_in_its_cell_for_programs(pieces: Pieces):
    table = pieces(TREE, VALUES)[1]
    cells = [re.findall('<data [^>]*value="([^"]*)"', cell) for cell in re.findall("<td>.*?</td>", table)]
    assert cells[:6] == [["3"], [], [], ["30"], ["1.5"], []]
    assert cells[12:18] == [["2"], ["20"], ["1"], ["-10"], ["-0.5"], []]
    assert max(map(len, cells)) == 1


def test_what_hurts_depends_on_where_a_metric_should_go(pieces: Pieces):
    falling = TREE.replace("top: {", "top: {aim: decrease, ")
    assert [(row[0], row[-1]) for row in rows(pieces(falling, VALUES)[1]) if "hurts" in row[-1]] == [
        ("Users", "hurts Top")
    ]
    steady = TREE.replace("money: {", "money: {aim: maintain, between: [1, 2], ")
    assert "hurts" not in pieces(steady, VALUES)[1]
    assert "Trade-off" not in pieces(steady, VALUES)[1]


STOCK = TREE.replace(
    "users: {unit: user, cadence: month}",
    """\
users: {unit: user, cadence: month, formula: "users[-1] + visits * conversion * 1 [month]"}
visits: {unit: visit/month, cadence: month}
conversion: {unit: user/visit, format: percent, cadence: month}""",
)
GROWING = "period,users,each,fee,cost,visits,conversion\n2026-09,1000,,,,,\n2026-10,1100,2,3,0.5,1000,10%\n"


def test_what_adds_up_says_what_it_comes_to_when_it_is_kept(pieces: Pieces):
    panel, table = pieces(STOCK, GROWING)
    head, *body = rows(table)
    assert head[2:5] == ["1 % more moves Top by", "in this period, in % of Top", "kept for 12 periods, in % of Top"]
    found = {row[0]: row[2:5] for row in body}
    # One user more of 1,100 at once, 12 of 2,200 in the twelfth month.
    assert found["Conversion"] == found["Visits"] == ["+2", "+0.091 %", "+0.55 %"]
    assert found["Each"] == ["+22", "+1 %", "+1 %"]
    told = Markup(table).striptags()
    assert "What 1 % more does in this period; and kept for 12 periods, what it comes to in the last of them" in told
    assert re.findall(r'<input type="radio"[^>]*> ([^<]*)</label>', panel) == ["in this period", "kept for 12 periods"]


def test_where_nothing_adds_up_the_horizon_is_said_and_not_asked(pieces: Pieces):
    panel, table = pieces(TREE, VALUES)
    told = Markup(table).striptags()
    assert "What 1 % more does in this period. Kept for 12 periods it does the same in each" in told
    assert "radio" not in panel


def lead(table: str) -> str:
    return Markup(re.search('<p class="hb-as-of">(.*?)</p>', table)[1]).striptags()


def test_the_period_stands_above_the_table_and_in_the_panel_with_what_holds_it_back(pieces: Pieces):
    assert lead(pieces(TREE, VALUES)[1]) == "As of October 2026."
    values = "period,users,each,fee,cost\n2026-08,900,2,3,0.5\n2026-09,900,2,3,\n2026-10,1000,2,,\n"
    start = "August 2026, the latest month in which all inputs are known: Cost ends there, Fee ends in September 2026."
    panel, table = pieces(TREE, values)
    assert lead(table) == f"As of {start}"
    assert f"All values start from {start}" in Markup(panel).striptags()
    retired = TREE.replace("cost: {", "cost: {status: retired, ")
    assert "Cost (retired) ends there" in lead(pieces(retired, values)[1])


def test_many_that_hold_it_back_are_counted(pieces: Pieces):
    tree = TREE.replace("users * each", "users * each + p + q + r + s").replace("document/month", "1")
    tree = re.sub(r"unit: [^,]*, ", "", tree) + "".join(f"{id}: {{cadence: month}}\n" for id in "pqrs")
    panel = pieces(tree, "period,users,each,fee,cost,p,q,r,s\n2026-09,1,1,1,1,1,1,1,1\n2026-10,1,1,1,1,,,,\n")[0]
    assert "known: P ends there, Q ends there, R ends there, and 1 more." in Markup(panel).striptags()


def test_a_value_missing_in_between_is_no_end(pieces: Pieces):
    values = "period,users,each,fee,cost\n2026-08,900,2,3,0.5\n2026-09,900,2,3,\n2026-10,,2,3,0.5\n"
    text = lead(pieces(TREE, values)[1])
    assert text.endswith("known: Users ends in September 2026, Cost has no value for September 2026.")


def test_an_input_of_an_earlier_period_says_so(pieces: Pieces):
    values = "period,users,each,fee,cost,minutes\n2026-09,,,,,10\n2026-10,1000,2,3,0.5,\n"
    panel, table = pieces(BELIEVED, values)
    assert lead(table) == "As of October 2026."
    assert [row[1] for row in rows(table) if row[0] == "Minutes"] == ["10 min as of September 2026"]
    assert table.count("as of") == 1
    assert model_of(panel)["asOf"] == {"minutes": "September 2026"}


def test_what_is_below_zero_or_zero_is_explained(pieces: Pieces):
    tree = TREE.replace("top * cost", "top * cost * lost + gain * 1 [USD/month]").replace(
        "unit: USD/document", "unit: 1"
    )
    tree = re.sub(r"unit: [^,]*, ", "", tree).replace(" [USD/month]", "")
    tree += "lost: {cadence: month}\ngain: {cadence: month}\n"
    values = "period,users,each,fee,cost,lost,gain\n2026-10,1000,2,3,0.5,0,-8\n"
    table = pieces(tree, values)[1]
    found = {row[0]: row for row in rows(table)}
    assert "One percent more of a negative input brings it one percent closer to zero." in lead(table)
    assert found["Gain"][4:6] == ["+0.08", "+0.0027 %"]
    assert found["Lost"][2:5] == ["does not move it", "", "is 0 now, so 1 % changes nothing"]
    assert found["Cost"][2:5] == ["does not move it", "", "does not move it while Lost is 0"]
    assert "below zero" not in pieces(TREE, VALUES)[1]


def test_beliefs_are_told_from_arithmetic(pieces: Pieces):
    panel, table = pieces(BELIEVED, "period,users,each,fee,cost,minutes\n2026-10,1000,2,3,0.5,10\n")
    minutes = next(row for row in rows(table) if row[0].startswith("Minutes"))
    assert minutes[2:6] == ["−10 believed", "−0.5 %", "+$5 believed", "+0.25 %"]
    assert table.count(">believed</span>") == 2
    assert model_of(panel)["believed"] == ["minutes"]
    assert "Include believed influences" in panel
    assert "Include believed influences" not in pieces(TREE, VALUES)[0]


def test_an_effect_that_cannot_be_computed_says_why(pieces: Pieces):
    tree = TREE.replace("users * each", "users * each * 1 / (1.01 - gap)") + "gap: {unit: 1, cadence: month}\n"
    table = pieces(tree, "period,users,each,fee,cost,gap\n2026-10,1000,2,3,0.5,1\n")[1]
    gap = next(row for row in rows(table) if row[0].startswith("Gap"))
    assert gap[2] == "Top cannot be computed for October 2026: users * each * 1 / (1.01 - gap) divides by zero"


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
    assert rows(table)[0] == ["Input", "Now", "1 % more moves Top by", "in % of Top"]
    assert panel.count("data-root=") == 1
    same = "metric: top\nbecause: It counts.\nbusiness_metric: top\n"
    assert rows(pieces(TREE, VALUES, same)[1])[0] == ["Input", "Now", "1 % more moves Top by", "in % of Top"]


def test_the_panel_is_hidden_until_its_script_runs_and_is_no_text_for_search(pieces: Pieces):
    panel = pieces(TREE, VALUES)[0]
    tag = re.match(r"<section [^>]*>", panel)[0]
    assert tag.endswith(" hidden>")
    assert "data-search-exclude" in tag
    assert "All values start from October 2026." in panel


def test_the_model_holds_the_digits_of_a_double_and_cannot_leave_its_attribute(pieces: Pieces):
    name = "O'Brien's \"</section><script>alert(1)</script>&amp;"
    tree = TREE.replace("users: {", f"users: {{name: {json.dumps(name)}, ")
    panel = pieces(tree, "period,users,each,fee,cost\n2026-10,1000,0.10,12345678901234567890.12,0.5\n")[0]
    model = model_of(panel)
    nodes = {node["id"]: node for node in model["nodes"]}
    assert nodes["users"]["name"] == name
    assert float(nodes["fee"]["base"]) == 12345678901234567890.12
    assert nodes["each"]["base"] == "0.10"
    assert re.findall("<script[^>]*>", panel) == ['<script src="../assets/product-handbook/what-if.js" defer>']
    assert nodes["money"]["program"][-1] == ["-", 2]
    assert list(nodes)[-1] in model["roots"]
