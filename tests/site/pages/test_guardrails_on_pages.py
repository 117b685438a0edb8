"""Guardrails on pages: what is broken stands first, with its bound, its value and since when."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from test_values_on_pages import TREE, VALUES, made, text_of

from product_handbook.site.published import Published

__all__ = ["made"]
NORTH_STAR = """\
metric: loaves_sold
because: A loaf is a breakfast.
business_metric: revenue
guardrails:
  - {metric: price, at_least: 2, at_most: 3, because: Below it we lose money.}
  - {metric: complaints, at_most: 5%, because: Who complains soon leaves.}
  - {metric: old, at_most: 1}
"""
WITH_OLD = TREE.replace("complaints: {", "old: {status: retired}\ncomplaints: {format: percent, ")
Publish = Callable[[dict[str, str]], Published]


def published(made: Publish, complaints: tuple[str, ...], tree: str = WITH_OLD) -> Published:
    header, *rows = VALUES.splitlines()
    values = [f"{header},complaints", *(f"{row},{value}" for row, value in zip(rows, complaints, strict=True))]
    return made({"tree.yml": tree, "north-star.yml": NORTH_STAR, "values.csv": "\n".join(values) + "\n"})


@pytest.fixture
def broken(made: Publish) -> Published:
    return published(made, ("4%", "7%", "5.1%", "5.0003%"))


ALARM = "✕ Guardrail broken since February 2026. Complaints : 5.0003 % in April 2026, and should be at most 5 %."


def test_home_says_what_is_broken_before_the_two_cards_and_the_rest_after(broken: Published) -> None:
    text = text_of(broken, "index.md")
    assert text.index(ALARM) < text.index("North Star · value delivered")
    kept = "✓ Price kept: €2.60 per loaf in April 2026, at least €2 and at most €3"
    assert text.index("Business metric · value captured") < text.index(kept)


def test_the_north_star_has_a_table_of_them_broken_ones_first_and_no_retired_one(broken: Published) -> None:
    text = text_of(broken, "north-star.md")
    assert text.index(ALARM) < text.index("North Star · value delivered")
    table = text[text.index("Guardrail Bound Latest Kept or broken Because") : text.index("The business metric:")]
    complaints = "Complaints at most 5 % 5.0003 % in April 2026 ✕ Broken since February 2026 Who complains soon leaves."
    price = (
        "Price at least €2 and at most €3 €2.60 per loaf in April 2026 ✓ Kept since April 2026 Below it we lose money."
    )
    assert f"{complaints} {price}" in table
    assert "Old" not in table


def test_the_page_of_its_metric_begins_with_it_and_draws_the_bound(broken: Published) -> None:
    text = text_of(broken, "tree/complaints.md")
    alarm = (
        "✕ Guardrail broken since February 2026. 5.0003 % in April 2026; as a guardrail of the North Star it should be"
    )
    assert text.index(alarm) < text.index("Not defined yet")
    assert "guardrail: at most 5 % · broken" in text
    price = text_of(broken, "tree/price.md")
    assert "✓ Kept since April 2026 A guardrail of the North Star : should be at least €2 and at most €3" in price
    assert "Guardrail broken" not in price
    assert "guardrail: at least €2 guardrail: at most €3" in price


def test_the_tree_marks_the_card_by_a_shape_and_a_word(broken: Published) -> None:
    text = text_of(broken, "tree/index.md")
    assert "Complaints: guardrail broken; 5 %" in text
    assert "Complaints : guardrail broken (since February 2026, should be at most 5 %)" in text
    assert "guardrail broken: beyond the bound that it must keep while the North Star grows" in text
    assert "Price: guardrail" not in text


def test_health_has_it_first(broken: Published) -> None:
    text = text_of(broken, "health.md")
    first = "Complaints stood at 5.0003% in April 2026, and should be at most 5%; broken since February 2026"
    assert text.index(first) < text.index("To fix it:")


def test_without_a_value_it_is_not_measured(made: Publish) -> None:
    text = text_of(published(made, ("", "", "", "")), "north-star.md")
    assert "Complaints at most 5 % ○ Not measured yet Who complains soon leaves." in text
    assert "Guardrail broken" not in text


def test_a_standing_target_is_a_line_and_a_standing_range_a_band(made: Publish) -> None:
    tree = WITH_OLD.replace("2026-12: 12", "always: 12").replace(
        "price: {unit: EUR/loaf, ", "price: {unit: EUR/loaf, targets: {always: {between: [2, 3]}}, "
    )
    handbook = published(made, ("", "", "", ""), tree)
    assert "standing target: always 12 · off track" in text_of(handbook, "tree/shops.md")
    assert "where it should stay" in text_of(handbook, "tree/price.md")


def test_handbook_json_tells_where_each_stands(broken: Published) -> None:
    (text,) = (text for uri, text in broken.files.items() if Path(uri).name == "handbook.json")
    price, complaints, old = json.loads(text)["north_star"]["guardrails"]
    assert (price["status"], price["since"], price["latest"], price["value"]) == ("kept", "2026-04", "2026-04", "2.6")
    assert (complaints["status"], complaints["since"], complaints["value"]) == ("broken", "2026-02", "0.050003")
    assert not {"status", "since", "latest", "value"} & set(old)
