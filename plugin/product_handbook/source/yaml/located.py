"""What a file holds, on its way to becoming a record: keys, values and items that know where they stand."""

from collections.abc import Iterable

from product_handbook.diagnostics.diagnostic import Span
from product_handbook.source.yaml.nodes import Mapping, Scalar, Sequence


class Key(str):
    """A key: its text, and the scalar that it was written as."""

    written: Scalar
    __slots__ = ("written",)

    def __new__(cls, written: Scalar) -> "Key":
        """The key that a scalar is."""
        key = super().__new__(cls, written.text)
        key.written = written
        return key


class Located(dict[Key, "Value"]):
    """Keys and values of a strategy file on their way to becoming a record, with their places."""

    def __init__(self, key: Key | None, written: Mapping | Scalar) -> None:
        super().__init__()
        self.id = "" if key is None else str(key)
        """The key that it is the value of; empty for a whole file and for the item of a list."""
        self.place = written if key is None else key.written
        """What it begins with: its key, or where it has none, itself."""
        self.blank = written if isinstance(written, Scalar) else None
        """The empty scalar where nothing follows the key, which may stand for no keys or for no value."""
        self.inline = isinstance(written, Mapping) and written.inline
        """Whether it is written in braces."""
        self.incomplete = False
        """Whether some of its entries could not be read, and are problems already."""
        self.fields: tuple[str, ...] = ()
        """The keys that the record which it was read as knows, for messages."""
        self.cut: dict[str, Scalar] = {}
        """The fields that were taken out since their values are problems already."""
        self.meant: dict[str, str] = {}
        """The field that an unknown key probably means, once that was asked."""
        self._keys: dict[str, Key] = {}

    @property
    def location(self) -> Span:
        """Where its key stands, or where it starts."""
        return self.place.location

    def __setitem__(self, key: Key, value: "Value") -> None:
        self._keys[key] = key
        super().__setitem__(key, value)

    def key(self, text: int | str) -> Key | None:
        """The key of this text, with its place."""
        return self._keys[str(text)] if text in self else None

    def cut_out(self, key: Key, meant: str) -> None:
        """Takes an entry out that is a problem already; `meant` is the field that a misspelled key means, or empty."""
        self.cut[str(key)] = key.written
        if meant:
            self.cut.setdefault(meant, key.written)
        del self[key]


class Items(list["Value"]):
    """The items of a list on their way to becoming a tuple, with the place of the list."""

    def __init__(self, items: Iterable["Value"], written: Sequence) -> None:
        super().__init__(items)
        self.written = written

    @property
    def location(self) -> Span:
        """Where it starts."""
        return self.written.location


Value = Scalar | Located | Items
"""What a file holds, on its way to becoming a record."""
