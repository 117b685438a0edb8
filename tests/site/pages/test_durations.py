"""A duration is a duration everywhere on its page; a share of a negative base is nowhere."""

import re
from pathlib import Path

from small_handbooks import page_of, published, text_of

TREE = """\
documents: {formula: users * documents_per_user}
users:
documents_per_user:
revenue: {formula: users * fee}
fee:
wait: {unit: second, format: duration, cadence: month, aim: decrease, targets: {2026-04: 3600}}
profit: {unit: USD/month, cadence: month}
"""
VALUES = "period,wait,profit\n2026-01,4000,-200\n2026-02,3900,-600\n2026-03,3700,100\n2026-04,3599,50\n"


def test_one_quantity_is_written_in_one_way(tmp_path: Path):
    made = published(tmp_path, {"tree.yml": TREE, "values.csv": VALUES})
    text = text_of(made, "tree/wait.md")
    assert "59 min 59 s Change −1 min 41 s (−2.7 %)" in text
    assert "April 2026 59 min 59 s −1 min 41 s (−2.7 %)" in text
    assert "March 2026 1 h 1 min 40 s −3 min 20 s" in text
    assert "April 2026 1 h 59 min 59 s Met" in text
    labels = re.findall("<text[^>]*>([^<]*)</text>", page_of(made, "tree/wait.md"))
    assert {"1 h", "1 h 2 min"} <= {" ".join(label.split()) for label in labels}
    assert not re.search(r"3,599|3\.6 k|seconds /|\b\d+ seconds", text)


def test_a_change_from_a_negative_base_has_no_share(tmp_path: Path):
    made = published(tmp_path, {"tree.yml": TREE, "values.csv": VALUES})
    text = text_of(made, "tree/profit.md")
    assert "February 2026 −$600 −$400 January 2026" in text
    assert "March 2026 $100 +$700 February 2026" in text
    assert "April 2026 $50 −$50 (−50 %)" in text
