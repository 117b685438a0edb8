"""What a file holds, on its way to becoming a record: keys, values and items that know where they stand."""

from collections.abc import Iterable

from product_handbook.strategy.nodes import Scalar
from product_handbook.strategy.problems import Location


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

    def __init__(
        self,
        location: Location,
        id: str = "",
        blank: Scalar | None = None,
        *,
        inline: bool = False,
    ) -> None:
        super().__init__()
        self.location = location
        self.id = id
        """The key that it is the value of; empty for a whole file and for the item of a list."""
        self.blank = blank
        """The empty scalar where nothing follows the key, which may stand for no keys or for no value."""
        self.inline = inline
        """Whether it is written in braces."""
        self.incomplete = False
        """Whether some of its entries could not be read, and are problems already."""
        self.fields: tuple[str, ...] = ()
        """The keys that the record which it was read as knows, for messages."""
        self.cut: dict[str, Scalar] = {}
        """The fields that were taken out since their values are problems already."""

    def key(self, text: object) -> Key | None:
        """The key of this text, with its place."""
        return next((key for key in self if key == text), None) if text in self else None

    def cut_out(self, key: Key, meant: str) -> None:
        """Takes an entry out that is a problem already; `meant` is the field that a misspelled key means, or empty."""
        self.cut[str(key)] = key.written
        if meant:
            self.cut.setdefault(meant, key.written)
        del self[key]


class Items(list["Value"]):
    """The items of a list on their way to becoming a tuple, with the place of the list."""

    def __init__(self, items: Iterable["Value"], location: Location) -> None:
        super().__init__(items)
        self.location = location


Value = Scalar | Located | Items
"""What a file holds, on its way to becoming a record."""
