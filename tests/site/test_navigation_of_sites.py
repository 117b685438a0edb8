"""The navigation: the handbook's own where the author has none, and the author's where there is one."""

from pathlib import Path

import pytest
import yaml
from built_pages import BuildSite, Built, BuiltPage, WriteSite, dead_links, read_site

ROOT = Path(__file__).parent.parent.parent
BEFORE_REFERENCE = ["Mission", "Stakeholders", "North Star", "Metric tree", "Owners", "Glossary", "Health"]


def navigation(page: BuiltPage) -> list[tuple[str, str]]:
    """The title and address of each link in the theme's main navigation, in order."""
    found = [(link.text, address) for link in page.all("a", in_content=False) for address in link.addresses]
    return [(text, address) for text, address in found if text]


def titles(page: BuiltPage) -> list[str]:
    """The titles in the navigation of a page in the theme `mkdocs`, in order."""
    menu = next(element for element in page.elements if element.attributes.get("class") == "nav navbar-nav")
    return [link.text for link in page.all("a", in_content=False) if link.stands_in(menu)]


def big_tree(metrics: int) -> str:
    tree = {"loaves_delivered": {"formula": " + ".join(f"shop_{number}" for number in range(metrics))}}
    tree |= {f"shop_{number}": {"owner": "rounds"} for number in range(metrics)}
    tree |= {"revenue": {"formula": "loaves_delivered * price"}, "price": {}}
    return yaml.safe_dump(tree)


def test_blue_navigates_by_the_handbook(blue: Built):
    texts = [text for text, _ in navigation(read_site(blue.site)["index.html"])]
    for row in (["Home", *BEFORE_REFERENCE[:4], "About", "Reference"], [*BEFORE_REFERENCE[4:], "Edit this handbook"]):
        order = [texts.index(title) for title in row]
        assert order == sorted(order), row
    assert {"Documents created", "Revenue", "Current customer", "tree.yml"} <= set(texts)


def test_a_handbook_in_a_folder_is_a_section_after_the_other_pages(build_site: BuildSite, write_site: WriteSite):
    files = {"guide/start.md": "# Starting\n", "handbook/own.md": "# Our own\n"}
    built = build_site(write_site(files))
    shown = list(dict.fromkeys(titles(read_site(built.site)["index.html"])))
    wanted = ["Minimal", "Guide", "Starting", "Handbook", "Home", *BEFORE_REFERENCE, "Our own", "Reference"]
    assert [title for title in shown if title in wanted] == wanted
    assert titles(read_site(built.site)["index.html"]).count("Handbook") == 1


def test_a_page_that_wants_to_be_in_no_navigation_is_in_none(build_site: BuildSite, write_site: WriteSite):
    files = {"hidden.md": "# Hidden\n", "shown.md": "# Shown\n"}
    built = build_site(write_site(files), not_in_nav="/hidden.md")
    shown = titles(read_site(built.site)["index.html"])
    assert "Shown" in shown
    assert "Hidden" not in shown
    assert "hidden/index.html" in read_site(built.site)


def test_a_page_written_by_hand_takes_the_place_of_the_generated_one(build_site: BuildSite, write_site: WriteSite):
    files = {"handbook/tree/README.md": "# Our tree\n", "handbook/tree/orders/index.md": "# Our orders\n"}
    built = build_site(write_site(files))
    links = dict(navigation(read_site(built.site)["index.html"]))
    assert links["Orders"] == "handbook/tree/orders/"
    assert [address for _, address in navigation(read_site(built.site)["index.html"])].count("handbook/tree/") == 1
    assert "Tree" not in titles(read_site(built.site)["index.html"])


@pytest.mark.parametrize(("metrics", "are_listed"), [(37, True), (38, False)])
def test_many_metrics_stay_out(build_site: BuildSite, write_site: WriteSite, metrics: int, are_listed: bool):
    built = build_site(write_site({"strategy/tree.yml": big_tree(metrics)}))
    pages = read_site(built.site)
    assert len([path for path in pages if path.startswith("handbook/tree/shop-")]) == metrics
    assert ("Shop 7" in titles(pages["index.html"])) == are_listed
    assert "Metric tree" in titles(pages["index.html"])
    assert "handbook/tree/index.html" in pages["handbook/tree/shop-7/index.html"].links(in_content=False)


def test_the_author_lists_generated_pages_as_any_others(build_site: BuildSite, write_site: WriteSite):
    nav = [
        {"Welcome": "index.md"},
        {"Why we bake": "handbook/mission.md"},
        {"Numbers": ["handbook/tree/index.md", "handbook/tree/orders.md", "guide.md"]},
    ]
    folder = write_site({"guide.md": "# Guide\n"}, nav=nav)
    built = build_site(folder, validation={"nav": {"omitted_files": "warn", "not_found": "warn"}})
    wanted = ["Welcome", "Why we bake", "Numbers", "Metric tree", "Orders", "Guide"]
    assert titles(read_site(built.site)["index.html"]) == wanted
    assert list(dead_links(built.site)) == []


def test_torture_shows_its_own_navigation_and_no_metric(torture: Built):
    texts = [text for text, _ in navigation(read_site(torture.site)["index.html"])]
    assert "The mission & the vision" in texts
    assert "MRR" not in texts
