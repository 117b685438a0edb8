"""What-if: a reader moves inputs, and the page, its drawing and its address follow."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect
from read_sites import Site, wear

pytestmark = pytest.mark.browser

FILES = {
    "mkdocs.yml": """
site_name: What if
theme:
  name: material
  font: false
  features: [navigation.instant]
  palette: [{scheme: default, toggle: {icon: material/weather-night, name: Dark}}, {scheme: slate}]
plugins:
  - search
  - product-handbook: {base: "", today: 2026-11-21}
""",
    "docs/strategy/mission.yml": "mission: Help every team write things down.",
    "docs/strategy/stakeholders.yml": "current_customer: {who: A}\nfuture_customer: {who: B}\ncompany: {who: C}",
    "docs/strategy/north-star.yml": """
metric: documents
because: A document is work done.
business_metric: revenue
criteria: {measurable: Counted daily., customer_success: Work done., actionable: By onboarding.}
""",
    "docs/strategy/tree.yml": """
documents: {unit: document/month, cadence: month, owner: us, formula: users * documents_per_user}
users: {unit: user, cadence: month, owner: us, formula: customers * users_per_customer}
customers: {unit: customer, cadence: month, owner: us, formula: "customers[-1] + new_customers * 1 [month] - churned"}
churned: {unit: customer, cadence: month, owner: us, formula: "customers[-1] * churn_rate"}
new_customers: {unit: customer/month, cadence: month, owner: us}
churn_rate: {unit: 1, format: percent, cadence: month, owner: us}
users_per_customer: {unit: user/customer, cadence: month, owner: us}
documents_per_user:
  unit: document/user/month
  cadence: month
  owner: us
  influenced_by:
    - {metric: first_document, because: Speed., effect: negative, coefficient: "-0.1 [document/user/month/minute]"}
first_document: {name: Time to first document, unit: minute, format: duration, cadence: month, owner: us}
revenue: {unit: USD/month, cadence: month, owner: us, formula: users * fee - storage}
fee: {unit: USD/user/month, cadence: month, owner: us}
storage: {unit: USD/month, cadence: month, owner: us, formula: documents / documents_per_dollar}
documents_per_dollar: {unit: document/USD, cadence: month, owner: us}
""",
    "docs/strategy/values/counts.csv": """
period,documents,customers,new_customers,churn_rate,users_per_customer,documents_per_user,first_document
2026-09,123000,1000,60,2%,30,4,12
2026-10,126100,1050,70,2%,30,4,12
""",
    "docs/strategy/values/money.csv": """
period,fee,documents_per_dollar
2026-10,9.50,12.5
""",
}

FIND = """async () => (await axe.run({ include: [[".md-content"]] }, { resultTypes: ["violations"] })).violations
  .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))"""

WITHOUT_SHADES = ".hb-table, .hb-scroll { background: none !important }"


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook with a formula of each kind, a stock, a belief, and a report that differs from its formula."""
    folder = tmp_path_factory.mktemp("what-if")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.lstrip(), "utf-8")
    return folder


@pytest.fixture
def built(handbook: Path, build_site: Callable, finished: dict[str, Path]) -> Path:
    """Its site, built once."""
    if "what if" not in finished:
        finished["what if"] = build_site(handbook, strict=False).site
    return finished["what if"]


@pytest.fixture
def site(built: Path, served: Callable[[Path], str]) -> Site:
    return Site(served(built), built)


@pytest.fixture
def tree(site: Site, page: Page) -> Iterator[Page]:
    """The tree page, its panel ready."""
    page.goto(site.url("tree/"))
    expect(panel(page)).to_be_visible()
    return page


def panel(page: Page) -> Locator:
    return page.locator(".hb-scenario")


def field(page: Page, name: str) -> Locator:
    return panel(page).get_by_role("textbox", name=name, exact=True)


def slider(page: Page, name: str) -> Locator:
    return panel(page).get_by_role("slider", name=name, exact=True)


def result(page: Page, id: str) -> Locator:
    return panel(page).locator(f"[data-root={id}]")


def shown(text: str) -> str:
    return text.replace("\u00a0", " ")


def figures(page: Page, id: str) -> tuple[str, str]:
    """The value and the change of a result."""
    box = result(page, id)
    value, change = box.locator(".hb-result-then").inner_text(), box.locator(".hb-result-change").inner_text()
    return shown(value), shown(change)


