"""From nodes to records: pydantic reads them, and its errors become problems that say where and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import zip_longest
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from product_handbook.strategy.nodes import Mapping, Node, Scalar, Sequence
from product_handbook.strategy.problems import Location, Problem
from product_handbook.strategy.records.fields import IdField, ProseField, Record
from product_handbook.strategy.records.reading import STAND_IN, Key, Located, Prose

RecordT = TypeVar("RecordT", bound=Record)
Value = Scalar | Located | list["Value"]

_ID: TypeAdapter[str] = TypeAdapter(IdField)
_PROSE: TypeAdapter[Prose] = TypeAdapter(ProseField)
_NOWHERE = Location("")
_REPAIRS = 3
"""How often what is wrong in a record is cut away, to check the rest of it."""


def to_values(node: Node, problems: list[Problem], key: Key | None = None) -> Value:
    """What pydantic reads: the node's mappings as `Located`, its lists as lists, its scalars as they are."""
    place = key.written.location if key is not None else node.location
    if isinstance(node, Scalar):
        return Located(place, str(key), blank=node) if key is not None and _is_blank(node) else node
    if isinstance(node, Sequence):
        return [to_values(item, problems) for item in node.items]
    located = Located(place, "" if key is None else str(key))
    for key_node, value in entries_of(node, problems):
        located[key_node] = to_values(value, problems, key_node)
    return located


def _is_blank(node: Scalar) -> bool:
    return node.kind == "nothing" and not node.text


def entries_of(mapping: Mapping, problems: list[Problem]) -> Iterable[tuple[Key, Node]]:
    """The entries of a mapping with each key once; a key that comes again, or that is no text, is a problem."""
    seen: dict[Key, Location] = {}
    for written, value in mapping.entries:
        if not isinstance(written, Scalar):
            problems.append(
                Problem(written.location, "found a list or mapping as a key", "write a word before the colon")
            )
            continue
        key = Key(written)
        if key in seen:
            found = f"the key `{key}` stands here again, after line {seen[key].line}"
            problems.append(Problem(written.location, found, "delete one of the two, or rename it"))
            continue
        seen[key] = written.location
        yield key, value


def read_id(key: Key, problems: list[Problem]) -> bool:
    """Whether a key is a proper id; if not, the problem says so."""
    try:
        _ID.validate_python(key)
    except ValidationError as error:
        problems.extend(_problem(details, key, key.written.location) for details in error.errors())
        return False
    return True


def read_prose(value: Value, place: Location, problems: list[Problem]) -> Prose | None:
    """The prose of a glossary entry, or None where it is something else."""
    try:
        return _PROSE.validate_python(value)
    except ValidationError as error:
        problems.extend(_problem(details, value, place) for details in error.errors())
        return None


def read_record(model: type[RecordT], value: Value, place: Location, problems: list[Problem]) -> RecordT | None:
    """A record of what a file says, or None where too much of it is wrong.

    After a problem, what is wrong is cut away and the rest is read, so that ids named in it are checked all the same;
    nothing is built from it, since a single problem stops the build.
    """
    for attempt in range(_REPAIRS):
        try:
            return model.model_validate(value)
        except ValidationError as error:
            found = error.errors()
            if attempt == 0:
                problems.extend(_problem(details, value, place) for details in _without_echoes(found, value))
            if not all([_cut_away(details, value) for details in found]):  # noqa: C419 - each one is to be cut
                return None
    return None


def _without_echoes(errors: list[ErrorDetails], root: Value) -> Iterable[ErrorDetails]:
    """The errors without a missing key that stands there after all, misspelled: that is an unknown key already."""
    meant = set()
    for details in errors:
        holder = _find(root, details["loc"], _NOWHERE).holder
        if details["type"] == "extra_forbidden" and isinstance(holder, Located):
            meant.update((*details["loc"][:-1], near) for near in _near(str(details["loc"][-1]), holder))
    return (details for details in errors if details["type"] != "missing" or details["loc"] not in meant)


@dataclass(frozen=True)
class _Found:
    """What an error is about, the mapping or list that holds it, and where it stands."""

    value: Value | Key
    holder: Value
    place: Location


