"""What pages say of reported and computed values: traceable, explained, and silent where there is nothing."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy
from product_handbook.site.publish import publish
from product_handbook.site.published import Published, Site

BASE = Path(__file__).parents[2] / "data" / "tiny"
TREE = """\
loaves_sold: {name: Loaves sold, unit: loaf/month, cadence: month, aim: increase, formula: shops * loaves_per_shop,
  targets: {2026-03: 90, 2026-12: 200}}
shops: {unit: shop, cadence: month, aim: increase, targets: {2026-12: 12}}
loaves_per_shop: {unit: loaf/shop/month, cadence: month}
revenue: {unit: EUR/month, cadence: month, formula: "loaves_sold * price", aim: increase}
price: {unit: EUR/loaf, cadence: month}
complaints: {cadence: month, aim: decrease}
"""
VALUES = """\
period,loaves_sold,shops,loaves_per_shop,price
2026-01,40,8,5,2.50
2026-02,54,9,6,2.50
2026-03,80,10,8,
2026-04,88,11,8,2.60
"""
NORTH_STAR = "metric: loaves_sold\nbecause: A loaf is a breakfast.\nbusiness_metric: revenue\n"
Publish = Callable[[dict[str, str]], Published]


@pytest.fixture
def made(tmp_path: Path) -> Publish:
    """A small handbook with some of its files written anew."""

    def make(files: dict[str, str], language: str = "en") -> Published:
        for file in BASE.iterdir():
            (tmp_path / file.name).write_bytes(file.read_bytes())
        (tmp_path / "tree.yml").write_text(TREE, "utf-8")
        (tmp_path / "north-star.yml").write_text(NORTH_STAR, "utf-8")
        for name, text in files.items():
            (tmp_path / name).write_text(text, "utf-8")
        strategy = load(tmp_path, "strategy")
        assert isinstance(strategy, Strategy), strategy.problems
        site = Site("", "strategy", directory_urls=True, authors={}, edit_url=lambda _: None, language=language)
        return publish(strategy, site, graphviz_engine("wasm", None), date(2026, 5, 20))

    return make


def text_of(handbook: Published, uri: str) -> str:
    """A page as a reader reads it."""
    (page,) = (page for page in handbook.pages if page.uri == uri)
    text = re.sub(r"<(style|script).*?</\1>", "", page.complete, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).replace("\xa0", " ").replace("\u202f", " ").split())


def test_the_page_of_a_metric_tells_its_latest_value_change_and_status(made: Publish) -> None:
    text = text_of(made({"values.csv": VALUES}), "tree/loaves-sold.md")
    assert "April 2026 88 loaves / month" in text
    assert "+8 (+10 %) since March 2026" in text
    assert "88 loaves / month in April 2026, 112 short of the target of 200 by December 2026." in text
    assert "Needs +14 a month for 8 months; moved +16 a month lately." in text
    assert "● On track" in text


def test_a_change_is_told_in_a_sentence_and_a_table(made: Publish) -> None:
    text = text_of(made({"values.csv": VALUES}), "tree/loaves-sold.md")
    assert "Loaves sold rose by 8 from March 2026 to April 2026: +8 from a rise in Shops" in text
    north_star = text_of(made({"values.csv": VALUES}), "north-star.md")
    assert "Loaves sold rose by 8 from March 2026 to April 2026" in north_star


def test_every_value_says_where_it_comes_from(made: Publish) -> None:
    handbook = made({"values.csv": VALUES.replace("2026-02,54,", "2026-02,55,").replace("2026-03,80", "2026-03,")})
    text = text_of(handbook, "tree/loaves-sold.md")
    assert "March 2026 80 +25 (+45 %) computed" in text
    assert "February 2026 55 +15 (+38 %) 54 Off by +1" in text
    assert "April 2026 88 +8 (+10 %) 88 Exact" in text
    revenue = text_of(handbook, "tree/revenue.md")
    assert "Nobody reports it; every value is computed from the formula." in revenue


def test_what_only_rounding_explains_says_how_wide_that_is(made: Publish) -> None:
    values = "period,loaves_sold,shops,loaves_per_shop\n2026-03,108,1000,0.1\n2026-04,88,11,8\n"
    handbook = made({"values.csv": values})
    expected = "108 100 Exact but for rounding (the formula gives 50 to 150 )"
    assert expected in text_of(handbook, "tree/loaves-sold.md")
    tree = TREE.replace("shops * loaves_per_shop,", "shops * loaves_per_shop, tolerance: 0,")
    text = text_of(made({"values.csv": values, "tree.yml": tree}), "tree/loaves-sold.md")
    assert "108 100 Off by +8" in text


def test_where_a_ratio_divides_by_zero_its_page_says_so(made: Publish) -> None:
    tree = (
        TREE
        + """\