def followers(page: Page) -> dict[str, str]:
    """The changes of what moves in between, by name."""
    rows = panel(page).locator(".hb-follows tbody tr")
    return {row.locator("a").inner_text(): shown(row.locator("td").last.inner_text()) for row in rows.all()}


def card_value(page: Page, id: str) -> str:
    return shown(page.locator(f".hb-drawing .hb-value[data-metric={id}]").text_content())


def wait_for_address(page: Page, end: str) -> None:
    page.wait_for_url(lambda url: url.endswith(end))


def test_what_is_typed_moves_all_above_it(tree: Page):
    assert figures(tree, "documents") == ("126 k", "no change")
    before = card_value(tree, "users")
    field(tree, "Users per customer").fill("33")
    # The reported number is a little above its formula, and stays so in proportion: 126100 * 33 / 30.
    assert figures(tree, "documents") == ("139 k", "▲ +12.6 k (+10 %)")
    assert figures(tree, "revenue") == ("$318 k", "▲ +$28.9 k (+10 %)")
    assert followers(tree) == {"Storage": "▲ +$1.01 k (+10 %)", "Users": "▲ +3.15 k (+10 %)"}
    assert card_value(tree, "users") == "▲ 34.7 k"
    assert tree.locator(".hb-moved").count() == 5
    expect(tree.locator(".hb-scenario-note")).to_contain_text("1 input changed")
    wait_for_address(tree, "/tree/?what-if=users_per_customer:33")
    panel(tree).get_by_role("button", name="Reset").click()
    assert figures(tree, "documents") == ("126 k", "no change")
    assert card_value(tree, "users") == before
    assert tree.locator(".hb-moved, .hb-scenario-note").count() == 0
    assert field(tree, "Users per customer").input_value() == "30"
    wait_for_address(tree, "/tree/")


def test_exact_numbers_stand_behind_the_short_ones(tree: Page):
    field(tree, "Users per customer").fill("33.333")
    cells = panel(tree).locator(".hb-follows tr").filter(has_text="Users").locator("data")
    assert [cell.get_attribute("value") for cell in cells.all()] == ["31500", "34999.65", "3499.65"]
    assert cells.nth(1).get_attribute("title") == "34,999.65 users"
    assert result(tree, "documents").locator(".hb-result-then").get_attribute("title") == "140,109.71 documents / month"


def test_a_link_brings_the_scenario_back(tree: Page):
    field(tree, "Churn rate").fill("4 %")
    field(tree, "Fee").fill("10")
    wait_for_address(tree, "?what-if=churn_rate:0.04,fee:10")
    before = (figures(tree, "documents"), figures(tree, "revenue"), followers(tree))
    tree.reload()
    assert (figures(tree, "documents"), figures(tree, "revenue"), followers(tree)) == before
    assert field(tree, "Churn rate").input_value() == "4"
    assert before[1][1].startswith("▲")
    assert before[2]["Customers"] == "▼ −20 (−1.9 %)"


def test_the_keyboard_alone_moves_a_slider_and_a_field(tree: Page):
    handle = slider(tree, "Fee")
    handle.focus()
    tree.keyboard.press("ArrowRight")
    assert figures(tree, "revenue")[1] == "▲ +$2.99 k (+1 %)"
    assert shown(handle.get_attribute("aria-valuetext")) == "$9.595 per user / month, +$0.095 (+1 %)"
    tree.keyboard.press("Home")
    assert field(tree, "Fee").input_value() == "4.75"
    tree.keyboard.press("End")
    assert field(tree, "Fee").input_value() == "19"
    tree.keyboard.press("Tab")
    expect(field(tree, "Fee")).to_be_focused()
    tree.keyboard.type("9.5")
    wait_for_address(tree, "/tree/")
    assert figures(tree, "revenue")[1] == "no change"


def test_the_slider_of_a_share_ends_at_one_and_zero_has_none(tree: Page):
    assert slider(tree, "Churn rate").get_attribute("max") == "200"
    tree.goto(tree.url.partition("?")[0] + "?what-if=churn_rate:0.9")
    assert field(tree, "Churn rate").input_value() == "90"
    expect(slider(tree, "Churn rate")).to_have_value("200")


