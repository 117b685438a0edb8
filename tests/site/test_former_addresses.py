"""A renamed metric is found where it was, and by its former id."""

import pytest
from built_pages import BuildSite, WriteSite, dead_links, read_site

TREE = """\
loaves_delivered: {formula: orders * loaves_per_order, definition: 'More [metric:requests] and [the old][metric:asks].'}
orders: {owner: rounds, formerly: [requests, asks]}
loaves_per_order: {owner: shop}
revenue: {formula: loaves_delivered * price_per_loaf}
price_per_loaf:
"""


def refreshed(page: str) -> str:
    """Where the page sends its reader."""
    return page.partition('http-equiv="refresh" content="0; url=')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("directory_urls", "old", "target"),
    [
        (True, "handbook/tree/{}/index.html", "../orders/"),
        (False, "handbook/tree/{}.html", "orders.html"),
    ],
)
def test_each_former_address_leads_on(
    build_site: BuildSite, write_site: WriteSite, directory_urls: bool, old: str, target: str
):
    built = build_site(write_site({"strategy/tree.yml": TREE}), use_directory_urls=directory_urls)
    for former in ("requests", "asks"):
        assert refreshed((built.site / old.format(former)).read_text("utf-8")) == target
    assert list(dead_links(built.site)) == []


def test_links_by_a_former_id_lead_to_the_metric_by_its_name(build_site: BuildSite, write_site: WriteSite):
    files = {"strategy/tree.yml": TREE, "guide.md": "# Guide\n\n[metric:requests]\n"}
    pages = read_site(build_site(write_site(files)).site)
    assert pages["guide/index.html"].links()["handbook/tree/orders/index.html"] == "Orders"
    assert pages["handbook/tree/loaves-delivered/index.html"].text.count("More Orders and the old.") == 1


def test_a_page_written_by_hand_stays_at_a_former_address(build_site: BuildSite, write_site: WriteSite):
    files = {"strategy/tree.yml": TREE, "handbook/tree/requests.md": "# Requests\n\nStill here.\n"}
    pages = read_site(build_site(write_site(files)).site)
    assert "Still here." in pages["handbook/tree/requests/index.html"].text


def test_a_redirect_is_no_page_of_the_site(build_site: BuildSite, write_site: WriteSite):
    built = build_site(write_site({"strategy/tree.yml": TREE}, site_url="https://bread.example/"))
    assert "tree/requests" not in (built.site / "sitemap.xml").read_text("utf-8")
    assert "tree/requests" not in (built.site / "search" / "search_index.json").read_text("utf-8")
