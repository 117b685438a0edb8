"""Names that two things share have their id behind them; every id, and every former one, is on a page and found."""

import json
import re
from pathlib import Path

import pytest
from built_pages import Built
from handbook_documents import STRATEGIES, handbook, read
from small_handbooks import page_of, published, text_of

from product_handbook.site.render import render_pages

TREE = """\
documents: {formula: (orders + orders_web) * price, influenced_by: [{metric: users}]}
orders: {formerly: [asks]}
orders_web: {name: " ORDERS "}
price: {definition: "Beside [metric:orders_web]."}
revenue: {formula: users * price}
users:
"""


def test_shared_names_have_their_id_behind_them(tmp_path: Path):
    made = published(tmp_path, {"tree.yml": TREE})
    text = text_of(made, "tree/documents.md")
    assert "Documents = ( Orders (orders) + ORDERS (orders_web) ) × Price" in text
    assert "ORDERS (orders_web)" in text_of(made, "tree/price.md")
    assert text_of(made, "tree/orders-web.md").count("ORDERS (orders_web)") > 1
    for page in ("tree/index.md", "index.md", "owners.md"):
        shown = text_of(made, page)
        assert shown.count("Orders (orders)") == shown.lower().count("orders (orders)")
    assert "Users (users)" not in text


def test_handbook_json_keeps_the_name_apart_from_the_id(tmp_path: Path):
    published(tmp_path, {"tree.yml": TREE})
    names = {metric["id"]: metric["name"] for metric in read(handbook(tmp_path))["metrics"]}
    assert (names["orders"], names["orders_web"]) == ("Orders", "ORDERS")


def test_every_id_and_former_id_is_on_the_page_of_its_object():
    shown = handbook(STRATEGIES["bakery"])
    pages = {page.uri: page.complete for page in render_pages(shown)}
    for subject in (subject for subject in shown.strategy.subjects if subject.kind != "page"):
        page = pages[shown.addresses.uri(subject.kind, subject.id).partition("#")[0]]
        for id in (subject.id, *getattr(subject.object, "formerly", ())):
            assert f"<code>{id}</code>" in page, (subject.kind, id)
    for term in shown.strategy.glossary:
        assert f"<code>{term}</code>" in pages["book/glossary.md"]


@pytest.mark.parametrize(
    "id", ["documents_per_user", "offline_editing", "work_on_a_plane", "growth", "field_teams", "trial", "sharing_rate"]
)
def test_the_search_finds_ids(blue: Built, id: str):
    entries = json.loads((blue.site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    words = {entry["location"]: re.sub("<[^>]*>", "", entry["text"]).split() for entry in entries}
    assert [page for page, found in words.items() if id in found and not page.startswith(("reference/", "editing/"))]


def test_ids_are_quiet(tmp_path: Path):
    made = published(tmp_path, {"tree.yml": TREE})
    assert 'class="hb-source">Id <code>orders</code> · formerly <code>asks</code> · From ' in page_of(
        made, "tree/orders.md"
    )
