"""What pydantic finds wrong with a value, in the words of somebody who writes strategy files."""

import re
from dataclasses import dataclass, replace

from pydantic_core import ErrorDetails

from product_handbook.diagnostics.diagnostic import NOWHERE, Diagnostic, Span, quoted
from product_handbook.diagnostics.suggest import closest_match
from product_handbook.model.records.reading import ID
from product_handbook.source.yaml.nodes import Items, Key, Located, Scalar, Value
from product_handbook.source.yaml.scalars import FieldError

_OF_METRICS = frozenset({"influenced_by", "guardrails", "moves", "results", "business_impact"})
"""The lists whose items each begin with a metric."""
_BOUND = r"[-+]?\d+(?:\.\d+)?(?:\s*%)?"
_UP_TO = "(?:[-\N{EN DASH}\N{EM DASH}…,;:]|[.]{2,3}|to|and)"
_BOUNDS = re.compile(rf"(?P<lowest>{_BOUND})\s*{_UP_TO}\s*(?P<highest>{_BOUND})")

_TWO_VALUES = "write the lowest and the highest value in brackets, such as [2, 3]"

FEW = 8
"""How many keys a message names, rather than point to the reference."""

_AFTER_COMMA = (
    "within `{ }` a comma ends what stands before it: put a text with a comma in quotes, and write a number without one"
)


@dataclass(frozen=True)
class Found:
    """What an error is about, where it stands, and under which key or number in what."""

    value: Value | Key
    place: Span
    holder: Located | Items | None = None
    step: Key | int | None = None


_SKIPPED_GROUP = (
    "add `{}:` with a score from -2 to 3 and why; a bet is scored for all three groups, with 0 where it does nothing"
)


def explain(details: ErrorDetails, found: Found) -> tuple[Diagnostic, ...]:
    """The problems behind an error of pydantic: those that a reader raised, or one in our words."""
    error = details.get("ctx", {}).get("error")
    if isinstance(error, FieldError):
        return tuple(_placed(problem, found) for problem in error.diagnostics)
    return (_explained(details, found),)


def _explained(details: ErrorDetails, found: Found) -> Diagnostic:
    match details["type"]:
        case "missing" if isinstance(found.value, Located):
            name = str(details["loc"][-1])
            help = _SKIPPED_GROUP.format(name) if found.value.id == "serves" else f"add `{name}:`"
            return Diagnostic(
                "missing_key", found.value.location, f"the key `{name}` is missing{_inside(found.value)}", help
            )
        case "extra_forbidden" if isinstance(found.holder, Located) and isinstance(found.step, Key):
            return _unknown_key(found.step, found.holder)
        case "literal_error":
            return _unknown_word(found, str(details["ctx"]["expected"]))
    return _wrong_shape(details["type"], found)


def _wrong_shape(kind: str, found: Found) -> Diagnostic:
    """That something is no list, no list of the right length, or no keys and values."""
    if kind == "tuple_type":
        return _no_list(found)
    if kind in {"missing", "too_long"} and isinstance(found.value, Items):
        message = f"found a list of {len(found.value)}, expected two values: the lowest and the highest"
        return Diagnostic("wrong_shape", found.place, message, "write them in brackets, such as [2, 3]")
    return _no_keys(found)


def _placed(problem: Diagnostic, found: Found) -> Diagnostic:
    """What a reader said, with a fix of our own for the end of a text that was cut by a comma."""
    if (
        isinstance(found.value, Key)
        and isinstance(found.holder, Located)
        and _is_after_comma(found.value, found.holder)
    ):
        problem = replace(problem, help=_AFTER_COMMA)
    return replace(problem, span=found.place) if problem.span is NOWHERE else problem


def _inside(parent: Located) -> str:
    return f" in `{parent.id}`" if parent.id else ""


def misspelled_field(key: str, parent: Located) -> str:
    """The field that an unknown key probably means, which is not there under its right name; empty if none is near."""
    if key not in parent.meant:
        absent = [field for field in parent.fields if field not in parent]
        field, colon, _ = key.replace("\N{FULLWIDTH COLON}", ":").partition(":")
        is_squeezed = colon and field in absent
        parent.meant[key] = "" if key in parent.fields else field if is_squeezed else closest_match(key, absent)
    return parent.meant[key]


