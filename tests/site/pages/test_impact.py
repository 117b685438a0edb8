"""The page of impact and the catalogue of drivers: chains that hold or say where they break, loops that close."""

from pathlib import Path

import pytest
from small_handbooks import page_of, published, text_of

IMPACT = """\
outcomes:
  done: {name: It is done, customer: paying_teams, outcome: Gets it done in time., value_metric: users,
         business_impact: [{metric: fee, because: They pay for it.}]}
  lost: {name: Lost, customer: future_customer, outcome: Loses nothing., value_metric: revenue,
         business_impact: [{metric: documents_per_user}]}
  open: {name: Open, customer: company, outcome: Is open.}
loops:
  round:
    name: Round and round
    steps:
      - {outcome: done, because: Whoever writes more gets more done.}
      - {metric: users, because: "They tell [others][segment:paying_teams]."}
      - {metric: documents}
"""
DRIVERS = """\
documents: {formula: users * documents_per_user, impact_driver: product_usage}
users: {impact_driver: product_usage}
documents_per_user:
revenue: {formula: users * fee, impact_driver: revenue_growth}
fee: {status: retired, impact_driver: customer_growth}
"""


def section(text: str, title: str) -> str:
    """The part of a page under a heading of the third level."""
    return text.partition(f"### {title} ")[2].partition(" ### ")[0].partition(" ## ")[0]


def test_a_chain_that_holds_says_so_and_how(tmp_path: Path) -> None:
    text = section(text_of(published(tmp_path, {"impact.yml": IMPACT}), "impact.md"), "It is done")
    assert "✓ The chain is complete: its value metric, Users , feeds Documents , the North Star." in text
    assert "Fee They pay for it. ✓ feeds it" in text
    assert "breaks" not in text


def test_a_chain_that_breaks_says_where_in_words_and_in_the_picture(tmp_path: Path) -> None:
    handbook = published(tmp_path, {"impact.yml": IMPACT})
    text = section(text_of(handbook, "impact.md"), "Lost")
    assert "✕ The chain breaks here: the value metric, Revenue , does not feed Documents ." in text
    assert "✕ The chain breaks here: the business impact, Documents per user , is not connected to Revenue ." in text
    assert "✕ THE CHAIN BREAKS" in text.partition("This picture as text")[0].partition("Loses nothing.")[2]
    assert "the value metric of Lost, Revenue, neither is nor feeds Documents." in text


def test_a_gain_that_only_shares_inputs_with_the_top_is_joined_to_it_by_a_dashed_line_without_a_head(tmp_path: Path):
    shares = (
        "outcomes: {done: {customer: paying_teams, outcome: Done., value_metric: users,"
        " business_impact: [{metric: documents}]}}"
    )
    html = page_of(published(tmp_path, {"impact.yml": shares}), "impact.md")
    assert html.count('stroke-dasharray="8 5"') == 2  # the line and its key
    assert "shares inputs with: neither leads to the other" in html


def test_what_is_missing_breaks_the_chain_too(tmp_path: Path) -> None:
    text = section(text_of(published(tmp_path, {"impact.yml": IMPACT}), "impact.md"), "Open")
    assert "✕ No value metric measures this outcome." in text
    assert "✕ No metric says what the business gains from it." in text
    assert text.partition("This picture as text")[0].count("✕ MISSING") == 2


def test_the_overview_tells_which_chains_are_complete(tmp_path: Path) -> None:
    text = text_of(published(tmp_path, {"impact.yml": IMPACT}), "impact.md").partition("## Outcomes")[0]
    assert "It is done Paying teams Users Fee ✓ complete" in text
    assert "Lost Future customer Revenue Documents per user ✕ broken" in text
    assert "Open Company none none ✕ broken" in text


