"""The page of requests: the log, the themes, the ages, and what the filter goes by."""

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
from product_handbook.site.published import Site
from product_handbook.site.writing.page import Page

BASE = Path(__file__).parents[2] / "data" / "tiny"
TODAY = date(2026, 11, 21)
STAKEHOLDERS = """\
current_customer: {who: Bakers., segments: {town_bakers: {who: In town.}, village_bakers: {who: Elsewhere.}}}
future_customer: {who: Butchers., segments: {butchers: {who: Of the town.}}}
company: {who: Us.}
"""
SCORE = "{score: 1, because: b}"
SERVES = f"{{current_customer: {SCORE}, future_customer: {SCORE}, company: {SCORE}}}"
BETS = f"earlier_vans: {{status: committed, serves: {SERVES}, requests: [vans]}}\n"
IMPACT = "outcomes: {warm_bread: {customer: company, outcome: Eats it warm., requests: [carts]}}\n"
REQUESTS = """\
sacks:
  asked: 2026-11-20
  request: Smaller sacks.
vans:
  name: Vans at five
  asked: 2026-09-01
  segment: town_bakers
  asked_by: A call
  theme: Late & <vans>
  request: |
    The van comes at six.

    - Bread is *cold* by then. See [request:carts].
  decision: planned
  because: It is the [bread][request:sacks] that counts.
carts: {asked: 2026-10-01, segment: butchers, theme: late & <vans>, request: Carts., decision: done, because: Built.}
mills:
  asked: 2026-10-12
  segment: current_customer
  request: Mills.
  decision: declined
  because: Not ours.
  reopen_when: A mill is for sale.
  extra: {ticket: "4812"}
flour: {asked: 2026-08-01, request: Flour., theme: late & <VANS>}
grain: {request: Grain.}
"""

Made = Callable[..., str]


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., Page]:
    """The page of requests of a small handbook."""

    def make(requests: str = REQUESTS, today: date = TODAY, **files: str) -> Page:
        texts = {"requests": requests, "stakeholders": STAKEHOLDERS} | files
        for file in BASE.iterdir():
            (tmp_path / file.name).write_bytes(file.read_bytes())
        for name, text in texts.items():
            (tmp_path / f"{name}.yml").write_text(text, "utf-8")
        strategy = load(tmp_path, "strategy")
        assert isinstance(strategy, Strategy), [
            f"{problem.span}: {problem.message}; {problem.help}" for problem in strategy.problems
        ]
        site = Site("", "strategy", directory_urls=True, authors={}, edit_url=lambda _: None)
        (made,) = (
            found
            for found in publish(strategy, site, graphviz_engine("wasm", None), today).pages
            if found.uri == "requests.md"
        )
        return made

    return make


