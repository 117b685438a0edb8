"""From nodes to what pydantic reads: keys and values that know their places, each key once."""

from collections.abc import Iterable

from product_handbook.diagnostics.diagnostic import Diagnostic, quoted
from product_handbook.source.yaml.nodes import Items, Key, Located, Mapping, Node, Scalar, Sequence, Value


def to_values(node: Node, problems: list[Diagnostic], key: Key | None = None) -> Value:
    """A node's keys and values as `Located`, its lists as `Items`, its scalars as they are."""
    if isinstance(node, Scalar):
        return Located(key, node) if key is not None and node.kind == "nothing" else node
    if isinstance(node, Sequence):
        return Items((to_values(item, problems) for item in node.items), node)
    located = Located(key, node)
    for entry, value in entries_of(node, problems):
        located[entry] = to_values(value, problems, entry)
    located.incomplete = len(located) < len(node.entries) and is_incomplete(node)
    return located


def entries_of(mapping: Mapping, problems: list[Diagnostic]) -> Iterable[tuple[Key, Node]]:
    """The entries of a mapping with each key once; a key that comes again, or that is no text, is a problem."""
    seen: dict[Key, Scalar] = {}
    for written, value in mapping.entries:
        if not isinstance(written, Scalar) or _is_no_key(written):
            problems.extend(_explain_key(written))
            continue
        key = Key(written)
        if key in seen:
            found = f"the key {quoted(key)} stands here again, after line {seen[key].location.line}"
            problems.append(Diagnostic("duplicate_key", written.location, found, "delete one of the two, or rename it"))
            continue
        seen[key] = written
        yield key, value


def is_incomplete(mapping: Mapping) -> bool:
    """Whether keys may be missing since the place of one holds something that cannot be read as a key."""
    return any(not isinstance(key, Scalar) or _is_no_key(key) for key, _ in mapping.entries)


def _is_no_key(written: Scalar) -> bool:
    if written.style:
        return "\n" in written.text
    text = written.text
    return text in {"", "<<"} or written.kind == "broken" or text != text.strip()


def _explain_key(written: Node) -> Iterable[Diagnostic]:
    """What is wrong with something that stands in the place of a key."""
    place = written.location
    if not isinstance(written, Scalar):
        found = "found a list or keys and values before a colon, expected a key"
        help = "write a word before the colon; if it is text that begins with `[` or `{`, put it in quotes"
        yield Diagnostic("invalid_key", place, found, help)
    elif written.text == "<<":
        yield Diagnostic(
            "invalid_key", place, "found the key `<<`, which would copy keys from elsewhere", "write the keys out"
        )
    elif "\n" in written.text:
        yield Diagnostic(
            "invalid_key", place, "found a key on several lines", "write the key on one line, before its colon"
        )
    elif written.text:
        found = f"found a space of another kind beside the key {quoted(written.text)}, expected ordinary ones"
        yield Diagnostic("invalid_key", place, found, "delete the space, and type it again")
    elif written.kind != "broken":
        yield Diagnostic(
            "invalid_key", place, "found a colon without a key before it", "write the key, or delete the colon"
        )