rate: {formula: bread / staff, unit: loaf/person/month, cadence: month}
bread: {unit: loaf/month, cadence: month}
staff: {unit: person, cadence: month}
"""
    )
    values = "period,bread,staff\n2025-12,1,0\n2026-01,1,0\n2026-02,1,2\n2026-03,2,0\n2026-04,2,0\n2026-05,2,\n"
    text = text_of(made({"tree.yml": tree, "values.csv": values}), "tree/rate.md")
    first = "Not in the table: Rate cannot be computed for April 2026: bread / staff divides by zero; Rate cannot"
    assert first in text
    assert "for January 2026: bread / staff divides by zero; and 1 more period likewise." in text


def test_no_page_shows_what_divisions_leave_over(made: Publish) -> None:
    tree = (
        TREE.replace("formula: shops * loaves_per_shop,", "formula: arpu * users,")
        + "arpu: {unit: loaf/user/month, cadence: month, formula: total / users}\n"
        + "users: {unit: user, cadence: month}\ntotal: {unit: loaf/month, cadence: month}\n"
    )
    handbook = made({"tree.yml": tree, "values.csv": "period,total,users\n2026-03,1000,7\n2026-04,1100,13\n"})
    for uri in ("tree/loaves-sold.md", "north-star.md"):
        text = text_of(handbook, uri)
        assert not re.search("99999|× 10", text)
        assert "Loaves sold rose by 100 from March 2026 to April 2026" in text
    assert "+100 from a rise in Total ." in text_of(handbook, "north-star.md")


STOCK = (
    TREE.replace("formula: shops * loaves_per_shop,", "formula: 'loaves_sold[-1] + new - gone',")
    + """\
