"""The strategy files as the reference explains them."""

from product_handbook.model.kinds import FILES, PAGE, FileKind, object_by_key
from product_handbook.model.records.fields import Record

FILES_AS_READ = tuple(sorted(FILES, key=lambda file: list(PAGE).index(file.page)))
"""The strategy files, in the order of the pages that show them."""


def record_in(file: FileKind) -> type[Record] | None:
    """The record that a file holds, or that each of its ids holds; none for a table, and for the ids of prose."""
    kind = object_by_key(file)
    found = file.record if kind is None else kind.record
    return found if found is not None and issubclass(found, Record) else None