def test_beliefs_take_part_in_words_and_can_be_left_out(tree: Page):
    lever = panel(tree).locator(".hb-lever").filter(has_text="Time to first document")
    expect(lever).to_contain_text("a believed influence")
    field(tree, "Time to first document").fill("2")
    assert figures(tree, "documents") == ("158 k", "▲ +31.5 k (+25 %)")
    expect(result(tree, "documents")).to_contain_text("all of it from believed influences")
    pushed = panel(tree).locator(".hb-lever").filter(has_text="Documents per user")
    expect(pushed).to_contain_text("now 4, 5 with believed influences")
    panel(tree).get_by_label("Include believed influences").uncheck()
    assert figures(tree, "documents") == ("126 k", "no change")
    wait_for_address(tree, "?what-if=first_document:2,without-beliefs")
    tree.reload()
    expect(panel(tree).get_by_label("Include believed influences")).not_to_be_checked()
    assert figures(tree, "documents")[1] == "no change"


def test_what_is_kept_adds_up_in_a_stock(tree: Page):
    field(tree, "New customers").fill("77")
    assert followers(tree)["Customers"] == "▲ +7 (+0.67 %)"
    panel(tree).get_by_label("kept for 12 periods").check()
    # Of seven more each month, 2 % leave again: 7 * (1 - 0.98^12) / 0.02 = 75.3, beside what they grow to anyway.
    assert followers(tree)["Customers"].startswith("▲ +75.")
    expect(panel(tree)).to_contain_text("Every change is kept for 12 periods")
    expect(panel(tree).locator(".hb-follows-before")).to_have_text("If nothing changes")
    expect(tree.locator(".hb-scenario-note")).to_contain_text("1 input changed, kept for 12 periods.")
    wait_for_address(tree, "?what-if=new_customers:77,kept")
    tree.reload()
    expect(panel(tree).get_by_label("kept for 12 periods")).to_be_checked()
    assert followers(tree)["Customers"].startswith("▲ +75.")
    panel(tree).get_by_role("button", name="Reset").click()
    expect(panel(tree).get_by_label("in this period")).to_be_checked()
    wait_for_address(tree, "/tree/")


def test_what_is_given_a_value_keeps_it_whatever_is_believed(tree: Page):
    field(tree, "Time to first document").fill("2")
    field(tree, "Documents per user").fill("4")
    assert figures(tree, "documents")[1] == "no change"
    wait_for_address(tree, "?what-if=first_document:2,documents_per_user:4")


def test_what_falls_to_nothing_takes_what_was_reported_beyond_the_formula_with_it(tree: Page):
    field(tree, "Documents per user").fill("0")
    assert figures(tree, "documents") == ("0", "▼ −126 k (−100 %)")


def test_a_value_that_cannot_be_computed_says_so(tree: Page):
    field(tree, "Documents per dollar").fill("0")
    assert figures(tree, "revenue") == ("cannot be computed", "? Storage would divide by zero")
    assert figures(tree, "documents")[1] == "no change"
    assert card_value(tree, "storage") == "? not computable"
    assert not {"NaN", "Infinity", "undefined"} & set(panel(tree).inner_text().split())


def test_what_is_no_number_is_named_and_changes_nothing(tree: Page):
    field(tree, "Fee").fill("ten")
    tree.keyboard.press("Tab")
    fault = panel(tree).locator(".hb-lever").filter(has_text="ten").get_by_role("alert")
    expect(fault).to_have_text("“ten” is not a number. Write one such as 9.5.")
    expect(field(tree, "Fee")).to_have_attribute("aria-invalid", "true")
    assert figures(tree, "revenue")[1] == "no change"
    field(tree, "Fee").fill("10")
    expect(fault).to_be_hidden()


def test_junk_in_a_link_is_left_out_and_named(site: Site, page: Page):
    junk = "fee:10,gone:3,churn_rate:NaN,users:4,%E0%A4%A,<img src=x onerror=alert(1)>:1,fee"
    page.goto(site.url(f"tree/?q=1&what-if={junk}"))
    notice = panel(page).locator(".hb-scenario-notice")
    expect(notice).to_contain_text("“gone” is not an input here")
    expect(notice).to_contain_text("“NaN” is not a number")
    expect(notice).to_contain_text("“users” is not an input here")
    assert notice.locator("img").count() == 0
    assert field(page, "Fee").input_value() == "10"
    field(page, "Fee").fill("11")
    wait_for_address(page, "/tree/?q=1&what-if=fee:11")


