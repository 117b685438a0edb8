"""`handbook.json` says all that the handbook says, and names nothing that it does not hold."""

import json
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from handbook_documents import STRATEGIES, Json, handbook, parts, read

from clock import DAY
from product_handbook.analysis.analysis import Analysis
from product_handbook.analysis.values.reconciliation import reconcile
from product_handbook.drawing.cards.engines import graphviz_engine
from product_handbook.model.kinds import OBJECTS
from product_handbook.model.loading.load import load
from product_handbook.site.export import Place, export_handbook, site_of
from product_handbook.site.handbook_json.write import handbook_files, schema
from product_handbook.site.publish import publish
from product_handbook.site.writing.page import Handbook
from product_handbook.site.writing.templates import TEMPLATES

LISTS = {kind.id: kind.key for kind in OBJECTS}
"""By kind, the list of its objects."""


@pytest.fixture(scope="module", params=STRATEGIES)
def whole(request: pytest.FixtureRequest) -> Handbook:
    return handbook(STRATEGIES[request.param])


@pytest.fixture(scope="module")
def found(whole: Handbook) -> Json:
    return read(whole)


def test_nothing_is_null_and_numbers_that_matter_are_no_floats(found: Json):
    for part in parts(found):
        for value in part.values():
            assert value is not None
            assert not isinstance(value, float)


def test_every_object_is_there(whole: Handbook, found: Json):
    strategy = whole.strategy
    objects = {kind: [] for kind in LISTS} | {"page": [], "term": list(strategy.glossary)}
    for subject in strategy.subjects:
        objects[subject.kind].append(subject.id)
    objects["dimension"] = list(strategy.rubric.dimensions if strategy.rubric else ())
    assert {kind: [part["id"] for part in found[key]] for kind, key in LISTS.items()} == {
        kind: ids for kind, ids in objects.items() if kind != "page"
    }
    assert [id for id in objects["page"] if id not in found] == []
    assert [(edge["from"], edge["to"]) for edge in found["edges"]] == [
        (edge.input, edge.result) for edge in strategy.graph.edges
    ]
    assert len(found["exchanges"]) == (len(strategy.value_web.exchanges) if strategy.value_web else 0)
    assert len(found["assessments"]) == (len(strategy.orientation.assessments) if strategy.orientation else 0)
    assert len(found["findings"]) == len(whole.findings.open) + len(whole.findings.accepted)


def test_every_place_is_a_line_of_a_file(whole: Handbook, found: Json):
    folder = Path(whole.strategy.folder)
    lines = {}
    for part in parts(found):
        if "line" in part:
            path = folder / part["file"].removeprefix("strategy/")
            lines.setdefault(path, path.read_text("utf-8-sig").count("\n") + 1)
            assert 1 <= part["line"] <= lines[path]
    assert lines or not found["metrics"]


@pytest.mark.parametrize(("directory_urls", "expected"), [(True, "tree/orders/"), (False, "tree/orders.html")])
@pytest.mark.parametrize("base", ["", "book/"])
def test_pages_are_relative_to_the_file(base: str, directory_urls: bool, expected: str):
    document = read(handbook(STRATEGIES["minimal"], base, directory_urls=directory_urls))
    assert {metric["id"]: metric["page"] for metric in document["metrics"]}["orders"] == expected


def test_every_id_that_is_named_is_there(found: Json):
    ids = {metric["id"] for metric in found["metrics"]}
    assert {edge[end] for edge in found["edges"] for end in ("from", "to")} <= ids
    assert found["values"].keys() | found["reconciliation"].keys() <= ids
    assert {found["north_star"]["metric"], found["north_star"]["business_metric"]} <= ids
    named = {(key, name) for part in parts(found) for key, name in references_in(part)}
    listed = {key: {part["id"] for part in found[LISTS[key]]} for key in ("metric", "request", "outcome", "dimension")}
    assert {(key, name) for key, name in named if name not in listed[key]} == set()
    parties = {party["id"] for party in found["parties"]}
    assert {exchange[end] for exchange in found["exchanges"] for end in ("from", "to")} <= parties


def references_in(part: Mapping) -> Iterator[tuple[str, str]]:
    """The ids that a part names, each with the kind of what it names."""
    for field, kind in {"metric": "metric", "value_metric": "metric", "dimension": "dimension"}.items():
        if field in part:
            yield kind, part[field]
    if "steps" not in part and "outcome" in part and "id" not in part:
        yield "outcome", part["outcome"]
    yield from (("request", id) for id in part.get("requests", ()) if isinstance(id, str))


