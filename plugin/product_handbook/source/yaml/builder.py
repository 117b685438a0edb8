"""Builds the tree of nodes of a file from the events of libyaml.

Not with `yaml.compose`, which crashes the process on 100,000 `[` (PyYAML 6.0.3) and neither sees duplicate keys nor
limits what aliases expand to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NoReturn, TypeGuard

import yaml

from product_handbook.diagnostics.diagnostic import Diagnostic, Source
from product_handbook.source.yaml.error_site import QUOTES
from product_handbook.source.yaml.nodes import Mapping, Node, Scalar, Sequence, kind_of
from product_handbook.source.yaml.syntax_hints import without_sign

DEEPEST_NESTING = 64
LARGEST_EXPANSION = 10_000
"""How many nodes the aliases of one file may repeat, all together."""
LONGEST_TAG = 40
"""How much of a tag a message repeats."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What no page can hold, and what only an escape such as `\\0` brings into a file."""


@dataclass
class _Anchor:
    """A mark such as `&name`, by which YAML lets a value be repeated."""

    name: str
    start: int
    node: Node | None = None
    """None while the node is still open."""
    used: bool = False


class UnreadableError(Exception):
    """Raised through the builder with the problem that stops it."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Builder:
    """Turns the events of one file into nodes, and gathers what can be reported without giving up."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.events: Iterator[yaml.Event] = yaml.parse(source.text, Loader=yaml.CSafeLoader)
        self.anchors: dict[str, _Anchor] = {}
        """The latest of each name."""
        self.all_anchors: list[_Anchor] = []
        self.uses_names = False
        """Whether something has a name, or repeats what has one."""
        self.expansion = 0
        self.scalars: list[tuple[int, int]] = []
        self.problems: list[Diagnostic] = []

    def document(self) -> Node | None:
        """The only document of the file."""
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        tree = self.node(next(self.events), depth=1)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            found = "found a line `---` or `...` within the file, after which another document begins"
            self.stop(_start(after), found, "delete the line, and keep everything in one document")
        unused = [anchor for anchor in self.all_anchors if not anchor.used]
        for anchor in unused:
            found = f"the text begins with `&{anchor.name}`, which gives a name to what follows, and nothing uses it"
            self.report(anchor.start, found, QUOTES)
        self.problems.extend(self.tabs())
        return _break_scalars(tree, frozenset(id(anchor.node) for anchor in unused)) if unused else tree

    def node(self, event: yaml.Event, depth: int) -> Node:
        """The node that an event begins, with all that is inside it."""
        if depth > DEEPEST_NESTING:
            self.too_deep(event)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, depth)
        if not _opens_node(event):
            raise TypeError(f"no node begins with {event}")
        anchor = None if event.anchor is None else _Anchor(event.anchor, _start(event))
        if anchor is not None:
            self.uses_names = True
            self.anchors[anchor.name] = anchor
            self.all_anchors.append(anchor)
        node = self.opened(event, depth)
        if event.tag is not None:
            node = self.tagged(event)
        if anchor is not None:
            anchor.node = node
        return node

    def opened(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, depth: int) -> Node:
        """The scalar of an event, or the collection that it opens."""
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        nodes = tuple(self.children(yaml.SequenceEndEvent if is_list else yaml.MappingEndEvent, depth))
        start, size = _start(event), 1 + sum(node.size for node in nodes)
        height = 1 + max((node.height for node in nodes), default=0)
        if is_list:
            return Sequence(nodes, self.source, start, size, height)
        entries = tuple(zip(nodes[::2], nodes[1::2], strict=True))
        return Mapping(entries, self.source, start, size, height, inline=bool(event.flow_style))

    def children(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        """The nodes up to the event that closes the collection."""
        while not isinstance(event := next(self.events), end):
            yield self.node(event, depth + 1)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        """The value of an event, without the anchor or the tag before it."""
        start, end, style = _start(event), _end(event), event.style or ""
        if event.anchor is not None or event.tag is not None:
            marks = re.compile(r"(?:[&!]\S*\s+)*").match(self.source.text, start, end)
            start = start if marks is None else marks.end()
        self.scalars.append((start, end))
        if style == '"' and (control := CONTROL.search(event.value)):
            found = f"the text holds the control character U+{ord(control.group()):04X}, written with a backslash"
            self.report(start, found, "delete it, or write `\\\\` for a backslash")
            return self.broken(start)
        return Scalar(event.value, "text" if style else kind_of(event.value), self.source, start, end, style)

    def broken(self, start: int) -> Scalar:
        """What takes the place of something that is a problem already."""
        return Scalar("", "broken", self.source, start, start, "")

    def tagged(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Scalar:
        """What takes the place of something with a tag, such as `!!str` or `!important`."""
        tag = self.source.text[_start(event) : _start(event) + LONGEST_TAG].split(maxsplit=1)[0]
        if event.anchor is not None:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        help = "delete it; if it is part of a text, put the text in quotes"
        self.report(_start(event), f"the text begins with `{tag}`, which stands for a type of value", help)
        return self.broken(_start(event))

    def alias(self, event: yaml.AliasEvent, depth: int) -> Node:
        """The node that an alias such as `*name` repeats."""
        anchor, start = self.anchors.get(event.anchor or ""), _start(event)
        self.uses_names = True
        if anchor is None:
            found = f"the text begins with `*{event.anchor}`, which repeats what has this name, and nothing has"
            help = without_sign(f"*{event.anchor}")
            self.report(start, found, f"{help}; if it is text, {QUOTES}" if help else QUOTES)
            return self.broken(start)
        anchor.used = True
        if anchor.node is None:
            self.report(start, f"`*{event.anchor}` repeats something inside itself", "write the values out")
            return self.broken(start)
        if depth + anchor.node.height - 1 > DEEPEST_NESTING:
            self.too_deep(event)
        self.expansion += anchor.node.size
        if self.expansion > LARGEST_EXPANSION:
            found = f"names such as `*{event.anchor}` repeat more than {LARGEST_EXPANSION:,} values in this file"
            self.stop(start, found, "write the values out")
        return anchor.node

    def tabs(self) -> Iterator[Diagnostic]:
        """A problem for each line with a tab outside text and comments, where YAML happened to let it pass."""
        if "\t" not in self.source.text:
            return
        masked = list(self.source.text)
        for start, end in self.scalars:
            masked[start:end] = re.sub(r"[^\n]", "x", self.source.text[start:end])
        for match in re.finditer(r"^((?:(?!(?:^|(?<=\s))#)[^\t\n])*)\t", "".join(masked), re.MULTILINE):
            span = self.source.span(match.end() - 1, match.end())
            yield Diagnostic("yaml_syntax", span, "found a tab, expected spaces", "put spaces in its place")

    def report(self, start: int, message: str, help: str) -> None:
        """Keeps a problem and goes on."""
        self.problems.append(Diagnostic("yaml_syntax", self.source.span(start), message, help))

    def stop(self, start: int, message: str, help: str, code: str = "yaml_syntax") -> NoReturn:
        """Gives the file up with a problem."""
        raise UnreadableError(Diagnostic(code, self.source.span(start), message, help))

    def too_deep(self, event: yaml.Event) -> NoReturn:
        """Gives the file up at a node that lies too deep."""
        found = f"found lists or keys within one another more than {DEEPEST_NESTING} levels deep"
        self.stop(_start(event), found, "take levels out; if it is text, put it in quotes", "nested_too_deep")


def _opens_node(event: yaml.Event) -> TypeGuard[yaml.ScalarEvent | yaml.CollectionStartEvent]:
    return isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)


def _start(event: yaml.Event) -> int:
    return 0 if event.start_mark is None else event.start_mark.index


def _end(event: yaml.Event) -> int:
    return 0 if event.end_mark is None else event.end_mark.index


def _break_scalars(node: Node, wrong: frozenset[int]) -> Node:
    """The node with some scalars, given by their identity, marked as broken."""
    if isinstance(node, Scalar):
        return replace(node, kind="broken") if id(node) in wrong else node
    if isinstance(node, Sequence):
        return replace(node, items=tuple(_break_scalars(item, wrong) for item in node.items))
    entries = ((_break_scalars(key, wrong), _break_scalars(value, wrong)) for key, value in node.entries)
    return replace(node, entries=tuple(entries))