def test_results_are_told_to_who_hears_the_page(tree: Page):
    told = panel(tree).get_by_role("status")
    field(tree, "Fee").fill("10")
    expect(told).to_contain_text("Revenue: $305")
    assert "Documents: 126" in shown(told.inner_text())


def test_an_instant_navigation_brings_a_panel_of_its_own(tree: Page, site: Site):
    field(tree, "Fee").fill("10")
    tree.evaluate("() => { window.unloaded = false }")
    link = tree.locator(".md-nav__link", has_text="North Star").first
    tree.evaluate("(link) => link.click()", link.element_handle())
    tree.wait_for_url("**/north-star/*")
    expect(panel(tree)).to_be_visible()
    assert figures(tree, "revenue")[1] == "no change"
    field(tree, "Fee").fill("11")
    wait_for_address(tree, "/north-star/?what-if=fee:11")


def test_it_works_from_a_file(built: Path, page: Page):
    address = (built / "tree" / "index.html").as_uri()
    page.goto(f"{address}?what-if=users_per_customer:33")
    assert figures(page, "documents") == ("139 k", "▲ +12.6 k (+10 %)")
    field(page, "Users per customer").fill("31")
    wait_for_address(page, "what-if=users_per_customer:31")
    page.reload()
    assert field(page, "Users per customer").input_value() == "31"


def test_where_no_query_may_be_added_the_anchor_holds_the_scenario(site: Site, page: Page):
    page.add_init_script("""const replace = history.replaceState.bind(history)
      history.replaceState = (state, title, url) => {
        if (String(url).includes("?")) throw new DOMException("not here", "SecurityError")
        replace(state, title, url)
      }""")
    page.goto(site.url("tree/"))
    field(page, "Fee").fill("10")
    wait_for_address(page, "/tree/#what-if=fee:10")
    page.reload()
    assert field(page, "Fee").input_value() == "10"
    panel(page).get_by_role("button", name="Reset").click()
    wait_for_address(page, "/tree/")


@pytest.mark.parametrize("palette", ["default", "slate"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(width: int, palette: str, site: Site, page: Page):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.url("tree/?what-if=first_document:2,documents_per_dollar:0,junk:1"))
    field(page, "Fee").fill("x")
    page.keyboard.press("Tab")
    wear(page, palette)
    page.add_style_tag(content=WITHOUT_SHADES)
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(FIND) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_is_wider_than_the_window(width: int, site: Site, page: Page):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(site.url("tree/?what-if=first_document:2,documents_per_dollar:0,junk:1"))
    expect(panel(page).locator(".hb-follows")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    box = panel(page).bounding_box()
    for input_ in panel(page).locator("input:visible, button:visible").all():
        inner = input_.bounding_box()
        assert inner["x"] >= box["x"] - 1
        assert inner["x"] + inner["width"] <= box["x"] + box["width"] + 1


def test_without_scripts_the_table_is_what_remains(site: Site, still: Page):
    still.goto(site.url("north-star/?what-if=fee:10"))
    expect(panel(still)).to_be_hidden()
    expect(still.get_by_role("region", name="What one percent more of each input does")).to_be_visible()


def test_on_paper_the_panel_is_gone_and_the_picture_shows_what_is(tree: Page):
    before = card_value(tree, "revenue")
    field(tree, "Fee").fill("10")
    assert card_value(tree, "revenue") != before
    tree.emulate_media(media="print")
    tree.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(panel(tree)).to_be_hidden()
    assert card_value(tree, "revenue") == before
    tree.evaluate("dispatchEvent(new Event('afterprint'))")
    assert card_value(tree, "revenue") != before


def test_forced_colours_keep_what_is_marked_by_form(tree: Page):
    tree.emulate_media(forced_colors="active")
    field(tree, "Fee").fill("10")
    assert tree.locator(".hb-moved .hb-box").first.evaluate("(box) => getComputedStyle(box).strokeDasharray") != "none"
    assert card_value(tree, "revenue").startswith("▲")
