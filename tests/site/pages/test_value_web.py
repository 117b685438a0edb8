"""The page of the value web: who gives, who gets, each party's balance, and silence without the file."""

import re
from pathlib import Path

import pytest
from small_handbooks import page_of, published, text_of

WEB = """\
parties:
  teams: {name: Teams, group: current_customer, who: They write.}
  printers: {name: Printers}
  us: {name: Us, group: company}
exchanges:
  - {from: teams, to: us, value: Fees, kind: money, because: "For [it][metric:documents].", metric: revenue}
  - {from: us, to: teams, value: A place, kind: access, metric: documents}
  - {from: printers, to: us, value: Paper, kind: content}
"""
VALUES = "period,revenue\n2026-03,1000\n2026-04,1100\n"
TREE = """\
documents: {formula: users * documents_per_user, unit: document/month}
users: {unit: user}
documents_per_user: {unit: document/user/month}
revenue: {formula: users * fee, cadence: month, unit: EUR/month, aim: increase}
fee: {unit: EUR/user/month}
"""


def table(page: str, label: str) -> list[list[str]]:
    """The rows of a table as texts, its headings first."""
    (found,) = re.findall(rf'aria-label="{label}">(.*?)</table>', page, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", found, re.DOTALL)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows)
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in cells]


def test_the_table_says_who_gives_what_to_whom_and_what_watches_it(tmp_path: Path) -> None:
    page = page_of(published(tmp_path, {"value-web.yml": WEB, "tree.yml": TREE, "values.csv": VALUES}), "value-web.md")
    assert table(page, "Who gives what to whom") == [
        ["From", "To", "What", "Kind", "Watched by", "Latest", "Why"],
        [
            "Teams",
            "Us",
            "Fees",
            "money",
            "Revenue",
            "€1.1 k per month ▲ 10 %",
            "For it .",
        ],
        ["Us", "Teams", "A place", "access", "Documents", "", ""],
        ["Printers", "Us", "Paper", "content", "no metric", "", ""],
    ]


def test_columns_that_nobody_has_filled_are_left_out(tmp_path: Path) -> None:
    web = "parties: {a: , b: }\nexchanges: [{from: a, to: b, value: V, kind: work}]\n"
    page = page_of(published(tmp_path, {"value-web.yml": web}), "value-web.md")
    assert table(page, "Who gives what to whom")[0] == ["From", "To", "What", "Kind", "Watched by"]
    assert table(page, "What each party gives and gets")[0] == ["Party", "Gives", "Gets"]


def test_each_party_has_its_balance_by_kind(tmp_path: Path) -> None:
    page = page_of(published(tmp_path, {"value-web.yml": WEB}), "value-web.md")
    assert table(page, "What each party gives and gets")[1:] == [
        ["Teams", "Current customer", "money", "access"],
        ["Printers", "", "content", "nothing"],
        ["Us", "Company", "access", "money , content"],
    ]
    assert table(page, "Us: gives and gets") == [
        ["Kind", "Gives", "Gets"],
        ["money", "", "Fees from Teams"],
        ["content", "", "Paper from Printers"],
        ["access", "A place to Teams", ""],
    ]


@pytest.mark.parametrize("id", ["teams", "printers", "us"])
def test_each_party_has_the_place_to_which_links_by_id_lead(tmp_path: Path, id: str) -> None:
    handbook = published(tmp_path, {"value-web.yml": WEB})
    page = page_of(handbook, "value-web.md")
    assert page.count(f'<a name="party-{id}"></a>') == 1
    assert f'xlink:href="./#party-{id}"' in page


def test_findings_stand_at_the_party_that_they_are_about(tmp_path: Path) -> None:
    text = text_of(published(tmp_path, {"value-web.yml": WEB}), "value-web.md")
    of_printers = text.partition("### Printers")[2].partition("### Us")[0]
    assert "nothing comes back to Printers for Paper." in of_printers
    assert "no metric watches what goes from Printers to Us: Paper." in of_printers


def test_metrics_that_watch_a_party_stand_there_with_their_latest_value(tmp_path: Path) -> None:
    files = {"value-web.yml": WEB, "tree.yml": TREE, "values.csv": VALUES}
    text = text_of(published(tmp_path, files), "value-web.md")
    of_teams = text.partition("### Teams")[2].partition("### Printers")[0]
    assert "Watched by Revenue €1.1 k per month ▲ 10 % Documents" in of_teams


def test_a_crowded_web_has_the_same_numbers_in_picture_and_table(tmp_path: Path) -> None:
    lines = [f"  - {{from: a, to: us, value: Thing number {number}, kind: work}}" for number in range(40)]
    web = "\n".join(["parties: {a: , us: {group: company}}", "exchanges:", *lines, ""])
    page = page_of(published(tmp_path, {"value-web.yml": web}), "value-web.md")
    assert "The numbers are those of the table below." in page
    assert [row[2] for row in table(page, "Who gives what to whom")[1:3]] == [
        "1 · Thing number 0",
        "2 · Thing number 1",
    ]


def test_without_exchanges_and_without_parties_the_page_says_what_to_write(tmp_path: Path) -> None:
    for web in ("parties: {}\n", "parties: {us: {group: company}}\n"):
        text = text_of(published(tmp_path, {"value-web.yml": web}), "value-web.md")
        assert "There are no exchanges yet." in text


def test_a_handbook_without_the_file_shows_no_trace(tmp_path: Path) -> None:
    handbook = published(tmp_path, {})
    assert not any(page.uri == "value-web.md" for page in handbook.pages)
    assert not any("value-web" in page.complete for page in handbook.pages if not page.uri.startswith("reference/"))
