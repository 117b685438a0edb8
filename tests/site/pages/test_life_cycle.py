"""What pages say of retired metrics: what to read instead, what was reached, and nothing that is still owed."""

from pathlib import Path

from small_handbooks import published, text_of

TREE = """\
documents: {formula: users * documents_per_user, aim: increase, targets: {2026-12: 50}}
users:
documents_per_user:
revenue: {formula: users * fee}
fee:
queue_minutes: {name: Minutes in the queue, unit: minute, cadence: month, status: retired, retired: 2026-04,
  aim: decrease, replaced_by: [users, fee], targets: {2026-02: 5, 2026-03: 3, 2026-12: 2, always: 9}}
calls: {status: retired, replaced_by: [users]}
"""
VALUES = "period,queue_minutes\n2026-02,4\n2026-03,5\n2026-04,6\n"


def test_page_of_a_retired_metric_says_since_when_and_what_to_read_instead(tmp_path: Path):
    handbook = published(tmp_path, {"tree.yml": TREE, "values.csv": VALUES})
    assert "Retired in April 2026 ; see Users , Fee ." in text_of(handbook, "tree/queue-minutes.md")
    assert "Retired ; see Users ." in text_of(handbook, "tree/calls.md")
    assert "Replaced Minutes in the queue in April 2026, Calls" in text_of(handbook, "tree/users.md")
    assert "Replaced" not in text_of(handbook, "tree/documents.md")


def test_retired_metric_keeps_what_it_reached_and_owes_nothing(tmp_path: Path):
    handbook = published(tmp_path, {"tree.yml": TREE, "values.csv": VALUES})
    text = text_of(handbook, "tree/queue-minutes.md")
    assert "February 2026 5 4 Met March 2026 3 5 Missed" in text
    assert "2026-12" not in text
    assert "December 2026" not in text
    assert "Off track" not in text
    assert "Always" not in text
    for uri in ("tree/index.md", "index.md"):
        assert "Off track" not in text_of(handbook, uri)
