"""A template and the dataclass that it is given name the same variables."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import chain

import pytest
from jinja2 import nodes
from jinja2.meta import find_undeclared_variables

from product_handbook import site
from product_handbook.site.writing.templates import (
    TEMPLATES,
    PageContext,
    PieceContext,
    TemplateContext,
    markdown_environment,
)

for module in pkgutil.walk_packages(site.__path__, "product_handbook.site."):
    importlib.import_module(module.name)


def contexts(base: type[TemplateContext]) -> Iterator[type[TemplateContext]]:
    for context in base.__subclasses__():
        yield from contexts(context)
        if "template" in vars(context):
            yield context


CONTEXTS = sorted(chain(contexts(PageContext), contexts(PieceContext)), key=lambda context: context.template)


def variables(template: str) -> set[str]:
    """What a template and those that it includes by name ask for."""
    tree = markdown_environment().parse((TEMPLATES / template).read_text("utf-8"))
    included = [node.template.value for node in tree.find_all(nodes.Include) if isinstance(node.template, nodes.Const)]
    return find_undeclared_variables(tree).union(*map(variables, included))


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.template)
def test_a_template_uses_what_it_is_given_and_nothing_else(context: type[TemplateContext]):
    assert is_dataclass(context)
    assert context.__dataclass_params__.frozen
    in_front_matter = {"title"} if issubclass(context, PageContext) else set()
    assert {field.name for field in fields(context)} == variables(context.template) | in_front_matter


def test_no_two_contexts_share_a_template():
    assert len({context.template for context in CONTEXTS}) == len(CONTEXTS)
