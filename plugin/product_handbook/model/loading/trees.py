"""From the text of a strategy file to its keys and values, or to the problems that prevent them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from product_handbook.diagnostics.diagnostic import Diagnostic, Source, Span, quoted
from product_handbook.model.kinds import FILE
from product_handbook.source.files import StrategyFile
from product_handbook.source.text import read_source
from product_handbook.source.yaml.nodes import Mapping, Node, Scalar
from product_handbook.source.yaml.parsing import parse_nodes


def read_texts(files: Iterable[StrategyFile], problems: list[Diagnostic]) -> Iterator[Source]:
    """The text of each file that can be read as text."""
    for file in files:
        source = read_source(file.file, file.path)
        if isinstance(source, Source):
            yield source
        else:
            problems.extend(source)


def read_tree(file: StrategyFile, problems: list[Diagnostic]) -> Mapping | None:
    """The keys and values that a file holds."""
    for source in read_texts((file,), problems):
        parsed = parse_nodes(source)
        problems.extend(parsed.problems)
        if isinstance(parsed.tree, Mapping):
            return parsed.tree
        if not parsed.problems:
            problems.append(_no_keys(parsed.tree, source))
    return None


def _no_keys(tree: Node | None, source: Source) -> Diagnostic:
    """That a file holds something else than keys and values."""
    if tree is None or (isinstance(tree, Scalar) and tree.is_blank):
        file = FILE.get(PurePosixPath(source.path).stem)
        help = "write its keys" if file and file.required else "write its keys, or delete the file"
        return Diagnostic("file_empty", Span(source.path), "the file is empty", help)
    if not isinstance(tree, Scalar):
        return Diagnostic(
            "wrong_shape",
            tree.location,
            "found a list, expected keys and values",
            "begin each line with a key and a colon",
        )
    if squeezed := re.match(r"[a-z_]+:(?=\S)", tree.text):
        help = f"put a space after the colon of `{squeezed.group()}`"
    else:
        help = "begin each line with a key and a colon"
    return Diagnostic("wrong_shape", tree.location, f"found {quoted(tree.text)}, expected keys and values", help)
