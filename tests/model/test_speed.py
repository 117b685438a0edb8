"""How much work loading is: little for a thousand metrics, and growing no faster than them."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from effort import effort
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy

GENERATOR = Path(__file__).parents[1] / "bench" / "generate.py"
MOST = 200
"""Units of work; loading takes a quarter of it, half a second on a machine of today."""


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """Generated handbooks, by their number of metrics."""

    def generate(metrics: int) -> Path:
        folder = tmp_path_factory.mktemp("handbook") / str(metrics)
        subprocess.run([sys.executable, GENERATOR, folder, str(metrics)], check=True)
        return next(folder.glob("**/strategy"))

    return {metrics: generate(metrics) for metrics in (250, 1_000)}


@pytest.fixture(scope="module")
def efforts(generated):
    """What loading them takes."""
    return {metrics: effort(partial(load, folder), runs=3) for metrics, folder in generated.items()}


def test_a_thousand_metrics_are_loaded_with_little_effort(generated, efforts):
    assert isinstance(load(generated[1_000]), Strategy)
    assert efforts[1_000] < MOST


def test_loading_takes_no_longer_for_each_metric_the_more_there_are(efforts):
    assert efforts[1_000] < 4 * efforts[250] * 2


def test_a_thousand_mistakes_are_found_soon(generated, tmp_path):
    for file in generated[1_000].glob("**/*.yml"):
        text = file.read_text("utf-8").replace("formula: ", "formula: un").replace("unit: ", "unti: ")
        (tmp_path / file.relative_to(generated[1_000])).parent.mkdir(exist_ok=True)
        (tmp_path / file.relative_to(generated[1_000])).write_text(text, "utf-8")
    assert effort(lambda: load(tmp_path)) < 3 * MOST
    assert len(load(tmp_path).problems) > 1_000
