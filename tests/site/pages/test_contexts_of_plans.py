"""What the pages of bets, requests and orientation give their templates: made from the records, without a build."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from handbook_documents import handbook
from small_handbooks import BASE

from product_handbook.analysis.ratings import rounds
from product_handbook.site.pages.bets.bet import bet_context
from product_handbook.site.pages.bets.overview import overview_context
from product_handbook.site.pages.bets.ranking import rank_bets
from product_handbook.site.pages.bets.results import ForecastPlotContext, ResultsSection, forecast_plot, lean_of
from product_handbook.site.pages.orientation.page import orientation_context
from product_handbook.site.pages.orientation.rubric import Cell, next_steps, rubric_context
from product_handbook.site.pages.requests.filter import FilterOption, filter_context, request_line
from product_handbook.site.pages.requests.page import requests_context
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Page

SCORES = "serves: {{current_customer: {}, future_customer: {}, company: {}}}"
REQUESTS = """\
sacks: {asked: 2026-11-01, request: Smaller sacks.}
vans: {asked: 2026-09-01, segment: paying_teams, theme: Vans, request: Vans., decision: declined, because: Too far.}
carts: {asked: 2026-10-01, theme: vans, request: Carts., decision: declined, because: Too slow.}
"""
ORIENTATION = """\
rubric:
  dimensions:
    warmth: {levels: [Cold., Cool., Warm., Hot., Glowing.], practices: {3: [Bake later.], 2: [Bake sooner.]}}
  level_names: [Stone, Bronze, Iron, Steel, Gold]
assessments:
  - {team: Ovens, dimension: warmth, level: 2, date: 2026-10-02, by: A baker}
  - {team: Ovens, dimension: warmth, level: 3, date: 2026-09-02, by: A driver}
