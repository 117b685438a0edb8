"""The what-if panel and the table of sensitivities, as they stand in the page before any script runs."""

import json
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from product_handbook.pages.addresses import Addresses
from product_handbook.pages.draft import Draft
from product_handbook.pages.numbers import numerals
from product_handbook.pages.page import Handbook
from product_handbook.pages.sensitivity_table import sensitivity_table
from product_handbook.pages.what_if import what_if
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
VALUES = "period,users,each,fee,cost\n2026-10,1000,2,3,0.5\n"

Pieces = Callable[..., tuple[str, str]]


@pytest.fixture
def pieces(tmp_path: Path) -> Pieces:
    """A function from a tree and values to the two pieces of HTML, each empty where there is nothing to show."""

    def write(tree: str, values: str = "") -> tuple[str, str]:
        for name, text in {**OTHERS, "tree.yml": tree, "values.csv": values}.items():
            if text:
                (tmp_path / name).write_text(text, "utf-8")
        strategy = load(tmp_path)
        assert isinstance(strategy, Strategy), strategy.problems
        addresses = Addresses(strategy, "", directory_urls=True, authors={})
        handbook = Handbook(
            strategy, Findings((), ()), addresses, lambda _: "", lambda path: path, numerals=numerals("en")
        )
        draft = Draft(handbook, "tree/index.md")
        mark = what_if(draft, (strategy.star.id, strategy.business.id))
        panel = draft.finish("owners", "T", owners=()).insert_pieces(str(mark)) if mark else ""
        return panel, _inserted(draft, sensitivity_table(draft))

    return write
