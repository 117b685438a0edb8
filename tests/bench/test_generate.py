"""The generated handbooks are what the measurements take them for."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from forest import DEEPEST_LEVEL
from generate import write_handbook

from product_handbook.analysis.analysis import Analysis
from product_handbook.model.loading.load import load
from product_handbook.model.strategy import Strategy
from product_handbook.rules.find import find

SIZES = [5, 6, 7, 10, 99, 400, 1000]
ID = re.compile(r"[a-z][a-z0-9_]{0,63}")

Tree = dict[str, dict[str, object]]


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size} metrics")
def handbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handbook")
    write_handbook(folder, request.param)
    return folder


def parse(text: str) -> dict[str, object]:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def strategy_file(handbook: Path, name: str) -> dict[str, object]:
    return parse((handbook / "docs" / "strategy" / name).read_text(encoding="utf-8"))


def tree_of(handbook: Path) -> Tree:
    """The metrics of all tree files; an id that stands twice fails."""
    files = sorted((handbook / "docs" / "strategy").glob("tree.yml")) or sorted(
        handbook.glob("docs/strategy/tree/*.yml")
    )
    tree: Tree = {}
    for file in files:
        text = file.read_text(encoding="utf-8")
        metrics = parse(text)
        assert len(re.findall(r"^[a-z]\w*:$", text, re.MULTILINE)) == len(metrics), "an id stands twice in a file"
        assert not set(tree) & set(metrics)
        tree |= metrics
    return tree


def operands(metric: dict[str, object]) -> list[tuple[str, bool]]:
    """The operands of a formula, each with whether it is of an earlier period."""
    without_units = re.sub(r"\[month\]", "", str(metric.get("formula", "")))
    return [(id_, bool(lag)) for id_, lag in re.findall(r"([a-z][a-z0-9_]*)(\[-1\])?", without_units)]


def longest_paths(tree: Tree, *, influences: bool) -> dict[str, int]:
    """The number of levels at and below each metric, within one period; a cycle fails."""
    below: dict[str, set[str]] = {}
    for id_, metric in tree.items():
        below[id_] = {operand for operand, lag in operands(metric) if not lag}
        if influences:
            below[id_] |= {edge["metric"] for edge in metric.get("influenced_by", [])}
    levels: dict[str, int] = {}
    while len(levels) < len(tree):
        ready = {id_ for id_ in tree if id_ not in levels and below[id_] <= set(levels)}
        assert ready, "a cycle within one period"
        levels |= {id_: 1 + max((levels[operand] for operand in below[id_]), default=0) for id_ in ready}
    return levels


def test_has_as_many_metrics_as_asked_for(handbook: Path, request: pytest.FixtureRequest) -> None:
    assert len(tree_of(handbook)) == request.node.callspec.params["handbook"]


def test_ids_are_well_formed(handbook: Path) -> None:
    assert [id_ for id_ in tree_of(handbook) if not ID.fullmatch(id_) or id_ in {"index", "min", "max", "mean"}] == []


def test_every_metric_that_is_named_exists(handbook: Path) -> None:
    tree = tree_of(handbook)
    named = {operand for metric in tree.values() for operand, _ in operands(metric)}
    named |= {edge["metric"] for metric in tree.values() for edge in metric.get("influenced_by", [])}
    north_star = strategy_file(handbook, "north-star.yml")
    named |= {north_star["metric"], north_star["business_metric"]}
    assert named - set(tree) == set()


def test_nothing_depends_on_itself_within_a_period(handbook: Path) -> None:
    longest_paths(tree_of(handbook), influences=True)


def test_formulas_are_as_deep_as_a_tree_that_people_keep(handbook: Path) -> None:
    assert max(longest_paths(tree_of(handbook), influences=False).values()) <= DEEPEST_LEVEL


def test_formulas_have_two_to_five_operands(handbook: Path) -> None:
    counts = {len(operands(metric)) for metric in tree_of(handbook).values() if "formula" in metric}
    assert counts <= {2, 3, 4, 5}


def test_every_metric_is_joined_to_another_and_has_an_owner(handbook: Path) -> None:
    tree = tree_of(handbook)
    joined: set[str] = set()
    for id_, metric in tree.items():
        others = {operand for operand, _ in operands(metric)} | {
            edge["metric"] for edge in metric.get("influenced_by", [])
        }
        joined |= others - {id_} and {id_, *others}
    assert set(tree) == joined
    assert {metric["owner"] for metric in tree.values()} <= set(strategy_file(handbook, "owners.yml"))


def test_links_by_id_lead_somewhere(handbook: Path) -> None:
    groups = strategy_file(handbook, "stakeholders.yml").values()
    known = {"metric": set(tree_of(handbook)), "term": set(strategy_file(handbook, "glossary.yml"))}
    known["segment"] = {segment for group in groups for segment in group["segments"]}
    texts = [file.read_text(encoding="utf-8") for file in handbook.rglob("*.*") if file.suffix in {".yml", ".md"}]
    links = [link for text in texts for link in re.findall(r"\[([a-z]+):([a-z0-9_]+)\]", text)]
    assert [link for link in links if link[1] not in known[link[0]]] == []


def test_definitions_are_of_20_to_120_words(handbook: Path) -> None:
    lengths = [len(str(metric["definition"]).split()) for metric in tree_of(handbook).values()]
    assert min(lengths) >= 20
    assert max(lengths) <= 120


def values_of(handbook: Path) -> tuple[list[str], dict[str, list[str]]]:
    """The periods, and the cells of each metric."""
    header, *rows = csv.reader((handbook / "docs/strategy/values.csv").read_text(encoding="utf-8").splitlines())
    periods, *columns = map(list, zip(*rows, strict=True))
    return periods, dict(zip(header[1:], columns, strict=True))


def test_there_are_sixty_months_up_to_the_last_one(handbook: Path) -> None:
    periods, columns = values_of(handbook)
    assert len(periods) == 60
    assert periods == sorted(set(periods))
    assert periods[-1] == "2026-10"
    assert all(re.fullmatch(r"\d+(\.\d+)?", cell) for cells in columns.values() for cell in cells if cell)


def test_every_live_metric_without_a_formula_is_reported_in_each_month(handbook: Path) -> None:
    _, columns = values_of(handbook)
    owing = [id_ for id_, metric in tree_of(handbook).items() if "formula" not in metric and metric["status"] == "live"]
    assert owing != []
    assert [id_ for id_ in owing if "" in columns[id_]] == []


def test_the_files_have_no_problem_and_every_finding_is_meant(handbook: Path) -> None:
    loaded = load(handbook / "docs/strategy")
    assert isinstance(loaded, Strategy), loaded.problems[:3]
    found = {finding.code for finding in find(Analysis(loaded, date(2026, 11, 21))).open}
    assert found <= {"number_off_its_formula", "targets_that_do_not_add_up", "group_without_metric"}


def test_half_of_what_is_computed_is_reported_too_and_nearly_all_of_it_agrees(tmp_path: Path) -> None:
    write_handbook(tmp_path, 1000)
    loaded = load(tmp_path / "docs/strategy")
    assert isinstance(loaded, Strategy)
    computed = [metric.id for metric in loaded.metrics.values() if metric.formula]
    rows = [row for found in Analysis(loaded, date(2026, 11, 21)).reconciliations.values() for row in found]
    agreements = Counter(row.agreement for row in rows)
    assert 0.4 < len(Analysis(loaded, date(2026, 11, 21)).reconciliations) / len(computed) < 0.7
    assert agreements["exact"] > 0.99 * len(rows) - agreements["not_computable"]
    assert 5 <= agreements["off"] <= 50


def test_large_handbooks_share_inputs_and_have_beliefs(tmp_path: Path) -> None:
    write_handbook(tmp_path, 1000)
    tree = tree_of(tmp_path)
    named = [operand for metric in tree.values() for operand in {operand for operand, _ in operands(metric)}]
    shared = {operand for operand in named if named.count(operand) > 1}
    assert len(shared) >= 50
    assert 350 <= sum(len(metric.get("influenced_by", [])) for metric in tree.values()) <= 450


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not(tmp_path: Path) -> None:
    written = []
    for name, seed in (("first", 3), ("second", 3), ("third", 4)):
        write_handbook(tmp_path / name, 100, seed)
        files = sorted(file for file in (tmp_path / name).rglob("*") if file.is_file())
        written.append({file.relative_to(tmp_path / name): file.read_bytes() for file in files})
    assert written[0] == written[1] != written[2]


def test_too_few_metrics_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 5"):
        write_handbook(tmp_path, 4)