"""


def bet(id: str, *scores: int) -> str:
    return f"{id}: {{{SCORES.format(*(f'{{score: {score}, because: So.}}' for score in scores))}}}\n"


@pytest.fixture
def draft(tmp_path: Path, request: pytest.FixtureRequest) -> Draft:
    """A page of the tiny handbook with one more file, which the test names with its text."""
    for file in BASE.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    name, text = request.param
    (tmp_path / name).write_text(text, "utf-8")
    made = handbook(tmp_path)
    return Draft(made, made.addresses.page(name.partition(".")[0]))


def words(draft: Draft, mark: str) -> str:
    """The text of the prose that a mark stands for."""
    finished = Page("page.md", "Page", mark, tuple(draft._pieces)).complete
    return " ".join(re.sub(r"<[^>]*>", " ", finished).split())


def with_file(name: str, text: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("draft", [(name, text)], indirect=True)


@with_file("bets.yml", bet("oven", 3, 0, 0) + bet("van", 0, 3, 0) + bet("sign", 0, 0, 0))
def test_the_ranking_knows_who_leads_and_who_never_does(draft: Draft):
    ranking = rank_bets(draft.handbook.analysis)
    assert ranking.leaders == ("oven", "van")
    assert ranking.never_first == ("sign",)
    assert [ranking.share_first(id) for id in ("oven", "van", "sign")] == [Fraction(1, 2), Fraction(1, 2), 0]


@with_file("bets.yml", bet("oven", 3, 1, 1) + bet("van", 1, 1, 1))
def test_the_page_of_bets_leaves_out_what_has_nothing_to_say(draft: Draft):
    context = overview_context(draft, rank_bets(draft.handbook.analysis))
    assert context.stakeholders == "../stakeholders/index.md"
    assert (context.weight_map, context.results.table, context.results.waiting) == ("", "", "")
    assert isinstance(context.results, ResultsSection)
    assert all((context.order, context.weights, context.flip, context.never_first, context.table))
    assert "## Forecast and result" not in context.markdown()
    assert "### Which bet comes first" not in context.markdown()


@with_file("bets.yml", bet("oven", 2, 0, -1))
def test_a_bet_without_moves_says_so(draft: Draft):
    handbook = draft.handbook
    context = bet_context(draft, rank_bets(handbook.analysis), handbook.strategy.bets["oven"])
    assert (context.title, context.hypothesis, context.outlook.moves, context.outlook.is_past) == (
        "Oven",
        "",
        "",
        False,
    )
    assert [words(draft, score.because) for score in context.scores] == ["So.", "So.", "So."]
    assert "It names no metric yet." in context.markdown()
    assert "*This bet has no hypothesis yet.*" in context.markdown()


@pytest.mark.parametrize(
    ("position", "x", "is_outside"),
    [("0", "32", False), ("1/2", "48", False), ("1", "64", False), ("9", "89.6", True), ("-9", "6.4", True)],
)
def test_a_result_is_drawn_beside_the_forecast_in_the_middle_third(position: str, x: str, is_outside: bool):
    assert forecast_plot(Fraction(position)) == ForecastPlotContext(x, is_outside)


@pytest.mark.parametrize(
    ("optimism", "lean"),
    [
        (None, "unknown"),
        ("-1/100", "far_too_optimistic"),
        ("0", "optimistic"),
        ("44/100", "optimistic"),
        ("45/100", "neither"),
        ("55/100", "neither"),
        ("56/100", "cautious"),
        ("1", "cautious"),
        ("101/100", "far_too_cautious"),
    ],
)
def test_a_lean_is_named_by_where_the_median_result_lies(optimism: str | None, lean: str):
    assert lean_of(None if optimism is None else Fraction(optimism)) == lean


@with_file("requests.yml", REQUESTS)
def test_requests_stand_under_their_decisions(draft: Draft):
    context = requests_context(draft)
    assert [(section.title, [request.title for request in section.requests]) for section in context.decisions] == [
        ("Open", ["Sacks"]),
        ("Declined", ["Carts", "Vans"]),
    ]
    assert [request.because_label for section in context.decisions for request in section.requests] == [
        *("So far", "Why not", "Why not"),
    ]
    assert context.without_theme == 1
    assert context.filter == ""
    assert words(draft, context.decisions[1].requests[1].request) == "Vans."


@with_file("requests.yml", REQUESTS)
def test_the_filter_offers_what_the_requests_have(draft: Draft):
    context = filter_context(draft)
    assert [option.value for option in context.decisions] == ["open", "declined"]
    assert [(group.title, [option.value for option in group.options]) for group in context.askers] == [
        ("Current customer", ["current_customer", "paying_teams"])
    ]
    assert context.unnamed == (FilterOption("-", "Nobody named"),)
    assert context.themes == (FilterOption("vans", "Vans"), FilterOption("-", "No theme"))


@with_file("requests.yml", REQUESTS)
def test_the_line_of_a_request_says_how_long_it_waits_and_who_asked(draft: Draft):
    requests = draft.handbook.strategy.requests
    sacks, vans = request_line(draft, requests["sacks"]), request_line(draft, requests["vans"])
    assert sacks.facts == ("<strong>waiting for 20 days</strong>", "asked 1 November 2026")
    assert (sacks.asker, sacks.group, sacks.theme) == ("-", "-", "-")
    assert (vans.asker, vans.group, vans.theme) == ("paying_teams", "current_customer", "vans")


@with_file("orientation.yml", ORIENTATION)
def test_the_rubric_has_a_team_in_each_cell_in_which_a_rater_sees_it(draft: Draft):
    strategy = draft.handbook.strategy
    assert strategy.rubric is not None
    (row,) = rubric_context(draft, strategy.rubric, rounds(strategy)).rows
    disputed = (("Ovens", True),)
    assert [cell.teams for cell in row.cells] == [(), disputed, disputed, (), ()]
    assert row.cells[0] == Cell("Cold.", (), 0)


@with_file("orientation.yml", ORIENTATION)
def test_practices_lead_from_level_to_level(draft: Draft):
    strategy = draft.handbook.strategy
    assert strategy.rubric is not None
    assert strategy.orientation is not None
    assert next_steps(strategy.rubric, strategy.rubric.dimensions["warmth"]).steps == (
        ("Stone", "Bronze", ("Bake sooner.",)),
        ("Bronze", "Iron", ("Bake later.",)),
    )
    context = orientation_context(draft, strategy.orientation, strategy.rubric)
    assert [str(difference) for difference in context.differences] == [
        "Ovens in Warmth: A driver says 3 Iron, A baker says 2 Bronze."
    ]
