"""From values to records: pydantic reads them, and its errors become problems that say where and what to do."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from product_handbook.diagnostics.diagnostic import Diagnostic, Source, Span
from product_handbook.model.loading.field_problems import Found, explain, misspelled_field
from product_handbook.model.records.fields import IdField, ProseField, Record
from product_handbook.model.records.reading import STAND_IN, Prose
from product_handbook.source.yaml.nodes import Items, Key, Located, Scalar, Value

RecordT = TypeVar("RecordT", bound=Record)
Steps = tuple[int | str, ...]

KEY = "[key]"
"""The last step of pydantic's path to what is wrong with a key rather than with its value."""
REPAIRS = 6
"""How often what is wrong in a record is cut away, to check the rest of it."""

_ID: TypeAdapter[str] = TypeAdapter(IdField)
_PROSE: TypeAdapter[Prose] = TypeAdapter(ProseField)
_NOWHERE = Source("", "")
_STAND_IN = Scalar(STAND_IN, "stand_in", _NOWHERE, 0, 0, "'")


def read_id(key: Key, problems: list[Diagnostic]) -> bool:
    """Whether a key is a proper id; if not, the problem says so."""
    try:
        _ID.validate_python(key)
    except ValidationError as error:
        found = Found(key, key.written.location)
        problems.extend(problem for details in error.errors() for problem in explain(details, found))
        return False
    return True


def read_prose(value: Value, place: Span, problems: list[Diagnostic]) -> Prose | None:
    """The prose of a glossary entry, or None where it is something else."""
    try:
        return _PROSE.validate_python(value)
    except ValidationError as error:
        problems.extend(_explained(error.errors(), value, place))
        return None


def read_record(
    model: type[RecordT], value: Value, place: Span, problems: list[Diagnostic], context: object = None
) -> RecordT | None:
    """A record of what a file says, or None where too much of it is wrong.

    After a problem, what is wrong is cut away and the rest is read, so that ids named in it are checked all the same;
    nothing is built from it, since a single problem stops the build.
    """
    for attempt in range(REPAIRS):
        try:
            return model.model_validate(value, context=context)
        except ValidationError as error:
            errors = error.errors()
            if attempt == 0:
                problems.extend(_explained(errors, value, place))
            if not _cut_away(errors, value):
                return None
    return None


def _explained(errors: list[ErrorDetails], root: Value, place: Span) -> Iterator[Diagnostic]:
    """The problems behind the errors, without those that only follow from another one."""
    echoes = _echoes(errors, root, place)
    for details in errors:
        found = _find(root, details["loc"], place)
        is_broken = isinstance(found.value, Scalar) and found.value.kind == "broken"
        if not is_broken and not _follows(details, found, echoes):
            yield from explain(details, found)


def _echoes(errors: list[ErrorDetails], root: Value, place: Span) -> set[Steps]:
    """The paths to wrong keys, and those to the fields that misspelled keys mean."""
    paths: set[Steps] = set()
    for details in errors:
        loc, holder = details["loc"], _find(root, details["loc"], place).holder
        if loc[-1:] == (KEY,):
            paths.add(loc)
        elif details["type"] == "extra_forbidden" and isinstance(holder, Located):
            paths.add((*loc[:-1], misspelled_field(str(loc[-1]), holder)))
    return paths


def _follows(details: ErrorDetails, found: Found, echoes: set[Steps]) -> bool:
    """Whether an error follows from another: a misspelled key is missing too, a wrong key has no right value."""
    loc = details["loc"]
    if details["type"] == "missing" and isinstance(found.value, Located):
        return found.value.incomplete or loc in echoes
    return loc[-1:] != (KEY,) and any((*loc[:length], KEY) in echoes for length in range(1, len(loc) + 1))


def _find(root: Value, loc: Steps, place: Span) -> Found:
    """Follows the path of an error as far as it goes; for the key of an entry, to the key."""
    found = Found(root, place)
    for step in loc:
        inside = found.value
        if isinstance(inside, Items) and isinstance(step, int) and step < len(inside):
            found = Found(inside[step], inside[step].location, inside, step)
        elif isinstance(inside, Located) and (key := inside.key(step)) is not None:
            value = inside[key]
            found = Found(value, _written(key, value).location, inside, key)
        elif step == KEY and isinstance(found.step, Key):
            return Found(found.step, found.step.written.location, found.holder, found.step)
    return found


def _written(key: Key, value: Value) -> Scalar:
    """What a message about an entry points at: its value if that is one word or text, else its key."""
    if isinstance(value, Scalar):
        return value
    return value.blank if isinstance(value, Located) and value.blank and value.blank.text else key.written


def _cut_away(errors: list[ErrorDetails], root: Value) -> bool:
    """Takes what the errors are about out of the value, and puts a stand-in where a required key is missing."""
    items: dict[tuple[int, int], Items] = {}
    changed = False
    for details, found in [(details, _find(root, details["loc"], Span(""))) for details in errors]:
        if details["type"] == "missing" and isinstance(found.value, Located):
            found.value[Key(replace(_STAND_IN, text=str(details["loc"][-1])))] = _STAND_IN
            changed = True
        elif isinstance(found.holder, Located) and isinstance(found.step, Key) and found.step in found.holder:
            found.holder.cut_out(found.step, misspelled_field(found.step, found.holder))
            changed = True
        elif isinstance(found.holder, Items) and isinstance(found.step, int):
            items[-found.step, id(found.holder)] = found.holder
    # From the last item of a list to the first, so that none moves which is still to go.
    for (step, _), holder in sorted(items.items(), key=lambda item: item[0]):
        del holder[-step]
    return changed or bool(items)
