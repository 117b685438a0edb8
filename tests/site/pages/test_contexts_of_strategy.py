"""What Home and the pages of metrics, groups and findings give their templates, without a build."""

import re
from pathlib import Path

from handbook_documents import handbook
from markupsafe import Markup
from small_handbooks import BASE

from product_handbook.site.pages.health.page import health_context
from product_handbook.site.pages.home.page import home_context
from product_handbook.site.pages.metric.page import MetricContext, metric_context
from product_handbook.site.pages.stakeholders.group import group_context
from product_handbook.site.writing.draft import Draft
from product_handbook.site.writing.page import Page

TREE = """\
documents: {unit: doc/month, cadence: month, aim: increase, formula: users * each, targets: {2026-12: 200}}
users: {unit: user, cadence: month, aim: increase, serves: [paying_teams], targets: {2026-12: 20}}
each: {unit: doc/user/month, cadence: month, status: planned, formerly: [docs_each],
  influenced_by: [{metric: fee, because: Who pays writes., effect: positive}]}
revenue: {unit: EUR/month, cadence: month, formula: users * fee}
fee: {unit: EUR/user/month, value: 3}
"""
VALUES = "period,users,each\n2026-09,10,5\n2026-10,11,6\n"


def drafted(folder: Path, page: str, **files: str) -> Draft:
    """A page of the tiny handbook with some of its files written anew."""
    for file in BASE.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    made = handbook(folder)
    return Draft(made, page)


def words(draft: Draft, mark: str) -> str:
    """The text of the pieces that a mark stands for."""
    finished = Page("page.md", "Page", mark, tuple(draft._pieces)).complete
    return " ".join(re.sub(r"<[^>]*>", " ", finished).replace("\xa0", " ").split())


def metric(folder: Path, id: str) -> tuple[Draft, MetricContext]:
    draft = drafted(folder, f"tree/{id}.md", tree_yml=TREE, values_csv=VALUES)
    return draft, metric_context(draft, draft.handbook.strategy.metrics[id])


def test_home_says_what_the_page_of_the_mission_has_beyond_its_sentence(tmp_path: Path):
    assert home_context(drafted(tmp_path, "index.md")).has_more == ()
    more = "mission: Write.\nvision: More.\nnot_doing: [{name: Chat, because: No.}]\n"
    context = home_context(drafted(tmp_path, "index.md", mission_yml=more))
    assert context.has_more == ("vision", "what we are not doing")
    assert "[Vision and what we are not doing](" in context.markdown()


def test_home_counts_what_there_is_for_a_group_and_says_where_nothing_is(tmp_path: Path):
    draft = drafted(tmp_path, "index.md", tree_yml=TREE)
    context = home_context(draft)
    assert context.metric_count == 5
    assert "1 metric · 1 segment" in words(draft, context.groups)
    assert "no metric serves it" in words(draft, context.groups)


def test_home_lists_the_files_that_there_are(tmp_path: Path):
    draft = drafted(tmp_path, "index.md")
    shown = words(draft, home_context(draft).files)
    assert "mission.yml" in shown
    assert "glossary.yml" not in shown
    assert home_context(draft).editing_page == ""


def test_a_computed_metric_says_so_with_its_formula_and_its_status(tmp_path: Path):
    draft, context = metric(tmp_path, "documents")
    assert context.numbers.is_computed
    assert words(draft, context.numbers.formula) == "Documents = Users × Each in docs / month"
    assert words(draft, context.latest) == (
        "October 2026, computed 66 docs / month Change +16 (+32 %) since September 2026 Target ■ Off track"
    )
    assert words(draft, context.targets.status) == (
        "■ Off track · 66 docs / month in October 2026, 134 short of the target of 200 by December 2026. "
        "Needs +67 a month for 2 months; moved +16 a month lately. The rule"
    )
    assert [words(draft, note) for note in context.targets.feasibility] == [
        "Worked out for December 2026 from Users 20 (its target), Each 6 (as it is now)."
    ]


def test_one_value_is_too_early_to_tell(tmp_path: Path):
    draft = drafted(tmp_path, "tree/users.md", tree_yml=TREE, values_csv="period,users\n2026-10,11\n")
    context = metric_context(draft, draft.handbook.strategy.metrics["users"])
    assert "Needs +4.5 a month for 2 months. Too early to tell a pace." in words(draft, context.targets.status)


def test_a_constant_names_its_value(tmp_path: Path):
    _, context = metric(tmp_path, "fee")
    assert context.numbers.constant == "€3 per user / month"
    assert context.numbers.formula == ""


def test_a_metric_knows_its_former_ids_its_place_in_the_tree_and_what_moves_it(tmp_path: Path):
    draft, context = metric(tmp_path, "each")
    assert "Id each · formerly docs_each" in words(draft, context.source)
    assert words(draft, context.connections.breadcrumbs) == "★ Documents › Each"
    assert context.targets.table == ""
    (influence,) = context.connections.influences
    assert words(draft, influence.because) == "Who pays writes."
    assert words(draft, influence.facts) == "Effect raises it"


def test_a_group_is_served_by_the_metrics_of_its_segments(tmp_path: Path):
    draft = drafted(tmp_path, "stakeholders/current-customer.md", tree_yml=TREE)
    current, future, _ = (group_context(draft, group) for group in draft.handbook.strategy.stakeholders.groups)
    assert (current.metrics, current.is_served_by_segments) == ("", True)
    assert (future.metrics, future.is_served_by_segments) == ("", False)
    assert [segment.title for segment in current.segments] == ["Paying teams"]


def test_health_counts_what_was_found(tmp_path: Path):
    assert health_context(drafted(tmp_path, "health.md")).summary == "3 warnings and advice on 5 points"
    with_vision = drafted(tmp_path, "health.md", mission_yml="mission: Write.\nvision: On.\n")
    assert health_context(with_vision).summary == "3 warnings and advice on 4 points"


def test_a_piece_of_markup_keeps_its_braces_in_a_complete_page(tmp_path: Path):
    draft = drafted(tmp_path, "page.md")
    mark = draft.piece(Markup("<p>{}</p>").format("{a}"))
    assert Page("page.md", "Page", mark, tuple(draft._pieces)).complete == "<p>&#123;a}</p>"
