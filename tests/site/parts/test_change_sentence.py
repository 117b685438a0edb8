"""The sentence that says why a metric changed names the inputs that moved it most, and counts the others."""

from pathlib import Path

import pytest
from small_handbooks import published, text_of

INPUTS = "abcdefgh"


@pytest.mark.parametrize(("number", "others"), [(5, "from 1 other input"), (6, "from 2 other inputs")])
def test_the_inputs_that_are_not_named_are_counted(tmp_path: Path, number: int, others: str):
    inputs = INPUTS[:number]
    tree = f"total: {{cadence: month, formula: {' + '.join(inputs)}}}\n"
    tree += (
        "".join(f"{name}: {{cadence: month}}\n" for name in inputs) + "revenue: {cadence: month, formula: total * 2}\n"
    )
    rows = [f"2026-0{month},{','.join(str(month * (10 + n)) for n in range(number))}" for month in (3, 4)]
    values = f"period,{','.join(inputs)}\n" + "\n".join(rows) + "\n"
    north_star = "metric: total\nbecause: A loaf is a breakfast.\nbusiness_metric: revenue\n"
    handbook = published(tmp_path, {"tree.yml": tree, "values.csv": values, "north-star.yml": north_star})
    assert others in text_of(handbook, "north-star.md")
