"""How long loading takes, in seconds of the processor: soon for a thousand metrics, and growing no faster than them."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy

GENERATOR = Path(__file__).parents[1] / "bench" / "generate.py"
AIM = 0.5
SLOWNESS = 4
"""How much slower than the machine of the aim a machine may be that is busy with something else."""


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """Generated handbooks, by their number of metrics."""

    def generate(metrics: int) -> Path:
        folder = tmp_path_factory.mktemp("handbook") / str(metrics)
        subprocess.run([sys.executable, GENERATOR, folder, str(metrics)], check=True)
        return next(folder.glob("**/strategy"))

    return {metrics: generate(metrics) for metrics in (250, 1_000)}


def seconds_to_load(folder: Path) -> float:
    """The shortest of several times."""
    times = []
    for _ in range(4):
        start = time.process_time()
        assert isinstance(load(folder), Strategy)
        times.append(time.process_time() - start)
    return min(times)


def test_a_thousand_metrics_are_loaded_in_half_a_second(generated):
    assert seconds_to_load(generated[1_000]) < AIM * SLOWNESS


def test_loading_takes_no_longer_for_each_metric_the_more_there_are(generated):
    assert seconds_to_load(generated[1_000]) < 4 * seconds_to_load(generated[250]) * 1.7


def test_a_thousand_mistakes_are_found_soon(generated, tmp_path):
    for file in generated[1_000].glob("**/*.yml"):
        text = file.read_text("utf-8").replace("formula: ", "formula: un").replace("unit: ", "unti: ")
        (tmp_path / file.relative_to(generated[1_000])).parent.mkdir(exist_ok=True)
        (tmp_path / file.relative_to(generated[1_000])).write_text(text, "utf-8")
    start = time.process_time()
    loaded = load(tmp_path)
    assert time.process_time() - start < 3 * AIM * SLOWNESS
    assert len(loaded.problems) > 1_000
