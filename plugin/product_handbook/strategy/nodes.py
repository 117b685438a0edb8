"""YAML as a tree of nodes that know where they stand; nothing is interpreted yet.

Built from libyaml's events rather than with `yaml.compose`, which crashes the process on 100,000 `[` (PyYAML 6.0.3) and
neither sees duplicate keys nor limits what aliases expand to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NoReturn

import yaml

from product_handbook.strategy.problems import Location, Problem
from product_handbook.strategy.source import Source
from product_handbook.strategy.syntax import explain_syntax_error

DEEPEST_NESTING = 64
LARGEST_EXPANSION = 10_000
"""How many nodes the aliases of one file may repeat, all together."""

Kind = Literal["text", "nothing", "boolean", "number", "odd number", "date"]

# What a plain scalar is to YAML 1.2's core schema or to the readers of YAML 1.1, which take more words and numbers.
KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("nothing", re.compile(r"~|null|Null|NULL|")),
    ("boolean", re.compile(r"true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF")),
    ("number", re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?|[-+]?\.[0-9]+([eE][-+]?[0-9]+)?")),
    ("odd number", re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?")),
    ("odd number", re.compile(r"[-+]?0(b[01_]+|o[0-7]+|x[0-9a-fA-F_]+|[0-9_]+(\.[0-9_]*)?)")),
    ("odd number", re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")),
    ("date", re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\s].*)?")),
)


@dataclass(frozen=True, eq=False)
class Scalar:
    """One value as it was written: its text, what YAML takes it for, and where each of its characters stands."""

    text: str
    kind: Kind
    source: Source = field(repr=False)
    start: int
    end: int
    style: str
    """`'`, `"`, `|` or `>`, and nothing for a plain one."""
    size: int = 1

    @property
    def location(self) -> Location:
        """Where the value starts."""
        return self.source.location(self.start)

    def locate(self, offset: int) -> Location:
        """Where a character of the text stands in the file.

        Line folding only changes white space, so the place is found by counting the characters that are not. Where an
        escape such as `\\n` in a double-quoted value breaks the count, the start of the value is given.
        """
        written = self.source.text[self.start : self.end]
        skipped = (written.find("\n") + 1) if self.style in {"|", ">"} else len(self.style)
        visible = [index for index in range(skipped, len(written)) if not written[index].isspace()]
        count = sum(not character.isspace() for character in self.text[:offset])
        if count >= len(visible) or offset >= len(self.text) or written[visible[count]] != self.text[offset]:
            return self.location
        return self.source.location(self.start + visible[count])


@dataclass(frozen=True, eq=False)
class Sequence:
    """A list: its items in order."""

    items: tuple["Node", ...]
    source: Source = field(repr=False)
    start: int
    size: int

    @property
    def location(self) -> Location:
        """Where the list starts."""
        return self.source.location(self.start)


@dataclass(frozen=True, eq=False)
class Mapping:
    """A mapping: its entries in order, duplicate keys and all."""

    entries: tuple[tuple["Node", "Node"], ...]
    source: Source = field(repr=False)
    start: int
    size: int

    @property
    def location(self) -> Location:
        """Where the mapping starts."""
        return self.source.location(self.start)


Node = Scalar | Sequence | Mapping


class _Unreadable(Exception):
    """Raised through the builder with the problem that stops it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def parse_nodes(source: Source) -> Node | None | tuple[Problem, ...]:
    """The tree of nodes in a file: None for an empty file, or the problems that make it unreadable (at least one)."""
    builder = _Builder(source)
    try:
        tree = builder.document()
    except _Unreadable as unreadable:
        return (unreadable.problem,)
    except yaml.YAMLError as error:
        return explain_syntax_error(source, error)
    return tuple(builder.problems) if builder.problems else tree