new: {unit: loaf/month, cadence: month}
gone: {unit: loaf/month, cadence: month}
"""
)


def test_a_flow_that_shrinks_is_told_from_what_it_takes(made: Publish) -> None:
    values = "period,loaves_sold,new,gone\n2026-02,900,500,400\n2026-03,950,419,369\n2026-04,1034,412,328\n"
    handbook = made({"tree.yml": STOCK, "values.csv": values})
    text = text_of(handbook, "tree/loaves-sold.md")
    assert (
        "Loaves sold rose by 84 from March 2026 to April 2026: New brought 412, 7 less than before; "
        "Gone took 328, 41 less than before."
    ) in text
    assert re.search(r"Flows as in March 2026 ▲ \+50 .*Gone ▲ \+41 .*New ▼ −7 April 2026", text)
    assert "Input March 2026 April 2026 Flows as in March 2026 Changed Contribution" in text
    assert "Gone (328 in all) 369 328 −369 +41 −328" in text
    (page,) = (page.complete for page in handbook.pages if page.uri == "tree/loaves-sold.md")
    looks = {
        name: look for look, name in re.findall(r'<g class="hb-change ([\w-]+)">.*?<text[^>]*>(.*?)<', page, re.DOTALL)
    }
    assert looks == {"Flows as in March 2026": "hb-neutral", "Gone": "hb-good", "New": "hb-bad"}


def test_a_flow_over_a_year_says_what_changed_on_average(made: Publish) -> None:
    months = [*(f"2025-{month:02}" for month in range(2, 13)), "2026-01"]
    rows = ["2025-01,100,10,0", *(f"{month},,11,4" for month in months)]
    handbook = made({"tree.yml": STOCK, "values.csv": "\n".join(["period,loaves_sold,new,gone", *rows, ""])})
    text = text_of(handbook, "tree/loaves-sold.md")
    assert "New brought 132, on average 1 a month more than before" in text
    assert "Gone took 48, on average 4 a month more than before" in text


def test_what_is_missing_is_named_where_it_begins(made: Publish) -> None:
    text = text_of(made({"values.csv": VALUES}), "tree/revenue.md")
    assert (
        "We cannot explain how Revenue changed from March 2026 to April 2026: Price has no value for March 2026."
        in text
    )
    tree = (
        TREE
        + "stock: {formula: 'stock[-1] + bought', unit: loaf, cadence: month}\nbought: {unit: loaf, cadence: month}\n"
    )
    handbook = made({"tree.yml": tree, "values.csv": "period,bought\n2026-01,8\n2026-02,9\n"})
    assert "Not computable for February 2026: Stock has no value for December 2025" in text_of(
        handbook, "tree/stock.md"
    )


def test_what_is_made_of_constants_shows_its_value(made: Publish) -> None:
    tree = TREE + "dozen: {value: 12, unit: 1}\ngross: {formula: dozen * dozen, unit: 1}\n"
    assert "Always 144" in text_of(made({"tree.yml": tree, "values.csv": VALUES}), "tree/gross.md")


def test_a_missing_flow_prevents_a_division_and_is_named(made: Publish) -> None:
    tree = TREE.replace("shops: {unit: shop,", "shops: {formula: 'shops[-1] + opened * 1 [month]', unit: shop,")
    tree += "opened: {unit: shop/month, cadence: month}\n"
    values = "period,shops,opened\n2026-01,8,\n2026-02,9,\n2026-03,10,1\n"
    handbook = made({"tree.yml": tree, "values.csv": values})
    assert "Shops rose by 1 from February 2026 to March 2026: +1 from Opened" in text_of(handbook, "tree/shops.md")
    values = values.replace("10,1", "10,")
    text = text_of(made({"tree.yml": tree, "values.csv": values + "2026-04,,1\n"}), "tree/shops.md")
    assert "from March 2026 to April 2026: +1 from Opened" in text
    text = text_of(made({"tree.yml": tree, "values.csv": values}), "tree/shops.md")
    assert "We cannot explain how Shops changed from February 2026 to March 2026: Opened has no value" in text


def test_a_gap_of_targets_is_shown(made: Publish) -> None:
    text = text_of(made({"values.csv": VALUES}), "tree/loaves-sold.md")
    assert re.search(r"December 2026 200 \w[ \w]* 96 −104 \(−52 %\)", text)
    assert "March 2026 90 80 Missed" in text
    assert "Worked out for December 2026 from Shops 12 (its target), Loaves per shop 8 (as it is now)." in text


def test_a_break_in_counting_is_told_beside_the_change(made: Publish) -> None:
    tree = TREE.replace("shops: {unit: shop,", "shops: {breaks: {2026-04: Kiosks count too.}, unit: shop,")
    text = text_of(made({"tree.yml": tree, "values.csv": VALUES}), "tree/loaves-sold.md")
    assert "We cannot explain how Loaves sold changed from March 2026 to April 2026: Shops has been counted" in text
    assert "differently since April 2026. How Shops is counted since then: Kiosks count too." in text
    assert "April 2026 88 loaves / month Change +8" in text, "what is reported above keeps its own change"
    text = text_of(made({"tree.yml": tree, "values.csv": VALUES}), "tree/shops.md")
    assert "April 2026 11 counted differently" in text, "the change is empty, and the note says why"
    assert "Change" not in text.partition("## The numbers")[0]


def test_a_period_that_has_not_ended_is_so_far(made: Publish) -> None:
    text = text_of(made({"values.csv": VALUES.replace("2026-04,", "2026-05,")}), "tree/loaves-sold.md")
    assert "March 2026 80 loaves / month May 2026, so far 88 Change +26" in text
    assert "May 2026 so far 88" in text


def test_a_note_stands_at_the_chart_in_the_table_and_beside_a_change(made: Publish) -> None:
    tree = TREE.replace("shops: {unit: shop,", "shops: {notes: {2026-04: A shop burnt down.}, unit: shop,")
    handbook = made({"tree.yml": tree, "values.csv": VALUES})
    assert "Shops in April 2026: A shop burnt down." in text_of(handbook, "tree/loaves-sold.md")
    text = text_of(handbook, "tree/shops.md")
    assert "1 April 2026: A shop burnt down." in text
    assert "April 2026 11 +1 (+10 %) A shop burnt down." in text


def test_a_handbook_without_values_shows_no_holes(made: Publish) -> None:
    handbook = made({})
    for uri in ("tree/loaves-sold.md", "tree/shops.md", "north-star.md", "tree/index.md", "index.md"):
        text = text_of(handbook, uri)
        for word in ("Latest", "The numbers", "Why it changed", "computed from the formula", "over time", "Status"):
            assert word not in text, (uri, word)


def test_a_restated_value_says_what_it_was(made: Publish) -> None:
    long = "period,metric,value,note\n2026-01,shops,8,\n2026-01,shops,7,One shop was counted twice.\n"
    text = text_of(made({"values.csv": long}), "tree/shops.md")
    assert "January 2026 7 Reported before as 8. One shop was counted twice." in text


def test_numbers_follow_the_language_of_the_site(made: Callable[..., Published]) -> None:
    values = "period,price\n2026-01,1234.5\n"
    assert "1.234,50" in text_of(made({"values.csv": values}, language="de"), "tree/price.md")


UPTIME = "uptime: {unit: 1, format: percent, cadence: month, aim: increase, targets: {2026-12: 99.9%}}\n"


def html_of(handbook: Published, uri: str) -> str:
    """A page as the browser gets it."""
    (page,) = (page for page in handbook.pages if page.uri == uri)
    return page.complete.replace("\xa0", " ")


def test_a_value_near_its_target_does_not_look_like_it(made: Publish) -> None:
    values = "period,uptime\n2026-01,99.964%\n2026-02,99.895%\n"
    text = text_of(made({"tree.yml": TREE + UPTIME, "values.csv": values}), "tree/uptime.md")
    assert "99.895 % in February 2026, 0.005 points short of the target of 99.9 % by December 2026." in text
    assert "January 2026 99.964 %" in text
    tree = TREE.replace("{2026-03: 90, 2026-12: 200}", "{2026-12: 1424000}")
    handbook = made({"tree.yml": tree, "values.csv": "period,loaves_sold\n2026-01,1423456\n"})
    assert "1.423 M loaves / month in January 2026, 544 short of the target of 1.424 M by December 2026." in text_of(
        handbook, "tree/loaves-sold.md"
    )
    assert "Target 1.424 M by December 2026" in text_of(handbook, "north-star.md")
    assert ">1.423 M</span>" in html_of(handbook, "north-star.md")
    assert '">1.423 M</data>' in html_of(handbook, "tree/index.md")


def test_a_metric_to_be_lowered_is_above_its_target(made: Publish) -> None:
    tree = TREE.replace("{cadence: month, aim: decrease}", "{cadence: month, aim: decrease, targets: {2026-12: 5}}")
    handbook = made({"tree.yml": tree, "values.csv": "period,complaints\n2026-01,9\n2026-02,8\n"})
    assert "8 in February 2026, 3 above the target of 5 by December 2026. Needs −0.3 a month" in text_of(
        handbook, "tree/complaints.md"
    )


def test_a_share_moves_by_points_everywhere(made: Publish) -> None:
    values = "period,uptime\n2026-01,55.6%\n2026-02,62.5%\n"
    handbook = made({"tree.yml": TREE + UPTIME, "values.csv": values})
    assert "62.5 % ▲ 6.9 points" in text_of(handbook, "tree/index.md")
    assert "12 %" not in text_of(handbook, "tree/index.md")
    assert "+6.9 points since January 2026" in text_of(handbook, "tree/uptime.md")


def test_tables_have_all_digits(made: Publish) -> None:
    values = VALUES.replace("2026-04,88,11,8,", "2026-04,1423456,11,129414.5,")
    page = html_of(made({"values.csv": values}), "tree/loaves-sold.md")
    assert '<data value="1423376">+1,423,376</data>' in page
    assert '<data value="1423559.5">1,423,559.5</data>' in page
    assert 'Within tolerance, off by <data value="-103.5">−103.5</data>' in page
    assert '<data value="1552774">+1,552,774</data> (+776,387 %)' in page


def test_a_change_without_end_is_cut_in_words_too(made: Publish) -> None:
    tree = TREE + "share: {unit: 1, format: percent, cadence: month, formula: 'shops / (3 [shop])'}\n"
    values = VALUES.replace("2026-04,88,11", "2026-04,88,12").replace("2026-03,80,10", "2026-03,80,11")
    page = text_of(made({"tree.yml": tree, "values.csv": values}), "tree/share.md")
    assert "+33.3333333333… points since March 2026" in page
    assert not re.search(r"\d\.\d{13}", page)


@pytest.mark.parametrize(
    ("months", "told"), [(25, ""), (26, "The latest 25 of 26 periods; all are in handbook.json .")]
)
def test_a_table_that_is_cut_says_so(made: Publish, months: int, told: str) -> None:
    rows = (f"{2024 + month // 12}-{month % 12 + 1:02},{month}\n" for month in range(months))
    handbook = made({"values.csv": "period,shops\n" + "".join(rows)})
    assert (
        (told or "The latest") in text_of(handbook, "tree/shops.md")
        if told
        else "The latest" not in text_of(handbook, "tree/shops.md")
    )
    assert ('<a href="../../handbook.json">' in html_of(handbook, "tree/shops.md")) == bool(told)


def test_top_metrics_of_two_cadences_have_an_axis_each(made: Publish) -> None:
    tree = TREE.replace('cadence: month, formula: "loaves_sold * price", aim', "cadence: quarter, aim")
    values = "period,loaves_sold,revenue\n2026-01,40,\n2026-02,54,\n2026-Q1,,900\n"
    handbook = made({"tree.yml": tree, "values.csv": values})
    text = text_of(handbook, "north-star.md")
    assert "Both over time Loaves sold is monthly and Revenue is quarterly, so each has an axis of its own." in text
    page = html_of(handbook, "north-star.md")
    assert page.count('<figure class="hb-figure hb-chart"') >= 2
    assert 'id="series-1' in page
    assert 'id="series-2' in page


def test_a_metric_may_be_rolled_up_from_shorter_periods(made: Publish) -> None:
    tree = """\
