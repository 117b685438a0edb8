"""What the pages of bets say: order, flip, coverage, what moves would do, and forecasts held against results."""

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
loaves_sold: {name: Loaves sold, unit: loaf/month, cadence: month, aim: increase, formula: shops * loaves_per_shop}
shops: {unit: shop, cadence: month, aim: increase}
loaves_per_shop: {unit: loaf/shop/month, cadence: month, aim: increase}
revenue: {unit: EUR/month, cadence: month, formula: loaves_sold * price, aim: increase}
price: {unit: EUR/loaf, cadence: month}
waste: {unit: 1, format: percent, cadence: month, aim: decrease}
"""
VALUES = "period,shops,loaves_per_shop,price,waste\n2026-04,10,8,2.50,20%\n"
NORTH_STAR = "metric: loaves_sold\nbecause: A loaf is a breakfast.\nbusiness_metric: revenue\n"
WEIGHED = """\
current_customer: {who: Bakers., weight: 0.4}
future_customer: {who: Butchers., weight: 0.35}
company: {who: We., weight: 0.25}
"""
Publish = Callable[[dict[str, str]], Published]


@pytest.fixture
def made(tmp_path: Path) -> Publish:
    """A small handbook with some of its files written anew."""

    def make(files: dict[str, str]) -> Published:
        for file in BASE.iterdir():
            (tmp_path / file.name).write_bytes(file.read_bytes())
        files_of_all = {
            "tree.yml": TREE,
            "north-star.yml": NORTH_STAR,
            "values.csv": VALUES,
            "stakeholders.yml": WEIGHED,
        }
        for name, text in (files_of_all | files).items():
            (tmp_path / name).write_text(text, "utf-8")
        strategy = load(tmp_path, "strategy")
        assert isinstance(strategy, Strategy), [
            f"{problem.span}: {problem.message}; {problem.help}" for problem in strategy.problems
        ]
        site = Site("", "strategy", directory_urls=True, authors={}, edit_url=lambda _: None)
        return publish(strategy, site, graphviz_engine("wasm", None), date(2026, 5, 20))

    return make


def bet(id: str, scores: tuple[int, int, int] = (1, 1, 1), **fields: str) -> str:
    lines = [f"{id}:", *(f"  {key}: {value}" for key, value in fields.items()), "  serves:"]
    for group, score in zip(("current_customer", "future_customer", "company"), scores, strict=True):
        lines.append(f"    {group}: {{score: {score}, because: Reason for {group}.}}")
    return "\n".join(lines) + "\n"


def text_of(handbook: Published, uri: str) -> str:
    """A page as a reader reads it."""
    (page,) = (page for page in handbook.pages if page.uri == uri)
    text = re.sub(r"\]\([^)]*\)", "]", re.sub(r"<(style|script).*?</\1>", "", page.complete, flags=re.DOTALL))
    text = re.sub(r"[\[\]]", "", re.sub(r"<[^>]*>", " ", text))
    return re.sub(r" ([.,;])", r"\1", " ".join(unescape(text).replace("\xa0", " ").replace("\u202f", " ").split()))


def test_without_bets_there_is_no_page(made):
    assert not [page.uri for page in made({}).pages if page.uri.startswith("bets")]


def test_the_order_stands_with_scores_effort_and_who_beats_whom(made):
    bets = bet("oven", (1, 3, 2), effort="14") + bet("van", (2, 1, 3), effort="16") + bet("sign", (1, 1, 1))
    text = text_of(made({"bets.yml": bets}), "bets/index.md")
    assert "Current customer counts for 40 %, Future customer for 35 % and Company for 25 %, as set in" in text
    assert "1 Oven ◇ Proposed +1 ● +3 ●●● +2 ●● 1.95 14 0.14" in text
    assert "3 Sign ◇ Proposed +1 ● +1 ● +1 ● 1.00 Oven and Van" in text
    assert "Sign never comes first, whatever the weights; at best it ties." in text


def test_without_weights_all_groups_count_alike_and_the_page_says_so(made):
    groups = "current_customer: {who: a}\nfuture_customer: {who: b}\ncompany: {who: c}\n"
    text = text_of(made({"stakeholders.yml": groups, "bets.yml": bet("oven") + bet("van", (3, 0, 0))}), "bets/index.md")
    assert "No weights are set, so Current customer, Future customer and Company count the same." in text
    assert "equal weights: 33.3 %, 33.3 % and 33.3 %" in text
    assert "add weight: to the groups in stakeholders.yml (see how )" in text


def test_the_smallest_flip_is_said_in_points(made):
    text = text_of(made({"bets.yml": bet("oven", (1, 3, 2)) + bet("van", (2, 1, 3))}), "bets/index.md")
    assert "Move 1.7 points of weight from Future customer to Current customer and Van ties with Oven;" in text
    assert "The weights would then be 41.7 %, 33.3 % and 25 %." in text
    assert "That is a small change" in text


@pytest.mark.parametrize(
    ("bets", "sentence"),
    [
        (bet("oven", (3, 3, 3)) + bet("van"), "Oven comes first whatever the weights."),
        (bet("oven", (2, 2, 2)) + bet("van", (2, 2, 2)), "Oven and Van tie for first place whatever the weights"),
    ],
)
def test_where_nothing_flips_the_page_says_so(made, bets, sentence):
    text = text_of(made({"bets.yml": bets}), "bets/index.md")
    assert sentence in text
    assert "Move " not in text


def test_a_shared_first_place_is_said(made):
    bets = bet("oven", (0, 0, 0)) + bet("van", (-2, 0, 3)) + bet("sign", (1, 0, -2), name="The sign")
    groups = WEIGHED.replace("0.4", "0.3").replace("0.35", "0.5").replace("0.25", "0.2")
    text = text_of(made({"bets.yml": bets, "stakeholders.yml": groups}), "bets/index.md")
    assert "Oven and Van tie for first place with these weights" in text


def test_one_bet_needs_no_triangle(made):
    text = text_of(made({"bets.yml": bet("oven")}), "bets/index.md")
    assert "1 Oven" in text
    for word in ("Move ", "Which bet comes first", "never come", "Forecast and result"):
        assert word not in text
    assert "It is the only open bet, with a weighted score of 1.00." in text_of(
        made({"bets.yml": bet("oven")}), "bets/oven.md"
    )


def test_without_an_open_bet_there_is_no_order(made):
    text = text_of(made({"bets.yml": bet("oven", status="dropped")}), "bets/index.md")
    assert "There are no open bets" in text
    assert "Oven ✕ Dropped" in text


def test_closed_bets_take_no_part_in_the_order(made):
    bets = bet("oven") + bet("van", (3, 3, 3), status="shipped") + bet("sign", (3, 3, 3), status="dropped")
    text = text_of(made({"bets.yml": bets}), "bets/index.md")
    assert "1 Oven ◇ Proposed" in text
    assert "2 " not in text[text.index("The open bets in order") : text.index("Who benefits")]


def test_coverage_says_who_serves_whom_and_when(made):
    bets = bet("oven", (1, 0, -1), when="2026-Q3") + bet("van", (3, 0, 2), when="2026-08") + bet("sign", (0, 0, 1))
    text = text_of(made({"bets.yml": bets}), "bets/index.md")
    assert "Future customer Helped by 0 of 3 open bets No open bet helps this group." in text
    assert "Company Helped by 2 of 3 open bets ▼ Harmed by Oven" in text
    assert "Q3 2026 +3 ●●● Van +1 ● Oven nothing +2 ●● Van −1 ▼ Oven" in text
    assert "No date yet nothing nothing +1 ● Sign" in text


def test_moves_are_shown_in_units_and_percent_and_pushed_to_the_top(made):
    moves = "[{metric: loaves_per_shop, low: 5%, high: 10%, by: 2026-12, baseline: 10}]"
    text = text_of(made({"bets.yml": bet("oven", moves=moves)}), "bets/oven.md")
    assert "Loaves per shop 10 set in the bet 8 April 2026 +0.5 to +1 +5 to +10 % 10.5 to 11 December 2026" in text
    assert "★ Loaves sold 80 +5 to +10 +6.3 to +13 % 85 to 90 arithmetic" in text
    assert "Revenue €200.00 +€12.50 to +€25" in text.replace("€200 ", "€200.00 ")


def test_a_baseline_that_nobody_wrote_is_the_latest_value(made):
    moves = "[{metric: waste, low: -4 points, high: -2 points}]"
    text = text_of(made({"bets.yml": bet("oven", moves=moves)}), "bets/oven.md")
    assert "Waste 20 % April 2026 20 % April 2026 −4 to −2 points −20 to −10 % 16 to 18 %" in text
    assert "Nothing in the tree leads from Waste to Loaves sold and Revenue" in text


def test_a_percentage_of_nothing_is_no_number(made):
    moves = "[{metric: wish, low: 1%, high: 2%}]"
    text = text_of(made({"tree.yml": TREE + "wish: {}\n", "bets.yml": bet("oven", moves=moves)}), "bets/oven.md")
    assert "Wish no value yet no value yet +1 to +2 %" in text
    assert "Wish has no value yet, so a change in percent says nothing about Loaves sold and Revenue." in text


@pytest.mark.parametrize(
    ("status", "baseline", "note"),
    [
        ("proposed", "7.5", "Already within the forecast: Loaves per shop"),
        ("committed", "7", "Already beyond the forecast: Loaves per shop"),
        ("proposed", "8", ""),
        ("shipped", "7", ""),
    ],
)
def test_an_open_bet_whose_metric_is_already_there_says_so(made, status, baseline, note):
    moves = f"[{{metric: loaves_per_shop, low: 5%, high: 10%, baseline: {baseline}}}]"
    text = text_of(made({"bets.yml": bet("oven", moves=moves, status=status)}), "bets/oven.md")
    assert f"Loaves per shop {baseline} set in the bet 8 April 2026" in text
    outlook = text[text.index("What it should move") : text.index("metrics at the top")]
    assert note in outlook
    assert ("Already" in outlook) == bool(note)


def test_a_page_has_scores_with_reasons_requests_and_what_it_stands_on(made):
    requests = "tunnel: {request: I want bread in the tunnel.}\n"
    fields = {
        "requests": "[tunnel]",
        "relies_on": "[page:mission, 'metric:shops']",
        "hypothesis": "People eat in tunnels.",
    }
    text = text_of(made({"requests.yml": requests, "bets.yml": bet("oven", (2, 0, -1), **fields)}), "bets/oven.md")
    assert "People eat in tunnels." in text
    assert "Current customer +2 ●● Reason for current_customer." in text
    assert "Company −1 ▼ Reason for company." in text
    assert "Tunnel: I want bread in the tunnel." in text
    assert "- Mission - Shops" in text


def test_results_are_held_against_forecasts(made):
    moves = "[{metric: shops, low: 1, high: 3}, {metric: waste, low: -4 points, high: -2 points}]"
    came = ("shops, change: 2, learned: They came.", "waste, change: -1 point", "price, change: 1%")
    results = f"[{', '.join(f'{{metric: {each}}}' for each in came)}]"
    handbook = made({"bets.yml": bet("oven", status="shipped", moves=moves, results=results)})
    text = text_of(handbook, "bets/index.md")
    assert "1 of 2 results landed within its forecast; 1 above." in text
    assert "That is too few to judge our forecasts: it takes at least 5." in text
    page = text_of(handbook, "bets/oven.md")
    assert "Shops +1 to +3 shops +2 shops ✓ Within" in page
    assert "Waste −4 to −2 points −1 point ▲ Above, worse than expected" in page
    assert "Price +1 % ○ Not forecast" in page
    assert "What we learned about Shops They came." in page


@pytest.mark.parametrize(
    ("change", "lean"),
    [
        ("0", "Our forecasts are too optimistic: the median result lies 0 % of the way"),
        ("-1", "Our forecasts are too optimistic: the median result does not even reach the cautious end"),
        ("2", "Our forecasts are neither too optimistic nor too cautious"),
        ("5", "Our forecasts are too cautious: the median result goes beyond the optimistic end"),
    ],
)
def test_five_results_tell_which_way_the_forecasts_lean(made, change, lean):
    fields = {"moves": "[{metric: shops, low: 0, high: 4}]", "results": f"[{{metric: shops, change: {change}}}]"}
    bets = "".join(bet(f"bet{place}", status="shipped", **fields) for place in range(5))
    assert lean in text_of(made({"bets.yml": bets}), "bets/index.md")


def test_forty_bets_all_find_their_place(made):
    scores = [((place * 7) % 6 - 2, (place * 5) % 6 - 2, (place * 3) % 6 - 2) for place in range(40)]
    bets = "".join(bet(f"bet_{place}", each, when=f"2027-Q{place % 4 + 1}") for place, each in enumerate(scores))
    handbook = made({"bets.yml": bets})
    text = text_of(handbook, "bets/index.md")
    assert all(f"Bet {place} ◇ Proposed" in text for place in range(40))
    assert len([page for page in handbook.pages if page.uri.startswith("bets/bet-")]) == 40


def test_names_with_markup_in_them_stay_text(made):
    name = '"<b>*Oven*</b> | [x](y)"'
    handbook = made({"bets.yml": bet("oven", (1, 3, 2), name=name) + bet("van", (2, 1, 3))})
    (page,) = (page for page in handbook.pages if page.uri == "bets/index.md")
    assert "<b>*Oven" not in page.complete
    assert "&lt;b&gt;*Oven*&lt;/b&gt; | [x](y)" in page.complete
