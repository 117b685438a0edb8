"""YAML as a tree of nodes that know where they stand, and as keys, values and items on their way to a record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Literal, cast

from product_handbook.diagnostics.diagnostic import Source, Span

Kind = Literal["text", "nothing", "boolean", "number", "odd_number", "date", "broken", "stand_in"]
"""What a scalar is taken for. A *broken* one is a problem already and must not become a second one; a *stand-in* takes
the place of something required that is missing, while the rest of its record is checked."""

# What a plain scalar is to YAML 1.2's core schema, or to readers of YAML 1.1, which take more words and numbers.
_KINDS = re.compile(
    r"""(?P<nothing>~|null|Null|NULL|)
    |(?P<boolean>true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)
    |(?P<number>[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9]+(?:[eE][-+]?[0-9]+)?)
    |(?P<odd_number>[-+]?(?:
        [0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
        |0(?:b[01_]+|o[0-7]+|x[0-9a-fA-F_]+|[0-9_]+(?:\.[0-9_]*)?)
        |[0-9]*_[0-9_]*(?:\.[0-9_]*)?|[0-9]+\.[0-9]*_[0-9_]*
        |\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN))
    |(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}
        |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ ]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?
         (?:[ ]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)""",
    re.VERBOSE,
)
_MAYBE_NO_TEXT = frozenset("~nNtTfFyYoO+-.0123456789_")
_WHITE_ESCAPES = frozenset("ntrvfNLP_ \t\n")
_VISIBLE = re.compile(r"\S")
_VISIBLE_IN_SINGLE = re.compile(r"''|\S")
_VISIBLE_IN_DOUBLE = re.compile(r"\\(?:x(..)|u(....)|U(........)|(.))|\S", re.DOTALL)


def kind_of(text: str) -> Kind:
    """What plain text, outside quotes, is taken for."""
    if text and text[0] not in _MAYBE_NO_TEXT:
        return "text"
    match = _KINDS.fullmatch(text)
    return "text" if match is None else cast("Kind", match.lastgroup)


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
    size: ClassVar[int] = 1
    height: ClassVar[int] = 1

    @property
    def location(self) -> Span:
        """Where the value stands, without the space behind it."""
        written = self.source.text[self.start : self.end]
        return self.source.span(self.start, self.start + len(written.rstrip()))

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was written."""
        return self.kind == "nothing" and not self.text

    def locate(self, start: int, end: int = 0) -> Span:
        """Where characters of the text stand in the file; for white space, the visible character before it."""
        if not self.style and self.source.text.startswith(self.text, self.start):
            first, last = (self.start + min(offset, len(self.text)) for offset in (start, end))
            return self.source.span(first, last)
        if start >= len(self._places):
            return self.location
        last = self._places[min(end, len(self._places)) - 1] + 1 if end > start else 0
        return self.source.span(self._places[start], last)

    @cached_property
    def _places(self) -> list[int]:
        """For each character of the text, its offset in the file.

        Folding of lines only changes white space, so that the visible characters are the same, in the same order.
        """
        places, visible, place = [], self._visible(), self.start
        for character in self.text:
            place = place if character.isspace() else next(visible, place)
            places.append(place)
        return places

    def _visible(self) -> Iterator[int]:
        """The offset in the file of each visible character of the text."""
        written = self.source.text
        if self.style == "'":
            return (match.start() for match in _VISIBLE_IN_SINGLE.finditer(written, self.start + 1, self.end - 1))
        if self.style == '"':
            matches = _VISIBLE_IN_DOUBLE.finditer(written, self.start + 1, self.end - 1)
            return (match.start() for match in matches if not _is_white_escape(match))
        first = written.find("\n", self.start) if self.style else self.start
        return (match.start() for match in _VISIBLE.finditer(written, first, self.end))


def _is_white_escape(match: re.Match[str]) -> bool:
    """Whether a match in a text in double quotes stands for white space, such as a backslash and an `n`."""
    digits = match[1] or match[2] or match[3]
    return chr(int(digits, 16)).isspace() if digits else match[4] is not None and match[4] in _WHITE_ESCAPES


@dataclass(frozen=True, eq=False)
class Sequence:
    """A list: its items in order."""

    items: tuple["Node", ...]
    source: Source = field(repr=False)
    start: int
    size: int
    """How many nodes it is, with all inside it."""
    height: int
    """How many levels it is, itself the first."""

    @property
    def location(self) -> Span:
        """Where the list starts."""
        return self.source.span(self.start)


@dataclass(frozen=True, eq=False)
class Mapping:
    """Keys and values: the entries in order, duplicate keys and all."""

    entries: tuple[tuple["Node", "Node"], ...]
    source: Source = field(repr=False)
    start: int
    size: int
    height: int
    inline: bool
    """Whether it is written in braces."""

    @property
    def location(self) -> Span:
        """Where the first key starts, or the brace."""
        return self.source.span(self.start)


Node = Scalar | Sequence | Mapping


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