loaves_sold: {name: Loaves sold, unit: loaf/quarter, cadence: quarter, aim: increase,
  formula: total(baked) - total(lost)}
baked: {name: Baked, unit: loaf/month, cadence: month}
lost: {name: Lost, unit: loaf/month, cadence: month, formula: baked * loss, breaks: {2026-02: Crumbs count.}}
loss: {name: Loss, unit: 1, cadence: month}
revenue: {name: Revenue, unit: EUR/quarter, cadence: quarter, formula: loaves_sold * price + average(shops) * rent}
price: {name: Price, unit: EUR/loaf, cadence: quarter}
shops: {name: Shops, unit: shop, cadence: month}
rent: {value: 1, unit: EUR/shop/quarter}
"""
    values = (
        "period,baked,loss,price,shops\n2025-10,8,0.5,,2\n2025-11,8,0.5,,2\n2025-12,8,0.5,,2\n2025-Q4,,,2,\n"
        "2026-01,10,0.5,,4\n2026-02,20,0.5,,5\n2026-03,30,0.5,,6\n2026-Q1,,,2,\n2026-04,30,0.5,,6\n"
    )
    handbook = made({"tree.yml": tree, "values.csv": values})
    text = text_of(handbook, "tree/loaves-sold.md")
    assert "Q1 2026, computed 30 loaves / quarter" in text
    assert "Loaves sold = total( Baked ) − total( Lost )" in text
    assert "We cannot explain how Loaves sold changed from Q4 2025 to Q1 2026: Lost has been counted" in text
    assert "differently since February 2026. How Lost is counted since then: Crumbs count." in text
    assert "computed from Baked and Lost , as total(Baked) − total(Lost)" in text
    whole = made({"tree.yml": tree.replace(", breaks: {2026-02: Crumbs count.}", ""), "values.csv": values})
    text = text_of(whole, "tree/loaves-sold.md")
    assert "Q1 2026: +36 from a rise in Baked (total) , −18 from a rise in Lost (total)" in text
    revenue = text_of(whole, "tree/revenue.md")
    assert "from a rise in Shops (average)" in revenue
    north_star = text_of(whole, "north-star.md")
    assert "Shops (averaged over its periods)" in north_star
    assert "Price €2 per loaf does not move it +€0.60" in north_star


def test_a_handbook_may_count_by_the_year_of_its_company(made: Publish) -> None:
    tree = """\
