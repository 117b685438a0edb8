"""`handbook.json` fits its schema, which says all that is in it, and changes only with its version."""

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from handbook_documents import ROOT, STRATEGIES, Json, handbook, read
from jsonschema import Draft202012Validator, FormatChecker

from product_handbook.site.handbook_json.fields import VERSION
from product_handbook.site.handbook_json.write import schema, schema_text
from product_handbook.site.writing.page import Handbook

SCHEMAS = ROOT / "tests" / "data" / "handbook_json"
COMMON = frozenset({"owner", "helpers", "review_by", "accept", "extra", "formerly"})
"""What all objects have."""


@pytest.fixture(scope="module", params=STRATEGIES)
def whole(request: pytest.FixtureRequest) -> Handbook:
    return handbook(STRATEGIES[request.param])


@pytest.fixture(scope="module")
def found(whole: Handbook) -> Json:
    return read(whole)


def test_it_fits_its_schema(found: Json):
    Draft202012Validator.check_schema(schema())
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(found)] == []


def test_it_holds_nothing_that_its_schema_does_not_explain(found: Json):
    checker = Draft202012Validator(closed(schema()), format_checker=FormatChecker())
    assert [error.message for error in checker.iter_errors(found)] == []
    assert not checker.is_valid(found | {"later": True})


def closed(value: object) -> object:
    """A schema whose records have no other fields than it says."""
    if isinstance(value, dict):
        more = {"additionalProperties": False} if isinstance(value.get("properties"), dict) else {}
        return {key: closed(item) for key, item in value.items()} | more
    return [closed(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("version",), "3.0"),
        (("metrics", 0, "targets"), {"2026-13": "1"}),
        (("metrics", 0, "targets"), {"2026-12": 1.5}),
        (("metrics", 0, "targets"), {"2026-12": "1e5"}),
        (("metrics", 0, "status"), "dead"),
        (("metrics", 0, "line"), "four"),
        (("values", "Not an id"), {}),
        (("edges",), None),
        (("bets", 0, "moves", 0, "low"), "2%"),
        (("bets", 0, "moves", 0, "scale"), "percent"),
        (("bets", 0, "serves", "company", "score"), 4),
        (("bets", 0, "relies_on"), ["mission"]),
        (("requests", 0, "decision"), "later"),
        (("exchanges", 0, "kind"), "love"),
        (("dimensions", 0, "levels"), ["Only one."]),
        (("dimensions", 0, "practices"), {"6": ["Fly."]}),
        (("assessments", 0, "level"), 0),
    ],
)
def test_the_schema_refuses_what_no_handbook_says(path: tuple[str | int, ...], wrong: object):
    document = at = read(handbook(STRATEGIES["bakery"]))
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = wrong
    assert not Draft202012Validator(schema()).is_valid(document)


def test_the_schema_lets_a_later_version_add_fields():
    document = read(handbook(STRATEGIES["bakery"])) | {"version": "2.7", "later": []}
    document["metrics"][0]["later"] = document["bets"][0]["moves"][0]["later"] = True
    assert Draft202012Validator(schema()).is_valid(document)


RAISE = "raise VERSION in site/handbook_json/fields.py, and keep that file as it is"


def test_the_schema_changes_only_with_its_version():
    """A changed schema needs another `VERSION`, and its own file beside those of the versions before."""
    golden = SCHEMAS / f"{VERSION}.json"
    assert golden.exists(), f"write schema_text() into {golden}, as CONTRIBUTING.md says"
    assert json.loads(golden.read_text("utf-8")) == json.loads(schema_text()), f"not the schema of {golden}: {RAISE}"


def test_a_minor_version_only_adds():
    versions = sorted(
        (tuple(map(int, file.stem.split("."))), json.loads(file.read_text("utf-8"))) for file in SCHEMAS.glob("*.json")
    )
    assert ".".join(map(str, versions[-1][0])) == VERSION
    for (before, old), (after, new) in pairwise(versions):
        if before[0] == after[0]:
            assert list(losses(old, new)) == []


def losses(old: object, new: object, at: str = "") -> Iterator[str]:
    """What an earlier schema says that a later one does not: not texts for people, nor a pattern with one more form."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() - {"description", "title"}:
            yield from losses(old[key], new[key], f"{at}/{key}") if key in new else (f"{at}/{key}",)
    elif isinstance(old, list) and isinstance(new, list):
        yield from (f"{at}: {item}" for item in old if item not in new)
    elif at.endswith("/pattern"):
        yield from (f"{at}: {form}" for form in str(old).split("$|^") if form not in str(new))
    elif old != new:
        yield f"{at}: {old}"


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ({"a": {"type": "string"}}, {"a": {"type": "string"}, "b": {}}, []),
        ({"a": {"type": "string"}}, {}, ["/a"]),
        ({"a": {"type": "string"}}, {"a": {"type": "integer"}}, ["/a/type: string"]),
        ({"enum": ["x", "y"]}, {"enum": ["y", "z"]}, ["/enum: x"]),
        ({"description": "old"}, {"description": "new"}, []),
    ],
)
def test_losses_are_seen(old: Json, new: Json, lost: list[str]):
    assert list(losses(old, new)) == lost


def test_every_field_is_explained():
    records = [schema(), *schema()["$defs"].values()]
    for record in records:
        assert record["description"]
        for name, field in record["properties"].items():
            assert field.get("description"), f"{record['title']}: {name} has no description"


def test_one_handbook_says_all_that_the_optional_files_can():
    """So that what is tested of all handbooks is tested of every field."""
    document = read(handbook(STRATEGIES["bakery"]))
    found = {
        "Party": document["parties"],
        "Exchange": document["exchanges"],
        "Outcome": document["outcomes"],
        "BusinessImpact": [gain for outcome in document["outcomes"] for gain in outcome["business_impact"]],
        "Loop": document["loops"],
        "LoopStep": [step for loop in document["loops"] for step in loop["steps"]],
        "Bet": document["bets"],
        "Move": [move for bet in document["bets"] for move in bet["moves"]],
        "Result": [result for bet in document["bets"] for result in bet["results"]],
        "Request": document["requests"],
        "Orientation": [document["orientation"]],
        "Dimension": document["dimensions"],
        "Assessment": document["assessments"],
    }
    said = {record: set().union(*items) for record, items in found.items()}
    known = {record: set(schema()["$defs"][record]["properties"]) for record in found}
    assert {record: known[record] - said[record] - COMMON for record in found} == {record: set() for record in found}
