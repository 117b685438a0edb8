"""What stands beside a metric, and how long a belief takes to show: on pages, in `handbook.json`, in the graph."""

from pathlib import Path

from handbook_documents import handbook, read
from small_handbooks import published, text_of

TREE = """\
documents: {formula: users * documents_per_user, unit: document/month, cadence: month}
users: {unit: user, cadence: month, related: [visitors], influenced_by: [
  {metric: visitors, because: They sign up., coefficient: "0.5 [user/visitor]", lag: 2 months}]}
documents_per_user: {unit: document/user/month, cadence: month}
revenue: {formula: users * fee, unit: USD/month, cadence: month}
fee: {unit: USD/user/month, cadence: month}
visitors: {unit: visitor, cadence: month, influenced_by: [
  {metric: users, because: They tell others., effect: positive, coefficient: "2 [visitor/user]", lag: 1 quarter}]}
calls: {related: [users, visitors]}
"""
VALUES = "period,users,documents_per_user,fee,visitors\n2026-03,10,2,5,100\n2026-04,11,2,5,110\n"
FILES = {"tree.yml": TREE, "values.csv": VALUES}


def test_pages_name_what_is_related_on_both_sides(tmp_path: Path):
    made = published(tmp_path, FILES)
    assert "Related Visitors , Calls" in text_of(made, "tree/users.md")
    assert "Related Users , Calls" in text_of(made, "tree/visitors.md")
    assert "Related Users , Visitors" in text_of(made, "tree/calls.md")
    assert "Related" not in text_of(made, "tree/fee.md")


def test_page_and_picture_say_when_a_belief_shows(tmp_path: Path):
    made = published(tmp_path, FILES)
    assert "Shows after 2 months" in text_of(made, "tree/users.md")
    assert "after 1 quarter" in text_of(made, "tree/visitors.md")


def test_handbook_json_has_both(tmp_path: Path):
    published(tmp_path, FILES)
    found = read(handbook(tmp_path))
    metrics = {metric["id"]: metric for metric in found["metrics"]}
    assert metrics["visitors"]["related"] == ["users", "calls"]
    assert metrics["fee"]["related"] == []
    edges = {(edge["from"], edge["to"]): edge for edge in found["edges"]}
    there, back = edges["visitors", "users"], edges["users", "visitors"]
    assert (there["lag"], there["lagged"], there["returns"]) == ("2 months", True, False)
    assert (back["lag"], back["lagged"], back["returns"]) == ("1 quarter", True, True)
    assert "lag" not in edges["fee", "revenue"]


def test_a_belief_that_closes_a_circle_has_no_part_in_what_if(tmp_path: Path):
    published(tmp_path, FILES)
    model = handbook(tmp_path).analysis.scenario
    assert [driver for driver, _ in model.nodes["users"].drivers] == ["visitors"]
    assert model.nodes["visitors"].drivers == ()
    assert handbook(tmp_path).analysis.sensitivities
