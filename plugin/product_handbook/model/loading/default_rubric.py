"""The rubric of customer orientation that comes with the handbook."""

from functools import cache
from importlib.resources import files

from product_handbook.diagnostics.diagnostic import Diagnostic, Source, Span
from product_handbook.model.loading.validation import read_record
from product_handbook.model.records.orientation import Rubric
from product_handbook.source.yaml.nodes import Mapping
from product_handbook.source.yaml.parsing import parse_nodes
from product_handbook.source.yaml.values import to_values

NAME = "default_rubric.yml"


@cache
def default_rubric() -> Rubric:
    """The rubric in our own words, after "Customer-Orientation: Moving from Novice to Master"."""
    text = files("product_handbook.model.loading").joinpath(NAME).read_text(encoding="utf-8")
    tree = parse_nodes(Source(NAME, text)).tree
    problems: list[Diagnostic] = []
    if isinstance(tree, Mapping):
        rubric = read_record(Rubric, to_values(tree, problems), Span(NAME), problems)
        if rubric is not None and not problems:
            return rubric
    message = f"{NAME} cannot be read: {problems}"
    raise ValueError(message)