def test_every_chain_leads_to_both_metrics_at_the_top(tmp_path: Path) -> None:
    page = page_of(published(tmp_path, {"impact.yml": IMPACT}), "impact.md")
    for figure in page.split("<figure")[1:4]:
        drawing = figure.partition("</svg>")[0]
        assert drawing.count('xlink:href="../tree/documents/"') == 1
        assert drawing.count('xlink:href="../tree/revenue/"') == 1


def test_a_loop_tells_each_step_with_its_reason_and_how_it_closes(tmp_path: Path) -> None:
    handbook = published(tmp_path, {"impact.yml": IMPACT})
    markdown = page_of(handbook, "impact.md")
    assert "1. [It is done](impact.md#outcome-done) (start)" in markdown
    assert "2. [Users](tree/users.md): They tell <a " in markdown
    assert '<a href="../stakeholders/current-customer/#paying-teams">others</a>' in markdown
    assert "3. [Documents](tree/documents.md)\n" in markdown
    assert "Back to [It is done](impact.md#outcome-done): Whoever writes more gets more done." in markdown
    drawing = section(text_of(handbook, "impact.md"), "Round and round").partition("This picture as text")[0]
    for said in ("1 · START", "They tell others.", "3 · NORTH STAR", "No reason given yet"):
        assert said in drawing


@pytest.mark.parametrize("impact", ["outcomes: {}\n", "loops: {l: {steps: [{metric: users}, {metric: fee}]}}\n"])
def test_without_outcomes_the_page_says_what_one_is(tmp_path: Path, impact: str) -> None:
    text = text_of(published(tmp_path, {"impact.yml": impact}), "impact.md")
    assert "There are no outcomes yet." in text
    assert ("## Loops" in text) == impact.startswith("loops")


@pytest.mark.parametrize(("kind", "id"), [("outcome", "done"), ("outcome", "open"), ("loop", "round")])
def test_each_has_the_place_to_which_links_by_id_lead(tmp_path: Path, kind: str, id: str) -> None:
    assert page_of(published(tmp_path, {"impact.yml": IMPACT}), "impact.md").count(f'<a name="{kind}-{id}"></a>') == 1


def test_the_catalogue_lists_our_metrics_under_the_driver_that_they_name(tmp_path: Path) -> None:
    handbook = published(tmp_path, {"tree.yml": DRIVERS})
    text = text_of(handbook, "reference/impact-drivers.md")
    assert "Our metrics cover two of the five drivers." in text
    assert "Product usage ✓ 2 metrics Documents , Users" in text
    assert "Customer growth ✕ not covered" in text
    revenue, usage = text.partition("## Revenue growth")[2], text.partition("## Product usage")[2]
    assert "Revenue" in revenue.partition("## User engagement")[0].partition("Ours:")[2]
    assert "Users" in usage.partition("Ours:")[2]
    assert "We have no metric for it." in text.partition("## Customer growth")[2].partition("## Product usage")[0]


@pytest.mark.parametrize(
    "short", ["ARR", "MRR", "ARPU", "CLV, LTV", "ACV", "NRR", "DAU, MAU", "WAU", "CAC", "IRR", "NPS"]
)
def test_the_catalogue_knows_the_usual_abbreviations(tmp_path: Path, short: str) -> None:
    page = page_of(published(tmp_path, {"tree.yml": DRIVERS}), "reference/impact-drivers.md")
    assert f"<td>{short}" in page


@pytest.mark.parametrize(
    ("files", "pages"),
    [
        ({}, set()),
        ({"tree.yml": DRIVERS}, {"reference/impact-drivers.md"}),
        ({"impact.yml": "outcomes: {}\n"}, {"impact.md", "reference/impact-drivers.md"}),
    ],
)
def test_each_page_is_there_only_where_something_asks_for_it(tmp_path: Path, files: dict[str, str], pages: set[str]):
    handbook = published(tmp_path, files)
    assert {page.uri for page in handbook.pages} & {"impact.md", "reference/impact-drivers.md"} == pages
    if not files:
        assert not any("impact.md" in page.markdown for page in handbook.pages if not page.uri.startswith("reference/"))
