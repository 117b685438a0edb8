"""The templates of drawings and charts."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from product_handbook.drawing.geometry import number, pair
from product_handbook.drawing.text import one_line


def template(name: str) -> Template:
    """A template by its path in the room; it escapes all that it is given."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("product_handbook.drawing", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"px": number, "pair": pair, "one_line": one_line}
    return environment
