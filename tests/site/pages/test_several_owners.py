"""Several owners of one object: the first answers, the others help, and each of them finds it on the page of owners."""

from pathlib import Path

from handbook_documents import handbook, read
from small_handbooks import published, text_of

TREE = """\
documents: {formula: users * documents_per_user, owner: [growth, Data team, care]}
users: {owner: care}
documents_per_user: {owner: [data, growth]}
revenue: {formula: users * fee}
fee:
"""
OWNERS = "growth: {name: Growth}\ndata: {name: Data team}\ncare: {name: Care}\nidle: {name: Idle}\n"
FILES = {"tree.yml": TREE, "owners.yml": OWNERS}


def test_page_of_owners_says_who_answers_and_who_helps(tmp_path: Path):
    text = text_of(published(tmp_path, FILES), "owners.md")
    links = {name: f"[{name}](tree/{name.lower().replace(' ', '-')}.md)" for name in ("Documents", "Users")}
    assert f"## Growth - Metrics: {links['Documents']} Helps with: - Metrics: [Documents per user]" in text
    assert "## Data team - Metrics: [Documents per user](tree/documents-per-user.md) Helps with: - Metrics: " in text
    assert f"## Care - Metrics: {links['Users']} Helps with: - Metrics: {links['Documents']}" in text
    assert "## Idle Owns nothing yet." in text


def test_page_and_tables_of_metrics_name_all(tmp_path: Path):
    made = published(tmp_path, FILES)
    assert "Owner Growth Helped by Data team , Care" in text_of(made, "tree/documents.md")
    assert "Growth with Data team , Care" in text_of(made, "tree/index.md")
    assert "Helped by" not in text_of(made, "tree/users.md")


def test_handbook_json_has_who_answers_and_who_helps(tmp_path: Path):
    published(tmp_path, FILES)
    metrics = {metric["id"]: metric for metric in read(handbook(tmp_path))["metrics"]}
    assert (metrics["documents"]["owner"], metrics["documents"]["helpers"]) == ("growth", ["data", "care"])
    assert (metrics["users"]["owner"], metrics["users"]["helpers"]) == ("care", [])
    assert metrics["fee"]["helpers"] == []
