"""HTML is written in templates, where it can be read and is escaped, and not in Python."""

import ast
from collections.abc import Iterator
from pathlib import Path

import product_handbook

PACKAGE = Path(product_handbook.__file__).parent
EXCEPTIONS = {
    "prose/render.py": "prose is rendered to HTML there, below the room of the templates",
    "wording/html.py": "numbers are written for people and programs there, below the room of the templates",
    "drawing/rings/web_drawing.py": "the words of a picture, whose icon is SVG made beside it",
}
"""Modules that write tags in Python, each with the reason."""


def written_tags(module: Path) -> Iterator[int]:
    """The lines on which a tag is written as the beginning of markup."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="Markup"), args=[ast.Constant(value=str(text)), *_]):
                written = text
            case ast.Call(func=ast.Name(id="Markup"), args=[ast.JoinedStr(values=[ast.Constant(value=str(text)), *_])]):
                written = text
            case _:
                continue
        if "<" in written:
            yield node.lineno


def test_no_module_writes_tags_but_the_few_that_have_a_reason():
    found = {
        module.relative_to(PACKAGE).as_posix(): lines
        for module in sorted(PACKAGE.rglob("*.py"))
        if (lines := list(written_tags(module)))
    }
    assert {name: lines for name, lines in found.items() if name not in EXCEPTIONS} == {}
    assert sorted(found) == sorted(EXCEPTIONS)