def _find(root: Value, loc: tuple[int | str, ...], place: Location) -> _Found:
    """Follows the path of an error as far as it goes; for a key of a mapping, to the key."""
    found = _Found(root, root, place)
    for step, following in zip_longest(loc, loc[1:]):
        holder = found.value
        if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
            item = holder[step]
            place = item.location if isinstance(item, Scalar | Located) else found.place
            found = _Found(item, holder, place)
        elif isinstance(holder, Located) and (key := holder.key(step)) is not None:
            if following == "[key]":
                return _Found(key, holder, key.written.location)
            value = holder[key]
            place = value.location if isinstance(value, Scalar) else key.written.location
            found = _Found(value, holder, place)
        else:
            return _Found(found.value, holder, found.place)
    return found


def _problem(details: ErrorDetails, root: Value | Key, place: Location) -> Problem:
    """A pydantic error as a problem."""
    found = _Found(root, [], place) if isinstance(root, Key) else _find(root, details["loc"], place)
    kind, context, holder = details["type"], details.get("ctx", {}), found.holder
    name = str(details["loc"][-1]) if details["loc"] else ""
    if kind == "wrong":
        return Problem(_place_in(found, context["offset"]), context["text"], context["mend"])
    if kind == "missing" and isinstance(holder, Located):
        return Problem(holder.location, f"the key `{name}` is missing{_inside(holder)}", f"add `{name}:`")
    if kind == "extra_forbidden" and isinstance(holder, Located):
        key = holder.key(name)
        return _unknown_key(name, holder, found.place if key is None else key.written.location)
    if kind == "literal_error":
        return _unknown_word(found, str(context["expected"]))
    if kind in {"tuple_type", "missing", "too_long"}:
        return Problem(found.place, f"found {_described(found.value)}, expected a list", _as_list(found.value))
    mend = "write `key: value` lines below it, indented"
    return Problem(found.place, f"found {_described(found.value)}, expected keys and values", mend)


def _place_in(found: _Found, offset: int) -> Location:
    return found.value.locate(offset) if isinstance(found.value, Scalar) and offset else found.place


def _inside(parent: Located) -> str:
    return f" in `{parent.id}`" if parent.id else ""


def _unknown_key(name: str, parent: Located, place: Location) -> Problem:
    near = _near(name, parent)
    mend = f"did you mean `{near[0]}`?" if near else "use one of " + ", ".join(f"`{field}`" for field in parent.fields)
    return Problem(place, f"found the unknown key `{name}`{_inside(parent)}", mend)


def _near(name: str, parent: Located) -> list[str]:
    return get_close_matches(name.lower().replace("-", "_"), parent.fields, n=1)


def _unknown_word(found: _Found, expected: str) -> Problem:
    words = [word for word in expected.replace(" or ", ", ").replace("'", "").split(", ") if word]
    text = found.value.text.strip() if isinstance(found.value, Scalar) else ""
    near = get_close_matches(text.lower().replace(" ", "_").replace("-", "_"), words, n=1)
    listed = ", ".join(f"`{word}`" for word in words)
    mend = f"did you mean `{near[0]}`?" if near else f"write one of {listed}"
    return Problem(found.place, f"found `{text}`, expected one of {listed}", mend)


def _described(found: Value | Key) -> str:
    if isinstance(found, Scalar):
        return f"`{found.text.strip()[:40]}`" if found.text.strip() else "nothing"
    if isinstance(found, Located) and found.blank:
        return "nothing"
    return "a mapping" if isinstance(found, Located) else f"a list of {len(found)}"


def _as_list(found: Value | Key) -> str:
    if isinstance(found, list):
        return "write two values, the lowest and the highest: [2, 3]"
    if isinstance(found, Scalar) and found.text and "\n" not in found.text:
        return f"write it in brackets: [{found.text.strip()[:40]}]"
    return "begin each item on a line of its own with `- `"


def _cut_away(details: ErrorDetails, root: Value) -> bool:
    """Takes what an error is about out of its mapping; for a missing key, puts a stand-in for text there."""
    loc = tuple(step for step in details["loc"] if step != "[key]")
    holders = [found.value for length in range(len(loc)) if (found := _find(root, loc[:length], _NOWHERE))]
    for holder, step in reversed(list(zip(holders, loc, strict=True))):
        if not isinstance(holder, Located):
            continue
        if details["type"] != "missing":
            if (key := holder.key(step)) is not None:
                del holder[key]
            return True
        if (written := holder.written) is not None:
            holder[Key(replace(written, text=str(step)))] = replace(written, text=STAND_IN, kind="text", style="'")
            return True
    return False