loaves_sold: {name: Loaves sold, unit: loaf/quarter, cadence: fiscal_quarter, aim: increase,
  formula: shops * loaves_per_shop, targets: {FY27-Q2: 120, FY26-Q3: 50}}
shops: {unit: shop, cadence: fiscal_quarter, breaks: {2025-09: Kiosks are shops too.}}
loaves_per_shop: {unit: loaf/shop/quarter, cadence: fiscal_quarter}
revenue: {unit: EUR/year, cadence: fiscal_year, breaks: {2025-H2: In euros.}}
"""
    mission = "mission: Bread.\nfiscal_year_starts: 2\n"
    values = "period,shops,loaves_per_shop,revenue\nFY26-Q2,7,6,\nFY26-Q3,8,5,\nFY26-Q4,9,6,\nFY25,,,9\nFY26,,,10\n"
    handbook = made({"mission.yml": mission, "tree.yml": tree, "values.csv": values})
    assert "Our fiscal year:** FY27 runs from February 2026 to January 2027." in text_of(handbook, "mission.md")
    text = text_of(handbook, "tree/loaves-sold.md")
    assert "Q4 FY26, computed 54 loaves / quarter" in text
    assert "+14 (+35 %) since Q3 FY26" in text
    assert "a fiscal quarter for 2 fiscal quarters; moved " in text
    assert "Q3 FY26 50 40 Missed Q2 FY27 120 Off track" in text
    assert "Since the fiscal quarter before" in text
    assert "Cadence quarterly, by fiscal year" in text
    assert "Revenue is yearly, by fiscal year" in text_of(handbook, "north-star.md")


def test_the_card_of_a_constant_shows_its_value(made: Publish) -> None:
    tree = TREE.replace('"loaves_sold * price"', '"loaves_sold * price * rush"') + "rush: {value: 3, unit: 1}\n"
    handbook = made({"tree.yml": tree, "values.csv": VALUES})
    assert "Rush : always 3" in text_of(handbook, "tree/rush.md")
    assert 'data-metric="rush" font-size="16">3</text>' in html_of(handbook, "tree/rush.md")


def test_one_of_something_is_singular(made: Publish) -> None:
    text = text_of(made({"values.csv": "period,shops\n2026-01,2\n2026-02,1\n"}), "tree/shops.md")
    assert "February 2026 1 shop Change −1" in text
    assert "1 shop in February 2026, 11 short of the target of 12" in text
    assert "1 shops" not in text


def test_nobody_is_on_the_way_to_a_target_that_was_due_and_not_measured(made: Publish) -> None:
    tree = TREE.replace("2026-12: 200", "2026-04: 100").replace("2026-03: 90, ", "")
    text = text_of(made({"tree.yml": tree, "values.csv": VALUES.rpartition("2026-04")[0]}), "tree/loaves-sold.md")
    assert "The target is 100 loaves / month by April 2026, but nobody has reported that period." in text
    assert "On track" not in text


def test_a_break_before_the_day_of_a_target_leaves_it_open(made: Publish) -> None:
    tree = TREE.replace("loaves_sold: {", "loaves_sold: {breaks: {2026-05: Kiosks count too.}, ")
    assert tree != TREE
    text = text_of(made({"tree.yml": tree, "values.csv": VALUES}), "tree/loaves-sold.md")
    assert "It is counted differently from May 2026 on, and has no value since; the target is" in text
