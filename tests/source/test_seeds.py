"""Hundreds of YAML files that were written to break parsers, each in the place of each strategy file."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from product_handbook.diagnostics.diagnostic import Diagnostic
from product_handbook.model.loading.load import Invalid, load
from product_handbook.model.records.owner import Term
from product_handbook.model.records.quantities import Formula
from product_handbook.model.records.reading import Name, Prose
from product_handbook.model.strategy import Strategy

SEEDS = sorted(file for file in (Path(__file__).parents[1] / "data" / "yaml").glob("*/**/*") if file.is_file())
PLACES = ("mission", "stakeholders", "north-star", "tree", "owners", "glossary")


def texts_in(value: object) -> Iterator[str]:
    """Every text and key in a record, its white space made single spaces."""
    match value:
        case str():
            yield " ".join(value.split())
        case Decimal():
            yield str(value)
        case Prose(text) | Formula(text):
            yield from texts_in(text)
        case Name(id_):
            yield id_
        case Term():
            yield from texts_in([value.id, value.definition])
        case BaseModel():
            yield from value.written.keys
            yield from texts_in([getattr(value, name) for name in type(value).model_fields if name != "written"])
        case Mapping():
            yield from texts_in([str(key) for key in value])
            yield from texts_in(list(value.values()))
        case list() | tuple():
            for item in value:
                yield from texts_in(item)


def scalars_in(node: yaml.Node | None) -> Iterator[str]:
    """Every scalar that PyYAML sees, its white space made single spaces."""
    if isinstance(node, yaml.ScalarNode):
        yield " ".join(node.value.split())
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars_in(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from (*scalars_in(key), *scalars_in(value))


def is_inside(problem: Diagnostic, lines: list[str]) -> bool:
    line, column = problem.span.line, problem.span.column
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


def test_there_are_hundreds_of_seeds():
    assert len(SEEDS) > 500


@pytest.mark.parametrize("place", PLACES)
def test_a_seed_yields_problems_or_is_read_in_full(place, write_handbook):
    file = write_handbook({}) / f"{place}.yml"
    for seed in SEEDS:
        content = seed.read_bytes()
        file.write_bytes(content)
        loaded = load(file.parent, "strategy")
        if isinstance(loaded, Strategy):
            records = {"owners": loaded.owners, "glossary": loaded.glossary, "tree": loaded.metrics}
            read = set(texts_in(records.get(place) or getattr(loaded, place.replace("-", "_"))))
            assert set(scalars_in(yaml.compose(content, Loader=yaml.CSafeLoader))) <= {*read, ""}, seed
            continue
        assert isinstance(loaded, Invalid), seed
        lines = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for problem in loaded.problems:
            assert str(problem).isprintable(), seed
            assert problem.span.path != f"strategy/{place}.yml" or is_inside(problem, lines), (seed, problem)
