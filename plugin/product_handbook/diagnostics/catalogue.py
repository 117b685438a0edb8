"""Every code of a problem of the files, with what the reference says of it.

The codes of findings are the names of their rules, which `rules.catalogue` lists.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Code:
    """A kind of problem, as the reference explains it; each text is Markdown."""

    code: str
    what: str
    why: str
    fix: str
    """How to fix it, beginning with a verb in lower case."""
    example: str


@cache
def codes() -> tuple[Code, ...]:
    """Every code, in the order in which files are read."""
    text = files("product_handbook.diagnostics").joinpath("codes.yml").read_text(encoding="utf-8")
    return tuple(Code(code, **texts) for code, texts in yaml.safe_load(text).items())
