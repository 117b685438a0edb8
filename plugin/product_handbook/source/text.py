"""A strategy file as text: bytes in, decoded text with line numbers out, or the problems that prevent it."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from product_handbook.diagnostics.diagnostic import Diagnostic, Source, Span

BOM = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
LARGEST_FILE = 5_000_000
"""Bytes; a strategy file of more is not one that somebody edits by hand."""
MOST_CHARACTERS = 100
"""How many forbidden characters of one file are shown; a file with more is no text."""

# What YAML 1.2 allows (section 5.1), less the line breaks that YAML 1.1 saw and no editor shows: NEL, LS and PS.
FORBIDDEN = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \n]|\Z)", re.MULTILINE)
"""What git writes at the start of a line where two changes meet."""


def read_source(file: Path, path: str) -> Source | tuple[Diagnostic, ...]:
    """The text of a file, or why it cannot be read as text: its size, its encoding, characters that YAML forbids."""
    try:
        if not file.is_file():
            return (
                Diagnostic(
                    "file_unreadable", Span(path), "found something other than a file", "put a text file in its place"
                ),
            )
        if (size := file.stat().st_size) > LARGEST_FILE:
            found = f"found a file of {size:,} bytes, expected at most {LARGEST_FILE:,}"
            return (Diagnostic("file_unreadable", Span(path), found, "split it into a folder of files"),)
        content = file.read_bytes()
    except OSError as error:
        found = f"the file cannot be opened ({error.strerror})"
        return (Diagnostic("file_unreadable", Span(path), found, "check who may read it"),)
    return decode(content, path)


def decode(content: bytes, path: str) -> Source | tuple[Diagnostic, ...]:
    """The text of the bytes of a file; a byte-order mark and the line ends of Windows are accepted."""
    if content.startswith(UTF16_MARKS) or content.count(0) * 3 > len(content):
        found = "found text in the encoding UTF-16, expected UTF-8"
        return (Diagnostic("wrong_encoding", Span(path), found, "save the file again, with the encoding UTF-8"),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (_undecodable(content, path, error),)
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    forbidden = islice(FORBIDDEN.finditer(source.text), MOST_CHARACTERS)
    return tuple(_forbidden(source, match) for match in forbidden) or tuple(_conflicts(source)) or source


def _conflicts(source: Source) -> Iterator[Diagnostic]:
    """A problem for each merge conflict, with all its marks, and for each mark that is left over from one."""
    opening: Diagnostic | None = None
    for match in islice(_CONFLICT.finditer(source.text), MOST_CHARACTERS):
        mark, span = match.group(), source.span(*match.span())
        if opening is None or mark[0] == "<":
            found = f"found `{mark}`, which git leaves where two changes of the same lines meet"
            help = (
                "keep what is right of the two, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`"
            )
            opening = Diagnostic("merge_conflict", span, found, help)
            yield opening
        if mark[0] == ">":
            opening = None


def _undecodable(content: bytes, path: str, error: UnicodeDecodeError) -> Diagnostic:
    body = content.removeprefix(BOM)
    before = body[: error.start].decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    found = f"found the byte 0x{body[error.start]:02X}, which is no character in the encoding UTF-8"
    help = "save the file again, with the encoding UTF-8"
    return Diagnostic("wrong_encoding", Source(path, before).span(len(before)), found, help)


def _forbidden(source: Source, match: re.Match[str]) -> Diagnostic:
    found = f"found the invisible character U+{ord(match.group()):04X}, which no strategy file may hold"
    return Diagnostic("forbidden_character", source.span(*match.span()), found, "delete it")