def read(page: Page) -> str:
    """The page as a reader reads it."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.complete)).split())


def order(page: Page) -> list[str]:
    return re.findall(r'<a name="((?:decision|request)-[^"]*)"', page.markdown)


def test_what_waits_stands_first_by_age_and_the_rest_newest_first(page: Callable[..., Page]):
    assert order(page()) == [
        *("decision-open", "request-flour", "request-sacks", "request-grain"),
        *("decision-planned", "request-vans"),
        *("decision-done", "request-carts"),
        *("decision-declined", "request-mills"),
    ]


def test_ages_are_counted_from_the_day_of_the_build(page: Callable[..., Page]):
    text = read(page())
    assert "waiting for 112 days asked 1 August 2026" in text
    assert "waiting for 1 day asked 20 November 2026" in text
    assert "Open 3 , the oldest waiting for 112 days" in text
    assert "asked today" in read(page(today=date(2026, 11, 20)))
    assert page().complete == page().complete


def test_a_request_of_a_day_to_come_was_not_asked_today(page: Callable[..., Page]):
    text = read(page("a: {asked: 2026-11-22, request: Bread.}\n"))
    assert "asked 22 November 2026, a date in the future" in text
    assert "asked today" not in text
    assert "waiting" not in text


def test_each_request_has_its_words_its_decision_and_its_reason(page: Callable[..., Page]):
    made = page(bets=BETS, impact=IMPACT)
    text = read(made)
    quoted = made.complete.partition("<p>The van comes at six.</p>")[2].partition("</blockquote>")[0]
    assert "<li>Bread is <em>cold</em> by then. See <a " in quoted
    assert '#request-carts">Carts</a>.</li>' in quoted
    assert "Why It is the bread that counts." in text
    assert "Why not Not ours. What would reopen it A mill is for sale." in text
    assert "ticket 4812" in text
    assert "Answered by Bet: Earlier vans (committed)" in text
    assert "Answered by Outcome: Warm bread" in text


def test_what_names_a_declined_request_has_not_taken_it_up(page: Callable[..., Page]):
    text = read(page(impact=IMPACT.replace("carts", "mills")))
    assert "Belongs to Outcome: Warm bread" in text
    assert "Taken up by" not in text


def test_a_theme_says_how_many_asked_who_and_what_answers_it(page: Callable[..., Page]):
    text = read(page(bets=BETS, impact=IMPACT))
    assert "Late & <vans> 3 Town bakers , Butchers Vans at five , Carts , Flour 1 open, 1 planned, 1 done" in text
    assert "Bet: Earlier vans (committed), for 1 of 3 Outcome: Warm bread , for 1 of 3" in text
    assert "1 not done, without a bet or outcome" in text
    assert "3 requests have no theme." in text


def test_a_pattern_that_nothing_answers_stands_out(page: Callable[..., Page]):
    three = "".join(f"r{number}: {{request: r, theme: vans}}\n" for number in range(3))
    assert '<span class="hb-missing">No bet or outcome yet</span>' in page(three).complete
    assert (
        '<span class="hb-missing">No bet or outcome yet</span>'
        not in page(three.replace("r2: {", "r2: {decision: done, because: b, ")).complete
    )


def test_a_theme_is_not_answered_by_a_bet_that_names_one_of_many(page: Callable[..., Page]):
    many = "".join(f"r{number}: {{request: r, theme: vans}}\n" for number in range(26))
    made = page(many, bets=BETS.replace("[vans]", "[r1, r2, r3]"))
    assert "Bet: Earlier vans (committed), for 3 of 26" in read(made)
    assert '<span class="hb-missing">23 not done, without a bet or outcome</span>' in made.complete
    most = page(many, bets=BETS.replace("[vans]", str([f"r{number}" for number in range(20)]).replace("'", "")))
    assert "for 20 of 26 6 not done, without a bet or outcome" in read(most)
    assert '<span class="hb-missing">' not in most.complete


def test_themes_of_a_single_request_are_listed_apart(page: Callable[..., Page]):
    text = read(page("a: {request: r, theme: carts}\n"))
    assert "Asked once carts" in text
    assert "By whom" not in text


def test_the_filter_goes_by_ids_and_by_themes_in_one_spelling(page: Callable[..., Page]):
    html = page().complete
    (vans,) = re.findall(r'<p class="hb-request hb-decided-planned"([^>]*)>', html)
    assert unescape(vans).split('" ') == [
        ' data-decision="planned',
        'data-segment="town_bakers',
        'data-group="current_customer',
        'data-theme="late & <vans>"',
    ]
    assert re.findall(r'data-group="([^"]*)" data-theme="([^"]*)"', html)[-1] == ("current_customer", "-")
    assert 'href="?theme=late%20%26%20%3Cvans%3E#log"' in html
    offered = re.findall(r'<option value="([^"]*)">', html)
    assert [unescape(value) for value in offered if value] == [
        *("open", "planned", "done", "declined"),
        *("current_customer", "town_bakers", "future_customer", "butchers", "-"),
        *("late & <vans>", "-"),
    ]


def test_a_handful_of_requests_needs_no_filter_and_no_theme(page: Callable[..., Page]):
    one = page("a: {request: May I ask something?}\n")
    assert "hb-filter" not in one.complete
    assert "## Themes" not in one.markdown
    assert "Requests 1 Open 1" in read(one)


def test_two_hundred_requests_name_few_in_each_row(page: Callable[..., Page]):
    many = "".join(f"r{number}: {{request: r, theme: t{number % 3}, asked: 2026-01-01}}\n" for number in range(200))
    made = page(many)
    assert len(order(made)) == 201
    assert "63 more" in read(made)
    table = made.complete[made.complete.index('aria-label="Themes"') :].partition("</table>")[0]
    assert table.count('href="#request-') == 12


def test_words_of_html_and_markdown_do_no_harm(page: Callable[..., Page]):
    hostile = 'a: {name: "<b>*x*</b>", request: "<script>alert(1)</script>", asked_by: "<i>|`", theme: "\\"><u>"}\n'
    html = page(hostile).complete
    assert not re.findall(r"<(script|b|i|u)>", html)
