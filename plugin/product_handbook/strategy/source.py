"""A strategy file as text: bytes in, decoded text with line numbers out, or the one problem that prevents it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from product_handbook.strategy.problems import Location, Problem

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
LARGEST_FILE = 5_000_000
"""Bytes; a strategy file of more is not one that somebody edits by hand."""

# What YAML 1.2 allows (section 5.1), less the line breaks that YAML 1.1 saw and no editor shows: NEL, LS and PS.
FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Source:
    """The text of one strategy file, its line ends made `\\n`, and its path as people name it."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts, ascending; the first is 0."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def location(self, offset: int) -> Location:
        """The line and column of an offset into the text."""
        line = bisect_right(self.line_starts, offset)
        return Location(self.path, line, offset - self.line_starts[line - 1] + 1)

    def line_at(self, offset: int) -> str:
        """The whole line that holds an offset, without its end."""
        line = self.line_starts[bisect_right(self.line_starts, offset) - 1]
        end = self.text.find("\n", line)
        return self.text[line:] if end < 0 else self.text[line:end]


def read_source(file: Path, path: str) -> Source | Problem:
    """The text of a file, or why it cannot be read as text: its size, its encoding, a character that YAML forbids."""
    try:
        content = file.read_bytes()
    except OSError as error:
        return Problem(Location(path), f"the file cannot be read: {error.strerror}", "check its name and permissions")
    if len(content) > LARGEST_FILE:
        found = f"found a file of {len(content):,} bytes, expected at most {LARGEST_FILE:,}"
        return Problem(Location(path), found, "split it into a folder of files")
    return decode(content, path)


def decode(content: bytes, path: str) -> Source | Problem:
    """The text of the bytes of a file; a byte-order mark and the line ends of Windows are accepted."""
    if content.startswith(UTF16_MARKS):
        return Problem(Location(path), "found text encoded as UTF-16, expected UTF-8", "save the file as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _undecodable(content, path, error)
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    if forbidden := FORBIDDEN.search(source.text):
        found = f"found the invisible character U+{ord(forbidden.group()):04X}, which YAML does not allow"
        return Problem(source.location(forbidden.start()), found, "delete it")
    return source


def _undecodable(content: bytes, path: str, error: UnicodeDecodeError) -> Problem:
    body = content.removeprefix(b"\xef\xbb\xbf")
    before = body[: error.start].decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    place = Source(path, before).location(len(before))
    found = f"found the byte 0x{body[error.start]:02X}, which is not UTF-8 text"
    return Problem(place, found, "save the file as UTF-8")
