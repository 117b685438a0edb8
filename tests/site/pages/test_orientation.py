"""The page of orientation: the rubric as a sheet, the practices, where teams stand, and where raters differ."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.model.loading.default_rubric import default_rubric
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy
from product_handbook.site.publish import publish
from product_handbook.site.published import Site
from product_handbook.site.writing.page import Page

BASE = Path(__file__).parents[2] / "data" / "tiny"
OWN = """\
rubric:
  dimensions:
    warmth:
      name: Warm <bread>
      levels: [It is cold., It was warm., It is warm., It stays warm., It comes warm.]
      practices: {5: [Bake later.], 2: [Bake sooner., Carry faster.]}
      owner: ovens
  level_names: [Stone, Bronze, Iron, Steel, Gold]
extra: {Sheet: On paper}
assessments:
  - {team: Ovens, dimension: warmth, level: 1, date: 2025-11-02, by: mk, evidence: Cold.}
  - {team: Ovens, dimension: warmth, level: 2, aim: 4, date: 2026-10-02, by: mk, evidence: 'Warm, [page:mission].'}
  - {team: Ovens, dimension: warmth, level: 3, date: 2026-09-02, by: A baker}
  - {team: Vans, dimension: warmth, level: 4, aim: 4, date: 2026-09-02}
"""


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], Page]:
    """The page of orientation of a small handbook."""

    def make(orientation: str) -> Page:
        for file in BASE.iterdir():
            (tmp_path / file.name).write_bytes(file.read_bytes())
        (tmp_path / "orientation.yml").write_text(orientation, "utf-8")
        strategy = load(tmp_path, "strategy")
        assert isinstance(strategy, Strategy), [
            f"{problem.span}: {problem.message}; {problem.help}" for problem in strategy.problems
        ]
        site = Site("", "strategy", directory_urls=True, authors={}, edit_url=lambda _: None)
        published = publish(strategy, site, graphviz_engine("wasm", None), date(2026, 11, 21))
        (made,) = (found for found in published.pages if found.uri == "orientation.md")
        return made

    return make


def read(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def cells(page: Page, label: str) -> list[list[str]]:
    """The rows of a table as text, with its head."""
    table = page.complete[page.complete.index(f'aria-label="{label}"') :].partition("</table>")[0]
    return [[read(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in table.split("<tr>")[1:]]


def test_the_default_rubric_is_three_by_five_with_practices_for_each_step(page: Callable[[str], Page]):
    made = page("rubric: default\n")
    head, *rows = cells(made, "Rubric of customer orientation")
    rubric = default_rubric()
    assert head == ["Dimension", "1 Novice", "2 Beginner", "3 Practitioner", "4 Expert", "5 Master"]
    assert rows == [[dimension.title, *dimension.levels] for dimension in rubric.dimensions.values()]
    assert len(rows) == 3
    assert all(list(dimension.practices) == [2, 3, 4, 5] for dimension in rubric.dimensions.values())
    text = read(made.complete)
    assert all(
        practice in text
        for found in rubric.dimensions.values()
        for step in found.practices.values()
        for practice in step
    )
    assert "Where the teams stand" not in text
    assert "Ratings and evidence" not in text


def test_each_cell_of_the_default_rubric_is_a_sentence_of_its_own():
    sentences = [level for dimension in default_rubric().dimensions.values() for level in dimension.levels]
    assert len(set(sentences)) == 15
    assert all(re.fullmatch(r"[A-Z][^.]{30,130}\.", sentence) for sentence in sentences)


@pytest.mark.parametrize("phrase", ["ride along", "shadow", "invent with a customer", "design sprints with customers"])
def test_the_practices_of_the_article_are_there(phrase: str):
    found = (step for dimension in default_rubric().dimensions.values() for step in dimension.practices.values())
    assert any(phrase in practice.lower() for step in found for practice in step)


def test_a_rubric_of_ones_own_takes_the_place_of_ours(page: Callable[[str], Page]):
    made = page(OWN)
    head, row = cells(made, "Rubric of customer orientation")
    assert head == ["Dimension", "1 Stone", "2 Bronze", "3 Iron", "4 Steel", "5 Gold"]
    assert row[:2] == ["Warm <bread>", "It is cold."]
    assert "From Stone to Bronze Bake sooner. Carry faster. From Steel to Gold Bake later." in read(made.complete)
    assert '<a name="dimension-warmth"></a>' in made.markdown
    assert "Owner ovens" in read(made.complete)
    assert "Sheet On paper" in read(made.complete)


def test_teams_stand_in_the_rubric_and_those_that_raters_see_apart_in_both_cells(page: Callable[[str], Page]):
    _, row = cells(page(OWN), "Rubric of customer orientation")
    assert row[1:] == [
        "It is cold.",
        "It was warm. Ovens (raters differ)",
        "It is warm. Ovens (raters differ)",
        "It stays warm. Vans",
        "It comes warm.",
    ]


def test_a_cell_counts_the_teams_that_it_has_no_room_for(page: Callable[[str], Page]):
    many = "".join(f"  - {{team: T{n}, dimension: responsive, level: 3, date: 2026-09-01}}\n" for n in range(40))
    made = page(f"rubric: default\nassessments:\n{many}")
    row = cells(made, "Rubric of customer orientation")[1]
    assert row[3].endswith("T0 T1 T2 T3 T4 T5 34 more teams")
    assert len(cells(made, "Where the teams stand")) == 41


def test_the_newest_level_stands_with_the_range_the_aim_and_the_level_before(page: Callable[[str], Page]):
    made = page(OWN)
    assert cells(made, "Where the teams stand") == [
        ["Team", "Warm <bread>"],
        ["Ovens", "2 Bronze to 3 Iron Raters differ aims at 4 Steel was 1 Stone in November 2025"],
        ["Vans", "4 Steel aim reached"],
    ]
    assert cells(page(OWN.replace("level: 4, aim: 4", "level: 4, aim: 2")), "Where the teams stand")[-1] == [
        "Vans",
        "4 Steel aims at 2 Bronze",
    ]
    assert "Ovens in Warm &lt;bread&gt;: A baker says 3 Iron, mk says 2 Bronze." in made.markdown
    steps = re.findall(r'<i class="hb-step-(\w+)">', made.complete[made.complete.index("Where the teams stand") :])
    assert steps[:5] == ["reached", "reached", "disputed", "aim", "empty"]


def test_every_rating_stands_with_its_day_its_rater_and_its_evidence(page: Callable[[str], Page]):
    made = page(OWN)
    text = read(made.complete[made.complete.index("## Ratings and evidence") :])
    first = "2 Bronze 2 October 2026 · mk · aims at 4 Steel Warm, Mission . 3 Iron 2 September 2026 · A baker"
    assert first in text
    assert "1 Stone 2 November 2025 · mk Cold." in text


def test_a_level_is_not_told_by_its_drawing_alone(page: Callable[[str], Page]):
    html = page(OWN).complete
    assert html.count('<span class="hb-steps" aria-hidden="true">') == html.count('<span class="hb-level-words">') > 0
