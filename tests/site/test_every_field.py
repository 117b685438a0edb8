"""Every field of every record is in `handbook.json` and on a page: it is changed, and both are compared with before.

The handbook `bakery` sets every field. Text gets a word of its own that must be found again; anything else is left out,
or written otherwise where a record cannot do without it (`OTHERWISE`).
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args, get_origin

import pytest
import yaml
from handbook_documents import STRATEGIES, Json, handbook, read

from product_handbook.model.kinds import FILES, object_by_key
from product_handbook.model.loading.load import Invalid, load
from product_handbook.model.records.fields import HandbookObject, Record, attributes
from product_handbook.model.records.reading import Mention, Name
from product_handbook.rules.find import Findings
from product_handbook.site.pages.reference.page import record_in
from product_handbook.site.render import render_pages

BAKERY = STRATEGIES["bakery"]
TESTS = "tests/data/handbook_json/bakery"
WORD = "Zwieback"
"""Stands nowhere else in the handbook."""

COMMON = {
    "owner": "rounds",
    "review_by": "2027-02-03",
    "accept": [{"rule": "metric_joined_to_nothing", "because": "It is known."}],
    "extra": {"oven": "The left one"},
}
"""What each object is given that does not say so itself."""

OTHERWISE: Mapping[str, object] = {
    "Acceptance.rule": "leaf_without_owner",
    "Assessment.date": "2026-08-30",
    "Assessment.dimension": "deciding",
    "Assessment.level": "3",
    "Assessment.team": "ovens",
    "BusinessImpact.metric": "late_share",
    "Exchange.from": "mill",
    "Exchange.kind": "trust",
    "Exchange.to": "town",
    "Guardrail.at_least": "3",
    "Guardrail.at_most": "0.2",
    "Guardrail.metric": "orders",
    "Influence.metric": "returned_loaves",
    "Mission.fiscal_year_starts": "4",
    "Move.high": "7.5%",
    "Move.low": "-3%",
    "Move.metric": "loaves_per_order",
    "NorthStar.business_metric": "orders",
    "NorthStar.metric": "orders",
    "Outcome.customer": "hotels",
    "Result.change": "4.5%",
    "Result.metric": "loaves_per_order",
    "Score.score": "1",
    "Step.metric": "late_share",
    "Step.outcome": "desk",
}
"""What a field is changed into that is no text and that a record cannot do without, by record and field."""

TOGETHER = frozenset({"Group.weight"})
"""The fields that all records have or none."""

ON_NO_PAGE: Mapping[str, str] = {
    "accept": "what is accepted stands on Health beside the finding, with all that an `Acceptance` says",
    "Bet.argued_on": "a page says what has changed since, not by which fingerprint that was noticed",
    "Owner.owner": "an owner is shown as who owns, not as what is owned",
    "Owner.review_by": "a finding says so once the day is past; a page of all owners has no place for it",
}
"""The fields that are on no page, by their name or by record and field, each with the reason."""
NOT_IN_JSON: Mapping[str, str] = {}
"""The fields that are not in `handbook.json`, likewise."""
HOW_INTO_JSON = "see what site/handbook_json has `instead` of it, or add it to NOT_IN_JSON with the reason"
HOW_ONTO_A_PAGE = "add it to the module and the template in site/pages/, or to ON_NO_PAGE with the reason"


class Plain(yaml.SafeDumper):
    """Writes numbers and days, which were read as text, without quotes."""

    yaml_implicit_resolvers: dict = {}  # noqa: RUF012


def held(annotation: object) -> type[Record] | None:
    """The record that a field holds, itself or several of it."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for inner in get_args(annotation) if (found := held(inner))), None)


def fields() -> Mapping[str, tuple[type[Record], str]]:
    """Every field of every record that a file can hold, by record and field."""
    known, waiting = set[type[Record]](), [model for file in FILES if (model := record_in(file))]
    while waiting:
        model = waiting.pop()
        known.add(model)
        inner = (held(field.annotation) for field in model.model_fields.values())
        waiting += [found for found in inner if found and found not in known]
    found = {f"{model.__name__}.{field}": (model, field) for model in known for field in attributes(model)}
    return dict(sorted(found.items()))


@cache
def files() -> Mapping[str, Json]:
    """The files of the handbook, in which every object says what all objects can."""
    found = {path.name: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in sorted(BAKERY.glob("*.yml"))}
    for model, data in list(records(found)):
        for field in attributes(model).keys() & COMMON.keys() if issubclass(model, HandbookObject) else ():
            data.setdefault(field, deepcopy(COMMON[field]))
    for model, data in {model: data for model, data in records(found) if "formerly" in attributes(model)}.items():
        data.setdefault("formerly", [f"old_{model.__name__.lower()}"])
    return found


def records(found: Mapping[str, Json]) -> Iterator[tuple[type[Record], Json]]:
    """Every record of the files, with the data that it is read from."""
    for file in FILES:
        if model := record_in(file):
            data = found[f"{file.name}.yml"]
            for record in data.values() if object_by_key(file) else [data]:
                yield from inside(model, record)


def inside(model: type[Record], data: Json) -> Iterator[tuple[type[Record], Json]]:
    """A record and those in it."""
    yield model, data
    for field in attributes(model):
        for inner, record in held_by(model, field, data):
            yield from inside(inner, record)


def held_by(model: type[Record], field: str, data: Json) -> list[tuple[type[Record], Json]]:
    """The records in a field."""
    annotation = model.model_fields[attributes(model)[field]].annotation
    inner, value = held(annotation), data.get(field)
    if inner is None or value is None:
        return []
    if isinstance(value, dict):
        value = value.values() if get_origin(annotation) not in {None, type(None | int)} else [value]
    return [(inner, record) for record in value]