def _unknown_key(key: Key, parent: Located) -> Diagnostic:
    found = f"found the unknown key {quoted(key)}{_inside(parent)}"
    return Diagnostic("unknown_key", key.written.location, found, _help_for_unknown_key(key, parent))


def _help_for_unknown_key(key: Key, parent: Located) -> str:
    field, colon, rest = key.replace("\N{FULLWIDTH COLON}", ":").partition(":")
    value = parent[key]
    if colon and rest and field in parent.fields:
        advice = "put a space after the colon" if field + ":" in key else "write an ordinary colon and a space"
        return f"{advice}: " + quoted(f"{field}: {rest.strip()}")
    if _is_after_comma(key, parent):
        return _AFTER_COMMA
    if near := misspelled_field(key, parent):
        return f"did you mean `{near}`?"
    if key in parent.fields or len(parent.fields) <= FEW:
        return "use one of " + ", ".join(f"`{field}`" for field in parent.fields)
    if isinstance(value, Located) and parent.id and "formerly" in parent.fields and ID.fullmatch(key):
        return f"if it is one of its own, begin its line as far left as that of `{parent.id}`"
    return "delete it; fields of your own go below `extra:`"


def _is_after_comma(key: Key, parent: Located) -> bool:
    """Whether a key is probably the end of a text or number with a comma in it, as in `{because: Once, not twice}`."""
    value = parent.get(key)
    is_alone = isinstance(value, Located) and value.blank is not None and ":" not in key
    return parent.inline and is_alone and key != next(iter(parent))


def _unknown_word(found: Found, expected: str) -> Diagnostic:
    words = [word for word in expected.replace(" or ", ", ").replace("'", "").split(", ") if word]
    written = found.value.blank if isinstance(found.value, Located) else found.value
    text = written.text if isinstance(written, Scalar) else ""
    listed = ", ".join(f"`{word}`" for word in words)
    near = closest_match(text, words)
    help = f"did you mean `{near}`?" if near else "write one of these words"
    return Diagnostic("unknown_word", found.place, f"found {quoted(text)}, expected one of {listed}", help)


def _no_list(found: Found) -> Diagnostic:
    written = found.value.text.strip() if isinstance(found.value, Scalar) else ""
    ids = re.split(r"\s*(?:,|\band\b|&)\s*", written)
    if found.step == "between" and (bounds := _BOUNDS.fullmatch(written)):
        help = f"write [{bounds['lowest']}, {bounds['highest']}]"
    elif found.step in _OF_METRICS and all(map(ID.fullmatch, ids)):
        help = "write " + " and ".join(f"`- metric: {id}`" for id in ids)
        help += " below the key, each on a line of its own" if len(ids) > 1 else " below the key, on a line of its own"
    elif found.step == "between" and written:
        help = _TWO_VALUES
    elif ID.fullmatch(written):
        help = f"write it in brackets: [{written}]"
    elif isinstance(found.value, Located) and not found.value.blank:
        help = "put `- ` before the first key of each item"
    elif isinstance(found.value, Scalar):
        help = "put `- ` before each item, on lines of their own"
    else:
        help = "write the items below it, each on a line of its own that begins with `- `, or delete the key"
    return Diagnostic("wrong_shape", found.place, f"found {_described(found.value)}, expected a list", help)


def _no_keys(found: Found) -> Diagnostic:
    if isinstance(found.value, Located):
        help = "write them below it, indented, or delete the key"
    elif isinstance(found.value, Items):
        help = "write a key and a colon in place of each `-`"
    else:
        help = "write each key on a line of its own below, indented, with a colon and its value"
    return Diagnostic("wrong_shape", found.place, f"found {_described(found.value)}, expected keys and values", help)


def _described(value: Value | Key) -> str:
    if isinstance(value, Items):
        return "a list"
    if isinstance(value, Located):
        return "nothing" if value.blank else "keys and values"
    text = value if isinstance(value, Key) else value.text
    return quoted(text) if text.strip() else "nothing"