def test_everything_that_is_named_by_kind_is_there(found: Json):
    known = {f"{kind}:{part['id']}" for kind, key in LISTS.items() for part in found[key]}
    pages = {f"page:{found[page]['id']}" for page in ("mission", "north_star", "orientation") if page in found}
    assert {finding["subject"] for finding in found["findings"]} <= known | pages
    assert {name for metric in found["metrics"] for name in metric["serves"]} <= known
    assert {outcome["customer"] for outcome in found["outcomes"]} <= known
    assert {request["segment"] for request in found["requests"] if "segment" in request} <= known
    stands_on = {name for bet in found["bets"] for name in bet["relies_on"]}
    assert {name for name in stands_on if not name.startswith("page:")} <= known
    if found["owners"]:
        teams = {assessment["team"] for assessment in found["assessments"]}
        assert {f"owner:{team}" for team in teams} <= known


def test_contributions_and_residual_add_up_to_the_change(found: Json):
    """Each number is rounded to thirty digits, and so is off by half of the last one at most."""
    for change in found["changes"]:
        if change["gaps"]:
            assert not change["contributions"]
            assert "residual" not in change
            continue
        amounts = [Fraction(part["amount"]) for part in change["contributions"]] + [Fraction(change["residual"])]
        before, after = Fraction(change["before"]), Fraction(change["after"])
        written = sum(map(abs, (*amounts, before, after)))
        assert abs(sum(amounts) - (after - before)) <= written * Fraction(5, 10**30)
    assert found["changes"] or not any(values["computed"] for values in found["values"].values())


def test_values_are_those_that_were_written(whole: Handbook, found: Json):
    reported = {
        metric: {str(period): f"{value.value:f}" for period, value in series.items()}
        for metric, series in whole.strategy.reported.items()
    }
    assert {id: values["reported"] for id, values in found["values"].items() if values["reported"]} == reported


def test_periods_are_in_order(found: Json):
    for values in found["values"].values():
        assert list(values["computed"]) == sorted(values["computed"])
        assert list(values["reported"]) == sorted(values["reported"])


def test_reconciliation_is_complete(whole: Handbook, found: Json):
    numbers = Analysis(whole.strategy, DAY).numbers
    expected = {
        metric: {str(each.period): each.agreement for each in each_period}
        for metric in numbers.metrics
        if (each_period := reconcile(numbers, metric))
    }
    assert {id: part["agreement"] for id, part in found["reconciliation"].items()} == expected
    for part in found["reconciliation"].values():
        uncomputed = {period for period, agreement in part["agreement"].items() if agreement == "not_computable"}
        assert part["gaps"].keys() == uncomputed
        assert not part["difference"].keys() & uncomputed


def test_the_script_on_the_reference_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    blue = handbook(STRATEGIES["blue"], "")
    (tmp_path / "handbook.json").write_text(handbook_files(blue)["handbook.json"], "utf-8")
    monkeypatch.chdir(tmp_path)
    page = (TEMPLATES / "pages/reference/data.md.jinja").read_text("utf-8")
    exec(page.partition("```python\n")[2].partition("```")[0], {})
    numbers, star = Analysis(blue.strategy, DAY).numbers, blue.strategy.star.id
    printed = [line.split(" ") for line in capsys.readouterr().out.splitlines()]
    assert printed == [[str(period), str(numbers.value(star, period))] for period in numbers.periods(star)]
    assert printed


def test_the_same_handbook_gives_the_same_bytes(whole: Handbook):
    again = handbook(Path(whole.strategy.folder))
    assert handbook_files(whole) == handbook_files(again)


@pytest.mark.parametrize("authors", [(), ("handbook.json",)])
def test_an_export_holds_it_unless_the_author_has_such_a_file(authors: tuple[str, ...], tmp_path: Path):
    for name in authors:
        (tmp_path / name).write_text("{}", "utf-8")
    strategy = load(STRATEGIES["minimal"])
    site = site_of(Place(tmp_path, "strategy", "", True, ""))
    published = publish(strategy, site, graphviz_engine("wasm", None), DAY)
    exported = export_handbook(published, tmp_path, "strategy").files
    assert json.loads(exported["handbook.schema.json"]) == schema()
    assert (exported["handbook.json"] == b"{}") == bool(authors)


def test_each_object_has_a_line_of_its_own(whole: Handbook):
    text = handbook_files(whole)["book/handbook.json"]
    ids = [match[1] for line in text.splitlines() if (match := re.match(r'\{"file": .*? "id": "(\w+)"', line))]
    assert set(ids) >= set(whole.strategy.metrics)
