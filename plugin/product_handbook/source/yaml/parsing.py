"""From the text of a file to its tree of nodes, and past an error of its syntax to the next."""

from dataclasses import dataclass, replace

import yaml

from product_handbook.diagnostics.diagnostic import Diagnostic, Source
from product_handbook.source.yaml.blocks import (
    Block,
    alone,
    blocks_of,
    inner_blocks,
    is_unindented,
    text_of,
    without,
)
from product_handbook.source.yaml.builder import Builder, UnreadableError
from product_handbook.source.yaml.error_site import is_at_end
from product_handbook.source.yaml.nodes import Mapping, Node, Scalar
from product_handbook.source.yaml.syntax import colons_without_keys, explain_syntax_error

MOST_BLOCKS = 100
"""How many blocks of one file with a wrong syntax are shown."""
LEVELS = 3
"""How deep within a block it is looked for further ones."""
LONGEST_VALUE = 20
"""Over how many blocks a text in quotes or brackets may go on that returns to the left margin."""


@dataclass(frozen=True)
class Parsed:
    """What a file holds."""

    tree: Node | None
    """None for a file that is empty or cannot be read; where it could be read in spite of problems, their places are
    taken by scalars that are broken."""
    problems: tuple[Diagnostic, ...]


def parse_nodes(source: Source) -> Parsed:
    """The tree of nodes in a file, or the problems that make it unreadable, or both."""
    builder = Builder(source)
    try:
        tree = builder.document()
    except UnreadableError as unreadable:
        return Parsed(None, (*builder.problems, unreadable.problem))
    except yaml.YAMLError as error:
        explained = explain_syntax_error(source, error)
        starts = {str(problem.span) for problem in explained}
        known = [problem for problem in builder.problems if str(problem.span) not in starts]
        rest = _recover(source, explained)
        return Parsed(rest.tree, tuple(dict.fromkeys((*known, *rest.problems))))
    return Parsed(tree, (*builder.problems, *colons_without_keys(source, tree)))


def _recover(source: Source, explained: tuple[Diagnostic, ...]) -> Parsed:
    """What is wrong with the syntax of other blocks too, and what those hold that can be read."""
    blocks = blocks_of(source)
    wrong = _wrong_blocks(source, blocks, explained)
    problems = _spread(source, blocks, explained, LEVELS)
    if not wrong or len(wrong) == MOST_BLOCKS or any(is_unindented(source, block) for block in wrong):
        return Parsed(None, problems)
    builder = Builder(without(source, wrong))
    try:
        tree = builder.document()
    except (UnreadableError, yaml.YAMLError):
        return Parsed(None, problems)
    if not isinstance(tree, Mapping) or builder.uses_names:
        return Parsed(None, problems)
    # So that readers know that keys are missing here.
    missing = builder.broken(tree.start)
    return Parsed(replace(tree, entries=(*tree.entries, (missing, missing))), (*problems, *builder.problems))


def _spread(source: Source, blocks: list[Block], found: tuple[Diagnostic, ...], levels: int) -> tuple[Diagnostic, ...]:
    """The problems found, and those of each other block that is wrong on its own."""
    problems = list(found)
    for block in _wrong_blocks(source, blocks, found) if levels else ():
        here = tuple(problem for problem in found if block.has([problem.span.line]))
        here = here or _problems_alone(alone(source, block))
        problems.extend(_spread(source, inner_blocks(source, block), here, levels - 1))
    return tuple(dict.fromkeys(problems))


def _wrong_blocks(source: Source, blocks: list[Block], found: tuple[Diagnostic, ...]) -> list[Block]:
    """The blocks that cannot be read on their own, from the first that was found on; none where that is another."""
    lines = sorted({problem.span.line for problem in found})
    rest = [block for block in blocks if block.last >= lines[0]]
    wrong: list[Block] = []
    while rest and len(wrong) < MOST_BLOCKS:
        size = _readable(source, rest)
        wrong += [] if size else rest[:1]
        rest = rest[size or 1 :]
    return wrong if any(block.has(lines) for block in wrong) else []


def _readable(source: Source, blocks: list[Block]) -> int:
    """How many blocks from the first on can be read together, as brackets and quotes may need; 0 if they cannot."""
    for size in range(1, min(len(blocks), LONGEST_VALUE) + 1):
        text = text_of(source, blocks[0].to(blocks[size - 1]))
        try:
            tree = Builder(Source(source.path, text)).document()
        except UnreadableError:
            return 0
        except yaml.YAMLError as error:
            if not is_at_end(text, error):
                return 0
        else:
            return 0 if isinstance(tree, Scalar) and not tree.style else size
    return 0


def _problems_alone(source: Source) -> tuple[Diagnostic, ...]:
    """What makes a file with one block only unreadable."""
    try:
        tree = Builder(source).document()
    except UnreadableError as unreadable:
        return (unreadable.problem,)
    except yaml.YAMLError as error:
        return explain_syntax_error(source, error)
    return tuple(colons_without_keys(source, tree))