def change(model: type[Record], field: str, data: Json) -> bool:
    """Changes the field of a record, and says whether the word was put into it."""
    for held_model, held_data in held_by(model, field, data):
        for inner, record in inside(held_model, held_data):
            if texts := [name for name in record if is_text(inner, name)]:
                return change(inner, texts[0], record)
    if is_text(model, field):
        data[field] = marked(data[field])
        return True
    name = f"{model.__name__}.{field}"
    required = model.model_fields[attributes(model)[field]].is_required()
    assert not required or name in OTHERWISE, f"{name} cannot be left out: write another value of it into OTHERWISE"
    data |= {field: OTHERWISE[name]} if name in OTHERWISE else {}
    if name not in OTHERWISE:
        del data[field]
    return False


def is_text(model: type[Record], field: str) -> bool:
    schema = str(model.model_json_schema()["properties"][field])
    return any(f"'x-kind': '{kind}'" in schema for kind in ("text", "prose", "text or number"))


def marked(value: object) -> object:
    """Text with the word at its end; for several texts, the first of them."""
    if isinstance(value, dict):
        first = next(iter(value))
        return value | {first: marked(value[first])}
    return [marked(value[0]), *value[1:]] if isinstance(value, list) else f"{value} {WORD}"


def write(found: Mapping[str, Json], folder: Path) -> None:
    """The files, each in one line, so that a change moves nothing else."""
    (folder / "values.csv").write_text((BAKERY / "values.csv").read_text("utf-8"), "utf-8")
    for name, data in found.items():
        text = yaml.dump(data, Dumper=Plain, default_flow_style=True, width=10**9, sort_keys=False)
        (folder / name).write_text(text, "utf-8")


def outputs(found: Mapping[str, Json], folder: Path, *, with_findings: bool) -> tuple[str, str] | None:
    """`handbook.json` and all pages."""
    write(found, folder)
    try:
        shown = handbook(folder)
    except AssertionError:  # something else stands on what was changed
        return None
    if not with_findings:
        shown = replace(shown, findings=Findings((), ()))
    return str(read(shown)), "\n".join(page.complete for page in render_pages(shown))


@cache
def before(folder: Path, *, with_findings: bool) -> tuple[str, str]:
    found = outputs(files(), folder, with_findings=with_findings)
    assert found
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bakery")


@pytest.mark.parametrize("name", fields())
def test_every_field_is_in_handbook_json_and_on_a_page(name: str, folder: Path):
    model, field = fields()[name]
    with_findings = model.__name__ == "Acceptance"
    old = before(folder, with_findings=with_findings)
    shown = dict[str, bool]()
    for place, (other, data) in enumerate(records(files())):
        if other is not model or field not in data or (shown and all(shown.values())):
            continue
        changed = deepcopy(files())
        each = [record for found, record in records(changed) if found is model] if name in TOGETHER else ()
        marks = [change(model, field, record) for record in each or (list(records(changed))[place][1],)]
        if new := outputs(changed, folder, with_findings=with_findings):
            for key, text, was in zip(("handbook.json", "page"), new, old, strict=True):
                shown[key] = shown.get(key, False) or ((WORD in text) if any(marks) else text != was)
    assert shown, f"{TESTS} says nothing of {name}, or needs all that it says: add it there where it can be left out"
    if not {name, field} & NOT_IN_JSON.keys():
        assert shown["handbook.json"], f"{name} is not in handbook.json: {HOW_INTO_JSON}"
    if not {name, field} & ON_NO_PAGE.keys():
        assert shown["page"], f"{name} is on no page: {HOW_ONTO_A_PAGE}"


def names() -> list[str]:
    """The fields that name other objects."""
    return [name for name, (model, field) in fields().items() if {Name, Mention} & set(types_in(model, field))]


def types_in(model: type[Record], field: str) -> Iterator[object]:
    waiting = [model.model_fields[attributes(model)[field]].annotation]
    while waiting:
        yield (found := waiting.pop())
        waiting += get_args(found)


@pytest.mark.parametrize("name", names())
def test_every_name_is_looked_up(name: str, tmp_path: Path):
    model, field = fields()[name]
    changed = deepcopy(files())
    data = next(data for found, data in records(changed) if found is model and field in data)
    nobody = "metric:nobody" if Mention in types_in(model, field) else "nobody"
    data[field] = [nobody] if isinstance(data[field], list) else nobody
    write(changed, tmp_path)
    found = load(tmp_path)
    assert isinstance(found, Invalid), f"{name} may name what is not there: see model/loading/references_in.py"
    assert any("nobody" in problem.message for problem in found.problems)


def test_exceptions_name_fields_that_exist():
    known = fields().keys() | {field for _, field in fields().values()}
    assert {*ON_NO_PAGE, *NOT_IN_JSON, *OTHERWISE, *TOGETHER} - known == set()


def test_an_owner_holds_objects_of_every_kind(tmp_path: Path):
    write(files(), tmp_path)
    shown = handbook(tmp_path)
    (page,) = (page.complete for page in render_pages(shown) if page.uri == "book/owners.md")
    owned = {one.kind: one.id for one in shown.strategy.subjects if one.object.owners and one.kind != "owner"}
    missing = [
        kind for kind, id in owned.items() if f"]({shown.addresses.uri(kind, id).removeprefix('book/')})" not in page
    ]
    assert missing == [], f"site/pages/owners/page.py: no owner is said to hold a {missing}"