class _Builder:
    """Turns the events of one file into nodes, and gathers what can be reported without giving up."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.events: Iterator[yaml.Event] = yaml.parse(source.text, Loader=yaml.CSafeLoader)
        self.anchors: dict[str, Node | None] = {}
        """None while the node of the anchor is still open."""
        self.unused: dict[str, int] = {}
        self.expansion = 0
        self.scalars: list[tuple[int, int]] = []
        self.problems: list[Problem] = []

    def document(self) -> Node | None:
        """The only document of the file."""
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        tree = self.node(next(self.events), depth=1)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self.stop(after, "found a second document (`---`), expected one", "put everything into one document")
        for name, start in self.unused.items():
            found = f"`&{name}` is a mark of YAML (an anchor), and nothing refers to it"
            self.report(start, found, "put the text in quotes, or write it below a `|`")
        self.problems.extend(self.tabs())
        return tree

    def node(self, event: yaml.Event, depth: int) -> Node:
        """The node that an event begins, with all that is inside it."""
        if depth > DEEPEST_NESTING:
            self.stop(event, f"found nesting deeper than {DEEPEST_NESTING} levels", "flatten it")
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        if event.tag is not None:
            self.stop(
                event, f"found a tag of YAML, `{_shown_tag(event.tag)}`", "put the text in quotes, or delete the tag"
            )
        if event.anchor is not None:
            self.anchors[event.anchor] = None
            self.unused[event.anchor] = event.start_mark.index
        node = self.opened(event, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def opened(self, event: yaml.Event, depth: int) -> Node:
        """The scalar of an event, or the collection that it opens."""
        start = event.start_mark.index
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items = tuple(self.children(yaml.SequenceEndEvent, depth))
            return Sequence(items, self.source, start, 1 + sum(item.size for item in items))
        nodes = tuple(self.children(yaml.MappingEndEvent, depth))
        entries = tuple(zip(nodes[::2], nodes[1::2], strict=True))
        return Mapping(entries, self.source, start, 1 + sum(node.size for node in nodes))

    def children(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        """The nodes up to the event that closes the collection."""
        while not isinstance(event := next(self.events), end):
            yield self.node(event, depth + 1)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        """The value of an event, without the anchor before it."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None:
            start += len(event.anchor) + 1
            start += len(self.source.text[start:end]) - len(self.source.text[start:end].lstrip())
        style = event.style or ""
        self.scalars.append((start, end))
        return Scalar(event.value, "text" if style else kind_of(event.value), self.source, start, end, style)

    def alias(self, event: yaml.AliasEvent) -> Node:
        """The node that an alias repeats."""
        if event.anchor not in self.anchors:
            found = f"`*{event.anchor}` refers to a mark of YAML (an anchor) that is not there"
            self.stop(event, found, "put the text in quotes, or write it below a `|`")
        target = self.anchors[event.anchor]
        if target is None:
            self.stop(event, f"`*{event.anchor}` repeats something inside itself", "write the values out")
        self.unused.pop(event.anchor, None)
        self.expansion += target.size
        if self.expansion > LARGEST_EXPANSION:
            self.stop(event, f"the aliases repeat more than {LARGEST_EXPANSION:,} values", "write the values out")
        return target

    def tabs(self) -> Iterator[Problem]:
        """A problem for each line with a tab outside text and comments, where YAML happened to let it pass."""
        if "\t" not in self.source.text:
            return
        blanked = list(self.source.text)
        for start, end in self.scalars:
            blanked[start:end] = "x" * (end - start)
        lines = re.sub(r"(^|(?<=\s))#.*", "", "".join(blanked), flags=re.MULTILINE)
        for number, line in enumerate(lines.split("\n"), start=1):
            if "\t" in line:
                place = Location(self.source.path, number, line.index("\t") + 1)
                yield Problem(place, "found a tab, expected spaces", "replace the tab with spaces")

    def report(self, start: int, message: str, mend: str) -> None:
        """Keeps a problem and goes on."""
        self.problems.append(Problem(self.source.location(start), message, mend))

    def stop(self, event: yaml.Event, message: str, mend: str) -> NoReturn:
        """Gives the file up with a problem at an event."""
        raise _Unreadable(Problem(self.source.location(event.start_mark.index), message, mend))


def kind_of(text: str) -> Kind:
    """What YAML takes plain text for."""
    return next((kind for kind, pattern in KINDS if pattern.fullmatch(text)), "text")


def _shown_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
